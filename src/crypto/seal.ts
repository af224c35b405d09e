// Sealing of secrets in D1 and in cookies, each bound to its place (aead.ts). A sealed value that is moved to another row,
// or used for another purpose, does not open.

import { decrypt, encrypt, nameOf, sealingKeyAt } from './aead.ts'
import { type KeyRing, MissingKey } from './key-ring.ts'

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
  return (await encrypt(ring, nameOfPlace(place), plaintext, now)) as Sealed
}

/** Null for anything that was not sealed for this very place under a key of the ring. */
export const open = (
  ring: KeyRing,
  place: SealedPlace,
  value: string,
): Promise<Uint8Array<ArrayBuffer> | null> => decrypt(ring, nameOfPlace(place), value)

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

const nameOfPlace = (place: SealedPlace): Uint8Array =>
  nameOf([place.kind, place.id, 'accountId' in place ? place.accountId : place.providerId])
