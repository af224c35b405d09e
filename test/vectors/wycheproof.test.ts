// Runs the runtime's cryptography, as src/crypto and src/core/totp.ts call it, against Wycheproof's vectors
// (https://github.com/C2SP/wycheproof, testvectors or testvectors_v1). WYCHEPROOF_DIR names their folder,
// which is not in this repository. For AES-GCM only the used parameters apply: 256-bit keys, 96-bit IVs and
// 128-bit tags.

import aesGcm from 'wycheproof:aes_gcm_test'
import ecdsa from 'wycheproof:ecdsa_secp256r1_sha256_p1363_test'
import hkdf from 'wycheproof:hkdf_sha256_test'
import hmacSha1 from 'wycheproof:hmac_sha1_test'
import hmacSha256 from 'wycheproof:hmac_sha256_test'
import jwk from 'wycheproof:json_web_key_test'
import jws from 'wycheproof:json_web_signature_test'
import { compactVerify, createLocalJWKSet, type JSONWebKeySet, type JWK } from 'jose'
import { describe, expect, it } from 'vitest'
import { decodeBase64url } from '../../src/core/base64url.ts'
import { TICKET_ALGORITHMS } from '../../src/crypto/ticket.ts'

interface Vector {
  readonly tcId: number
  readonly result: 'valid' | 'invalid' | 'acceptable'
}
type Group<V, G> = G & { readonly tests: readonly (Vector & V)[] }

const { subtle } = crypto
const ES256 = { name: 'ECDSA', namedCurve: 'P-256' }

describe.skipIf(aesGcm === null)('Wycheproof', () => {
  it('AES-256-GCM opens what is intact, and nothing that was changed', async () => {
    type Aead = { key: string; iv: string; aad: string; msg: string; ct: string; tag: string }
    const groups = groupsOf<Aead, { ivSize: number; keySize: number; tagSize: number }>(aesGcm)
    const ours = groups.filter(
      (group) => group.keySize === 256 && group.ivSize === 96 && group.tagSize === 128,
    )
    const counted = await countVectors(ours, async (vector) => {
      const key = await subtle.importKey('raw', bytes(vector.key), 'AES-GCM', false, ['encrypt', 'decrypt'])
      const algorithm = { name: 'AES-GCM', iv: bytes(vector.iv), additionalData: bytes(vector.aad) }
      const opened = await subtle.decrypt(algorithm, key, bytes(vector.ct + vector.tag))
      const sealed = await subtle.encrypt(algorithm, key, bytes(vector.msg))
      return hex(opened) === vector.msg && hex(sealed) === vector.ct + vector.tag
    })
    expect(counted).toBeGreaterThan(50)
  })

  it.each([
    ['SHA-1', hmacSha1],
    ['SHA-256', hmacSha256],
  ])('HMAC with %s matches the published value', async (hash, file) => {
    type Mac = { key: string; msg: string; tag: string }
    const counted = await countVectors(groupsOf<Mac, object>(file), async (vector) => {
      const key = await subtle.importKey('raw', bytes(vector.key), { name: 'HMAC', hash }, false, ['sign'])
      return hex(await subtle.sign('HMAC', key, bytes(vector.msg))).startsWith(vector.tag)
    })
    expect(counted).toBeGreaterThan(100)
  })

  it('HKDF with SHA-256 derives the published keys, and refuses to derive too many', async () => {
    type Kdf = { ikm: string; salt: string; info: string; size: number; okm: string }
    const counted = await countVectors(groupsOf<Kdf, object>(hkdf), async (vector) => {
      const base = await subtle.importKey('raw', bytes(vector.ikm), 'HKDF', false, ['deriveBits'])
      const algorithm = { name: 'HKDF', hash: 'SHA-256', salt: bytes(vector.salt), info: bytes(vector.info) }
      return hex(await subtle.deriveBits(algorithm, base, vector.size * 8)) === vector.okm
    })
    expect(counted).toBeGreaterThan(50)
  })

  it('ECDSA over P-256 accepts valid signatures and no others', async () => {
    type Signed = { msg: string; sig: string }
    type Signer = { publicKey: { uncompressed: string } }
    const groups = groupsOf<Signed, Signer>(ecdsa)
    const counted = await countVectors(groups, async (vector, group) => {
      const [x, y] = coordinates(group.publicKey.uncompressed)
      const key = await subtle.importKey('jwk', { kty: 'EC', crv: 'P-256', x, y }, ES256, false, ['verify'])
      return subtle.verify({ name: 'ECDSA', hash: 'SHA-256' }, key, bytes(vector.sig), bytes(vector.msg))
    })
    expect(counted).toBeGreaterThan(100)
  })

  // Each vector takes the whole path of a login ticket: one spelling of segments, a pinned algorithm, and
  // keys of a published set.
  it.each([
    ['signatures', jws, 200],
    ['key sets', jwk, 1],
  ])(
    'tokens with accepted algorithms are accepted only as they were signed: %s',
    async (_, file, atLeast) => {
      const taken: number[] = []
      for (const { tests, ...group } of groupsOf<{ jws: unknown; comment: string }, Signer>(file)) {
        const keys = group.public ?? group.private
        const findKey = createLocalJWKSet('keys' in keys ? keys : { keys: [keys] })
        for (const { tcId, jws: token, result, comment } of tests) {
          const isTaken = typeof token === 'string' && (await takes(token, findKey))
          if (comment === ROCA) continue
          const isOurs = isOfOurs(token) && result === 'valid'
          expect(isTaken, `vector ${tcId}, ${comment}`).toBe(isOurs)
          taken.push(tcId)
        }
      }
      expect(taken.length).toBeGreaterThan(atLeast)
    },
  )
})

interface Signer {
  readonly public?: JWK | JSONWebKeySet
  readonly private: JWK | JSONWebKeySet
}

// A weak modulus that can be factored. Detecting it needs a special check, which jose doesn't have. The
// operator chooses whose keys to trust, and an issuer with such a key can be impersonated anyway.
const ROCA = 'rejectsKeyWithRocaVulnerability'

/** The edge accepts no HMAC, RSA-PSS or longer hashes, and its tokens always have a payload. */
function isOfOurs(token: unknown): boolean {
  const [header = '', payload = ''] = String(token).split('.')
  const said = new TextDecoder().decode(decodeBase64url(header) ?? new Uint8Array())
  return TICKET_ALGORITHMS.some((alg) => said.includes(`"${alg}"`)) && payload !== ''
}

async function takes(token: string, findKey: ReturnType<typeof createLocalJWKSet>): Promise<boolean> {
  const segments = token.split('.')
  if (segments.length !== 3 || !segments.every((segment) => segment && decodeBase64url(segment))) return false
  return compactVerify(token, findKey, { algorithms: TICKET_ALGORITHMS }).then(
    () => true,
    () => false,
  )
}

/**
 * Compares each vector's verdict with this code's, and returns their number. An exception counts as a
 * refusal.
 */
async function countVectors<V, G>(
  groups: readonly Group<V, G>[],
  holds: (vector: V, group: G) => Promise<boolean>,
): Promise<number> {
  let counted = 0
  for (const group of groups) {
    for (const vector of group.tests) {
      const isHeld = await holds(vector, group).catch(() => false)
      expect(isHeld, `vector ${vector.tcId}`).toBe(vector.result === 'valid')
      counted += 1
    }
  }
  return counted
}

function groupsOf<V, G>(file: typeof aesGcm): readonly Group<V, G>[] {
  return (file?.testGroups ?? []) as readonly Group<V, G>[]
}

function coordinates(uncompressed: string): [x: string, y: string] {
  const base64url = (part: string) =>
    btoa(String.fromCharCode(...bytes(part)))
      .replaceAll('+', '-')
      .replaceAll('/', '_')
      .replaceAll('=', '')
  return [base64url(uncompressed.slice(2, 66)), base64url(uncompressed.slice(66))]
}

function bytes(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
}

function hex(buffer: ArrayBuffer): string {
  return [...new Uint8Array(buffer)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
