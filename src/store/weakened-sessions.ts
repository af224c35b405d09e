// Takes the second factor from sessions, or ends them, after a factor was removed.

import type { Digest } from '../crypto/digest.ts'
import { type Query, query } from './batch.ts'
import type { Condition } from './condition.ts'

/** The sessions that a removed factor had proved: by an app, or by one passkey. */
export type ProvedBy = { readonly app: true } | { readonly passkeyId: string }

const isProvedBy = (by: ProvedBy): Condition =>
  'app' in by ? { sql: "mfa_method = 'totp'", values: [] } : { sql: 'passkey_id = ?', values: [by.passkeyId] }

/**
 * Removes the second factor from one session, if the removed factor had proved it. It keeps its first factor.
 */
export function weakenSessionProvedBy(
  db: D1Database,
  token: Digest,
  by: ProvedBy,
  condition: Condition,
): D1PreparedStatement {
  const proved = isProvedBy(by)
  return db
    .prepare(
      `UPDATE sessions SET mfa_time = NULL, mfa_method = NULL, mfa_amr = NULL, passkey_id = NULL
       WHERE token_digest = ? AND ${proved.sql} AND ${condition.sql}`,
    )
    .bind(token, ...proved.values, ...condition.values)
}

/** Ends the sessions of an account that the removed factor had proved, except one. */
export function endSessionsProvedBy(
  db: D1Database,
  { accountId, except }: { readonly accountId: string; readonly except: string | null },
  by: ProvedBy,
  condition: Condition,
): D1PreparedStatement {
  const proved = isProvedBy(by)
  return db
    .prepare(
      `DELETE FROM sessions WHERE account_id = ? AND id IS NOT ? AND ${proved.sql} AND ${condition.sql}`,
    )
    .bind(accountId, except, ...proved.values, ...condition.values)
}

/**
 * Removes the second factor from all sessions of an account that has lost its last factor. Otherwise a
 * session would claim a factor that the account no longer has.
 */
export function weakenSessionsOf(
  db: D1Database,
  accountId: string,
  condition: Condition,
): D1PreparedStatement {
  return db
    .prepare(
      `UPDATE sessions SET mfa_time = NULL, mfa_method = NULL, mfa_amr = NULL, passkey_id = NULL
       WHERE account_id = ? AND ${condition.sql}`,
    )
    .bind(accountId, ...condition.values)
}

/** Selects the passkey that proved the session's second factor. Null if another factor did, or none. */
export const selectPasskeyOfSession = (db: D1Database, token: Digest): Query<string | null> =>
  query(
    db
      .prepare(
        "SELECT iif(mfa_method = 'passkey', passkey_id, NULL) AS id FROM sessions WHERE token_digest = ?1",
      )
      .bind(token),
    ({ id }: { id: string | null }) => id,
  )
