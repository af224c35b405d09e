// Reads the account whose second factor a request proves: that of a login, or that of a session that steps
// up.

import { type Language, languageFrom } from '../core/language.ts'
import { SECOND_FACTOR_BUDGET } from '../core/lockout.ts'
import type { TotpDigits } from '../core/totp.ts'
import type { Digest } from '../crypto/digest.ts'
import type { Attempts } from './attempts.ts'
import { type Query, query } from './batch.ts'
import type { Condition } from './condition.ts'
import type { IdentityName } from './identities.ts'
import { IS_LIVE_LOGIN } from './logins.ts'
import { isAlive, type Lifetime } from './sessions.ts'

export interface FactorOwner extends Attempts {
  readonly accountId: string
  readonly email: string
  readonly language: Language
  readonly passwordHash: string | null
  /** When the account was locked. Null: it is not locked. A locked account proves no second factor. */
  readonly lockedAt: number | null
  /** The identity that this proof links to the account. Null if it links none. */
  readonly linking: IdentityName | null
  /** How many digits the codes of the account's app have. Null without an app. */
  readonly appDigits: TotpDigits | null
  /** When the account's app was added, if no code of it was accepted since. Otherwise null. */
  readonly appUnusedSince: number | null
  /** Has a passkey that works at the portal's current host. */
  readonly hasPasskeys: boolean
  /** Has a recovery that has not ended. It may have expired. */
  readonly isRecovering: boolean
}

interface Row extends Omit<FactorOwner, 'language' | 'linking' | 'hasPasskeys' | 'isRecovering'> {
  readonly provider: string | null
  readonly subject: string | null
  readonly language: string | null
  readonly hasPasskeys: 0 | 1
  readonly isRecovering: 0 | 1
}

// The columns of the account and of its budget for guesses at the second factor. The parameter is the RP id.
const COLUMNS = `a.id AS accountId, a.email, a.language, a.password_hash AS passwordHash, a.locked_at AS lockedAt,
  app.digits AS appDigits, iif(app.is_unused = 1, app.confirmed_at, NULL) AS appUnusedSince,
  EXISTS (SELECT 1 FROM passkeys WHERE account_id = a.id AND rp_id = ?) AS hasPasskeys,
  EXISTS (SELECT 1 FROM recoveries WHERE account_id = a.id AND ended_at IS NULL) AS isRecovering,
  coalesce(t.failures, 0) AS failures, coalesce(t.blocked_until, 0) AS blockedUntil`
const JOINS = `LEFT JOIN authenticators app ON app.account_id = a.id
  LEFT JOIN attempts t ON t.budget = '${SECOND_FACTOR_BUDGET.name}' AND t.subject = a.id`

const ownerFrom = ({ provider, subject, ...row }: Row): FactorOwner => ({
  ...row,
  linking: provider !== null && subject !== null ? { provider, subject } : null,
  language: languageFrom(row.language),
  hasPasskeys: row.hasPasskeys === 1,
  isRecovering: row.isRecovering === 1,
})

/**
 * Selects the account of a login. Selects nothing if the login has ended, or if another account has the
 * identity that it would link.
 */
export const selectOwnerOfLogin = (
  db: D1Database,
  login: Digest,
  { now, rpId }: { readonly now: number; readonly rpId: string },
): Query<FactorOwner> =>
  query(
    db
      .prepare(
        `SELECT ${COLUMNS}, l.provider, l.link_subject AS subject
         FROM logins l JOIN accounts a ON a.id = l.account_id ${JOINS}
         WHERE l.token_digest = ? AND ${IS_LIVE_LOGIN}`,
      )
      .bind(rpId, login, now),
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
  rpId: string,
): Query<FactorOwner> {
  const alive = isAlive(lifetime)
  const statement = db
    .prepare(
      `SELECT ${COLUMNS}, NULL AS provider, NULL AS subject FROM sessions s JOIN accounts a ON a.id = s.account_id ${JOINS}
       WHERE s.id = ? AND a.enrolled_at IS NOT NULL AND ${alive.sql}`,
    )
    .bind(rpId, sessionId, ...alive.values)
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
