// Encrypts and decrypts records with AES-256-GCM (NIST SP 800-38D).
//
// Each record name has its own key, derived from a sealing key of the ring with HKDF-SHA-256 (RFC 5869). The
// name is the HKDF info and the additional data. Otherwise an attacker who can write the database could move
// a sealed value to another record, and it would open there.

import { decodeBase64url, encodeBase64url } from '../core/base64url.ts'
import type { KeyRing, SealingKey } from './key-ring.ts'
import { randomBytes } from './random.ts'

const IV_BYTES = 12
const TAG_BYTES = 16

/**
 * Encrypts `plaintext` under the record's name, with the sealing key that is active at `now` (Unix seconds).
 * Returns `ringKeyId.base64url(iv | ciphertext | tag)`. Throws if no sealing key is active yet.
 */
export async function encrypt(
  ring: KeyRing,
  name: Uint8Array,
  plaintext: Uint8Array,
  now: number,
): Promise<string> {
  const current = sealingKeyAt(ring, now)
  const iv = randomBytes(IV_BYTES)
  const algorithm = { name: 'AES-GCM', iv, additionalData: name }
  const key = await recordKey(current.key, name)
  const ciphertext = new Uint8Array(await crypto.subtle.encrypt(algorithm, key, plaintext))
  const whole = new Uint8Array(iv.length + ciphertext.length)
  whole.set(iv)
  whole.set(ciphertext, iv.length)
  return `${current.id}.${encodeBase64url(whole)}`
}

/**
 * Decrypts a value that `encrypt` returned. Returns null if the value is malformed, was changed, has another
 * name, or was sealed under a key that is not in the ring.
 */
export async function decrypt(
  ring: KeyRing,
  name: Uint8Array,
  value: string,
): Promise<Uint8Array<ArrayBuffer> | null> {
  const [id, body = '', ...rest] = value.split('.')
  const from = ring.sealing.find((candidate) => candidate.id === id)
  const whole = decodeBase64url(body)
  // Refuse a non-canonical spelling or a further segment. Otherwise one sealed value could be written in
  // several ways.
  if (!from || !whole || whole.length < IV_BYTES + TAG_BYTES || rest.length > 0) return null
  const algorithm = { name: 'AES-GCM', iv: whole.subarray(0, IV_BYTES), additionalData: name }
  try {
    const key = await recordKey(from.key, name)
    return new Uint8Array(await crypto.subtle.decrypt(algorithm, key, whole.subarray(IV_BYTES)))
  } catch {
    return null
  }
}

/**
 * Returns the newest sealing key that is active at `now` (Unix seconds). Throws if no key is active yet.
 *
 * The next key is already in every ring for a day before it becomes active. Otherwise an isolate with an
 * older copy of the ring could not open what another isolate sealed with the new key.
 */
export function sealingKeyAt(ring: KeyRing, now: number): SealingKey {
  const key = ring.sealing.findLast((candidate) => candidate.activeFrom <= now)
  if (!key) throw new Error('the key ring has no sealing key yet')
  return key
}

/**
 * Encodes the parts of a record's name as bytes. Each part is prefixed with its length. Otherwise two
 * different lists of parts could encode to the same name, such as `['a', 'bc']` and `['ab', 'c']`.
 */
export function nameOf(parts: readonly string[]): Uint8Array {
  return new TextEncoder().encode(`sallyport ${parts.map((part) => `${part.length}:${part}`).join(' ')}`)
}

/**
 * Derives the key of a record name. With random 96-bit IVs, one key must not encrypt more than 2^32 messages
 * (NIST SP 800-38D, section 8.3). A key per name stays far below.
 */
function recordKey(base: CryptoKey, name: Uint8Array): Promise<CryptoKey> {
  const derivation = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info: name }
  return crypto.subtle.deriveKey(derivation, base, { name: 'AES-GCM', length: 256 }, false, [
    'encrypt',
    'decrypt',
  ])
}
