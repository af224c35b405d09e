// Signs and verifies the JWTs of the key ring (RFC 7519, RFC 7515): passes, and assertions of services.
//
// All of them have the same algorithm and type, so nothing in a header is a choice. The tokens of providers
// and login services are verified with jose (docs/decisions/0049-own-tokens-have-one-header.md).

import { decodeBase64url, encodeBase64url } from '../core/base64url.ts'
import type { KeyRing, SigningKey } from './key-ring.ts'

/** ES256 (RFC 7518, section 3.4). Web Crypto writes a signature as a JWS does: r, then s, of 32 bytes each. */
const ES256 = { name: 'ECDSA', hash: 'SHA-256' } as const

/** Signs the claims with this key. */
export async function signJwt({ kid, privateKey }: SigningKey, claims: object): Promise<string> {
  const signed = `${headerOf(kid)}.${encoded(claims)}`
  const signature = await crypto.subtle.sign(ES256, privateKey, bytesOf(signed))
  return `${signed}.${encodeBase64url(new Uint8Array(signature))}`
}

/**
 * Verifies a JWT and returns its claims, which the caller must check. Returns null if no key of this ring
 * signed it.
 *
 * Refuses every header that is not, letter by letter, the one that `signJwt` writes. Otherwise a token could
 * choose its own algorithm, key or type (RFC 8725, sections 3.1 and 3.11). Reads the claims only after the
 * signature is verified. Otherwise anybody could make the edge parse what they like.
 *
 * Refuses white space and unused bits inside a part. Otherwise one pass could be written in several ways, and
 * a list of known passes would not find it.
 */
export async function verifyJwt(ring: KeyRing, token: string): Promise<unknown> {
  const [header = '', payload = '', last = '', ...more] = token.split('.')
  const key = ring.signing.find(({ kid }) => header === headerOf(kid))
  const claims = decodeBase64url(payload)
  const signature = decodeBase64url(last)
  if (!key || !claims || !signature || more.length > 0) return null
  const isOurs = await crypto.subtle.verify(ES256, key.publicKey, signature, bytesOf(`${header}.${payload}`))
  return isOurs ? JSON.parse(new TextDecoder().decode(claims)) : null
}

const headerOf = (kid: string): string => encoded({ alg: 'ES256', typ: 'JWT', kid })

const encoded = (value: object): string => encodeBase64url(bytesOf(JSON.stringify(value)))

const bytesOf = (text: string) => new TextEncoder().encode(text)
