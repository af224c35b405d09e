import { createLocalJWKSet, exportJWK, generateKeyPair, type JWTHeaderParameters, SignJWT } from 'jose'
import { beforeAll, describe, expect, it } from 'vitest'
import { verifyTicket } from '../../src/crypto/ticket.ts'

const NOW = 1_800_000_000
const CLAIMS = { iss: 'login', jti: 'one', iat: NOW, exp: NOW + 60 }
const ALGORITHMS = ['ES256', 'EdDSA', 'RS256'] as const

type Key = Awaited<ReturnType<typeof generateKeyPair>>
const keys = new Map<string, Key>()
let findKey: ReturnType<typeof createLocalJWKSet>

beforeAll(async () => {
  for (const alg of [...ALGORITHMS, 'ES384', 'PS256']) {
    keys.set(alg, await generateKeyPair(alg, { extractable: true }))
  }
  const jwks = await Promise.all(
    [...keys].map(async ([kid, { publicKey }]) => ({ ...(await exportJWK(publicKey)), kid })),
  )
  findKey = createLocalJWKSet({ keys: jwks })
})

function sign(alg: string, header: Partial<JWTHeaderParameters> = {}, claims: object = {}) {
  const key = keys.get(alg)
  if (!key) throw new Error(alg)
  return new SignJWT({ ...CLAIMS, ...claims })
    .setProtectedHeader({ alg, kid: alg, typ: 'login-ticket+jwt', ...header })
    .sign(key.privateKey)
}
const verify = (token: string) => verifyTicket(token, findKey, { issuer: 'login', now: NOW })

describe('the signature of a login ticket', () => {
  it.each(ALGORITHMS)('by %s is accepted', async (alg) => {
    expect(await verify(await sign(alg))).toMatchObject({ ok: true, value: CLAIMS })
  })

  it.each(['ES384', 'PS256'])('by %s is refused, though its key is published', async (alg) => {
    expect(await verify(await sign(alg))).toEqual({ ok: false, error: 'malformed' })
  })

  it.each<[string, Partial<JWTHeaderParameters>, object, string]>([
    ['the type of a pass', { typ: 'JWT' }, {}, 'type-or-issuer'],
    ['another issuer', {}, { iss: 'login.evil' }, 'type-or-issuer'],
    ['an unknown key id', { kid: 'other' }, {}, 'unknown-key'],
    ['an expiry in the past', {}, { exp: NOW - 5 }, 'expired'],
    ['a start in the future', {}, { nbf: NOW + 6 }, 'type-or-issuer'],
    ['text as its expiry', {}, { exp: 'soon' }, 'type-or-issuer'],
  ])('is refused under %s', async (_, header, claims, problem) => {
    expect(await verify(await sign('ES256', header, claims))).toEqual({ ok: false, error: problem })
  })

  it('has one spelling: padding, spaces and unused last bits are refused', async () => {
    const token = await sign('ES256')
    const [header, payload, signature = ''] = token.split('.')
    const loose = signature.slice(0, -1) + (signature.endsWith('A') ? 'B' : 'A')
    const spellings = [`${token}=`, `${token} `, `${header}.${payload}.${loose}`, `${token}.`, token.slice(1)]
    for (const spelling of spellings) expect((await verify(spelling)).ok, spelling).toBe(false)
  })

  it('cannot be left out', async () => {
    const [, payload] = (await sign('ES256')).split('.')
    const none = btoa(JSON.stringify({ alg: 'none', typ: 'login-ticket+jwt' })).replaceAll('=', '')
    for (const token of [`${none}.${payload}.`, `${none}.${payload}.AA`]) {
      expect((await verify(token)).ok).toBe(false)
    }
  })
})
