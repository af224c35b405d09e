// Reads and writes the table `passkeys` for an assertion: finds the passkey that it names, and records its use.

import { type Query, query } from './batch.ts'
import type { Condition } from './condition.ts'
import { type FactorHolder, idOf } from './factor-owners.ts'
import type { OwnPasskey } from './passkeys.ts'

export interface StoredPasskey {
  readonly id: string
  readonly credentialId: string
  readonly publicKey: string
  readonly name: string
  readonly signCount: number
  readonly isBackupEligible: boolean
}

type StoredRow = Omit<StoredPasskey, 'isBackupEligible'> & { readonly isBackupEligible: 0 | 1 }

/** Selects the passkey that an assertion names, if it is the holder's and works at this host. */
export function selectPasskey(
  db: D1Database,
  holder: FactorHolder,
  { credentialId, rpId }: { readonly credentialId: string; readonly rpId: string },
): Query<StoredPasskey> {
  const id = idOf(holder)
  return query(
    db
      .prepare(
        `SELECT id, credential_id AS credentialId, public_key AS publicKey, name, sign_count AS signCount,
           is_backup_eligible AS isBackupEligible
         FROM passkeys WHERE credential_id = ? AND account_id = ${id.sql} AND rp_id = ?`,
      )
      .bind(credentialId, ...id.values, rpId),
    (row: StoredRow) => ({ ...row, isBackupEligible: row.isBackupEligible === 1 }),
  )
}

/** What an assertion showed. */
export interface PasskeyUse extends OwnPasskey {
  readonly signCount: number
  readonly isBackedUp: boolean
}

/**
 * Records a use. Changes a row if the account still has the passkey. The highest counter stays. Otherwise a
 * copy of the authenticator could lower it, and its next uses would not be noticed.
 */
export function usePasskey(
  db: D1Database,
  { id, accountId, signCount, isBackedUp }: PasskeyUse,
  now: number,
  condition: Condition,
): D1PreparedStatement {
  return db
    .prepare(
      `UPDATE passkeys SET last_used_at = ?, sign_count = max(sign_count, ?), is_backed_up = ?
       WHERE id = ? AND account_id = ? AND ${condition.sql}`,
    )
    .bind(now, signCount, Number(isBackedUp), id, accountId, ...condition.values)
}

/**
 * Holds if the counter went back: it is lower than the stored one, or equal to it above 0 (WebAuthn, section
 * 6.1.1). Must be asked before `usePasskey`.
 */
export const counterWentBack = ({ id, accountId, signCount }: PasskeyUse): Condition => ({
  sql: `EXISTS (SELECT 1 FROM passkeys WHERE id = ? AND account_id = ? AND sign_count > 0 AND ? <= sign_count)`,
  values: [id, accountId, signCount],
})
