// Table `pending_authenticators`: the authenticator app that is being set up in a session, until a code has confirmed it.

import type { Digest } from '../crypto/digest.ts'
import type { Sealed } from '../crypto/seal.ts'
import { type Query, query } from './batch.ts'
import type { Condition } from './condition.ts'
import { mayEnrolBy } from './ways-taken.ts'

export interface PendingAuthenticator {
  readonly id: string
  readonly sealedSecret: Sealed
}

/** By the digest of its cookie, and by the id that outlives it. */
export interface OfferedTo {
  readonly id: string
  readonly token: Digest
}

/**
 * Keeps the one that is pending already: a reloaded page shows the same QR code. Older than `since`, or of a cookie that the
 * session had before, it counts as none: whoever copied that one has seen it. A session whose way in is not among the
 * `configured` ways by which its account may enrol is offered none.
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
         EXISTS (SELECT 1 FROM authenticators n WHERE n.account_id = s.account_id) OR ${mayEnrolBy('?7')})
       ON CONFLICT (session_id) DO UPDATE
       SET id = excluded.id, sealed_secret = excluded.sealed_secret, created_at = excluded.created_at,
           token_digest = excluded.token_digest
       WHERE created_at < ?5 OR token_digest <> ?6`,
    )
    .bind(session.id, id, sealedSecret, now, since, session.token, JSON.stringify(configured))
}

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

export function dropPendingAuthenticator(
  db: D1Database,
  sessionId: string,
  condition: Condition,
): D1PreparedStatement {
  return db
    .prepare(`DELETE FROM pending_authenticators WHERE session_id = ? AND ${condition.sql}`)
    .bind(sessionId, ...condition.values)
}
