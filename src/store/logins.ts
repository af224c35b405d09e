// Reads and writes the table `logins`: sign-ins between the first and the second factor. A login alone opens
// nothing.

import type { Digest } from '../crypto/digest.ts'
import { IS_UNLOCKED } from './account-locks.ts'
import { ALWAYS, type Condition } from './condition.ts'
import { isLinked, mayLinkByAddress } from './identities.ts'
import type { ProvedFirstFactor } from './sessions.ts'

/** How long a person has for the second factor. */
export const LOGIN_SECONDS = 600

const NEW_IDENTITY = { provider: '?4', subject: '?9', account: 'a.id' }

/**
 * Starts a login after a first factor. Each check is in the statement. Otherwise a change at the same time
 * could be missed.
 *
 * - The account must have a second factor now, or must be locked. The batch must not have started a session
 *   without it.
 * - A provider's identity must be linked to the account now, or must be allowed to be linked by its address.
 * - A password's hash must still be the account's.
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
         link_subject, link_email, epoch)
       SELECT ?1, a.id, ?3, ?4, ?5, ?6, ?7, iif(?10 IS NULL, NULL, ?9), ?10, a.login_epoch FROM accounts a
       WHERE a.id = ?2 AND (a.enrolled_at IS NOT NULL OR a.locked_at IS NOT NULL)
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

/**
 * SQL for `l` and its account `a`. The login has not expired, and nothing has ended the account's logins
 * since it started. The identity that it would link is still free.
 */
export const IS_LIVE_LOGIN = `l.expires_at > ? AND l.epoch = a.login_epoch AND (l.link_subject IS NULL
  OR ${mayLinkByAddress({ provider: 'l.provider', subject: 'l.link_subject', account: 'l.account_id' })})`

/** Holds while the login of this cookie is alive, even if its account is locked. */
export const loginIsAlive = (login: Digest, now: number): Condition => ({
  sql: `EXISTS (SELECT 1 FROM logins l JOIN accounts a ON a.id = l.account_id
    WHERE l.token_digest = ? AND ${IS_LIVE_LOGIN})`,
  values: [login, now],
})

/**
 * Holds while a second factor can turn the login of this cookie into a session. The login of a locked account only
 * shows that its first factor was proved.
 */
export const loginMayProve = (login: Digest, now: number): Condition => ({
  sql: `EXISTS (SELECT 1 FROM logins l JOIN accounts a ON a.id = l.account_id
    WHERE l.token_digest = ? AND ${IS_LIVE_LOGIN} AND ${IS_UNLOCKED})`,
  values: [login, now],
})

/**
 * Ends a login. Must be in the batch that starts its session. Otherwise one first factor could start two
 * sessions.
 */
export function endLogin(db: D1Database, login: Digest, condition: Condition): D1PreparedStatement {
  return db
    .prepare(`DELETE FROM logins WHERE token_digest = ? AND ${condition.sql}`)
    .bind(login, ...condition.values)
}

/**
 * Ends all logins of an account by raising its epoch. It does not search for them, because an index by
 * account would cost each sign-in two rows.
 */
export function endLoginsOf(
  db: D1Database,
  accountId: string,
  condition: Condition = ALWAYS,
): D1PreparedStatement {
  return db
    .prepare(`UPDATE accounts SET login_epoch = login_epoch + 1 WHERE id = ? AND ${condition.sql}`)
    .bind(accountId, ...condition.values)
}
