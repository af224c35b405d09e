// Reads and writes the tables `authenticators` and `refused_steps`: the authenticator app of an account, and
// the steps whose codes must never be accepted.

import { FRESH_PROOF_SECONDS } from '../core/assurance.ts'
import { OWN_TOTP, type TotpSettings } from '../core/totp.ts'
import type { Sealed } from '../crypto/seal.ts'
import { type Query, query } from './batch.ts'
import { type Condition, numbered } from './condition.ts'
import { type FactorHolder, idOf } from './factor-owners.ts'
import { IS_UNUSED_IMPORT } from './imported-authenticators.ts'
import { mayEnrolBy } from './ways-taken.ts'

export interface Authenticator extends TotpSettings {
  readonly id: string
  readonly accountId: string
  readonly sealedSecret: Sealed
  readonly confirmedAt: number
  readonly lastStep: number
  /** True for an imported app until its first code is accepted. */
  readonly isUnusedImport: boolean
}

const AUTHENTICATOR_COLUMNS = `id, account_id AS accountId, sealed_secret AS sealedSecret, confirmed_at AS confirmedAt,
  last_step AS lastStep, algorithm, digits, period, ${IS_UNUSED_IMPORT} AS isUnusedImport`

type AuthenticatorRow = Omit<Authenticator, 'isUnusedImport'> & { readonly isUnusedImport: 0 | 1 }

/** The facts that pages show to the owner. Never contains the secret. */
export interface Enrolment {
  readonly id: string
  readonly confirmedAt: number
  /** When the step of the latest accepted code began. Null for an imported app that was never used. */
  readonly lastUsedAt: number | null
}

/** Selects the account's confirmed authenticator, without its secret. */
export const selectEnrolment = (db: D1Database, accountId: string): Query<Enrolment> =>
  query(
    db
      .prepare(
        `SELECT id, confirmed_at AS confirmedAt,
           iif(${IS_UNUSED_IMPORT}, NULL, last_step * period) AS lastUsedAt
         FROM authenticators WHERE account_id = ?1`,
      )
      .bind(accountId),
  )

/** Selects when the account's app was added, if no code of it was accepted since. */
export const selectUnusedSince = (db: D1Database, accountId: string): Query<number> =>
  query(
    db
      .prepare('SELECT confirmed_at AS at FROM authenticators WHERE account_id = ?1 AND is_unused = 1')
      .bind(accountId),
    ({ at }: { at: number }) => at,
  )

/** Selects the authenticators for which `where` holds. */
export const selectAuthenticators = (
  db: D1Database,
  where: string,
  values: unknown[],
): Query<Authenticator> =>
  query(
    db.prepare(`SELECT ${AUTHENTICATOR_COLUMNS} FROM authenticators WHERE ${where}`).bind(...values),
    (row: AuthenticatorRow) => ({ ...row, isUnusedImport: row.isUnusedImport === 1 }),
  )

/** Selects the authenticator of an account. */
export function selectAuthenticatorOf(db: D1Database, holder: FactorHolder): Query<Authenticator> {
  const id = idOf(holder)
  return selectAuthenticators(db, `account_id = ${id.sql}`, [...id.values])
}

/** Selects the steps that `refuseStep` has refused. */
export function selectRefusedSteps(db: D1Database, holder: FactorHolder): Query<number> {
  const id = idOf(holder)
  const statement = db
    .prepare(`SELECT step FROM refused_steps WHERE account_id = ${id.sql}`)
    .bind(...id.values)
  return query(statement, ({ step }: { step: number }) => step)
}

/**
 * A step before all others. Spending it never changes a row. A wrong guess spends this step, so that right
 * and wrong guesses run the same statement.
 */
export const NO_STEP = -1

/**
 * Spends a step. Changes a row only if no code of this step or a later one was accepted before.
 *
 * RFC 6238, section 5.2, requires that a code is accepted only once. The comparison must be in WHERE.
 * Otherwise two requests could bring the same code in the same millisecond, and both would succeed.
 *
 * `resealed` is the same secret sealed under a newer key, or null.
 */
export function spendStep(
  db: D1Database,
  authenticator: Pick<Authenticator, 'id' | 'accountId'>,
  { step, resealed }: { step: number; resealed: Sealed | null },
  condition: Condition,
): D1PreparedStatement {
  // Does not name the column without a new value. Otherwise its index would be written each time.
  const seal = resealed === null ? '' : ', sealed_secret = ?4'
  return db
    .prepare(
      `UPDATE authenticators SET last_step = ?1 ${seal} WHERE account_id = ?2 AND id = ?3 AND last_step < ?1
         AND NOT EXISTS (SELECT 1 FROM refused_steps WHERE account_id = ?2 AND step = ?1)
         AND ${numbered(condition, resealed === null ? 4 : 5)}`,
    )
    .bind(
      step,
      authenticator.accountId,
      authenticator.id,
      ...(resealed === null ? [] : [resealed]),
      ...condition.values,
    )
}

/**
 * Refuses a step for good. Must run before the answer says that a code was early. Otherwise an attacker who
 * guesses would learn which code to type in a few minutes.
 */
export function refuseStep(
  db: D1Database,
  { accountId, period }: Pick<Authenticator, 'accountId' | 'period'>,
  step: number,
): D1PreparedStatement {
  return db
    .prepare(
      'INSERT INTO refused_steps (account_id, step, period) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING',
    )
    .bind(accountId, step, period)
}

// Holds if the session `s` had a fresh second factor when it was offered the authenticator `p`. A trusted
// provider's factor counts here without its words, because the offer checked them.
const PROVED_WHEN_OFFERED = `coalesce(s.mfa_time, iif(s.provider_amr IS NULL, 0, s.auth_time))
  > p.created_at - ${FRESH_PROOF_SECONDS}`

/**
 * Makes the pending authenticator the account's authenticator. Replaces the current one.
 *
 * An account that has a factor, such as a passkey, must have been asked for it before the offer. Otherwise an
 * app that a thief prepared before the owner enrolled could be confirmed afterwards. `isEnrolled` is what the
 * caller saw.
 *
 * `replacing` is the id of the authenticator that the caller saw, or null. An authenticator that another
 * request confirmed in the meantime is not replaced. The step that confirms it counts as used.
 *
 * A first authenticator must be added in a session with an allowed sign-in method (ways-taken.ts). Otherwise
 * a thief of a password could lock the owner out. `configured` lists the ids of the configured providers.
 */
export function confirmAuthenticator(
  db: D1Database,
  pending: {
    sessionId: string
    id: string
    accountId: string
    replacing: string | null
    isEnrolled: boolean
  },
  { step, configured }: { step: number; configured: readonly string[] },
  now: number,
): D1PreparedStatement {
  return db
    .prepare(
      `INSERT INTO authenticators (account_id, id, sealed_secret, confirmed_at, last_step, algorithm, digits, period)
       SELECT s.account_id, p.id, p.sealed_secret, ?4, ?5, ?9, ?10, ?11
       FROM pending_authenticators p JOIN sessions s ON s.id = p.session_id AND s.token_digest = p.token_digest
       WHERE p.session_id = ?1 AND p.id = ?2 AND s.account_id = ?3
         AND (SELECT id FROM authenticators WHERE account_id = ?3) IS ?6
         AND (SELECT enrolled_at IS NOT NULL FROM accounts WHERE id = ?3) = ?8
         AND CASE WHEN ?8 THEN ${PROVED_WHEN_OFFERED} ELSE ${mayEnrolBy('?7')} END
       ON CONFLICT (account_id) DO UPDATE
       SET id = excluded.id, sealed_secret = excluded.sealed_secret, confirmed_at = excluded.confirmed_at,
           last_step = excluded.last_step, algorithm = excluded.algorithm, digits = excluded.digits,
           period = excluded.period, imported_at = NULL`,
    )
    .bind(
      pending.sessionId,
      pending.id,
      pending.accountId,
      now,
      step,
      pending.replacing,
      JSON.stringify(configured),
      Number(pending.isEnrolled),
      OWN_TOTP.algorithm,
      OWN_TOTP.digits,
      OWN_TOTP.period,
    )
}

/** An app that its owner has just confirmed here. */
export type NewAuthenticator = Pick<
  Authenticator,
  'id' | 'accountId' | 'sealedSecret' | 'confirmedAt' | 'lastStep'
>

/** Puts an authenticator in the place of the current one, if any, as part of a recovery. */
export const replaceAuthenticator = (
  db: D1Database,
  { id, accountId, sealedSecret, confirmedAt, lastStep }: NewAuthenticator,
  condition: Condition,
): D1PreparedStatement =>
  db
    .prepare(
      `INSERT INTO authenticators (account_id, id, sealed_secret, confirmed_at, last_step, algorithm, digits, period)
       SELECT ?, ?, ?, ?, ?, ?, ?, ? WHERE ${condition.sql}
       ON CONFLICT (account_id) DO UPDATE
       SET id = excluded.id, sealed_secret = excluded.sealed_secret, confirmed_at = excluded.confirmed_at,
           last_step = excluded.last_step, algorithm = excluded.algorithm, digits = excluded.digits,
           period = excluded.period, imported_at = NULL`,
    )
    .bind(
      ...[accountId, id, sealedSecret, confirmedAt, lastStep],
      ...[OWN_TOTP.algorithm, OWN_TOTP.digits, OWN_TOTP.period],
      ...condition.values,
    )

/** Removes the authenticator, if `condition` holds. */
export function removeAuthenticatorIf(
  db: D1Database,
  accountId: string,
  condition: Condition,
): D1PreparedStatement {
  return db
    .prepare(`DELETE FROM authenticators WHERE account_id = ? AND ${condition.sql}`)
    .bind(accountId, ...condition.values)
}

/** Holds if the account has an authenticator app. */
export const hasApp = (accountId: string): Condition => ({
  sql: 'EXISTS (SELECT 1 FROM authenticators WHERE account_id = ?)',
  values: [accountId],
})
