// Seals secrets that are kept in D1 and in cookies (aead.ts). Each sealed value is bound to its place.
// Otherwise an attacker who can write the database could move a secret to another row or use it for another
// purpose.

import { decrypt, encrypt, nameOf, sealingKeyAt } from './aead.ts'
import { type KeyRing, MissingKey } from './key-ring.ts'

declare const sealed: unique symbol
/** A sealed value: `ringKeyId.base64url(iv | ciphertext | tag)`. Only this file creates one. */
export type Sealed = string & { readonly [sealed]: true }

/** The record that a secret belongs to: its kind, the id of its row, and its account or provider. */
export type SealedPlace =
  | {
      readonly kind: 'totp-secret' | 'shown-recovery-codes' | 'id-token' | 'pending-link'
      readonly id: string
      readonly accountId: string
    }
  | { readonly kind: 'provider-flow'; readonly id: string; readonly providerId: string }

/** Seals `plaintext` for one place. `now` is in Unix seconds. */
export async function seal(
  ring: KeyRing,
  place: SealedPlace,
  plaintext: Uint8Array,
  now: number,
): Promise<Sealed> {
  return (await encrypt(ring, nameOfPlace(place), plaintext, now)) as Sealed
}

/**
 * Opens a value from a cookie or a form. Returns null if it was not sealed for this place under a key of the
 * ring.
 */
export const open = (
  ring: KeyRing,
  place: SealedPlace,
  value: string,
): Promise<Uint8Array<ArrayBuffer> | null> => decrypt(ring, nameOfPlace(place), value)

/**
 * Opens a value from a row of the database. People can't change these rows, so a value that does not open is
 * damaged. Throws `MissingKey` with the key's id if the key is not in the ring. Throws an `Error` for any
 * other damage.
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

/**
 * Seals a value again under the current key. Returns null if it is already sealed under it. `plaintext` is
 * the opened content of `value`. `now` is in Unix seconds.
 */
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
