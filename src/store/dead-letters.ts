// Lists deliveries that were given up, and lets the operator send them again.

import { type DeliveryKey, TO_ADDRESS } from '../core/delivery.ts'
import type { NoticeKind } from '../core/notice.ts'
import { type Query, query } from './batch.ts'
import { NOTICE_JOINS } from './read-notices.ts'

export interface DeadLetter extends DeliveryKey {
  readonly kind: NoticeKind
  /** When the reported event happened, in Unix seconds. */
  readonly at: number
  /** The address of the account that the notice is about. */
  readonly account: string | null
  /** The slug of the workspace that the notice is about. */
  readonly workspace: string | null
  /** Null for the webhook. */
  readonly recipientEmail: string | null
  readonly attempts: number
  readonly deadAt: number
  readonly lastError: string
}

export interface DeadLetterCursor extends DeliveryKey {
  readonly deadAt: number
}

/** Selects deliveries that were given up, newest first, after `cursor`. */
export const selectDeadLetters = (
  db: D1Database,
  cursor: DeadLetterCursor | null,
  limit: number,
): Query<DeadLetter> =>
  query(
    db
      .prepare(
        `SELECT d.notice_id AS noticeId, d.carrier, d.recipient, n.kind, n.at, a.email AS account, w.slug AS workspace,
           iif(d.recipient = '${TO_ADDRESS}', n.detail ->> 'to', r.email) AS recipientEmail, d.attempts, d.dead_at AS deadAt, d.last_error AS lastError
         FROM notice_deliveries d INDEXED BY notice_deliveries_dead JOIN notices n ON n.id = d.notice_id ${NOTICE_JOINS}
           LEFT JOIN accounts r ON r.id = d.recipient
         WHERE (n.workspace_id IS NULL OR w.id IS NOT NULL) AND d.dead_at <= ?1
           AND (d.dead_at, d.notice_id, d.carrier, d.recipient) < (?1, ?2, ?3, ?4)
         ORDER BY d.dead_at DESC, d.notice_id DESC, d.carrier DESC, d.recipient DESC LIMIT ?5`,
      )
      .bind(
        cursor?.deadAt ?? Number.MAX_SAFE_INTEGER,
        cursor?.noticeId ?? '',
        cursor?.carrier ?? '',
        cursor?.recipient ?? '',
        limit,
      ),
  )

/** Makes a delivery due now, with all of its attempts again. Changes nothing if it was not given up. */
export function reviveDelivery(db: D1Database, key: DeliveryKey, now: number): D1PreparedStatement {
  return db
    .prepare(
      `UPDATE notice_deliveries SET attempts = 0, dead_at = NULL, next_at = ?4
       WHERE notice_id = ?1 AND carrier = ?2 AND recipient = ?3 AND dead_at IS NOT NULL`,
    )
    .bind(key.noticeId, key.carrier, key.recipient, now)
}
