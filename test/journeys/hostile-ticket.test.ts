// Login tickets that nobody may believe: header, signature, claims. Each is the right one but for one thing.

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
import { brokenBy, hmacOf, type Members, unsigned } from '../support/node/jws.ts'
import { issuerOfTickets } from '../support/node/providers.ts'
import { edgeNow, fixturePorts, portalOrigin } from '../support/node/test-bed.ts'
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

type Case = readonly [title: string, wrong: () => WrongTicket]

const es256 = () => issuer.keys.ES256
const pem = () => es256().publicKey.export({ type: 'spki', format: 'pem' })
const byMac = (secret: string | Buffer): WrongTicket => ({ header: { alg: 'HS256' }, signer: hmacOf(secret) })
const byStranger = (header: Members = {}): WrongTicket => ({ header, signer: issuer.strangersKey.sign })
const elsewhere = `http://127.0.0.1:${fixturePorts.tickets}/elsewhere/jwks`

const SIGNATURES: readonly Case[] = [
  ['with the algorithm none, and no signature', () => ({ header: { alg: 'none' }, signer: unsigned })],
  ['with the algorithm none, and a right signature', () => ({ header: { alg: 'none' } })],
  ['without a signature', () => ({ signer: unsigned })],
  ['without an algorithm', () => ({ header: { alg: undefined } })],
  ['by HS256 with the public key as PEM', () => byMac(pem())],
  ['by HS256 with the public key as JWK', () => byMac(JSON.stringify(es256().jwk))],
  ['by ES384', () => ({ key: issuer.keys.ES384 })],
  ['by PS256', () => ({ key: issuer.keys.PS256 })],
  ['by RS256 with 1024 bits', () => ({ key: issuer.keys.short })],
  ['by an RSA key, as if by ES256', () => ({ key: issuer.keys.RS256, header: { alg: 'ES256' } })],
  ['by a stranger’s key under the right name', () => byStranger()],
  [
    'by a stranger’s key that the header brings',
    () => byStranger({ jwk: issuer.strangersKey.jwk, kid: undefined }),
  ],
  ['by a stranger’s key that `jku` leads to', () => byStranger({ jku: elsewhere })],
  ['by a stranger’s key that `x5u` leads to', () => byStranger({ x5u: elsewhere })],
  ['by a key under an unknown name', () => ({ header: { kid: 'es256-2' } })],
  ['by a key under another key’s name', () => ({ header: { kid: 'eddsa' } })],
  ['with one bit changed', () => ({ signer: brokenBy(es256().sign) })],
]

const HEADERS: readonly Case[] = [
  ['without a type', () => ({ header: { typ: undefined } })],
  ['of type JWT, as a pass or an id token', () => ({ header: { typ: 'JWT' } })],
  ['of type at+jwt', () => ({ header: { typ: 'at+jwt' } })],
  ['of a type that is almost right', () => ({ header: { typ: 'login-ticket' } })],
  ['of a type in a list', () => ({ header: { typ: ['login-ticket+jwt'] } })],
  ['with an extension that must be understood', () => ({ header: { crit: ['urgent'], urgent: true } })],
  ['with a payload that isn’t encoded', () => ({ header: { crit: ['b64'], b64: false } })],
]

const CLAIMS: readonly (readonly [string, Members])[] = [
  ...['iss', 'aud', 'sub', 'nonce', 'jti', 'iat', 'exp'].flatMap((name) => [
    [`without ${name}`, { [name]: undefined }] as const,
    [`whose ${name} is null`, { [name]: null }] as const,
    [`whose ${name} is in a list in a list`, { [name]: [['x']] }] as const,
  ]),
  ['of another issuer', { iss: issuerOfTickets('tickets-plain') }],
  ['of its issuer with a slash', { iss: `${issuerOfTickets('tickets')}/` }],
  ['of its issuer in a list', { iss: [issuerOfTickets('tickets')] }],
  ['for another portal', { aud: 'https://auth.elsewhere.example' }],
  ['for the portal with a slash', { aud: `${portalOrigin}/` }],
  ['for this portal and another', { aud: [portalOrigin, 'https://auth.elsewhere.example'] }],
  ['for nobody', { aud: [] }],
  ['for an OpenID client', { aud: 'sallyport-at-hostile' }],
  ['with an empty subject', { sub: '' }],
  ['with a number for a subject', { sub: 7 }],
  ['with a subject of 256 letters', { sub: 'x'.repeat(256) }],
  ['with an empty nonce', { nonce: '' }],
  ['with a nonce that was never given', { nonce: 'A'.repeat(22) }],
  ['with a number for a nonce', { nonce: 7 }],
  ['with a nonce that is a path', { nonce: '../../x' }],
  ['with an empty name of its own', { jti: '' }],
  ['with a number for its name', { jti: 7 }],
  ['with a name of 256 letters', { jti: 'x'.repeat(256) }],
  ['with a proof at a text', { auth_time: '1' }],
]

/** Seconds from now, in place of the right times. */
const TIMES: readonly (readonly [string, Readonly<Record<string, number>>])[] = [
  ['that is over', { iat: -70, exp: -10 }],
  ['that lasts 61 seconds', { iat: 0, exp: 61 }],
  ['that lasts a day', { iat: 0, exp: 86_400 }],
  ['that began long ago, and isn’t over', { iat: -3600, exp: 30 }],
  ['that begins in a minute', { iat: 60, exp: 120 }],
  ['that ends before it begins', { iat: 0, exp: -1 }],
  ['that holds only from a minute on', { nbf: 60 }],
  ['that tells of a proof in an hour', { auth_time: 3600 }],
]

describe('a ticket', () => {
  it.each(['ES256', 'EdDSA', 'RS256'] as const)('by %s signs in, and leads to the origin', async (alg) => {
    const browser = new Visitor()
    await expectSignedIn(browser, await arriveWith(browser, { key: issuer.keys[alg] }))
    expect(await claimsAt(scene, browser)).toMatchObject({ provider: 'tickets', amr: ['fed'], acr: 'aal1' })
  })

  it.each(SIGNATURES)('is refused %s', (_, wrong) => expectTicketRefused(wrong()))
  it.each(HEADERS)('is refused %s', (_, wrong) => expectTicketRefused(wrong()))
  it.each(CLAIMS)('is refused %s', (_, claims) => expectTicketRefused({ claims }))
  it.each(TIMES)('is refused %s', async (_, times) => {
    const now = await edgeNow()
    const claims = Object.fromEntries(Object.entries(times).map(([name, from]) => [name, now + from]))
    await expectTicketRefused({ claims })
  })
  it('is refused whose times are texts', async () => {
    const now = await edgeNow()
    await expectTicketRefused({ claims: { exp: String(now + 60) } })
    await expectTicketRefused({ claims: { iat: String(now) } })
    await expectTicketRefused({ claims: { iat: now * 1000, exp: now * 1000 + 60 } })
  })

  it('is refused with the nonce of another browser', async () => {
    const { nonce } = await beginTicket(new Visitor(), 'tickets')
    await expectTicketRefused({ claims: { nonce } })
  })

  it.each<readonly [string, Refusal, Members]>([
    ['of no address', 'address-unusable', { email: undefined }],
    ['of an address with two @', 'address-unusable', { email: 'a@evil.example@acme.example' }],
    ['of an address that isn’t verified', 'address-unusable', { email_verified: false }],
    ['of an address that is verified in a text', 'address-unusable', { email_verified: 'true' }],
  ])('makes no account for somebody new %s', async (_, code, claims) => {
    await expectTicketRefused({ claims: { sub: crypto.randomUUID(), ...claims } }, code)
  })
})
