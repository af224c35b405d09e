// Ends sessions by deleting rows of `sessions`. Passes of an ended session can't be renewed, and expire
// within `PASS_MAX_SECONDS`.

import type { Digest } from '../crypto/digest.ts'
import { ALWAYS, type Condition } from './condition.ts'

/**
 * Ends the browser's previous session once the session of `token` has started. The new session has its own
 * id. Otherwise a copied pass could be renewed from each new session of the owner, and never end.
 */
export function endPreviousSession(db: D1Database, previousId: string, token: Digest): D1PreparedStatement {
  return db
    .prepare(
      `DELETE FROM sessions WHERE id = ?1 AND token_digest <> ?2
         AND EXISTS (SELECT 1 FROM sessions WHERE token_digest = ?2)`,
    )
    .bind(previousId, token)
}

/**
 * Ends a session of this account. The account is in the condition. Otherwise a person could end another
 * person's session.
 */
export function endSessionOf(db: D1Database, accountId: string, sessionId: string): D1PreparedStatement {
  return db
    .prepare('DELETE FROM sessions WHERE id = ?1 AND account_id = ?2 RETURNING id')
    .bind(sessionId, accountId)
}

/** Ends all sessions of an account except this one. */
export function endOtherSessionsOf(
  db: D1Database,
  session: { id: string; accountId: string },
  condition: Condition,
): D1PreparedStatement {
  return db
    .prepare(`DELETE FROM sessions WHERE account_id = ? AND id <> ? AND ${condition.sql}`)
    .bind(session.accountId, session.id, ...condition.values)
}

/** Ends the sessions of an account that were started with a provider, except one. */
export function endSessionsThrough(
  db: D1Database,
  of: { accountId: string; provider: string; except: string | null },
  condition: Condition,
): D1PreparedStatement {
  return db
    .prepare(
      `DELETE FROM sessions WHERE account_id = ? AND provider = ? AND id IS NOT ? AND ${condition.sql}`,
    )
    .bind(of.accountId, of.provider, of.except, ...condition.values)
}

/** Ends all sessions of an account, except one if its id is given. */
export function endSessionsOf(
  db: D1Database,
  accountId: string,
  exceptSessionId: string | null,
  condition: Condition = ALWAYS,
): D1PreparedStatement {
  return db
    .prepare(`DELETE FROM sessions WHERE account_id = ? AND id IS NOT ? AND ${condition.sql}`)
    .bind(accountId, exceptSessionId, ...condition.values)
}

/**
 * Gives the session of `token` another id. Passes with the previous id, and copies of them, can't be renewed
 * any more. The owner's browsers get new passes from the portal automatically.
 *
 * Data under the previous id is deleted, as when a session ends.
 */
export function renameSession(db: D1Database, token: Digest, id: string) {
  const clear = (table: string) =>
    db
      .prepare(`DELETE FROM ${table} WHERE session_id = (SELECT id FROM sessions WHERE token_digest = ?1)`)
      .bind(token)
  return {
    offersDropped: clear('pending_authenticators'),
    deferralsDropped: clear('prompt_deferrals'),
    renamed: db.prepare('UPDATE sessions SET id = ?2 WHERE token_digest = ?1').bind(token, id),
  }
}
