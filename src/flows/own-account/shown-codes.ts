// Keeps a new set of recovery codes in a cookie of the browser that asked for it, sealed, until its owner has
// saved it.
//
// D1 stores only digests. Otherwise anyone who can read the database could use the codes.

import { decodeBase64url } from '../../core/base64url.ts'
import { RECOVERY_CODE_BYTES, RECOVERY_CODES, writeRecoveryCode } from '../../core/recovery-codes.ts'
import { type Digest, digest } from '../../crypto/digest.ts'
import { randomBytes, randomId } from '../../crypto/random.ts'
import { open, seal } from '../../crypto/seal.ts'
import type { Edge } from '../edge/edge.ts'
import type { Session } from '../session/session.ts'

export const SHOWN_SECONDS = 1800

export interface ShownCodes {
  readonly setId: string
  readonly codes: readonly string[]
}

export interface NewCodes {
  readonly setId: string
  readonly digests: readonly Digest[]
  /** The cookie value that shows the codes to their owner. */
  readonly cookie: string
}

export async function makeCodes(
  { ring, now }: Edge,
  { accountId }: Pick<Session, 'accountId'>,
): Promise<NewCodes> {
  const setId = randomId()
  const bytes = randomBytes(RECOVERY_CODES * RECOVERY_CODE_BYTES)
  const digests = writeAll(bytes).map((code) => digest(ring, 'recovery-code', accountId, code))
  const sealed = await seal(ring, placeOf(setId, accountId), bytes, now)
  return { setId, digests: await Promise.all(digests), cookie: `${setId}.${sealed}` }
}

/**
 * Opens the cookie. Returns null if it is not for this account. The caller must check in D1 whether the set
 * still waits for confirmation.
 */
export async function openShownCodes(
  { ring }: Edge,
  { accountId }: Session,
  cookie: string,
): Promise<ShownCodes | null> {
  const [setId = ''] = cookie.split('.', 1)
  if (decodeBase64url(setId)?.length !== 16) return null
  const bytes = await open(ring, placeOf(setId, accountId), cookie.slice(setId.length + 1))
  if (bytes?.length !== RECOVERY_CODES * RECOVERY_CODE_BYTES) return null
  return { setId, codes: writeAll(bytes) }
}

function writeAll(bytes: Uint8Array): string[] {
  return Array.from({ length: RECOVERY_CODES }, (_, i) =>
    writeRecoveryCode(bytes.subarray(i * RECOVERY_CODE_BYTES, (i + 1) * RECOVERY_CODE_BYTES)),
  )
}

const placeOf = (id: string, accountId: string) => ({ kind: 'shown-recovery-codes', id, accountId }) as const
