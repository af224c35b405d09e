// An id token, rightly signed, that says the wrong thing. Each is the right one but for one claim.

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  arrive,
  claimsAt,
  expectRefused,
  expectSignedIn,
  type Scene,
  setScene,
  settleResident,
  wayBack,
} from '../support/node/arrivals.ts'
import { startProvider } from '../support/node/hostile-bed.ts'
import type { HostileProvider, Wrong } from '../support/node/hostile-provider.ts'
import type { Members } from '../support/node/jws.ts'
import { clientOf } from '../support/node/providers.ts'
import { fixturePorts, portalOrigin } from '../support/node/test-bed.ts'
import { Visitor } from '../support/node/visitor.ts'

let scene: Scene
let provider: HostileProvider
beforeAll(async () => {
  scene = await setScene()
  provider = await startProvider('hostile')
  await settleResident(scene, provider, 'hostile')
})
afterAll(async () => {
  await provider.close()
  await scene.origin.close()
})

const ours = clientOf('hostile').clientId
const theirs = clientOf('other').clientId
const issuer = `http://127.0.0.1:${fixturePorts.hostile}`
const HOUR = 3600

type Case = readonly [title: string, claims: Wrong['claims']]

/** Seconds later than the right one. */
const later = (changes: Record<string, number>) => (right: Members) => ({
  ...right,
  ...Object.fromEntries(Object.entries(changes).map(([name, by]) => [name, Number(right[name]) + by])),
})

const MISSING: readonly Case[] = ['iss', 'aud', 'sub', 'exp', 'iat', 'nonce'].map((name) => [
  name,
  { [name]: undefined },
])
const NULL: readonly Case[] = ['iss', 'aud', 'sub', 'exp', 'iat', 'nonce'].map((name) => [
  name,
  { [name]: null },
])

const ISSUERS: readonly Case[] = [
  ['another provider', { iss: `http://127.0.0.1:${fixturePorts.other}` }],
  ['its own with a slash', { iss: `${issuer}/` }],
  ['its own under another name', { iss: `http://localhost:${fixturePorts.hostile}` }],
  ['its own over https', { iss: issuer.replace('http:', 'https:') }],
  ['the portal', { iss: portalOrigin }],
  ['a list', { iss: [issuer] }],
  ['a number', { iss: 7 }],
  ['empty', { iss: '' }],
]

const AUDIENCES: readonly Case[] = [
  ['another client', { aud: theirs }],
  ['the portal, as a ticket’s', { aud: portalOrigin }],
  ['other clients', { aud: [theirs, 'another'] }],
  ['an empty list', { aud: [] }],
  ['an empty text', { aud: '' }],
  ['ours in other letters', { aud: ours.toUpperCase() }],
  ['ours among others in one text', { aud: `${ours} ${theirs}` }],
  ['a number', { aud: 7 }],
  ['an object', { aud: { [ours]: true } }],
  ['a list in a list', { aud: [[ours]] }],
  ['us and another client, and no `azp`', { aud: [ours, theirs] }],
  ['us and another client that it was issued to', { aud: [ours, theirs], azp: theirs }],
  ['us, and issued to another client', { azp: theirs }],
  ['us in a list, and issued to another client', { aud: [ours], azp: theirs }],
  ['us, and issued to a number', { azp: 7 }],
  ['us, and issued to nobody', { azp: '' }],
]

const SUBJECTS: readonly Case[] = [
  ['empty', { sub: '' }],
  ['a number', { sub: 7 }],
  ['true', { sub: true }],
  ['a list', { sub: ['resident-of-the-provider'] }],
  ['an object', { sub: { id: 1 } }],
  ['of 256 letters', { sub: 'x'.repeat(256) }],
  ['of 20,000 letters', { sub: 'x'.repeat(20_000) }],
  ['outside ASCII', { sub: 'résident' }],
]

const TIMES: readonly Case[] = [
  ['is over', later({ iat: -400, auth_time: -400, exp: -400 })],
  ['was over before it began', later({ exp: -2 * HOUR })],
  ['ends at a text', (right) => ({ ...right, exp: String(right.exp) })],
  ['ends at a list', (right) => ({ ...right, exp: [right.exp] })],
  ['begins at a text', (right) => ({ ...right, iat: String(right.iat) })],
  ['begins in an hour', later({ iat: HOUR, exp: HOUR })],
  [
    'counts in milliseconds',
    (right) => ({ ...right, iat: Number(right.iat) * 1000, exp: Number(right.exp) * 1000 }),
  ],
  ['began a day ago', later({ iat: -24 * HOUR })],
  ['holds only from an hour on', (right) => ({ ...right, nbf: Number(right.iat) + HOUR })],
  ['tells of a proof in an hour', later({ auth_time: HOUR })],
  ['tells of a proof at a text', (right) => ({ ...right, auth_time: String(right.auth_time) })],
  ['tells of a proof before 1970', { auth_time: -1 }],
]

async function expectClaimsRefused(claims: Wrong['claims']): Promise<void> {
  provider.next(claims === undefined ? {} : { claims })
  await expectRefused(scene, 'not-completed', (browser) => arrive(browser, 'hostile'))
  expect(provider.receivedAt('/token'), 'it got as far as the token').toHaveLength(1)
}

describe('an id token', () => {
  it.each<Case>([
    ['as it should be', {}],
    ['whose audience is a list of us alone', { aud: [ours] }],
    ['issued to us by name', { azp: ours }],
    ['of a proof at a fraction of a second', later({ auth_time: -0.5 })],
    ['with claims that nobody knows', { hd: 'acme.example', groups: ['a'] }],
  ])('%s signs in, and leads to the origin', async (_, claims) => {
    provider.next(claims === undefined ? {} : { claims })
    const browser = new Visitor()
    await expectSignedIn(browser, await arrive(browser, 'hostile'))
    const seen = await claimsAt(scene, browser)
    expect(seen).toMatchObject({ provider: 'hostile', amr: ['fed'] })
    expect(Number.isInteger(seen.auth_time)).toBe(true)
  })

  it.each(MISSING)('is refused without %s', (_, claims) => expectClaimsRefused(claims))
  it.each(NULL)('is refused where %s is null', (_, claims) => expectClaimsRefused(claims))
  it.each(ISSUERS)('is refused whose issuer is %s', (_, claims) => expectClaimsRefused(claims))
  it.each(AUDIENCES)('is refused that is for %s', (_, claims) => expectClaimsRefused(claims))
  it.each(SUBJECTS)('is refused whose subject is %s', (_, claims) => expectClaimsRefused(claims))
  it.each(TIMES)('is refused that %s', (_, claims) => expectClaimsRefused(claims))

  it.each<Case>([
    ['another', { nonce: 'A'.repeat(22) }],
    ['empty', { nonce: '' }],
    ['a list', (right) => ({ ...right, nonce: [right.nonce] })],
    ['a number', { nonce: 7 }],
  ])('is refused whose nonce is %s', (_, claims) => expectClaimsRefused(claims))

  it('is refused whose nonce is that of another browser, or of another tab', async () => {
    for (const elsewhere of [new Visitor(), null]) {
      const browser = new Visitor()
      provider.next()
      await wayBack(elsewhere ?? browser, 'hostile')
      const { nonce } = await provider.rightClaims()
      provider.next({ claims: { nonce } })
      await expectRefused(scene, 'not-completed', (asking) => arrive(asking, 'hostile'), browser)
    }
  })

  it('of an earlier proof is refused where a fresh one was asked for, as is one that says nothing', async () => {
    const fresh = async (browser: Visitor) => {
      const way = await wayBack(browser, 'hostile', '?demand=fresh-sign-in')
      return browser.ask(way.href, { follows: false })
    }
    provider.next()
    const browser = new Visitor()
    await expectSignedIn(browser, await fresh(browser))
    const [asked] = provider.receivedAt('/authorize')
    expect(asked?.query.get('prompt')).toBe('consent')
    expect(Number(asked?.query.get('max_age'))).toBeLessThanOrEqual(600)
    for (const claims of [later({ auth_time: -2 * HOUR }), { auth_time: undefined }]) {
      provider.next({ claims })
      await expectRefused(scene, ['not-fresh', 'not-completed'], fresh)
    }
  })
})
