// Reads and writes the table `pending_authenticators`: the authenticator app that is being set up in a
// session, until a code confirms it.

import type { Digest } from '../crypto/digest.ts'
import type { Sealed } from '../crypto/seal.ts'
import { type Query, query } from './batch.ts'
import type { Condition } from './condition.ts'
import { mayEnrolBy } from './ways-taken.ts'

export interface PendingAuthenticator {
  readonly id: string
  readonly sealedSecret: Sealed
}

/** The session that sees the QR code: its id, and the digest of its current cookie. */
export interface OfferedTo {
  readonly id: string
  readonly token: Digest
}

/**
 * Offers an authenticator to a session. Keeps one that is already pending, so that a reloaded page shows the
 * same QR code.
 *
 * Replaces a pending one that is older than `since` or was shown to an earlier cookie of the session.
 * Otherwise a thief with a copy of that cookie would know the secret of the app.
 *
 * Offers none to a session whose sign-in method may not enrol the account (ways-taken.ts). `configured` lists
 * the ids of the configured providers.
 */
export function offerAuthenticator(
  db: D1Database,
  session: OfferedTo,
  { id, sealedSecret, configured }: PendingAuthenticator & { readonly configured: readonly string[] },
  now: number,
  since: number,
): D1PreparedStatement {
  return db
    .prepare(
      `INSERT INTO pending_authenticators (session_id, id, sealed_secret, created_at, token_digest)
       SELECT s.id, ?2, ?3, ?4, s.token_digest FROM sessions s
       WHERE s.id = ?1 AND s.token_digest = ?6 AND (
         EXISTS (SELECT 1 FROM accounts a WHERE a.id = s.account_id AND a.enrolled_at IS NOT NULL) OR ${mayEnrolBy('?7')})
       ON CONFLICT (session_id) DO UPDATE
       SET id = excluded.id, sealed_secret = excluded.sealed_secret, created_at = excluded.created_at,
           token_digest = excluded.token_digest
       WHERE created_at < ?5 OR token_digest <> ?6`,
    )
    .bind(session.id, id, sealedSecret, now, since, session.token, JSON.stringify(configured))
}

/** Selects the pending authenticator, if it was offered to this cookie after `since`. */
export const selectPendingAuthenticator = (
  db: D1Database,
  session: OfferedTo,
  since: number,
): Query<PendingAuthenticator> =>
  query(
    db
      .prepare(
        `SELECT id, sealed_secret AS sealedSecret FROM pending_authenticators
         WHERE session_id = ?1 AND token_digest = ?3 AND created_at >= ?2`,
      )
      .bind(session.id, since, session.token),
  )

/** Deletes the pending authenticators in all sessions of an account. */
export function dropPendingAuthenticatorsOf(
  db: D1Database,
  accountId: string,
  condition: Condition,
): D1PreparedStatement {
  return db
    .prepare(
      `DELETE FROM pending_authenticators
       WHERE session_id IN (SELECT id FROM sessions WHERE account_id = ?) AND ${condition.sql}`,
    )
    .bind(accountId, ...condition.values)
}

/** Deletes the pending authenticator of a session. */
export function dropPendingAuthenticator(
  db: D1Database,
  sessionId: string,
  condition: Condition,
): D1PreparedStatement {
  return db
    .prepare(`DELETE FROM pending_authenticators WHERE session_id = ? AND ${condition.sql}`)
    .bind(sessionId, ...condition.values)
}
