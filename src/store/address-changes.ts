// Reads and writes the table `address_changes`, and changes the address of an account.

import type { Email } from '../core/email.ts'
import { DAY_SECONDS } from '../core/time.ts'
import { type Query, query } from './batch.ts'
import type { Condition } from './condition.ts'

/** How long the link in the mail to a new address works. */
export const ADDRESS_LINK_SECONDS = DAY_SECONDS

/** A new address that waits until the link in its mail is used. */
export interface AddressChange {
  readonly id: string
  readonly accountId: string
  readonly email: string
  readonly expiresAt: number
  /** Another account has the address now. */
  readonly isTaken: boolean
}

/** SQL for a change: another account has its address. */
const isTaken = (change: string) =>
  `EXISTS (SELECT 1 FROM accounts o WHERE o.email_key = ${change}.email_key AND o.id <> ${change}.account_id)`

const SELECTED = `SELECT c.id, c.account_id AS accountId, c.email, c.expires_at AS expiresAt, ${isTaken('c')} AS isTaken
  FROM address_changes c`

type Row = Omit<AddressChange, 'isTaken'> & { readonly isTaken: 0 | 1 }
const changeOf = (statement: D1PreparedStatement): Query<AddressChange> =>
  query<Row, AddressChange>(statement, (row) => ({ ...row, isTaken: row.isTaken === 1 }))

/** Selects the change that waits for its link, by its id. */
export const selectAddressChange = (db: D1Database, id: string, now: number): Query<AddressChange> =>
  changeOf(db.prepare(`${SELECTED} WHERE c.id = ?1 AND c.expires_at > ?2`).bind(id, now))

/** Selects the change that the account waits for. */
export const selectAddressChangeOf = (db: D1Database, accountId: string, now: number): Query<AddressChange> =>
  changeOf(db.prepare(`${SELECTED} WHERE c.account_id = ?1 AND c.expires_at > ?2`).bind(accountId, now))

interface NewAddressChange {
  readonly id: string
  readonly accountId: string
  readonly email: Email
  readonly expiresAt: number
}

/** Adds a change if `condition` holds. Replaces the account's earlier one, so that its link ends. */
export function askForAddress(
  db: D1Database,
  { id, accountId, email, expiresAt }: NewAddressChange,
  condition: Condition,
): D1PreparedStatement {
  return db
    .prepare(
      `INSERT INTO address_changes (account_id, id, email, email_key, expires_at) SELECT ?, ?, ?, ?, ? WHERE ${condition.sql}
       ON CONFLICT (account_id) DO UPDATE SET id = excluded.id, email = excluded.email, email_key = excluded.email_key,
         expires_at = excluded.expires_at`,
    )
    .bind(accountId, id, email.address, email.key, expiresAt, ...condition.values)
}

/** Holds if this change waits for its link. Only one request can have made its id. */
export const isAskedFor = (id: string): Condition => ({
  sql: 'EXISTS (SELECT 1 FROM address_changes WHERE id = ?)',
  values: [id],
})

/** Deletes the account's change if `condition` holds. */
export function cancelAddressChange(
  db: D1Database,
  accountId: string,
  condition: Condition,
): D1PreparedStatement {
  return db
    .prepare(`DELETE FROM address_changes WHERE account_id = ? AND ${condition.sql}`)
    .bind(accountId, ...condition.values)
}

/**
 * Spends a change, once, while its address is free. The check is in the statement. Otherwise two accounts that confirm
 * the same address at once could both pass it.
 */
export function spendAddressChange(
  db: D1Database,
  { id, accountId }: Pick<AddressChange, 'id' | 'accountId'>,
  now: number,
  condition: Condition,
): D1PreparedStatement {
  return db
    .prepare(
      `DELETE FROM address_changes AS c WHERE id = ? AND account_id = ? AND expires_at > ? AND NOT ${isTaken('c')}
         AND ${condition.sql}`,
    )
    .bind(id, accountId, now, ...condition.values)
}

/**
 * Gives an account another address if `condition` holds. The step before must have found that no other account has it. Ends
 * the account's logins, because each began with the previous address.
 */
export function changeAddress(
  db: D1Database,
  accountId: string,
  email: Email,
  now: number,
  condition: Condition,
): D1PreparedStatement {
  return db
    .prepare(
      `UPDATE accounts AS a SET email = ?, email_key = ?, address_since = ?, login_epoch = login_epoch + 1
       WHERE a.id = ? AND ${condition.sql}`,
    )
    .bind(email.address, email.key, now, accountId, ...condition.values)
}

/** Holds while no other account has this address. */
export const isFree = (email: Email, accountId: string): Condition => ({
  sql: 'NOT EXISTS (SELECT 1 FROM accounts WHERE email_key = ? AND id <> ?)',
  values: [email.key, accountId],
})

/** Holds while the account still has this address. */
export const hasAddress = (accountId: string, email: Email): Condition => ({
  sql: 'EXISTS (SELECT 1 FROM accounts WHERE id = ? AND email_key = ?)',
  values: [accountId, email.key],
})

/** Whether the address that a mail goes to is free. Null once its change was used, replaced, cancelled or has expired. */
export type AskedAddress = 'free' | 'taken' | null

/** The column of it, for a notice `n` and the joined change `ac`. */
export const ASKED_ADDRESS = `CASE WHEN ac.id IS NULL THEN NULL WHEN ${isTaken('ac')} THEN 'taken' ELSE 'free' END AS askedAddress`
/** `now` is a parameter of the statement. */
export const joinAskedAddress = (now: string): string =>
  `LEFT JOIN address_changes ac ON n.kind = 'address.confirm' AND ac.id = n.detail ->> 'subject_id' AND ac.expires_at > ${now}`
