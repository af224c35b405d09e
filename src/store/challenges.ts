// Reads and writes the table `challenges`: what the portal asked an authenticator to sign.

import type { ChallengePurpose } from '../core/passkey.ts'
import { CHALLENGE_SECONDS } from '../core/passkey.ts'
import type { Digest } from '../crypto/digest.ts'
import type { Condition } from './condition.ts'

export interface Challenge {
  readonly digest: Digest
  /** The digest of the cookie of the login or session that may answer. */
  readonly holder: Digest
  readonly purpose: ChallengePurpose
}

/** Adds a challenge for five minutes, if `condition` holds. Other challenges of the same holder stay valid. */
export function addChallenge(
  db: D1Database,
  { digest, holder, purpose }: Challenge,
  now: number,
  condition: Condition,
): D1PreparedStatement {
  return db
    .prepare(
      `INSERT INTO challenges (digest, holder, purpose, expires_at) SELECT ?, ?, ?, ? WHERE ${condition.sql}`,
    )
    .bind(digest, holder, purpose, now + CHALLENGE_SECONDS, ...condition.values)
}

/**
 * Spends a challenge. Changes a row for the first answer only, and only for this holder and purpose. Must run
 * before the answer is verified. Otherwise two requests could bring the same answer, and both would succeed.
 */
export function spendChallenge(
  db: D1Database,
  { digest, holder, purpose }: Challenge,
  now: number,
): D1PreparedStatement {
  return db
    .prepare('DELETE FROM challenges WHERE digest = ?1 AND holder = ?2 AND purpose = ?3 AND expires_at > ?4')
    .bind(digest, holder, purpose, now)
}
