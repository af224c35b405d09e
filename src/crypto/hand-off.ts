// The hand-off code: it carries a session from the portal to a workspace host, sealed, so that nothing is written until it
// is spent. The gate opens it, and can open nothing else: what people keep secret is sealed by seal.ts, under other names.

import { decrypt, encrypt, nameOf } from './aead.ts'
import type { Digest } from './digest.ts'
import type { KeyRing } from './key-ring.ts'

export const HAND_OFF_SECONDS = 60

export interface HandOff {
  /** Random. The code is spent under it: two spellings of one code are one code. */
  readonly id: string
  /** Of the session cookie that asked. */
  readonly token: Digest
  readonly workspaceId: string
  readonly host: string
  /** The hash of the flow cookie in the browser that began at the gate. */
  readonly flow: string
  /** As it travels (http/packed-return-to.ts). */
  readonly returnTo: string
  readonly expiresAt: number
  /** The way to it has begun again once. It doesn't begin a third time. */
  readonly isSecondTry: boolean
}

const NAME = nameOf(['hand-off'])

export const sealHandOff = (ring: KeyRing, handOff: HandOff, now: number): Promise<string> =>
  encrypt(ring, NAME, new TextEncoder().encode(JSON.stringify(handOff)), now)

/** Null for anything that we did not seal as a hand-off code. */
export async function openHandOff(ring: KeyRing, code: string): Promise<HandOff | null> {
  const plaintext = await decrypt(ring, NAME, code)
  return plaintext && (JSON.parse(new TextDecoder().decode(plaintext)) as HandOff)
}
