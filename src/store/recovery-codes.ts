// Table `recovery_codes`: digests only, bound to the account. A set is in force once `accounts.recovery_set_id` names
// it, which is when its owner said that it is saved.

import type { Digest } from '../crypto/digest.ts'
import { type Condition, numbered } from './condition.ts'

/** Spends a code: changes one row, once. */
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

export function selectCodesLeft(db: D1Database, accountId: string): D1PreparedStatement {
  return db
    .prepare(
      `SELECT count(*) AS codes_left FROM recovery_codes c JOIN accounts a ON a.id = c.account_id
       WHERE c.account_id = ?1 AND c.set_id = a.recovery_set_id AND c.used_at IS NULL`,
    )
    .bind(accountId)
}

/** Tells a used code from a wrong one, for the log and for kinder words. */
export function selectUsedCode(db: D1Database, accountId: string, codeDigest: Digest): D1PreparedStatement {
  return db
    .prepare(
      'SELECT used_at FROM recovery_codes WHERE account_id = ?1 AND digest = ?2 AND used_at IS NOT NULL',
    )
    .bind(accountId, codeDigest)
}

/** A new set beside the one in force; sets that were shown and never confirmed go. */
export function addRecoverySet(
  db: D1Database,
  accountId: string,
  setId: string,
  digests: readonly Digest[],
  condition: Condition,
): D1PreparedStatement[] {
  const dropUnconfirmed = db
    .prepare(
      `DELETE FROM recovery_codes WHERE account_id = ?1
         AND set_id IS NOT (SELECT recovery_set_id FROM accounts WHERE id = ?1) AND ${numbered(condition, 2)}`,
    )
    .bind(accountId, ...condition.values)
  const add = db
    .prepare(
      `INSERT INTO recovery_codes (account_id, digest, set_id)
       SELECT ?1, value, ?2 FROM json_each(?3) WHERE EXISTS (SELECT 1 FROM accounts WHERE id = ?1 AND enrolled_at IS NOT NULL)
         AND ${numbered(condition, 4)}`,
    )
    .bind(accountId, setId, JSON.stringify(digests), ...condition.values)
  return [dropUnconfirmed, add]
}

/** Puts a shown set in force and ends the one before it. Nothing changes for a set that another has replaced. */
export function confirmRecoverySet(
  db: D1Database,
  accountId: string,
  setId: string,
  condition: Condition,
): D1PreparedStatement[] {
  const adopt = db
    .prepare(
      `UPDATE accounts SET recovery_set_id = ?2 WHERE id = ?1
         AND EXISTS (SELECT 1 FROM recovery_codes WHERE account_id = ?1 AND set_id = ?2)
         AND ${numbered(condition, 3)}
       RETURNING id`,
    )
    .bind(accountId, setId, ...condition.values)
  const dropOthers = db
    .prepare(
      `DELETE FROM recovery_codes WHERE account_id = ?1 AND set_id <> ?2
         AND EXISTS (SELECT 1 FROM accounts WHERE id = ?1 AND recovery_set_id = ?2)`,
    )
    .bind(accountId, setId)
  return [adopt, dropOthers]
}

/** With the last factor go its codes. `condition` says that it is gone. */
export function dropRecoveryCodes(
  db: D1Database,
  accountId: string,
  condition: Condition,
): D1PreparedStatement[] {
  return [
    db
      .prepare(`DELETE FROM recovery_codes WHERE account_id = ? AND ${condition.sql}`)
      .bind(accountId, ...condition.values),
    db
      .prepare(`UPDATE accounts SET recovery_set_id = NULL WHERE id = ? AND ${condition.sql}`)
      .bind(accountId, ...condition.values),
  ]
}
