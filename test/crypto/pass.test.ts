import fc from 'fast-check'
import { CompactSign, createLocalJWKSet, decodeProtectedHeader, jwtVerify, SignJWT, UnsecuredJWT } from 'jose'
import { beforeAll, describe, expect, it } from 'vitest'
import { decodeBase64url, encodeBase64url } from '../../src/core/base64url.ts'
import { type KeyRing, makeSealedKey, openKeyRing, type SigningKey } from '../../src/crypto/key-ring.ts'
import { mintPass, type PassClaims, publicKeySet, signingKeyAt, verifyPass } from '../../src/crypto/pass.ts'
import { runs } from '../support/properties.ts'
import { makeRing, makeRingRows, masterKeyOf } from '../support/ring.ts'

const NOW = 1_800_000_000
const ISSUER = 'https://auth.example.com'
const AUDIENCE = 'https://acme.example.com'
const EXPECTED = { issuer: ISSUER, audience: AUDIENCE }
const CLAIMS: PassClaims = {
  iss: ISSUER,
  aud: AUDIENCE,
  sub: 'ada',
  sid: 'session-1',
  iat: NOW,
  exp: NOW + 120,
  auth_time: NOW - 60,
  amr: ['pwd', 'otp', 'mfa'],
  acr: 'aal2',
  mfa_time: NOW - 30,
  mfa_method: 'totp',
  provider: 'password',
  email: 'ada@acme.example',
  name: 'Zoë 漢',
  workspace: { id: 'w'.repeat(22), slug: 'acme', role: 'owner' },
  enforcement: { state: 'scheduled', effective_at: NOW + 86_400 },
  cnf: { 'secret#S256': 'ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0' },
}

let ring: KeyRing
let key: SigningKey
let pass: string
beforeAll(async () => {
  ring = await makeRing(NOW)
  key = signingKeyAt(ring, NOW)
  pass = await mintPass(ring, CLAIMS)
})

const HEADER = { alg: 'ES256', typ: 'JWT' }
const signed = (claims: object, header: object = {}) =>
  new SignJWT({ ...claims }).setProtectedHeader({ ...HEADER, kid: key.kid, ...header }).sign(key.privateKey)

describe('a pass', () => {
  it('returns exactly the claims that it was made from', async () => {
    expect(await verifyPass(ring, pass, EXPECTED)).toEqual(CLAIMS)
  })

  it('has the promised header: ES256, JWT and the key’s id', () => {
    expect(decodeProtectedHeader(pass)).toEqual({ alg: 'ES256', typ: 'JWT', kid: key.kid })
  })

  it('still verifies after it expired: the gate decides whether it admits', async () => {
    const old = await mintPass(ring, { ...CLAIMS, exp: NOW - 1_000_000 })
    expect(await verifyPass(ring, old, EXPECTED)).toMatchObject({ exp: NOW - 1_000_000 })
  })

  it('does not verify with any one letter changed', async () => {
    for (let i = 0; i < pass.length; i++) {
      if (pass[i] === '.') continue
      const changed = pass.slice(0, i) + withHighBitFlipped(pass.charAt(i)) + pass.slice(i + 1)
      expect(await verifyPass(ring, changed, EXPECTED), `letter ${i}`).toBeNull()
    }
  })

  it('does not verify with any part replaced', async () => {
    const place = fc.oneof(
      fc.nat(10_000),
      fc.nat(90).map((fromEnd) => pass.length - fromEnd),
    )
    const texts = fc.oneof(
      fc.string({ minLength: 1, maxLength: 3 }),
      fc.stringMatching(/^[\w-]{1,4}$/),
      fc.constantFrom('', '.', '=', ' ', '\n', '%20'),
    )
    await fc.assert(
      fc.asyncProperty(place, fc.nat(4), texts, async (at, length, text) => {
        const from = at % (pass.length + 1)
        const changed = pass.slice(0, from) + text + pass.slice(from + length)
        const expected = changed === pass ? CLAIMS : null
        expect(await verifyPass(ring, changed, EXPECTED)).toEqual(expected)
      }),
      runs(300),
    )
  })

  it.each([
    ['of another host', { issuer: ISSUER, audience: 'https://globex.example.com' }],
    ['of the same host on another port', { issuer: ISSUER, audience: `${AUDIENCE}:8443` }],
    ['of the same host over http', { issuer: ISSUER, audience: 'http://acme.example.com' }],
    ['of another portal', { issuer: 'https://auth.example.net', audience: AUDIENCE }],
  ])('is refused at the gate %s', async (_, expected) => {
    expect(await verifyPass(ring, pass, expected)).toBeNull()
  })

  it('without a signature is refused, in every spelling of "none"', async () => {
    expect(await verifyPass(ring, new UnsecuredJWT({ ...CLAIMS }).encode(), EXPECTED)).toBeNull()
    const payload = pass.split('.')[1]
    for (const alg of ['none', 'None', 'NONE', '']) {
      const header = encodeBase64url(
        new TextEncoder().encode(JSON.stringify({ alg, typ: 'JWT', kid: key.kid })),
      )
      for (const signature of ['', 'AA', pass.split('.')[2]]) {
        expect(await verifyPass(ring, `${header}.${payload}.${signature}`, EXPECTED)).toBeNull()
      }
    }
  })

  it('signed with HS256 and the public key is refused', async () => {
    const secrets = [JSON.stringify(key.publicJwk), key.publicJwk.x ?? '', key.kid]
    for (const secret of secrets) {
      const forged = await new SignJWT({ ...CLAIMS })
        .setProtectedHeader({ alg: 'HS256', typ: 'JWT', kid: key.kid })
        .sign(new TextEncoder().encode(secret))
      expect(await verifyPass(ring, forged, EXPECTED)).toBeNull()
    }
  })

  it('signed by a key that is not in the ring is refused, under any key id', async () => {
    const stranger = signingKeyAt(await makeRing(NOW), NOW)
    for (const kid of [stranger.kid, key.kid]) {
      const forged = await new SignJWT({ ...CLAIMS })
        .setProtectedHeader({ ...HEADER, kid })
        .sign(stranger.privateKey)
      expect(await verifyPass(ring, forged, EXPECTED)).toBeNull()
    }
  })

  it('that brings its own key is refused', async () => {
    const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, [
      'sign',
      'verify',
    ])
    if (!('privateKey' in pair)) throw new Error('no key pair')
    const { kty, crv, x, y } = (await crypto.subtle.exportKey('jwk', pair.publicKey)) as JsonWebKey
    const jwk = { kty, crv, x, y } as { kty: string }
    for (const header of [
      { jwk },
      { jwk, kid: key.kid },
      { kid: key.kid, jku: 'https://evil.example/jwks.json' },
    ]) {
      const forged = await new SignJWT({ ...CLAIMS })
        .setProtectedHeader({ ...HEADER, ...header })
        .sign(pair.privateKey)
      expect(await verifyPass(ring, forged, EXPECTED)).toBeNull()
    }
  })

  it('without a key id, or of another type, is refused even with the right signature', async () => {
    expect(await verifyPass(ring, await signed(CLAIMS, { kid: undefined }), EXPECTED)).toBeNull()
    for (const typ of ['at+jwt', 'logout+jwt', undefined]) {
      expect(await verifyPass(ring, await signed(CLAIMS, { typ }), EXPECTED)).toBeNull()
    }
    expect(await verifyPass(ring, await signed(CLAIMS), EXPECTED)).toEqual(CLAIMS)
  })

  it('with any other header is refused even with the right signature, also with the same members', async () => {
    for (const header of [
      { kid: key.kid, alg: 'ES256', typ: 'JWT' },
      { ...HEADER, kid: key.kid, cty: 'JWT' },
      { ...HEADER, kid: key.kid, b64: true, crit: ['b64'] },
      { ...HEADER, typ: 'jwt', kid: key.kid },
      { ...HEADER, typ: 'application/jwt', kid: key.kid },
    ]) {
      const token = await new SignJWT({ ...CLAIMS }).setProtectedHeader(header).sign(key.privateKey)
      expect(await verifyPass(ring, token, EXPECTED), JSON.stringify(header)).toBeNull()
    }
  })

  it('with a signature of any other length is refused', async () => {
    const signed = pass.slice(0, pass.lastIndexOf('.'))
    const signature = decodeBase64url(pass.slice(signed.length + 1)) ?? new Uint8Array()
    expect(signature).toHaveLength(64)
    for (const length of [0, 1, 32, 63, 65, 70, 128]) {
      const other = new Uint8Array(length)
      other.set(signature.slice(0, length))
      expect(await verifyPass(ring, `${signed}.${encodeBase64url(other)}`, EXPECTED), `${length}`).toBeNull()
    }
  })

  it('whose claims are no object is refused even with the right signature', async () => {
    for (const claims of ['null', '[]', '"ada"', '1']) {
      const token = await new CompactSign(new TextEncoder().encode(claims))
        .setProtectedHeader({ ...HEADER, kid: key.kid })
        .sign(key.privateKey)
      expect(await verifyPass(ring, token, EXPECTED), claims).toBeNull()
    }
  })

  it.each(['iss', 'aud', 'sub', 'sid', 'iat', 'exp', 'acr', 'workspace', 'cnf'] as const)(
    'without %s is refused even with the right signature',
    async (claim) => {
      const { [claim]: _, ...rest } = CLAIMS
      expect(await verifyPass(ring, await signed(rest), EXPECTED)).toBeNull()
    },
  )

  it.each([
    ['for several audiences', { aud: [AUDIENCE, 'https://globex.example.com'] }],
    ['that is valid only later', { nbf: NOW + 60 }],
    ['with an unknown role', { workspace: { ...CLAIMS.workspace, role: 'root' } }],
    ['with a workspace without an id', { workspace: { slug: 'acme', role: 'owner' } }],
    ['with an unknown assurance level', { acr: 'aal3' }],
    ['with text as its expiry', { exp: '1800000120' }],
    ['with a secret’s hash that is not text', { cnf: { 'secret#S256': 1 } }],
    ['with another confirmation', { cnf: { jkt: 'x' } }],
  ])('%s is refused even with the right signature', async (_, claims) => {
    expect(await verifyPass(ring, await signed({ ...CLAIMS, ...claims }), EXPECTED)).toBeNull()
  })

  it('has one spelling: white space, padding and extra parts are refused', async () => {
    const [header = '', payload = '', signature = ''] = pass.split('.')
    for (const spelling of [
      ` ${pass}`,
      `${pass} `,
      `${pass}\n`,
      `${header} .${payload}.${signature}`,
      `${header}.${payload.slice(0, 9)}\n${payload.slice(9)}.${signature}`,
      `${header}.${payload}.${signature.slice(0, 9)} ${signature.slice(9)}`,
      `${header}.${payload}.${signature}==`,
      `${header}.${payload}.${signature}=`,
      `${header}=.${payload}.${signature}`,
      `${pass}.`,
      `.${pass}`,
      `${header}.${payload}`,
      `${header}..${signature}`,
      `${header}.${payload}.${signature}.x`,
      JSON.stringify({ protected: header, payload, signature }),
      '',
    ]) {
      expect(await verifyPass(ring, spelling, EXPECTED), spelling.slice(-20)).toBeNull()
    }
  })
})

describe('the signing key', () => {
  it('is the newest key in use, not one that is only published', async () => {
    const masterKey = await masterKeyOf('a master key')
    const rows = await makeRingRows(masterKey, NOW)
    const next = await makeSealedKey('pass-signing', masterKey, NOW, NOW + 86_400)
    const rotating = await openKeyRing([...rows, next], [masterKey])
    const kidAt = (now: number) => signingKeyAt(rotating, now).kid
    expect(kidAt(NOW + 86_399)).not.toBe(next.id)
    expect(kidAt(NOW + 86_400)).toBe(next.id)
  })

  it('is published with its public half, which any JOSE library verifies with', async () => {
    const published = publicKeySet(ring)
    expect(published.keys.map((jwk) => Object.keys(jwk).sort())).toEqual([
      ['alg', 'crv', 'kid', 'kty', 'use', 'x', 'y'],
    ])
    const theirs = createLocalJWKSet(published as Parameters<typeof createLocalJWKSet>[0])
    const { payload } = await jwtVerify(pass, theirs, { ...EXPECTED, currentDate: new Date(NOW * 1000) })
    expect(payload).toEqual(CLAIMS)
  })

  it('that is old still verifies what it signed', async () => {
    const masterKey = await masterKeyOf('a master key')
    const rows = await makeRingRows(masterKey, NOW)
    const old = await mintPass(await openKeyRing(rows, [masterKey]), CLAIMS)
    const next = await makeSealedKey('pass-signing', masterKey, NOW, NOW + 10)
    const rotated = await openKeyRing([...rows, next], [masterKey])
    expect(await verifyPass(rotated, old, EXPECTED)).toEqual(CLAIMS)
  })
})

// Flips the highest of a letter's six bits, which always carries data, even in the last letter of a segment.
function withHighBitFlipped(letter: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
  return alphabet.charAt(alphabet.indexOf(letter) ^ 32)
}

it('a pass has one spelling: unused last bits in its signature are refused', async () => {
  const ring = await makeRing(NOW)
  const pass = await mintPass(ring, CLAIMS)
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
  const loose = pass.slice(0, -1) + alphabet.charAt(alphabet.indexOf(pass.at(-1) ?? '') + 1)
  expect(await verifyPass(ring, pass, EXPECTED)).not.toBeNull()
  expect(await verifyPass(ring, loose, EXPECTED)).toBeNull()
})

it('a pass that lives longer than any issued one is refused, whoever signed it', async () => {
  const ring = await makeRing(NOW)
  expect(
    await verifyPass(ring, await mintPass(ring, { ...CLAIMS, exp: CLAIMS.iat + 900 }), EXPECTED),
  ).not.toBeNull()
  expect(
    await verifyPass(ring, await mintPass(ring, { ...CLAIMS, exp: CLAIMS.iat + 901 }), EXPECTED),
  ).toBeNull()
})
