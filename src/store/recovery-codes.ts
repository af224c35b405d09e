// Reads and writes the table `recovery_codes`. It has only digests, which are bound to the account.
//
// A set of codes works once `accounts.recovery_set_id` names it. This happens when the owner confirms that
// the codes are saved.

import type { Digest } from '../crypto/digest.ts'
import { type Query, query } from './batch.ts'
import { ALWAYS, type Condition, numbered } from './condition.ts'
import { type FactorHolder, idOf } from './factor-owners.ts'

/**
 * Spends a code. Changes one row, once. The comparison with `used_at` must be in WHERE. Otherwise two
 * requests with one code could both succeed.
 */
export function spendRecoveryCode(
  db: D1Database,
  accountId: string,
  codeDigest: Digest,
  now: number,
  condition: Condition,
): D1PreparedStatement {
  return db
    .prepare(
      `UPDATE recovery_codes SET used_at = ? WHERE account_id = ? AND digest = ? AND used_at IS NULL
         AND set_id = (SELECT recovery_set_id FROM accounts WHERE id = ?) AND ${condition.sql}`,
    )
    .bind(now, accountId, codeDigest, accountId, ...condition.values)
}

/** Counts the codes that still work. The count is 0 if `when` does not hold. */
export const countCodesLeft = (db: D1Database, accountId: string, when: Condition = ALWAYS): Query<number> =>
  query(
    db
      .prepare(
        `SELECT count(*) AS left FROM recovery_codes c JOIN accounts a ON a.id = c.account_id
         WHERE ${when.sql} AND c.account_id = ? AND c.set_id = a.recovery_set_id AND c.used_at IS NULL`,
      )
      .bind(...when.values, accountId),
    ({ left }: { left: number }) => left,
  )

export interface CurrentSet {
  readonly id: string
  /** When one of its codes was last used, in Unix seconds. Null if none was. */
  readonly lastUsedAt: number | null
  readonly left: number
}

/** Selects the set of codes that works, without its codes. */
export const selectCurrentSet = (db: D1Database, accountId: string): Query<CurrentSet> =>
  query(
    db
      .prepare(
        `SELECT a.recovery_set_id AS id, max(c.used_at) AS lastUsedAt, sum(c.used_at IS NULL) AS left
         FROM accounts a JOIN recovery_codes c ON c.account_id = a.id AND c.set_id = a.recovery_set_id
         WHERE a.id = ?1 GROUP BY a.id`,
      )
      .bind(accountId),
  )

/** Holds if the account has a set that works. */
export const hasCodes = (accountId: string): Condition => ({
  sql: 'EXISTS (SELECT 1 FROM accounts WHERE id = ? AND recovery_set_id IS NOT NULL)',
  values: [accountId],
})

/** Holds while the set works. */
export const isCurrentSet = (accountId: string, setId: string): Condition => ({
  sql: 'EXISTS (SELECT 1 FROM accounts WHERE id = ? AND recovery_set_id = ?)',
  values: [accountId, setId],
})

/** Selects a row while the set waits to be confirmed as saved. */
export const selectWaitingSet = (db: D1Database, accountId: string, setId: string): Query<unknown> =>
  query(
    db
      .prepare(
        `SELECT 1 FROM recovery_codes WHERE account_id = ?1 AND set_id = ?2
           AND set_id IS NOT (SELECT recovery_set_id FROM accounts WHERE id = ?1) LIMIT 1`,
      )
      .bind(accountId, setId),
  )

/**
 * Selects the digests of the codes that work and of those that were used. Ignores sets that were never
 * confirmed.
 */
export function selectRecoveryCodes(db: D1Database, holder: FactorHolder): Query<Digest> {
  const id = idOf(holder)
  const statement = db
    .prepare(
      `SELECT c.digest FROM accounts a JOIN recovery_codes c ON c.account_id = a.id
       WHERE a.id = ${id.sql} AND (c.used_at IS NOT NULL OR c.set_id = a.recovery_set_id)`,
    )
    .bind(...id.values)
  return query(statement, ({ digest }: { digest: Digest }) => digest)
}

/** Adds a new set next to the current one. Deletes sets that were shown but never confirmed. */
export const addRecoverySet = (
  db: D1Database,
  accountId: string,
  { setId, digests }: { readonly setId: string; readonly digests: readonly Digest[] },
  condition: Condition,
) => ({
  unconfirmedDropped: db
    .prepare(
      `DELETE FROM recovery_codes WHERE account_id = ?1
         AND set_id IS NOT (SELECT recovery_set_id FROM accounts WHERE id = ?1) AND ${numbered(condition, 2)}`,
    )
    .bind(accountId, ...condition.values),
  added: db
    .prepare(
      `INSERT INTO recovery_codes (account_id, digest, set_id)
       SELECT ?1, value, ?2 FROM json_each(?3) WHERE EXISTS (SELECT 1 FROM accounts WHERE id = ?1 AND enrolled_at IS NOT NULL)
         AND ${numbered(condition, 4)}`,
    )
    .bind(accountId, setId, JSON.stringify(digests), ...condition.values),
})

interface RecoverySet {
  readonly accountId: string
  readonly setId: string
}

/**
 * Makes a shown set the current one, and deletes the previous one. Changes nothing for a set that a later one
 * replaced.
 */
export const confirmRecoverySet = (
  db: D1Database,
  { accountId, setId }: RecoverySet,
  condition: Condition,
) => ({
  adopted: db
    .prepare(
      `UPDATE accounts SET recovery_set_id = ?2 WHERE id = ?1
         AND EXISTS (SELECT 1 FROM recovery_codes WHERE account_id = ?1 AND set_id = ?2)
         AND ${numbered(condition, 3)}`,
    )
    .bind(accountId, setId, ...condition.values),
  othersDropped: db
    .prepare(
      `DELETE FROM recovery_codes WHERE account_id = ?1 AND set_id <> ?2
         AND EXISTS (SELECT 1 FROM accounts WHERE id = ?1 AND recovery_set_id = ?2)`,
    )
    .bind(accountId, setId),
})

/** Holds if the set exists and is not the current one yet. Must be before the step that confirms it. */
export const willBeAdopted = ({ accountId, setId }: RecoverySet): Condition => ({
  sql: `EXISTS (SELECT 1 FROM accounts a JOIN recovery_codes c ON c.account_id = a.id AND c.set_id = ?
    WHERE a.id = ? AND a.recovery_set_id IS NOT c.set_id)`,
  values: [setId, accountId],
})

/**
 * Holds if the set replaces another one, or if the account enrolled before `enrolledBefore` (Unix seconds).
 * Must be before the step that confirms the set.
 *
 * The first set belongs to the first factor, and the owner has just been told about that. The owner must be
 * told about any later set. Otherwise an attacker could add one unseen.
 */
export const isAnotherWayIn = (accountId: string, enrolledBefore: number): Condition => ({
  sql: `EXISTS (SELECT 1 FROM accounts a
    WHERE a.id = ? AND (a.recovery_set_id IS NOT NULL OR a.enrolled_at < ?))`,
  values: [accountId, enrolledBefore],
})

/**
 * Deletes the codes of an account whose last factor was removed. `condition` must hold only if it was
 * removed.
 */
export const dropRecoveryCodes = (db: D1Database, accountId: string, condition: Condition) => ({
  codes: db
    .prepare(`DELETE FROM recovery_codes WHERE account_id = ? AND ${condition.sql}`)
    .bind(accountId, ...condition.values),
  set: db
    .prepare(`UPDATE accounts SET recovery_set_id = NULL WHERE id = ? AND ${condition.sql}`)
    .bind(accountId, ...condition.values),
})
