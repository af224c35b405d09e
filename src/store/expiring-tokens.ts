// Finds service tokens in the table `credentials` whose expiry must be announced.

import { TOKEN_EXPIRES } from '../core/notice.ts'
import { DAY_SECONDS } from '../core/time.ts'
import { type Query, query } from './batch.ts'
import type { Condition } from './condition.ts'

export interface ExpiringToken {
  readonly id: string
  readonly name: string
  readonly workspaceId: string
  readonly expiresAt: number
  /** The version that was read. A rotation sets a new time for the notice. */
  readonly version: number
}

/** Selects enabled tokens whose notice is due, the longest overdue first. Reads no other token. */
export const selectExpiring = (db: D1Database, limit: number, now: number): Query<ExpiringToken> =>
  query(
    db
      .prepare(
        `SELECT id, name, workspace_id AS workspaceId, expires_at AS expiresAt, version
         FROM credentials INDEXED BY credentials_by_next_notice
         WHERE next_notice_at <= ?1 AND disabled_at IS NULL ORDER BY next_notice_at LIMIT ?2`,
      )
      .bind(now, limit),
  )

/** The most notices about tokens of one workspace in a day. */
const MOST_A_DAY = 100

/**
 * Marks a token as announced. Puts the notice off for a day if the workspace has had `MOST_A_DAY`. Otherwise
 * an admin who creates tokens in a loop could fill the outbox. Changes nothing if another run was first, or
 * if the token was rotated, disabled or deleted.
 */
export function markAnnounced(
  db: D1Database,
  { id, workspaceId, version }: ExpiringToken,
  now: number,
): D1PreparedStatement {
  return db
    .prepare(
      `UPDATE credentials SET next_notice_at = iif((SELECT count(*) FROM notices WHERE workspace_id = ?2
           AND seen_at IS NULL AND at > ?4 - ${DAY_SECONDS} AND kind = '${TOKEN_EXPIRES}') < ${MOST_A_DAY},
         NULL, ?4 + ${DAY_SECONDS})
       WHERE id = ?1 AND version = ?3 AND next_notice_at <= ?4 AND disabled_at IS NULL`,
    )
    .bind(id, workspaceId, version, now)
}

/** Holds if the step of that name, directly before, marked the token as announced. */
export const ifAnnounced = (after: string, { id }: ExpiringToken): Condition => ({
  sql: 'changes() > 0 AND EXISTS (SELECT 1 FROM credentials WHERE id = ? AND next_notice_at IS NULL)',
  values: [id],
  after,
})
