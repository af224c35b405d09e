// A second factor proved elsewhere. Only a trusted provider's claim is accepted, and only in its exact form.

import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  admit,
  beginTicket,
  claimsAt,
  expectSignedIn,
  locationOf,
  outlastCaches,
  portalHost,
  postForm,
  type Scene,
  setScene,
} from '../support/node/arrivals.ts'
import { startIssuer } from '../support/node/hostile-bed.ts'
import type { HostileIssuer } from '../support/node/hostile-issuer.ts'
import type { Members } from '../support/node/jws.ts'
import { api, edgeNow, type Person, portalOrigin } from '../support/node/test-bed.ts'
import { type Answer, makeEnrolledPerson, Visitor } from '../support/node/visitor.ts'

type Provider = 'tickets' | 'tickets-plain'

let scene: Scene
let issuers: Readonly<Record<Provider, HostileIssuer>>
let person: Person
const sub = randomUUID()
beforeAll(async () => {
  scene = await setScene()
  issuers = { tickets: await startIssuer('tickets'), 'tickets-plain': await startIssuer('tickets-plain') }
  person = (await makeEnrolledPerson('Bea')).person
  await admit(scene, person.email)
  for (const provider of ['tickets', 'tickets-plain']) {
    const { status } = await api('POST', `/accounts/${person.email}/identities`, { provider, subject: sub })
    expect(status).toBeLessThan(300)
  }
  await outlastCaches()
})
afterAll(async () => {
  await issuers.tickets.close()
  await issuers['tickets-plain'].close()
  await scene.origin.close()
})

async function arriveAs(browser: Visitor, provider: Provider, claims: Members): Promise<Answer> {
  const { returnTo, nonce } = await beginTicket(browser, provider)
  return postForm(browser, returnTo, {
    ticket: await issuers[provider].ticket(nonce, { claims: { sub, ...claims } }),
  })
}

async function expectAskedForCode(provider: Provider, claims: Members): Promise<void> {
  const before = scene.origin.arrivals()
  const browser = new Visitor()
  const answer = await arriveAs(browser, provider, claims)
  expect([answer.status, locationOf(answer)]).toEqual([
    303,
    expect.stringContaining(`${portalOrigin}/sign-in/verify`),
  ])
  expect(browser.cookie(portalHost, '__Host-sallyport-session')).toBeUndefined()
  await browser.ask(`${scene.workspace.origin}/`)
  expect(scene.origin.arrivals()).toBe(before)
}

type Case = readonly [title: string, claims: Members]

const NOT_SAID: readonly Case[] = [
  ['a password', { amr: ['pwd'] }],
  ['nothing', { amr: undefined }],
  ['null', { amr: null }],
  ['an empty list', { amr: [] }],
  ['text', { amr: 'mfa' }],
  ['several methods in one text', { amr: 'pwd otp mfa' }],
  ['a number', { amr: 7 }],
  ['true', { amr: true }],
  ['an object', { amr: { mfa: true } }],
  ['an object that looks like a list', { amr: { 0: 'mfa', length: 1 } }],
  ['a list in a list', { amr: [['mfa']] }],
  ['a list with something other than text', { amr: ['mfa', 7] }],
  ['a method in another case', { amr: ['MFA', 'Otp'] }],
  ['a method with white space', { amr: [' mfa', 'otp '] }],
  ['several in one', { amr: ['pwd,mfa'] }],
  ['unknown methods', { amr: ['constructor', '__proto__', 'toString'] }],
  ['weaker methods', { amr: ['sms', 'tel', 'kba', 'fed'] }],
  ['Sallyport’s own assurance level', { amr: ['pwd'], acr: 'aal2', mfa_method: 'totp', mfa_time: 1 }],
]

describe('an enrolled person', () => {
  it('enters through a trusted provider that claims a second factor, without a code', async () => {
    const browser = new Visitor()
    const authTime = (await edgeNow()) - 30
    const claims = { amr: ['pwd', 'otp'], auth_time: authTime }
    await expectSignedIn(browser, await arriveAs(browser, 'tickets', claims))
    expect(await claimsAt(scene, browser)).toMatchObject({
      acr: 'aal2',
      amr: ['fed', 'otp', 'mfa'],
      mfa_method: 'provider',
      mfa_time: authTime,
      provider: 'tickets',
    })
  })

  it.each(NOT_SAID)('is asked for the code if a trusted provider says %s', (_, claims) =>
    expectAskedForCode('tickets', claims),
  )

  it('is asked for the code whatever an untrusted provider says', async () => {
    await expectAskedForCode('tickets-plain', { amr: ['mfa', 'otp', 'hwk', 'swk', 'sc'] })
  })
})
