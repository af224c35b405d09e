// The ends of rows of `sessions`. Whatever was renewed from them is refused within the life of a pass.

import type { Digest } from '../crypto/digest.ts'
import { ALWAYS, type Condition } from './condition.ts'

/**
 * Ends the session that the browser had before, once the session of `token` has started. The new one has an id of its own.
 * Otherwise a copied pass would be renewed from each session that the owner begins, and never end.
 */
export function endPreviousSession(db: D1Database, previousId: string, token: Digest): D1PreparedStatement {
  return db
    .prepare(
      `DELETE FROM sessions WHERE id = ?1 AND token_digest <> ?2
         AND EXISTS (SELECT 1 FROM sessions WHERE token_digest = ?2)`,
    )
    .bind(previousId, token)
}

/** One's own only: the account stands in the condition. */
export function endSessionOf(db: D1Database, accountId: string, sessionId: string): D1PreparedStatement {
  return db
    .prepare('DELETE FROM sessions WHERE id = ?1 AND account_id = ?2 RETURNING id')
    .bind(sessionId, accountId)
}

export function endOtherSessionsOf(
  db: D1Database,
  session: { id: string; accountId: string },
  condition: Condition,
): D1PreparedStatement {
  return db
    .prepare(`DELETE FROM sessions WHERE account_id = ? AND id <> ? AND ${condition.sql}`)
    .bind(session.accountId, session.id, ...condition.values)
}

/** Those of an account that came in through a provider. */
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
 * The session of `token` goes on under another id: passes that were made from it are renewed no more, nor are copies of
 * them. Its owner gets new ones through the portal, unasked. What stands under the id of before goes, as with a session.
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
