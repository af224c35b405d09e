// Checks the public key of a new passkey (COSE, RFC 9053). A registration carries no signature, so nothing else
// would notice a key that can't verify anything, and its owner could never sign in with it.

import { encodeBase64url } from '../core/base64url.ts'
import { isEd25519Point } from '../core/ed25519-point.ts'

type Cose = ReadonlyMap<number, unknown>

const EC2 = 2
const OKP = 1
const RSA = 3
const P256 = 1
const ED25519 = 6
// A longer modulus would make each sign-in expensive, and no authenticator has one.
const RSA_BYTES = { least: 256, most: 512 }

/** Returns the algorithm (RFC 9053, section 2), or null if the key names none. */
export function algorithmOf(key: Cose): number | null {
  const algorithm = key.get(3)
  return typeof algorithm === 'number' ? algorithm : null
}

/** Returns whether a signature can be verified with the key. `key` has one of the portal's algorithms. */
export async function isUsableKey(key: Cose): Promise<boolean> {
  const known = jwkOf(key)
  if (!known) return false
  try {
    await crypto.subtle.importKey('jwk', known.jwk, known.algorithm, false, ['verify'])
    return true
  } catch {
    return false
  }
}

function jwkOf(key: Cose) {
  const [type, curve] = [key.get(1), key.get(-1)]
  const algorithm = algorithmOf(key)
  if (algorithm === -7 && type === EC2 && curve === P256) {
    const [x, y] = [bytesOf(key, -2, 32), bytesOf(key, -3, 32)]
    return (
      x && y && { jwk: { kty: 'EC', crv: 'P-256', x, y }, algorithm: { name: 'ECDSA', namedCurve: 'P-256' } }
    )
  }
  if (algorithm === -8 && type === OKP && curve === ED25519) {
    const x = bytesOf(key, -2, 32)
    const isPoint = x !== null && isEd25519Point(key.get(-2) as Uint8Array)
    return x && isPoint && { jwk: { kty: 'OKP', crv: 'Ed25519', x }, algorithm: { name: 'Ed25519' } }
  }
  if (algorithm !== -257 || type !== RSA) return null
  const [n, e] = [bytesOf(key, -1, RSA_BYTES.least, RSA_BYTES.most), bytesOf(key, -2, 3)]
  return n && e && { jwk: { kty: 'RSA', n, e }, algorithm: { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' } }
}

/** Returns the bytes in base64url, or null if they are of another type or length. */
function bytesOf(key: Cose, label: number, least: number, most = least): string | null {
  const value = key.get(label)
  if (!(value instanceof Uint8Array) || value.length < least || value.length > most) return null
  return encodeBase64url(value)
}
