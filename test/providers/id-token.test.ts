// ID tokens that must be refused for their header, signature or form. Each differs from a valid one in one
// thing.

import { describe, expect, it } from 'vitest'
import type { Wrong } from '../support/hostile-provider.ts'
import { brokenBy, hmacOf, type Members, signerOf, unsigned, writeJws } from '../support/node/jws.ts'
import { changed } from '../support/node/replies.ts'
import {
  CALLBACK,
  expectRefused,
  expectSignedIn,
  ISSUER,
  provideIdp,
  signIn,
} from '../support/relying-party.ts'

const idp = provideIdp()

type Case = readonly [title: string, wrong: () => Wrong]

const pem = () => idp.key.publicKey.export({ type: 'spki', format: 'pem' })
const der = () => idp.key.publicKey.export({ type: 'spki', format: 'der' })
const byStranger = (header: Members = {}): Wrong => ({ header, signer: idp.strangersKey.sign })
const byMac = (secret: string | Buffer): Wrong => ({ header: { alg: 'HS256' }, signer: hmacOf(secret) })
const elsewhere = `${ISSUER}/elsewhere/jwks`

const ALGORITHMS: readonly Case[] = [
  ['none, and no signature', () => ({ header: { alg: 'none' }, signer: unsigned })],
  ['none in another case', () => ({ header: { alg: 'nOnE' }, signer: unsigned })],
  ['none, with a right signature', () => ({ header: { alg: 'none' } })],
  ['RS256, and no signature', () => ({ signer: unsigned })],
  ['missing', () => ({ header: { alg: undefined } })],
  ['empty', () => ({ header: { alg: '' } })],
  ['a list', () => ({ header: { alg: ['RS256'] } })],
  ['HS256 with the public key as PEM', () => byMac(pem())],
  ['HS256 with the public key as DER', () => byMac(der())],
  ['HS256 with the public key as JWK', () => byMac(JSON.stringify(idp.key.jwk))],
  ['HS256 with an empty secret', () => byMac('')],
  [
    'PS256 with the same key',
    () => ({ header: { alg: 'PS256' }, signer: signerOf('PS256', idp.key.privateKey) }),
  ],
  [
    'RS512 with the same key',
    () => ({ header: { alg: 'RS512' }, signer: signerOf('RS512', idp.key.privateKey) }),
  ],
]

const KEYS: readonly Case[] = [
  ['a stranger’s key under the right id', () => byStranger()],
  ['a stranger’s key without an id', () => byStranger({ kid: undefined })],
  ['a stranger’s key that the header brings', () => byStranger({ jwk: idp.strangersKey.jwk })],
  [
    'a key that the header brings, without an id',
    () => byStranger({ jwk: idp.strangersKey.jwk, kid: undefined }),
  ],
  ['a stranger’s key that `jku` leads to', () => byStranger({ jku: elsewhere })],
  ['a stranger’s key that `x5u` leads to', () => byStranger({ x5u: elsewhere })],
  ['a stranger’s key in `x5c`', () => byStranger({ x5c: [der().toString('base64')] })],
  ['a stranger’s key with its address as its id', () => byStranger({ kid: elsewhere })],
  ['the right key under an unknown id', () => ({ header: { kid: 'key-2' } })],
  ['the right key under a number as its id', () => ({ header: { kid: 1 } })],
  ['the right key, with one bit of the signature changed', () => ({ signer: brokenBy(idp.key.sign) })],
]

const HEADERS: readonly Case[] = [
  ['the type of a login ticket', () => ({ header: { typ: 'login-ticket+jwt' } })],
  ['the type of an access token', () => ({ header: { typ: 'at+jwt' } })],
  ['the type of a logout token', () => ({ header: { typ: 'logout+jwt' } })],
  ['a type that is not text', () => ({ header: { typ: ['JWT'] } })],
  ['an extension that must be understood', () => ({ header: { crit: ['urgent'], urgent: true } })],
  ['a payload that isn’t encoded', () => ({ header: { crit: ['b64'], b64: false } })],
  ['an empty list of extensions', () => ({ header: { crit: [] } })],
]

const segmentsOf = (token: string) => token.split('.') as [string, string, string]
const signed = (payload: string) => () =>
  writeJws({ alg: 'RS256', kid: idp.key.kid, typ: 'JWT' }, payload, idp.key.sign)

const FORMS: readonly Case[] = [
  ['missing', () => ({ token: changed({ id_token: undefined }) })],
  ['null', () => ({ token: changed({ id_token: null }) })],
  ['a number', () => ({ token: changed({ id_token: 7 }) })],
  ['a list', () => ({ token: changed({ id_token: ['a.b.c'] }) })],
  ['empty', () => ({ idToken: () => '' })],
  ['two segments', () => ({ idToken: (right) => segmentsOf(right).slice(0, 2).join('.') })],
  ['four segments', () => ({ idToken: (right) => `${right}.x` })],
  ['five segments, as if encrypted', () => ({ idToken: (right) => `${right}.x.y` })],
  ['a text', () => ({ idToken: signed('"resident"') })],
  ['null inside', () => ({ idToken: signed('null') })],
  ['a list inside', () => ({ idToken: signed('[]') })],
  ['not JSON inside', () => ({ idToken: signed('sub=resident') })],
  [
    'changed after signing',
    () => ({
      idToken(right) {
        const [header, payload, signature] = segmentsOf(right)
        const claims = JSON.parse(Buffer.from(payload, 'base64url').toString())
        const others = Buffer.from(JSON.stringify({ ...claims, sub: 'somebody-else' })).toString('base64url')
        return [header, others, signature].join('.')
      },
    }),
  ],
]

describe('an ID token', () => {
  it.each<Case>([
    ['that is correct', () => ({})],
    ['without a type', () => ({ header: { typ: undefined } })],
    ['without a key id, with only one key', () => ({ header: { kid: undefined } })],
  ])('%s signs in', async (_, wrong) => {
    expect(await expectSignedIn(wrong())).toMatchObject({
      subject: 'resident-of-the-provider',
      email: 'resident@acme.example',
      isEmailVerified: true,
      missed: null,
    })
  })

  const expectTokenRefused = async (wrong: Wrong) => {
    await expectRefused(wrong, ['not-completed', 'unavailable'])
    expect(idp.receivedAt('/token'), 'it got as far as the token').toHaveLength(1)
  }
  it.each(ALGORITHMS)('is refused if its algorithm is %s', (_, wrong) => expectTokenRefused(wrong()))
  it.each(KEYS)('is refused if it is signed by %s', (_, wrong) => expectTokenRefused(wrong()))
  it.each(HEADERS)('is refused with %s', (_, wrong) => expectTokenRefused(wrong()))
  it.each(FORMS)('is refused if it is %s', (_, wrong) => expectTokenRefused(wrong()))

  it('is requested with the client secret, the registered address and a verifier', async () => {
    await signIn()
    const [asked] = idp.receivedAt('/authorize')
    expect(asked?.query.get('code_challenge_method')).toBe('S256')
    expect(asked?.query.get('redirect_uri')).toBe(CALLBACK)
    const [token] = idp.receivedAt('/token')
    expect(token?.authorization).toMatch(/^Basic /)
    expect(token?.form.get('redirect_uri')).toBe(CALLBACK)
    expect(token?.form.get('code_verifier')).toMatch(/^[\w-]{43,}$/)
  })
})
