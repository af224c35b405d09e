// The keys that a provider publishes. Each case starts with nothing cached.

import { describe, expect, it } from 'vitest'
import { remoteKeys } from '../../src/providers/key-sets.ts'
import type { Wrong } from '../support/hostile-provider.ts'
import { brokenBy, hmacOf, makeKey } from '../support/node/jws.ts'
import * as replies from '../support/node/replies.ts'
import { changed, replaced, type Tamper } from '../support/node/replies.ts'
import {
  advance,
  expectRefusal,
  expectRefused,
  expectSignedIn,
  hurry,
  ISSUER,
  now,
  provideIdp,
  signIn,
} from '../support/relying-party.ts'

const idp = provideIdp()
const asked = () => idp.receivedAt('/jwks').length

const newKey = makeKey('RS256', 'key-2')
const es256 = makeKey('ES256', 'key-es256')
const shortKey = makeKey('RS256', 'key-1', 1024)
const secret = Buffer.from('a secret that everybody can read')
const keysOf = (...keys: readonly object[]) => replaced({ keys })
const withKey =
  (changes: object): Tamper =>
  (right) =>
    keysOf({ ...JSON.parse(right.body).keys[0], ...changes })(right)
const manyKeys =
  (count: number): Tamper =>
  (right) =>
    keysOf(...Array(count - 1).fill({ ...newKey.jwk, kid: 'another' }), JSON.parse(right.body).keys[0])(right)

const BROKEN: readonly (readonly [string, Tamper])[] = [
  ...replies.UNUSABLE,
  ['redirecting', replies.redirecting(`${ISSUER}/elsewhere/jwks`)],
  ['without keys', keysOf()],
  ['without a list of keys', (right) => replaced({ keys: { 0: JSON.parse(right.body).keys[0] } })(right)],
  ['a list of texts', replaced({ keys: ['key-1', null, 7] })],
  ['fifty-one keys long', manyKeys(51)],
]

const WRONG: readonly (readonly [string, () => Wrong])[] = [
  ['another key with the same id', () => ({ jwks: keysOf(idp.strangersKey.jwk) })],
  ['the key under another id', () => ({ jwks: withKey({ kid: 'key-0' }) })],
  [
    'two keys, for a token without a key id',
    () => ({ jwks: keysOf(idp.key.jwk, newKey.jwk), header: { kid: undefined } }),
  ],
  ['the key for encryption', () => ({ jwks: withKey({ use: 'enc' }) })],
  ['the key for another algorithm', () => ({ jwks: withKey({ alg: 'RS384' }) })],
  ['the key for other operations', () => ({ jwks: withKey({ key_ops: ['encrypt'] }) })],
  [
    'the private key',
    () => ({ jwks: keysOf({ ...idp.key.privateKey.export({ format: 'jwk' }), kid: 'key-1' }) }),
  ],
  ['a signing key of 1024 bits', () => ({ jwks: keysOf(shortKey.jwk), signer: shortKey.sign })],
  [
    'a shared secret',
    () => ({
      jwks: keysOf({ kty: 'oct', k: secret.toString('base64url'), kid: 'key-1', alg: 'HS256' }),
      header: { alg: 'HS256' },
      signer: hmacOf(secret),
    }),
  ],
]

describe('a key set', () => {
  it.each(BROKEN)('that is %s signs nobody in, and is not read again at once', async (_, jwks) => {
    await expectRefused({ jwks }, 'unavailable')
    expectRefusal(await signIn(), 'unavailable')
    expect([asked(), idp.receivedAt('/token').length]).toEqual([1, 2])
    advance(10)
    await expectSignedIn()
  })

  it.each(WRONG)('that is %s signs nobody in', async (_, wrong) => {
    await expectRefused(wrong(), ['unavailable', 'not-completed'])
    expect(idp.receivedAt('/token'), 'it got as far as the token').toHaveLength(1)
  })

  it('may have fifty keys', async () => {
    await expectSignedIn({ jwks: manyKeys(50) })
  })

  it('that arrives slowly signs nobody in, and is waited for five seconds at most', async () => {
    const deadline = hurry()
    await expectRefused({ jwks: replies.dripping }, 'unavailable')
    expect(deadline).toHaveBeenLastCalledWith(5000)
  })
})

describe('a provider’s key', () => {
  it('is read once in ten minutes, whoever signs in', async () => {
    for (const seconds of [0, 300, 299]) {
      advance(seconds)
      expect((await signIn()).ok).toBe(true)
    }
    expect(asked()).toBe(1)
    advance(1)
    expect((await signIn()).ok).toBe(true)
    expect(asked()).toBe(2)
  })

  it('with an unknown id makes the set be read again, at most every ten seconds', async () => {
    const find = () =>
      remoteKeys(`${ISSUER}/jwks`, now())({ alg: 'RS256', kid: 'key-2' }, { payload: '', signature: '' })
    const reads: number[] = []
    for (const seconds of [0, 9, 1, 0, 9, 1]) {
      advance(seconds)
      await expect(find()).rejects.toThrow()
      reads.push(asked())
    }
    expect(reads).toEqual([1, 1, 2, 2, 2, 3])
  })

  it('that replaces another is found ten seconds later, and the old one is no longer valid', async () => {
    await expectSignedIn()
    advance(10)
    const jwks = keysOf(newKey.jwk)
    await expectSignedIn({ jwks, header: { kid: 'key-2' }, signer: newKey.sign })
    await expectRefused({ jwks }, 'not-completed')
  })

  it('of an elliptic curve is accepted only if the configuration names its algorithm', async () => {
    const byCurve = { jwks: keysOf(es256.jwk), header: { alg: 'ES256', kid: es256.kid }, signer: es256.sign }
    const discovery = changed({ id_token_signing_alg_values_supported: ['RS256', 'ES256'] })
    await expectRefused(byCurve, 'not-completed')
    advance(2 * 3600)
    await expectSignedIn({ ...byCurve, discovery })
    await expectRefused({ ...byCurve, discovery, signer: brokenBy(es256.sign) }, 'not-completed')
  })
})
