// Table `logins`: sign-ins after the first factor and before the second. Worth nothing by themselves.

import type { Digest } from '../crypto/digest.ts'
import { ALWAYS, type Condition } from './audit.ts'
import type { ProvedFirstFactor } from './sessions.ts'

export const LOGIN_SECONDS = 600

/** Only for an account that has a second factor at this very moment, and where no session was started without it. */
export function startLogin(
  db: D1Database,
  login: { tokenDigest: Digest; accountId: string; factor: ProvedFirstFactor },
  now: number,
  sessionToken: Digest,
): D1PreparedStatement {
  return db
    .prepare(
      `INSERT INTO logins (token_digest, account_id, first_factor, provider, sealed_id_token, auth_time, expires_at)
       SELECT ?1, id, ?3, ?4, ?5, ?6, ?7 FROM accounts WHERE id = ?2 AND enrolled_at IS NOT NULL
         AND NOT EXISTS (SELECT 1 FROM sessions WHERE token_digest = ?8)`,
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
    )
}

export const loginIsAlive = (login: Digest, now: number): Condition => ({
  sql: 'EXISTS (SELECT 1 FROM logins WHERE token_digest = ? AND expires_at > ?)',
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

export interface LoginOwner {
  readonly account_id: string
  readonly email: string
  readonly expires_at: number
}

export async function findLoginOwner(db: D1Database, login: Digest, now: number): Promise<LoginOwner | null> {
  return db
    .prepare(
      `SELECT l.account_id, a.email, l.expires_at FROM logins l JOIN accounts a ON a.id = l.account_id
       WHERE l.token_digest = ?1 AND l.expires_at > ?2`,
    )
    .bind(login, now)
    .first<LoginOwner>()
}
