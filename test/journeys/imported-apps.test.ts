// A person who moves here with their authenticator app, from the first sign-in on, and the check of an app that was never
// used.

import { Secret, TOTP } from 'otpauth'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { appCheck } from '../../src/words/en/app-check.ts'
import { en } from '../../src/words/en/index.ts'
import { arrive, locationOf, outlastCaches } from '../support/node/arrivals.ts'
import { startProvider } from '../support/node/hostile-bed.ts'
import type { HostileProvider } from '../support/node/hostile-provider.ts'
import { type RecordingOrigin, startRecordingOrigin } from '../support/node/recording-origin.ts'
import {
  advance,
  api,
  edgeNow,
  makePerson,
  makeWorkspace,
  type Person,
  portalOrigin,
  runSql,
} from '../support/node/test-bed.ts'
import { type Answer, alertOf, Visitor } from '../support/node/visitor.ts'

const CODES = '/account/security/recovery-codes'
const CHECK = '/account/security/authenticator/check'
const SHORT = '/account/security/authenticator/short-key'

let origin: RecordingOrigin
let provider: HostileProvider
beforeAll(async () => {
  origin = await startRecordingOrigin()
  provider = await startProvider('other')
  await outlastCaches()
})
afterAll(async () => {
  await origin.close()
  await provider.close()
})

/** Imports an app of the person. Returns what it shows. */
async function importApp({ email }: Pick<Person, 'email'>, bytes = 32, settings: object = {}) {
  const how = { algorithm: 'SHA256', digits: 8, period: 60, ...settings }
  const app = new TOTP({ ...how, secret: new Secret({ size: bytes }) })
  const body = { ...how, secret: app.secret.base32 }
  expect((await api('PUT', `/accounts/${email}/authenticator`, body)).status).toBe(201)
  return {
    code: async () => app.generate({ timestamp: (await edgeNow()) * 1000 }),
    next: () => advance(app.period),
  }
}

const at = ({ url }: Answer) => new URL(url).pathname
const linkTo = ({ text }: Answer, label: string): string => {
  const [, href = ''] = new RegExp(`<a [^>]*href="([^"]*)"[^>]*>\\s*${label}\\s*</a>`).exec(text) ?? []
  return new URL(href.replaceAll('&amp;', '&'), portalOrigin).href
}

describe('an imported app', () => {
  it('of eight digits is asked for at once, and opens the workspace; codes are asked for each time', async () => {
    const ada = await makePerson('Ada')
    const workspace = await makeWorkspace(origin.url, [[ada, 'owner']])
    const app = await importApp(ada)
    await app.next()
    for (let times = 0; times < 2; times++) {
      const visitor = new Visitor()
      const asked = await visitor.signIn(ada, `${workspace.origin}/reports`)
      expect(asked.text).toContain(en.verify.enterCode(8))
      const short = await visitor.submit(asked, '/sign-in/verify', { code: (await app.code()).slice(2) })
      expect(alertOf(short.text)).toContain(en.codeRefusals.malformed(8))
      const codes = await visitor.submit(asked, '/sign-in/verify', { code: await app.code() })
      expect([at(codes), codes.text]).toEqual([CODES, expect.stringContaining(en.recoveryCodes.none)])
      const there = await visitor.ask(linkTo(codes, en.recoveryCodes.later))
      expect(there.url).toBe(`${workspace.origin}/reports`)
      expect(origin.lastClaims()).toMatchObject({ acr: 'aal2', mfa_method: 'totp' })
      await app.next()
    }
  })

  it('with a short key is offered to be replaced once, on the way to the recovery codes', async () => {
    const ada = await makePerson('Ada')
    const app = await importApp(ada, 10, { algorithm: 'SHA1', digits: 6, period: 30 })
    await app.next()
    const first = await new Visitor().signInWithCode(ada, await app.code())
    expect(at(first)).toBe(SHORT)
    await app.next()
    const visitor = new Visitor()
    const second = await visitor.signInWithCode(ada, await app.code())
    expect(at(second)).toBe(CODES)
    const third = await visitor.ask(first.url)
    expect(at(await visitor.ask(linkTo(third, en.layout.notNow)))).toBe(CODES)
    expect(at(await visitor.ask(linkTo(third, appCheck.replace)))).toBe('/account/security/authenticator')
  })

  it('asks open sessions for its code, and lets none of them set up another app', async () => {
    const ada = await makePerson('Ada')
    const visitor = new Visitor()
    await visitor.signIn(ada)
    const offer = await visitor.ask(`${portalOrigin}/account/security/authenticator`)
    await importApp(ada)
    const sent = await visitor.submit(offer, '/account/security/authenticator', { code: '123456' })
    expect(at(sent)).toBe('/sign-in/verify')
    expect(at(await visitor.ask(`${portalOrigin}/workspaces`))).toBe('/sign-in/verify')
  })
})

describe('an app that was never used', () => {
  /** Arrives from a provider that proves a second factor. */
  const arriveAs = async (sub: string) => {
    const browser = new Visitor()
    const email = `${sub}@acme.example`
    provider.next({ claims: (right) => ({ ...right, sub, email, amr: ['pwd', 'otp'] }) })
    return { browser, answer: await arrive(browser, 'other') }
  }
  const age = (email: string, days: number) =>
    runSql(
      `UPDATE authenticators SET confirmed_at = confirmed_at - ${days * 86_400}, last_step = last_step - ${days * 1440}
       WHERE account_id = (SELECT id FROM accounts WHERE email = '${email}')`,
    )

  it('is to be checked 28 days later by a person who signs in without it, until a code is right', async () => {
    const sub = crypto.randomUUID()
    const email = `${sub}@acme.example`
    await arriveAs(sub)
    const app = await importApp({ email })
    expect(locationOf((await arriveAs(sub)).answer)).toBe(`${portalOrigin}/workspaces`)
    await age(email, 28)
    const { browser, answer } = await arriveAs(sub)
    expect(new URL(locationOf(answer)).pathname).toBe(CHECK)
    const page = await browser.ask(locationOf(answer))
    expect(page.text).toContain(appCheck.enterCode(8))
    expect(at(await browser.ask(linkTo(page, appCheck.later)))).toBe('/workspaces')
    const refused = await browser.submit(page, CHECK, { code: '1234' })
    expect([refused.status, alertOf(refused.text)]).toEqual([
      422,
      expect.stringContaining(en.codeRefusals.notOfApp(8)),
    ])
    expect(at(await browser.submit(page, CHECK, { code: await app.code() }))).toBe('/workspaces')
    expect(locationOf((await arriveAs(sub)).answer)).toBe(`${portalOrigin}/workspaces`)
  })
})
