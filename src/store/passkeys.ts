// Reads and writes the table `passkeys`. A passkey works only at the host that was the portal's when it was
// added (`rp_id`).

import { MOST_PASSKEYS, type PasskeyDescriptor } from '../core/passkey.ts'
import type { Digest } from '../crypto/digest.ts'
import { type Query, query } from './batch.ts'
import type { Condition } from './condition.ts'
import { type FactorHolder, idOf } from './factor-owners.ts'
import { hasFreshProof } from './fresh-proof.ts'
import type { Lifetime } from './sessions.ts'
import { mayEnrolBy } from './ways-taken.ts'

export interface Passkey {
  readonly id: string
  readonly name: string
  readonly rpId: string
  readonly createdAt: number
  /** Null if it was never used since it was added. */
  readonly lastUsedAt: number | null
  readonly isBackedUp: boolean
}

type PasskeyRow = Omit<Passkey, 'isBackedUp'> & { readonly isBackedUp: 0 | 1 }

/** Selects the passkeys of an account, oldest first. */
export const selectPasskeysOf = (db: D1Database, accountId: string): Query<Passkey> =>
  query(
    db
      .prepare(
        `SELECT id, name, rp_id AS rpId, created_at AS createdAt, last_used_at AS lastUsedAt, is_backed_up AS isBackedUp
         FROM passkeys WHERE account_id = ?1 ORDER BY created_at, id`,
      )
      .bind(accountId),
    (row: PasskeyRow) => ({ ...row, isBackedUp: row.isBackedUp === 1 }),
  )

/** Selects the passkeys that work at this host, as options name them to the browser. */
export function selectDescriptors(
  db: D1Database,
  holder: FactorHolder,
  rpId: string,
): Query<PasskeyDescriptor> {
  const id = idOf(holder)
  return query(
    db
      .prepare(
        `SELECT credential_id AS id, transports FROM passkeys WHERE account_id = ${id.sql} AND rp_id = ?
         ORDER BY created_at, id`,
      )
      .bind(...id.values, rpId),
    (row: { id: string; transports: string }) => ({
      type: 'public-key' as const,
      id: row.id,
      transports: JSON.parse(row.transports) as string[],
    }),
  )
}

export interface NewPasskey {
  readonly id: string
  readonly credentialId: string
  readonly publicKey: string
  readonly rpId: string
  readonly name: string
  readonly signCount: number
  readonly isBackupEligible: boolean
  readonly isBackedUp: boolean
  readonly transports: readonly string[]
}

/** The session that adds a passkey, as it was read. */
interface Adding {
  readonly token: Digest
  readonly isEnrolled: boolean
}

/**
 * Holds if the session may add a passkey now.
 *
 * - The session is alive with this cookie, and has the fresh proof that changes of factors need.
 * - The account is still enrolled, or still not enrolled, as it was read. Otherwise an app and a passkey could
 *   both become the first factor.
 * - The account has fewer than `MOST_PASSKEYS`.
 * - A first factor comes from an allowed sign-in method (ways-taken.ts). `configured` has the ids of the
 *   configured providers.
 */
export function mayAddPasskey(
  { token, isEnrolled }: Adding,
  { lifetime, configured }: { readonly lifetime: Lifetime; readonly configured: readonly string[] },
): Condition {
  const fresh = hasFreshProof(lifetime)
  return {
    sql: `EXISTS (SELECT 1 FROM sessions s JOIN accounts a ON a.id = s.account_id
      WHERE s.token_digest = ? AND (a.enrolled_at IS NOT NULL) = ? AND ${fresh.sql}
        AND (SELECT count(*) FROM passkeys WHERE account_id = s.account_id) < ${MOST_PASSKEYS}
        AND (a.enrolled_at IS NOT NULL OR ${mayEnrolBy('?')}))`,
    values: [token, Number(isEnrolled), ...fresh.values, JSON.stringify(configured)],
  }
}

/** Adds a passkey, if `condition` holds. Does nothing if any account has its credential id. */
export function addPasskey(
  db: D1Database,
  accountId: string,
  passkey: NewPasskey,
  now: number,
  condition: Condition,
): D1PreparedStatement {
  return db
    .prepare(
      `INSERT INTO passkeys (id, account_id, credential_id, public_key, rp_id, name, sign_count, is_backup_eligible,
         is_backed_up, transports, created_at)
       SELECT ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ? WHERE ${condition.sql} ON CONFLICT (credential_id) DO NOTHING`,
    )
    .bind(
      passkey.id,
      accountId,
      passkey.credentialId,
      passkey.publicKey,
      passkey.rpId,
      passkey.name,
      passkey.signCount,
      Number(passkey.isBackupEligible),
      Number(passkey.isBackedUp),
      JSON.stringify(passkey.transports),
      now,
      ...condition.values,
    )
}

/** Selects a row if any account has a passkey with this credential id. */
export const selectCredentialId = (db: D1Database, credentialId: string): Query<unknown> =>
  query(db.prepare('SELECT 1 FROM passkeys WHERE credential_id = ?1').bind(credentialId))

/** Selects how many passkeys an account has. */
export const countPasskeys = (db: D1Database, accountId: string): Query<number> =>
  query(
    db.prepare('SELECT count(*) AS n FROM passkeys WHERE account_id = ?1').bind(accountId),
    ({ n }: { n: number }) => n,
  )

/** Renames a passkey of an account. Changes no row if it has none with this id. */
export function renamePasskey(
  db: D1Database,
  { id, accountId, name }: { readonly id: string; readonly accountId: string; readonly name: string },
  condition: Condition,
): D1PreparedStatement {
  return db
    .prepare(`UPDATE passkeys SET name = ? WHERE id = ? AND account_id = ? AND ${condition.sql}`)
    .bind(name, id, accountId, ...condition.values)
}

/** Names a passkey and its account, so that nobody can reach another person's. */
export interface OwnPasskey {
  readonly id: string
  readonly accountId: string
}

/** Removes a passkey of an account, if `condition` holds. */
export function removePasskey(
  db: D1Database,
  { id, accountId }: OwnPasskey,
  condition: Condition,
): D1PreparedStatement {
  return db
    .prepare(`DELETE FROM passkeys WHERE id = ? AND account_id = ? AND ${condition.sql}`)
    .bind(id, accountId, ...condition.values)
}

/** Removes all passkeys of an account, if `condition` holds. */
export function removePasskeysOf(
  db: D1Database,
  accountId: string,
  condition: Condition,
): D1PreparedStatement {
  return db
    .prepare(`DELETE FROM passkeys WHERE account_id = ? AND ${condition.sql}`)
    .bind(accountId, ...condition.values)
}

/** Removes all passkeys of an account except this one, if `condition` holds. */
export function removeOtherPasskeys(
  db: D1Database,
  { id, accountId }: OwnPasskey,
  condition: Condition,
): D1PreparedStatement {
  return db
    .prepare(`DELETE FROM passkeys WHERE account_id = ? AND id <> ? AND ${condition.sql}`)
    .bind(accountId, id, ...condition.values)
}

/** Holds if no account has a passkey with this credential id. */
export const isFreeCredential = (credentialId: string): Condition => ({
  sql: 'NOT EXISTS (SELECT 1 FROM passkeys WHERE credential_id = ?)',
  values: [credentialId],
})

/** Holds if the account has a factor beside this passkey: an app, or another passkey. */
export const hasFactorBeside = ({ id, accountId }: OwnPasskey): Condition => ({
  sql: `(EXISTS (SELECT 1 FROM authenticators WHERE account_id = ?)
    OR EXISTS (SELECT 1 FROM passkeys WHERE account_id = ? AND id <> ?))`,
  values: [accountId, accountId, id],
})

/** Holds if the account has this passkey. */
export const hasPasskey = ({ id, accountId }: OwnPasskey): Condition => ({
  sql: 'EXISTS (SELECT 1 FROM passkeys WHERE id = ? AND account_id = ?)',
  values: [id, accountId],
})

/** Holds if the account has a passkey, whether or not it works at this host. */
export const hasPasskeys = (accountId: string): Condition => ({
  sql: 'EXISTS (SELECT 1 FROM passkeys WHERE account_id = ?)',
  values: [accountId],
})

/** Holds if the account has a passkey that works at this host. */
export const hasPasskeyHere = (accountId: string, rpId: string): Condition => ({
  sql: 'EXISTS (SELECT 1 FROM passkeys WHERE account_id = ? AND rp_id = ?)',
  values: [accountId, rpId],
})
