// Table `logins`: sign-ins after the first factor and before the second. Worth nothing by themselves.

import type { Budget } from '../core/lockout.ts'
import type { Digest } from '../crypto/digest.ts'
import type { AttemptsRow } from './attempts.ts'
import { ALWAYS, type Condition } from './condition.ts'
import { isLinked, mayLinkByAddress } from './identities.ts'
import type { ProvedFirstFactor } from './sessions.ts'

export const LOGIN_SECONDS = 600

const NEW_IDENTITY = { provider: '?4', subject: '?9', account: 'a.id' }

/**
 * Only for an account that has a second factor at this very moment, and where no session was started without it. A
 * provider's subject is linked to it at this moment as well, or waits to be; a password's hash is still the account's.
 */
export function startLogin(
  db: D1Database,
  login: { tokenDigest: Digest; accountId: string; factor: ProvedFirstFactor },
  now: number,
  sessionToken: Digest,
): D1PreparedStatement {
  return db
    .prepare(
      `INSERT INTO logins (token_digest, account_id, first_factor, provider, sealed_id_token, auth_time, expires_at,
         link_subject, link_email)
       SELECT ?1, a.id, ?3, ?4, ?5, ?6, ?7, iif(?10 IS NULL, NULL, ?9), ?10 FROM accounts a
       WHERE a.id = ?2 AND a.enrolled_at IS NOT NULL
         AND NOT EXISTS (SELECT 1 FROM sessions WHERE token_digest = ?8)
         AND CASE WHEN ?9 IS NULL THEN 1 WHEN ?10 IS NULL THEN ${isLinked(NEW_IDENTITY)}
           ELSE ${mayLinkByAddress(NEW_IDENTITY)} END
         AND (?3 <> 'pwd' OR a.password_hash = ?11)`,
    )
    .bind(
      login.tokenDigest,
      login.accountId,
      login.factor.kind,
      login.factor.provider,
      login.factor.sealedIdToken,
      login.factor.authTime,
      now + LOGIN_SECONDS,
      sessionToken,
      login.factor.subject,
      login.factor.linkEmail,
      login.factor.passwordHash,
    )
}

/** What it waits to link must be free to be linked still. */
export const loginIsAlive = (login: Digest, now: number): Condition => ({
  sql: `EXISTS (SELECT 1 FROM logins l WHERE l.token_digest = ? AND l.expires_at > ? AND (l.link_subject IS NULL
    OR ${mayLinkByAddress({ provider: 'l.provider', subject: 'l.link_subject', account: 'l.account_id' })}))`,
  values: [login, now],
})

export function endLogin(db: D1Database, login: Digest, condition: Condition): D1PreparedStatement {
  return db
    .prepare(`DELETE FROM logins WHERE token_digest = ? AND ${condition.sql}`)
    .bind(login, ...condition.values)
}

export function endLoginsOf(
  db: D1Database,
  accountId: string,
  condition: Condition = ALWAYS,
): D1PreparedStatement {
  return db
    .prepare(`DELETE FROM logins WHERE account_id = ? AND ${condition.sql}`)
    .bind(accountId, ...condition.values)
}

/** Those of an account that came in through a provider. */
export function endLoginsThrough(
  db: D1Database,
  of: { accountId: string; provider: string },
  condition: Condition,
): D1PreparedStatement {
  return db
    .prepare(`DELETE FROM logins WHERE account_id = ? AND provider = ? AND ${condition.sql}`)
    .bind(of.accountId, of.provider, ...condition.values)
}

/** With the guesses of theirs that the budget has counted. */
export interface LoginOwner extends AttemptsRow {
  readonly account_id: string
  readonly email: string
  readonly expires_at: number
}

export async function findLoginOwner(
  db: D1Database,
  login: Digest,
  { name }: Budget,
  now: number,
): Promise<LoginOwner | null> {
  return db
    .prepare(
      `SELECT l.account_id, a.email, l.expires_at,
         coalesce(t.failures, 0) AS failures, coalesce(t.blocked_until, 0) AS blocked_until
       FROM logins l JOIN accounts a ON a.id = l.account_id
         LEFT JOIN attempts t ON t.budget = ?3 AND t.subject = l.account_id
       WHERE l.token_digest = ?1 AND l.expires_at > ?2`,
    )
    .bind(login, now, name)
    .first<LoginOwner>()
}
