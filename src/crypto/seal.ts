// Sealing of secrets in D1 and in cookies: AES-256-GCM under a key of the record's own (HKDF-SHA-256, RFC 5869, from
// the ring's), with the record's place as additional data. A sealed value moved to another row, or used for another
// purpose, does not open.

import { decodeBase64url, encodeBase64url } from '../core/base64url.ts'
import { type KeyRing, MissingKey, type SealingKey } from './key-ring.ts'
import { randomBytes } from './random.ts'

declare const sealed: unique symbol
/** `ringKeyId.base64url(iv | ciphertext | tag)`. Only this file makes one. */
export type Sealed = string & { readonly [sealed]: true }

/** The record that a secret belongs to: what it is, its row's id and whose it is. */
export type SealedPlace =
  | {
      readonly kind: 'totp-secret' | 'shown-recovery-codes' | 'id-token' | 'pending-link'
      readonly id: string
      readonly accountId: string
    }
  | { readonly kind: 'provider-flow'; readonly id: string; readonly providerId: string }

export async function seal(
  ring: KeyRing,
  place: SealedPlace,
  plaintext: Uint8Array,
  now: number,
): Promise<Sealed> {
  const current = sealingKeyAt(ring, now)
  const iv = randomBytes(12)
  const algorithm = { name: 'AES-GCM', iv, additionalData: nameOf(place) }
  const key = await recordKey(current.key, place)
  const ciphertext = new Uint8Array(await crypto.subtle.encrypt(algorithm, key, plaintext))
  const whole = new Uint8Array(iv.length + ciphertext.length)
  whole.set(iv)
  whole.set(ciphertext, iv.length)
  return `${current.id}.${encodeBase64url(whole)}` as Sealed
}

/** The youngest key that has begun to seal. The next one is in every ring for a day before, to open what it seals. */
export function sealingKeyAt(ring: KeyRing, now: number): SealingKey {
  const key = ring.sealing.findLast((candidate) => candidate.activeFrom <= now)
  if (!key) throw new Error('the key ring has no sealing key yet')
  return key
}

/** Null for anything that was not sealed for this very place under a key of the ring. */
export async function open(
  ring: KeyRing,
  place: SealedPlace,
  value: string,
): Promise<Uint8Array<ArrayBuffer> | null> {
  const [id, body = '', ...rest] = value.split('.')
  const from = ring.sealing.find((candidate) => candidate.id === id)
  const whole = decodeBase64url(body)
  if (!from || !whole || whole.length < 28 || rest.length > 0) return null
  const algorithm = { name: 'AES-GCM', iv: whole.subarray(0, 12), additionalData: nameOf(place) }
  try {
    const key = await recordKey(from.key, place)
    return new Uint8Array(await crypto.subtle.decrypt(algorithm, key, whole.subarray(12)))
  } catch {
    return null
  }
}

/**
 * Of a row of the database, which nobody else writes: that it doesn't open is damage, and never somebody's mistake.
 * Throws `MissingKey` where the ring lacks the key, and names it.
 */
export async function openStored(
  ring: KeyRing,
  place: SealedPlace,
  value: Sealed,
): Promise<Uint8Array<ArrayBuffer>> {
  const opened = await open(ring, place, value)
  if (opened) return opened
  const keyId = value.split('.')[0] ?? ''
  const what = `${place.kind} ${place.id}`
  if (!ring.sealing.some(({ id }) => id === keyId)) {
    throw new MissingKey(`${what} is sealed under key ${keyId}, which the ring lacks`)
  }
  throw new Error(`${what} does not open under key ${keyId}`)
}

/** Under the present key; null if it is so already. `plaintext` is what `value` holds. */
export async function resealed(
  ring: KeyRing,
  place: SealedPlace,
  { value, plaintext }: { value: Sealed; plaintext: Uint8Array },
  now: number,
): Promise<Sealed | null> {
  return value.startsWith(`${sealingKeyAt(ring, now).id}.`) ? null : seal(ring, place, plaintext, now)
}

// Lengths in front: no two places share a name, whatever their parts hold.
function nameOf(place: SealedPlace): Uint8Array {
  const owner = 'accountId' in place ? place.accountId : place.providerId
  const parts = [place.kind, place.id, owner].map((part) => `${part.length}:${part}`)
  return new TextEncoder().encode(`sallyport ${parts.join(' ')}`)
}

function recordKey(base: CryptoKey, place: SealedPlace): Promise<CryptoKey> {
  const derivation = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info: nameOf(place) }
  return crypto.subtle.deriveKey(derivation, base, { name: 'AES-GCM', length: 256 }, false, [
    'encrypt',
    'decrypt',
  ])
}
