// Login tickets that must be refused, over real HTTP, one case of each kind.
// test/flows/sign-in/arrive-ticket.test.ts has the others, in milliseconds each.

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  admit,
  beginTicket,
  claimsAt,
  expectRefused,
  expectSignedIn,
  outlastCaches,
  postForm,
  type Refusal,
  type Scene,
  setScene,
} from '../support/node/arrivals.ts'
import { startIssuer } from '../support/node/hostile-bed.ts'
import type { HostileIssuer, WrongTicket } from '../support/node/hostile-issuer.ts'
import { brokenBy, hmacOf, unsigned } from '../support/node/jws.ts'
import { issuerOfTickets } from '../support/node/providers.ts'
import { edgeNow, fixturePorts } from '../support/node/test-bed.ts'
import { type Answer, Visitor } from '../support/node/visitor.ts'

let scene: Scene
let issuer: HostileIssuer
beforeAll(async () => {
  scene = await setScene()
  issuer = await startIssuer('tickets')
  await outlastCaches()
  const browser = new Visitor()
  await expectSignedIn(browser, await arriveWith(browser))
  await admit(scene, `ticket-${fixturePorts.tickets}@acme.example`)
})
afterAll(async () => {
  await issuer.close()
  await scene.origin.close()
})

async function arriveWith(browser: Visitor, wrong?: WrongTicket): Promise<Answer> {
  const { returnTo, nonce } = await beginTicket(browser, 'tickets')
  return postForm(browser, returnTo, { ticket: await issuer.ticket(nonce, wrong) })
}

async function expectTicketRefused(wrong: WrongTicket, code: Refusal = 'not-completed'): Promise<void> {
  issuer.serve()
  await expectRefused(scene, code, (browser) => arriveWith(browser, wrong))
  expect(issuer.received.filter((path) => path !== '/jwks')).toEqual([])
}

type Case = readonly [kind: string, wrong: () => WrongTicket]

const KINDS: readonly Case[] = [
  ['without a signature', () => ({ header: { alg: 'none' }, signer: unsigned })],
  ['by an algorithm that is not accepted', () => ({ key: issuer.keys.PS256 })],
  ['by a public secret', () => ({ header: { alg: 'HS256' }, signer: hmacOf(publicKey()) })],
  ['by a stranger’s key', () => ({ signer: issuer.strangersKey.sign })],
  [
    'by a stranger’s key that its header leads to',
    () => ({ header: { jku: elsewhere }, signer: issuer.strangersKey.sign }),
  ],
  ['with one bit changed', () => ({ signer: brokenBy(issuer.keys.ES256.sign) })],
  ['with the type of an ID token', () => ({ header: { typ: 'JWT' } })],
  ['without a claim', () => ({ claims: { jti: undefined } })],
  ['from another issuer', () => ({ claims: { iss: issuerOfTickets('tickets-plain') } })],
  ['for another portal', () => ({ claims: { aud: 'https://auth.elsewhere.example' } })],
  ['without a subject', () => ({ claims: { sub: '' } })],
]

const publicKey = () => issuer.keys.ES256.publicKey.export({ type: 'spki', format: 'pem' })
const elsewhere = `http://127.0.0.1:${fixturePorts.tickets}/elsewhere/jwks`

describe('a ticket', () => {
  it.each(['ES256', 'EdDSA', 'RS256'] as const)(
    'signed by %s signs in and leads to the origin',
    async (alg) => {
      const browser = new Visitor()
      await expectSignedIn(browser, await arriveWith(browser, { key: issuer.keys[alg] }))
      expect(await claimsAt(scene, browser)).toMatchObject({ provider: 'tickets', amr: ['fed'], acr: 'aal1' })
    },
  )

  it.each(KINDS)('is refused %s', (_, wrong) => expectTicketRefused(wrong()))

  it('is refused after it expires, or if it lasts longer than a minute', async () => {
    const now = await edgeNow()
    await expectTicketRefused({ claims: { iat: now - 70, exp: now - 10 } })
    await expectTicketRefused({ claims: { iat: now, exp: now + 61 } })
  })

  it('is refused with the nonce of another browser', async () => {
    const { nonce } = await beginTicket(new Visitor(), 'tickets')
    await expectTicketRefused({ claims: { nonce } })
  })

  it('creates no account for a new person with an unverified address', () =>
    expectTicketRefused({ claims: { sub: crypto.randomUUID(), email_verified: false } }, 'address-unusable'))
})
