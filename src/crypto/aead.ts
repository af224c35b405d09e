// AES-256-GCM under a key of the record's own, derived from a sealing key of the ring (HKDF-SHA-256, RFC 5869), with the
// record's name as additional data. What is sealed under one name does not open under another.

import { decodeBase64url, encodeBase64url } from '../core/base64url.ts'
import type { KeyRing, SealingKey } from './key-ring.ts'
import { randomBytes } from './random.ts'

const IV_BYTES = 12
const TAG_BYTES = 16

/** `ringKeyId.base64url(iv | ciphertext | tag)`. */
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

/** Null for anything that was not sealed under this name and a key of the ring. */
export async function decrypt(
  ring: KeyRing,
  name: Uint8Array,
  value: string,
): Promise<Uint8Array<ArrayBuffer> | null> {
  const [id, body = '', ...rest] = value.split('.')
  const from = ring.sealing.find((candidate) => candidate.id === id)
  const whole = decodeBase64url(body)
  if (!from || !whole || whole.length < IV_BYTES + TAG_BYTES || rest.length > 0) return null
  const algorithm = { name: 'AES-GCM', iv: whole.subarray(0, IV_BYTES), additionalData: name }
  try {
    const key = await recordKey(from.key, name)
    return new Uint8Array(await crypto.subtle.decrypt(algorithm, key, whole.subarray(IV_BYTES)))
  } catch {
    return null
  }
}

/** The youngest key that has begun to seal. The next one is in every ring for a day before, to open what it seals. */
export function sealingKeyAt(ring: KeyRing, now: number): SealingKey {
  const key = ring.sealing.findLast((candidate) => candidate.activeFrom <= now)
  if (!key) throw new Error('the key ring has no sealing key yet')
  return key
}

/** Lengths in front: no two lists of parts make the same name, whatever the parts hold. */
export function nameOf(parts: readonly string[]): Uint8Array {
  return new TextEncoder().encode(`sallyport ${parts.map((part) => `${part.length}:${part}`).join(' ')}`)
}

function recordKey(base: CryptoKey, name: Uint8Array): Promise<CryptoKey> {
  const derivation = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info: name }
  return crypto.subtle.deriveKey(derivation, base, { name: 'AES-GCM', length: 256 }, false, [
    'encrypt',
    'decrypt',
  ])
}
