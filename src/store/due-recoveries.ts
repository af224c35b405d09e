// Recoveries by delay that the cron trigger has something to do for: a reminder, or the link once the wait is over.

import { AGREED_SECONDS, REMIND_SECONDS } from '../core/recovery.ts'
import { ALL_ALLOW_DELAY } from './ask-recovery.ts'
import { type Query, query } from './batch.ts'
import { IS_OPEN } from './recoveries.ts'

export interface DueRecovery {
  readonly id: string
  readonly accountId: string
  readonly nextStepAt: number
  readonly readyAt: number
}

/** Selects recoveries whose next step is due, the longest overdue first. */
export const selectDueRecoveries = (db: D1Database, limit: number, now: number): Query<DueRecovery> =>
  query(
    db
      .prepare(
        `SELECT id, account_id AS accountId, next_step_at AS nextStepAt, ready_at AS readyAt
         FROM recoveries INDEXED BY recoveries_by_next_step
         WHERE next_step_at IS NOT NULL AND ended_at IS NULL AND next_step_at <= ?1 AND ready_at IS NOT NULL
         ORDER BY next_step_at LIMIT ?2`,
      )
      .bind(now, limit),
  )

/** Plans the next reminder. Changes nothing if another run has done so, or if the recovery has ended meanwhile. */
export const remind = (
  db: D1Database,
  { id, nextStepAt, readyAt }: DueRecovery,
  now: number,
): D1PreparedStatement =>
  db
    .prepare(
      `UPDATE recoveries AS r SET next_step_at = min(?, ready_at)
       WHERE r.id = ? AND r.next_step_at = ? AND ${IS_OPEN} AND r.linked_at IS NULL`,
    )
    // After an outage, one reminder stands for all that were missed.
    .bind(Math.min(now + REMIND_SECONDS, readyAt), id, nextStepAt, now)

/**
 * Ends the wait: the link is mailed. Asks again whether each workspace of this moment allows it. Otherwise somebody could
 * join a workspace, or become an admin, during the wait.
 */
export const endWait = (db: D1Database, { id }: DueRecovery, now: number): D1PreparedStatement =>
  db
    .prepare(
      `UPDATE recoveries AS r SET linked_at = ?, expires_at = ?, next_step_at = NULL
       WHERE r.id = ? AND ${IS_OPEN} AND r.linked_at IS NULL AND r.ready_at <= ? AND ${ALL_ALLOW_DELAY('r.account_id')}`,
    )
    .bind(now, now + AGREED_SECONDS, id, now, now)

/** Stops a recovery whose wait is over, and whose link was not mailed. */
export const stopWait = (db: D1Database, { id }: DueRecovery, now: number): D1PreparedStatement =>
  db
    .prepare(
      `UPDATE recoveries AS r SET ended_at = ?, outcome = 'stopped', next_step_at = NULL
       WHERE r.id = ? AND r.ended_at IS NULL AND r.linked_at IS NULL AND r.ready_at <= ?`,
    )
    .bind(now, id, now)
