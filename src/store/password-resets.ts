// Reads and writes the table `password_resets`: links that set a new password. An account has one at most, so a newer
// link ends the one before it.

import type { MailedLink } from '../crypto/mailed-link.ts'
import type { PasswordHash } from '../crypto/password.ts'
import { type Query, query } from './batch.ts'
import type { Condition } from './condition.ts'

export const RESET_SECONDS = 3600

/**
 * Opens a link for an account. Does nothing for an account without a password. Otherwise whoever reads somebody's mail
 * could add a password to an account that only a provider opens.
 */
export function openReset(
  db: D1Database,
  { id, accountId }: { readonly id: string; readonly accountId: string },
  now: number,
): D1PreparedStatement {
  return db
    .prepare(
      `INSERT INTO password_resets (id, account_id, sent_at)
       SELECT ?1, id, ?3 FROM accounts WHERE id = ?2 AND password_hash IS NOT NULL
       ON CONFLICT (account_id) DO UPDATE SET id = excluded.id, sent_at = excluded.sent_at`,
    )
    .bind(id, accountId, now)
}

/** Holds if the account has this link. */
export const isReset = ({
  id,
  accountId,
}: {
  readonly id: string
  readonly accountId: string
}): Condition => ({
  sql: 'EXISTS (SELECT 1 FROM password_resets WHERE id = ? AND account_id = ?)',
  values: [id, accountId],
})

export interface ResetOwner {
  readonly accountId: string
  readonly email: string
  readonly name: string
}

const IS_LIVE = 'r.id = ? AND r.sent_at = ? AND r.sent_at > ? AND a.password_hash IS NOT NULL'
const valuesOf = ({ id, sentAt }: MailedLink, now: number) => [id, sentAt, now - RESET_SECONDS] as const

/** Selects the account whose password the link sets. Selects nothing if the link has ended. */
export const selectReset = (db: D1Database, link: MailedLink, now: number): Query<ResetOwner> =>
  query(
    db
      .prepare(
        `SELECT a.id AS accountId, a.email, a.name
         FROM password_resets r JOIN accounts a ON a.id = r.account_id WHERE ${IS_LIVE}`,
      )
      .bind(...valuesOf(link, now)),
  )

/**
 * Sets the password by a link. Changes a row only if the link still works. The trigger that ends links after a change
 * spends it in the same statement. Otherwise two uses at once could both set a password.
 */
export function setPasswordBy(
  db: D1Database,
  link: MailedLink,
  hash: PasswordHash,
  now: number,
): D1PreparedStatement {
  return db
    .prepare(
      `UPDATE accounts AS a SET password_hash = ?, password_mailed_at = ? FROM password_resets r
       WHERE r.account_id = a.id AND ${IS_LIVE}`,
    )
    .bind(hash, now, ...valuesOf(link, now))
}
