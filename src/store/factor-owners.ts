// Reads the account whose second factor a request proves: that of a login, or that of a session that steps
// up.

import { type Language, languageFrom } from '../core/language.ts'
import { SECOND_FACTOR_BUDGET } from '../core/lockout.ts'
import type { Digest } from '../crypto/digest.ts'
import type { Attempts } from './attempts.ts'
import { type Query, query } from './batch.ts'
import type { Condition } from './condition.ts'
import { IS_LIVE_LOGIN } from './logins.ts'
import { isAlive, type Lifetime } from './sessions.ts'

export interface FactorOwner extends Attempts {
  readonly accountId: string
  readonly email: string
  readonly language: Language
  readonly passwordHash: string | null
  /** The provider whose identity this proof links to the account. Null if it links none. */
  readonly linking: string | null
}

type Row = Omit<FactorOwner, 'language'> & { language: string | null }

// The columns of the account and of its budget for guesses at the second factor.
const COLUMNS = `a.id AS accountId, a.email, a.language, a.password_hash AS passwordHash,
  coalesce(t.failures, 0) AS failures, coalesce(t.blocked_until, 0) AS blockedUntil`
const ATTEMPTS = `LEFT JOIN attempts t ON t.budget = '${SECOND_FACTOR_BUDGET.name}' AND t.subject = a.id`

const ownerFrom = (row: Row): FactorOwner => ({ ...row, language: languageFrom(row.language) })

/**
 * Selects the account of a login. Selects nothing if the login has ended, or if another account has the
 * identity that it would link.
 */
export const selectOwnerOfLogin = (db: D1Database, login: Digest, now: number): Query<FactorOwner> =>
  query(
    db
      .prepare(
        `SELECT ${COLUMNS}, iif(l.link_subject IS NULL, NULL, l.provider) AS linking
         FROM logins l JOIN accounts a ON a.id = l.account_id ${ATTEMPTS}
         WHERE l.token_digest = ? AND ${IS_LIVE_LOGIN}`,
      )
      .bind(login, now),
    ownerFrom,
  )

/**
 * Selects the account of a session. Selects nothing if the session is not alive, or if its account has no
 * second factor.
 */
export function selectOwnerOfSession(
  db: D1Database,
  sessionId: string,
  lifetime: Lifetime,
): Query<FactorOwner> {
  const alive = isAlive(lifetime)
  const statement = db
    .prepare(
      `SELECT ${COLUMNS}, NULL AS linking FROM sessions s JOIN accounts a ON a.id = s.account_id ${ATTEMPTS}
       WHERE s.id = ? AND a.enrolled_at IS NOT NULL AND ${alive.sql}`,
    )
    .bind(sessionId, ...alive.values)
  return query(statement, ownerFrom)
}

/**
 * Says whose second factor it is, before the account is read: the account of a login, or the account with an
 * id.
 */
export type FactorHolder = { readonly login: Digest } | { readonly accountId: string }

/** Returns SQL for the account's id. */
export const idOf = (holder: FactorHolder): Condition =>
  'login' in holder
    ? { sql: '(SELECT account_id FROM logins WHERE token_digest = ?)', values: [holder.login] }
    : { sql: '?', values: [holder.accountId] }
