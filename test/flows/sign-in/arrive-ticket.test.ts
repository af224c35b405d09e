// Login tickets that must be refused. Each differs from a valid one in one thing: header, signature, a claim,
// or that it was used.

import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { TicketProvider } from '../../../src/core/provider.ts'
import type { Edge } from '../../../src/flows/edge/edge.ts'
import { forgetRing } from '../../../src/flows/edge/ring.ts'
import type { ArrivalRefusal } from '../../../src/flows/sign-in/arrive.ts'
import { type Begun, begin, bringTicket, edgeWith, rowsHeld } from '../../support/arriving.ts'
import { fakeFetch } from '../../support/fake-fetch.ts'
import { makeHostileIssuer, type WrongTicket } from '../../support/hostile-issuer.ts'
import { brokenBy, hmacOf, type Members, unsigned } from '../../support/node/jws.ts'
import * as replies from '../../support/node/replies.ts'
import { replaced, type Tamper } from '../../support/node/replies.ts'
import { rows } from '../../support/rows.ts'

const PORTAL = 'http://auth.localhost:8787'
const AT = 'https://login.acme.example'

const TICKETS: TicketProvider = {
  ...{ id: 'tickets', kind: 'ticket', label: 'Acme', issuer: `${AT}/tickets`, contact: null },
  ...{ loginUrl: `${AT}/login`, jwksUri: `${AT}/jwks` },
  ...{ trustsEmail: true, assumesEmailVerified: false, provisions: true, emailDomains: null },
  ...{ trustedAmr: [], trustedAcr: [], reportsAuthTime: true },
}
const PLAIN: TicketProvider = { ...TICKETS, id: 'plain', issuer: `${AT}/plain` }

let clock = 1_800_000_000
const service = (provider: TicketProvider) =>
  makeHostileIssuer({
    issuer: provider.issuer,
    email: `${provider.id}@acme.example`,
    audience: PORTAL,
    now: async () => clock,
  })
const issuer = service(TICKETS)
fakeFetch({ origin: AT, answer: (asked) => issuer.answer(asked) })

let edge: Edge
/** The edge has forgotten the service's keys. */
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date'] })
  await goTo(clock + 2 * 3600)
  forgetRing()
  issuer.serve()
  return () => vi.useRealTimers()
})

async function goTo(now: number): Promise<void> {
  clock = now
  vi.setSystemTime(now * 1000)
  edge = await edgeWith(now, TICKETS, PLAIN)
}

const bring = async (ticket: string, cookies: Begun['cookies'], provider = TICKETS) =>
  (await bringTicket(edge, provider, ticket, cookies)).result

async function expectSignedIn(ticket: string, cookies: Begun['cookies']): Promise<void> {
  const result = await bring(ticket, cookies)
  if (!result.ok) throw new Error(`${result.error.code}: ${result.error.detail}`)
}

type Expected = ArrivalRefusal['code'] | readonly ArrivalRefusal['code'][]
async function expectRefused(
  code: Expected,
  ticket: string,
  cookies: Begun['cookies'],
  provider = TICKETS,
): Promise<void> {
  const before = await rowsHeld()
  const result = await bring(ticket, cookies, provider)
  if (result.ok) throw new Error('the ticket was not refused')
  expect([code].flat()).toContain(result.error.code)
  expect(result.error.detail).toMatch(/^[a-z_-]{1,40}$/)
  expect(await rowsHeld()).toEqual(before)
}

async function expectTicketRefused(wrong: WrongTicket, code: Expected = 'not-completed'): Promise<void> {
  const { id, cookies } = await begin(edge, TICKETS)
  await expectRefused(code, await issuer.ticket(id, wrong), cookies)
  expect(issuer.received.filter((path) => path !== '/jwks')).toEqual([])
}

type Case = readonly [title: string, wrong: () => WrongTicket]

const es256 = () => issuer.keys.ES256
const pem = () => es256().publicKey.export({ type: 'spki', format: 'pem' })
const byMac = (secret: string | Buffer): WrongTicket => ({ header: { alg: 'HS256' }, signer: hmacOf(secret) })
const byStranger = (header: Members = {}): WrongTicket => ({ header, signer: issuer.strangersKey.sign })
const elsewhere = `${AT}/elsewhere/jwks`

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
  ['by a stranger’s key under the right id', () => byStranger()],
  [
    'by a stranger’s key that the header brings',
    () => byStranger({ jwk: issuer.strangersKey.jwk, kid: undefined }),
  ],
  ['by a stranger’s key that `jku` leads to', () => byStranger({ jku: elsewhere })],
  ['by a stranger’s key that `x5u` leads to', () => byStranger({ x5u: elsewhere })],
  ['by a key under an unknown id', () => ({ header: { kid: 'es256-2' } })],
  ['by a key under another key’s id', () => ({ header: { kid: 'eddsa' } })],
  ['with one bit changed', () => ({ signer: brokenBy(es256().sign) })],
]

const HEADERS: readonly Case[] = [
  ['without a type', () => ({ header: { typ: undefined } })],
  ['with type JWT, as a pass or an ID token', () => ({ header: { typ: 'JWT' } })],
  ['with type at+jwt', () => ({ header: { typ: 'at+jwt' } })],
  ['with a type that is almost right', () => ({ header: { typ: 'login-ticket' } })],
  ['with its type in a list', () => ({ header: { typ: ['login-ticket+jwt'] } })],
  ['with an extension that must be understood', () => ({ header: { crit: ['urgent'], urgent: true } })],
  ['with a payload that isn’t encoded', () => ({ header: { crit: ['b64'], b64: false } })],
]

const CLAIMS: readonly (readonly [string, Members])[] = [
  ...['iss', 'aud', 'sub', 'nonce', 'jti', 'iat', 'exp'].flatMap((name) => [
    [`without ${name}`, { [name]: undefined }] as const,
    [`whose ${name} is null`, { [name]: null }] as const,
    [`whose ${name} is in a list in a list`, { [name]: [['x']] }] as const,
  ]),
  ['from another issuer', { iss: PLAIN.issuer }],
  ['with a slash after its issuer', { iss: `${TICKETS.issuer}/` }],
  ['with its issuer in a list', { iss: [TICKETS.issuer] }],
  ['for another portal', { aud: 'https://auth.elsewhere.example' }],
  ['for the portal with a slash', { aud: `${PORTAL}/` }],
  ['for this portal and another', { aud: [PORTAL, 'https://auth.elsewhere.example'] }],
  ['without an audience', { aud: [] }],
  ['for an OpenID client', { aud: 'sallyport-at-hostile' }],
  ['with an empty subject', { sub: '' }],
  ['with a number for a subject', { sub: 7 }],
  ['with a subject of 256 letters', { sub: 'x'.repeat(256) }],
  ['with an empty nonce', { nonce: '' }],
  ['with a nonce that was never issued', { nonce: 'A'.repeat(22) }],
  ['with a number for a nonce', { nonce: 7 }],
  ['with a nonce that is a path', { nonce: '../../x' }],
  ['with an empty jti', { jti: '' }],
  ['with a number as its jti', { jti: 7 }],
  ['with a jti of 256 letters', { jti: 'x'.repeat(256) }],
  ['with text as its proof time', { auth_time: '1' }],
]

/** Seconds from now, in place of the valid times. */
const TIMES: readonly (readonly [string, Readonly<Record<string, number>>])[] = [
  ['that has expired', { iat: -70, exp: -10 }],
  ['that lasts 61 seconds', { iat: 0, exp: 61 }],
  ['that lasts a day', { iat: 0, exp: 86_400 }],
  ['that was issued long ago but has not expired', { iat: -3600, exp: 30 }],
  ['that was issued a minute in the future', { iat: 60, exp: 120 }],
  ['that expires before it was issued', { iat: 0, exp: -1 }],
  ['that is valid only after a minute', { nbf: 60 }],
  ['that states a proof an hour in the future', { auth_time: 3600 }],
]

const TEXTS = (now: number): readonly Members[] => [
  { exp: String(now + 60) },
  { iat: String(now) },
  { iat: now * 1000, exp: now * 1000 + 60 },
]

describe('a ticket', () => {
  it.each(['ES256', 'EdDSA', 'RS256'] as const)('signed by %s signs in with one factor', async (alg) => {
    const { id, cookies } = await begin(edge, TICKETS)
    await expectSignedIn(await issuer.ticket(id, { key: issuer.keys[alg] }), cookies)
    expect(await rows('SELECT provider, provider_amr, mfa_method FROM sessions')).toEqual([
      { provider: 'tickets', provider_amr: null, mfa_method: null },
    ])
  })

  it.each(SIGNATURES)('is refused %s', (_, wrong) => expectTicketRefused(wrong()))
  it.each(HEADERS)('is refused %s', (_, wrong) => expectTicketRefused(wrong()))
  it.each(CLAIMS)('is refused %s', (_, claims) => expectTicketRefused({ claims }))
  it.each(TIMES)('is refused %s', (_, times) => {
    const claims = Object.fromEntries(Object.entries(times).map(([name, from]) => [name, clock + from]))
    return expectTicketRefused({ claims })
  })
  it('is refused with times as text or in milliseconds', async () => {
    for (const claims of TEXTS(clock)) await expectTicketRefused({ claims })
  })

  it('is refused with the nonce of another browser', async () => {
    const { id } = await begin(edge, TICKETS)
    await expectTicketRefused({ claims: { nonce: id } })
  })

  it.each<readonly [string, Members]>([
    ['without an address', { email: undefined }],
    ['with an address with two @', { email: 'a@evil.example@acme.example' }],
    ['with an unverified address', { email_verified: false }],
    ['with text for “verified”', { email_verified: 'true' }],
  ])('creates no account for a new person %s', (_, claims) =>
    expectTicketRefused({ claims: { sub: 'somebody-new', ...claims } }, 'address-unusable'),
  )
})

describe('a ticket in use', () => {
  it('in a browser that never asked for it is then spent', async () => {
    const { id, cookies } = await begin(edge, TICKETS)
    const ticket = await issuer.ticket(id)
    await expectRefused('not-completed', ticket, {})
    await expectRefused('not-completed', ticket, cookies)
  })

  it('is refused at another provider’s address', async () => {
    const toPlain = await begin(edge, PLAIN)
    await expectRefused('not-completed', await issuer.ticket(toPlain.id), toPlain.cookies, PLAIN)
    await expectRefused('not-completed', await issuer.ticket(toPlain.id), toPlain.cookies)
  })

  it('is refused ten minutes after it was asked for', async () => {
    const { id, cookies } = await begin(edge, TICKETS)
    await goTo(clock + 600)
    await expectRefused('not-completed', await issuer.ticket(id), cookies)
  })

  it('is refused a second time, and so is another ticket for its nonce', async () => {
    const { id, cookies } = await begin(edge, TICKETS)
    const ticket = await issuer.ticket(id)
    await expectSignedIn(ticket, cookies)
    await expectRefused('not-completed', ticket, cookies)
    await expectRefused('not-completed', await issuer.ticket(id), cookies)
  })

  it.each<readonly [string, Members]>([
    ['portal', { aud: 'https://auth.elsewhere.example' }],
    ['nonce', { nonce: 'A'.repeat(22) }],
    ['subject', { sub: '' }],
    ['proof in the future', { auth_time: 4_102_444_800 }],
  ])('for the wrong %s is spent too: its id is not accepted again', async (_, wrong) => {
    const { id, cookies } = await begin(edge, TICKETS)
    for (const claims of [wrong, {}])
      await expectRefused(
        'not-completed',
        await issuer.ticket(id, { claims: { jti: 'one', ...claims } }),
        cookies,
      )
  })

  it('uses up no id of another issuer’s tickets', async () => {
    const plain = service(PLAIN)
    const foreign = await begin(edge, PLAIN)
    const claims = { jti: 'the-same' }
    const key = issuer.keys.ES256
    const ticket = await plain.ticket(foreign.id, { claims, key })
    expect((await bring(ticket, foreign.cookies, PLAIN)).ok).toBe(true)
    const { id, cookies } = await begin(edge, TICKETS)
    await expectSignedIn(await issuer.ticket(id, { claims }), cookies)
  })

  const SPELLINGS: readonly (readonly [string, (ticket: string) => string])[] = [
    ['with padding', (ticket) => `${ticket}==`],
    ['with padding inside', (ticket) => ticket.replaceAll('.', '=.')],
    ['before white space', (ticket) => `${ticket} `],
    ['after a line break', (ticket) => `\r\n${ticket}`],
    ['around white space', (ticket) => ticket.replaceAll('.', ' . ')],
    ['with a line break inside', (ticket) => `${ticket.slice(0, 40)}\n${ticket.slice(40)}`],
    ['with another ending of the same bytes', looseEnding],
    ['in the alphabet of plain base64', (ticket) => ticket.replaceAll('-', '+').replaceAll('_', '/')],
    ['with a dot at its end', (ticket) => `${ticket}.`],
  ]

  /** About one ticket in twenty has no `-` or `_`. It reads the same in both alphabets. */
  async function begunWhere(isFit: (ticket: string) => boolean) {
    for (;;) {
      const { id, cookies } = await begin(edge, TICKETS)
      const ticket = await issuer.ticket(id)
      if (isFit(ticket)) return { ticket, cookies }
    }
  }

  it.each(SPELLINGS)(
    '%s is refused, before the right one and after it: a ticket has one spelling',
    async (_, spell) => {
      const { ticket, cookies } = await begunWhere((right) => spell(right) !== right)
      await expectRefused('not-completed', spell(ticket), cookies)
      await expectSignedIn(ticket, cookies)
      await expectRefused('not-completed', spell(ticket), cookies)
    },
  )
})

describe('a login service’s key set', () => {
  const KEY_SETS: readonly (readonly [string, Tamper])[] = [
    ['down', replies.down],
    ['failing', replies.failing],
    ['a page', replies.aPage],
    ['empty', replies.empty],
    ['garbage', replies.garbage],
    ['null', replies.nothing],
    ['four megabytes long', replies.huge],
    ['redirecting', replies.redirecting(elsewhere)],
    ['without keys', replaced({ keys: [] })],
    ['a list of texts', replaced({ keys: ['es256'] })],
    [
      'a hundred keys long',
      (right) => replaced({ keys: Array(100).fill(JSON.parse(right.body).keys[0]) })(right),
    ],
  ]

  it.each(KEY_SETS)('that is %s signs nobody in until it is repaired', async (_, jwks) => {
    issuer.serve(jwks)
    const { id, cookies } = await begin(edge, TICKETS)
    const ticket = await issuer.ticket(id)
    for (const _ of [1, 2]) await expectRefused('unavailable', ticket, cookies)
    expect(issuer.received, 'not asked for again at once').toEqual(['/jwks'])
    issuer.serve()
    await goTo(clock + 10)
    await expectSignedIn(ticket, cookies)
  })
})

/** An ES256 signature has 64 bytes, so the last of its 86 letters has four unused bits. */
function looseEnding(ticket: string): string {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
  const last = letters.indexOf(ticket.at(-1) ?? '')
  return ticket.slice(0, -1) + letters[last ^ 1]
}
