// Seals and opens the hand-off code. The code carries a session from the portal to a workspace host. The code
// is sealed, so the portal writes nothing to the database. The row is written when the code is spent.
//
// The gate opens hand-off codes and no other sealed values. seal.ts seals people's secrets under other names.

import { decrypt, encrypt, nameOf } from './aead.ts'
import type { Digest } from './digest.ts'
import type { KeyRing } from './key-ring.ts'

/** The lifetime of a code. A browser follows the redirect at once. */
export const HAND_OFF_SECONDS = 60

export interface HandOff {
  /**
   * A random id. The code is recorded as spent under this id, which the sealed part authenticates. Otherwise
   * an attacker could spend one code twice by writing it in two ways.
   */
  readonly id: string
  /** The digest of the session cookie that asked for this code. */
  readonly token: Digest
  readonly workspaceId: string
  readonly host: string
  /**
   * The SHA-256 hash of the flow cookie, which the gate set in the browser at the start. The code works only
   * in this browser. Otherwise an attacker could send their own code to another person and sign them in to
   * the attacker's account.
   */
  readonly flow: string
  /** The packed path to return to (http/packed-return-to.ts). */
  readonly returnTo: string
  /** Unix seconds. */
  readonly expiresAt: number
  /**
   * True if the way in has already begun again once. It must not begin a third time, because the browser would
   * loop.
   */
  readonly isSecondTry: boolean
}

/** Names each code after its id, so that each code has a different AES-GCM key (`recordKey` in aead.ts). */
const nameOfCode = (id: string) => nameOf(['hand-off', id])

/** Seals a hand-off code: `id.sealed`. `now` is in Unix seconds. */
export async function sealHandOff(ring: KeyRing, { id, ...handOff }: HandOff, now: number): Promise<string> {
  const plaintext = new TextEncoder().encode(JSON.stringify(handOff))
  return `${id}.${await encrypt(ring, nameOfCode(id), plaintext, now)}`
}

/**
 * Opens a hand-off code. Returns null if Sallyport did not seal it as a hand-off code. The caller must check
 * the host, the flow cookie and the expiry, and must spend the code.
 */
export async function openHandOff(ring: KeyRing, code: string): Promise<HandOff | null> {
  const id = code.slice(0, Math.max(code.indexOf('.'), 0))
  const plaintext = await decrypt(ring, nameOfCode(id), code.slice(id.length + 1))
  if (!plaintext) return null
  return { ...(JSON.parse(new TextDecoder().decode(plaintext)) as Omit<HandOff, 'id'>), id }
}
