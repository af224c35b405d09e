// Signs and verifies the JWTs of the key ring (RFC 7519): passes, and assertions of services.
//
// All of these JWTs have the same algorithm and type, so a header has nothing to choose. jose verifies them,
// like every other JWT. Signing is one call of Web Crypto (docs/decisions/0050-signing-is-one-call.md).

import { compactVerify } from 'jose'
import { decodeBase64url, encodeBase64url } from '../core/base64url.ts'
import type { KeyRing, SigningKey } from './key-ring.ts'

/**
 * Signs the claims with this key, with ES256. Web Crypto writes a signature as a JWS has it: r, then s, of 32 bytes
 * each (RFC 7518, section 3.4).
 */
export async function signJwt({ kid, privateKey }: SigningKey, claims: object): Promise<string> {
  const signed = `${headerOf(kid)}.${encoded(claims)}`
  const algorithm = { name: 'ECDSA', hash: 'SHA-256' }
  const signature = await crypto.subtle.sign(algorithm, privateKey, new TextEncoder().encode(signed))
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
 * Refuses white space and unused bits inside a part, which jose accepts. Otherwise one pass could be written in
 * several ways, and a list of known passes would not find it.
 */
export async function verifyJwt(ring: KeyRing, token: string): Promise<unknown> {
  const parts = token.split('.')
  const key = ring.signing.find(({ kid }) => parts[0] === headerOf(kid))
  if (!key || parts.length !== 3 || !parts.every((part) => part && decodeBase64url(part))) return null
  try {
    const { payload } = await compactVerify(token, key.publicKey, { algorithms: ['ES256'] })
    return JSON.parse(new TextDecoder().decode(payload))
  } catch {
    return null
  }
}

const headerOf = (kid: string): string => encoded({ alg: 'ES256', typ: 'JWT', kid })

const encoded = (value: object): string => encodeBase64url(new TextEncoder().encode(JSON.stringify(value)))
