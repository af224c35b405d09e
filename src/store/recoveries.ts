// Reads and writes the table `recoveries`. An account has at most one open recovery, by a unique index.

import { AGREED_SECONDS, RECOVERY_LINK_SECONDS, type Recovery, type RecoveryPath } from '../core/recovery.ts'
import type { Digest } from '../crypto/digest.ts'
import { type Query, query } from './batch.ts'
import { ALWAYS, both, type Condition } from './condition.ts'
import { loginIsAlive } from './logins.ts'
import { mayEnrolBy } from './ways-taken.ts'

/** A recovery with the account that it is about. */
export interface StoredRecovery extends Recovery {
  readonly accountId: string
  readonly email: string
  readonly name: string
}

const COLUMNS = `r.id, r.account_id AS accountId, a.email, a.name, r.path, r.asked_at AS askedAt, r.linked_at AS linkedAt,
  r.expires_at AS expiresAt, r.ended_at AS endedAt, r.outcome`

const selectWhere = (db: D1Database, where: string, ...values: string[]): Query<StoredRecovery> =>
  query(
    db
      .prepare(`SELECT ${COLUMNS} FROM recoveries r JOIN accounts a ON a.id = r.account_id WHERE ${where}`)
      .bind(...values),
  )

/** Selects a recovery, open or ended. */
export const selectRecovery = (db: D1Database, id: string): Query<StoredRecovery> =>
  selectWhere(db, 'r.id = ?1', id)

/** Selects the latest recovery of an account, open or ended. */
export const selectLatestRecovery = (db: D1Database, accountId: string): Query<StoredRecovery> =>
  selectWhere(db, 'r.account_id = ?1 ORDER BY r.asked_at DESC, r.ended_at IS NULL DESC LIMIT 1', accountId)

// SQL for a recovery `r` that is open at the time of the parameter.
export const IS_OPEN = 'r.ended_at IS NULL AND r.expires_at > ?'

/**
 * Ends the recovery of an account that has expired. Nothing is written at the time when it expires, so this must come
 * before the step that opens another one.
 */
export const endExpiredOf = (db: D1Database, accountId: string, now: number): D1PreparedStatement =>
  db
    .prepare(
      `UPDATE recoveries SET ended_at = expires_at, outcome = 'expired'
       WHERE account_id = ?1 AND ended_at IS NULL AND expires_at <= ?2`,
    )
    .bind(accountId, now)

export interface NewRecovery {
  readonly id: string
  readonly accountId: string
  readonly path: RecoveryPath
  readonly askedBy: string
  readonly reason: string | null
}

/**
 * Opens a recovery by the operator, whose link is mailed at once. Changes nothing if one is open, or if the account has
 * no second factor and is not locked.
 */
export const openLinkedRecovery = (
  db: D1Database,
  { id, accountId, path, askedBy, reason }: NewRecovery,
  now: number,
): D1PreparedStatement =>
  db
    .prepare(
      `INSERT INTO recoveries (id, account_id, path, asked_by, reason, asked_at, linked_at, expires_at)
       SELECT ?1, id, ?3, ?4, ?5, ?6, ?6, ?7 FROM accounts WHERE id = ?2 AND (enrolled_at IS NOT NULL OR locked_at IS NOT NULL)
       ON CONFLICT DO NOTHING`,
    )
    .bind(id, accountId, path, askedBy, reason, now, now + AGREED_SECONDS)

/** Stops the open recovery of an account, if `condition` holds. Changes nothing without one. */
export const stopRecoveryOf = (
  db: D1Database,
  accountId: string,
  now: number,
  condition: Condition = ALWAYS,
): D1PreparedStatement =>
  db
    .prepare(
      `UPDATE recoveries AS r SET ended_at = ?, outcome = 'stopped'
       WHERE r.account_id = ? AND ${IS_OPEN} AND ${condition.sql}`,
    )
    .bind(now, accountId, now, ...condition.values)

/**
 * Records that another link is mailed. Changes nothing while somebody must still agree. A minute must be between two
 * mails. Otherwise two links of the same second could not be told apart.
 */
export const renewLink = (
  db: D1Database,
  id: string,
  now: number,
  condition: Condition,
): D1PreparedStatement =>
  db
    .prepare(
      `UPDATE recoveries AS r SET linked_at = ? WHERE r.id = ? AND ${IS_OPEN} AND r.linked_at <= ? AND ${condition.sql}`,
    )
    .bind(now, id, now, now - 60, ...condition.values)

/** Stops a recovery. Changes nothing once it has ended. */
export const stopRecovery = (db: D1Database, id: string, now: number): D1PreparedStatement =>
  db
    .prepare(`UPDATE recoveries AS r SET ended_at = ?, outcome = 'stopped' WHERE r.id = ? AND ${IS_OPEN}`)
    .bind(now, id, now)

/** The link of a mail, and the login in which it is used. */
export interface Redeeming {
  readonly id: string
  readonly sentAt: number
  readonly login: Digest
  /** The ids of the configured providers. */
  readonly configured: readonly string[]
}

/**
 * Spends the link: the recovery has succeeded. Must be the first step of the batch that replaces the factors.
 *
 * - The recovery must be open, and the link the last one, at most 60 minutes old.
 * - The login must be alive, and of the recovery's account. Otherwise a mail alone would be enough.
 * - The login must not link an identity. Such a provider has not opened this account before, so it proves no first
 *   factor of it.
 * - The login's way must be one that most workspaces of the account take (ways-taken.ts). Otherwise a thief of a
 *   password could lock the owner out of workspaces that take no passwords.
 */
export function spendRecovery(
  db: D1Database,
  redeeming: Redeeming,
  now: number,
  condition: Condition,
): D1PreparedStatement {
  const may = both(mayRedeem(redeeming, now), condition)
  return db
    .prepare(
      `UPDATE recoveries AS r SET ended_at = ?, outcome = 'recovered' WHERE r.id = ? AND ${IS_OPEN} AND ${may.sql}`,
    )
    .bind(now, redeeming.id, now, ...may.values)
}

const mayRedeem = ({ sentAt, login, configured }: Redeeming, now: number): Condition =>
  both(
    {
      sql: `r.linked_at = ? AND r.linked_at > ? AND EXISTS (SELECT 1 FROM logins s
        WHERE s.token_digest = ? AND s.account_id = r.account_id AND s.link_subject IS NULL AND ${mayEnrolBy('?')})`,
      values: [sentAt, now - RECOVERY_LINK_SECONDS, login, JSON.stringify(configured)],
    },
    loginIsAlive(login, now),
  )

/** Who brings a link: the account of a login, and whether its way may recover the account. */
export interface RedeemingLogin {
  readonly accountId: string
  readonly isUsualWay: boolean
}

/** Selects the account of a login. Selects nothing if the login has ended or would link an identity. */
export const selectRedeemingLogin = (
  db: D1Database,
  login: Digest,
  configured: readonly string[],
  now: number,
): Query<RedeemingLogin> => {
  const alive = loginIsAlive(login, now)
  return query(
    db
      .prepare(
        `SELECT s.account_id AS accountId, ${mayEnrolBy('?')} AS isUsualWay FROM logins s
         WHERE s.token_digest = ? AND s.link_subject IS NULL AND ${alive.sql}`,
      )
      .bind(JSON.stringify(configured), login, ...alive.values),
    (row: { accountId: string; isUsualWay: 0 | 1 }) => ({ ...row, isUsualWay: row.isUsualWay === 1 }),
  )
}
