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
   * A random id. The code is recorded as spent under this id. Otherwise an attacker could spend one code
   * twice by writing it in two ways.
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
   * The sign-in has already started again once. It must not start a third time, because the browser would
   * loop.
   */
  readonly isSecondTry: boolean
}

// All codes share one name, and thus one AES-GCM key for each sealing key. Such a key may encrypt 2^32 codes
// (`recordKey` in aead.ts). Over the 365 days of a sealing key, this is 136 codes a second.
const NAME = nameOf(['hand-off'])

/** Seals a hand-off code. `now` is in Unix seconds. */
export const sealHandOff = (ring: KeyRing, handOff: HandOff, now: number): Promise<string> =>
  encrypt(ring, NAME, new TextEncoder().encode(JSON.stringify(handOff)), now)

/**
 * Opens a hand-off code. Returns null if Sallyport did not seal it as a hand-off code. The caller must check
 * the host, the flow cookie and the expiry, and must spend the code.
 */
export async function openHandOff(ring: KeyRing, code: string): Promise<HandOff | null> {
  const plaintext = await decrypt(ring, NAME, code)
  return plaintext && (JSON.parse(new TextDecoder().decode(plaintext)) as HandOff)
}
