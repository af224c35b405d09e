// Deliveries that were given up: kept for the operator to see, and to have tried again.

import { CARRIERS, type Carrier } from '../core/delivery.ts'
import type { DeliveryKey } from './notice-deliveries.ts'
import { NOTICE_COLUMNS, NOTICE_JOINS, type NoticeRow } from './notices.ts'

export interface DeadLetterRow extends NoticeRow {
  readonly carrier: Carrier
  readonly recipient: string
  readonly recipient_email: string | null
  readonly attempts: number
  readonly dead_at: number
  readonly last_error: string
}

/** Newest first, from after `cursor`. */
export async function listDeadLetters(
  db: D1Database,
  cursor: ({ deadAt: number } & DeliveryKey) | null,
  limit: number,
): Promise<DeadLetterRow[]> {
  const { results } = await db
    .prepare(
      `SELECT ${NOTICE_COLUMNS}, d.carrier, d.recipient, d.attempts, d.dead_at, d.last_error, r.email AS recipient_email
       FROM notice_deliveries d INDEXED BY notice_deliveries_dead JOIN notices n ON n.id = d.notice_id ${NOTICE_JOINS}
         LEFT JOIN accounts r ON r.id = d.recipient
       WHERE (n.workspace_id IS NULL OR w.id IS NOT NULL) AND d.dead_at <= ?1 AND (d.dead_at, d.notice_id, d.carrier, d.recipient) < (?1, ?2, ?3, ?4)
       ORDER BY d.dead_at DESC, d.notice_id DESC, d.carrier DESC, d.recipient DESC LIMIT ?5`,
    )
    .bind(
      cursor?.deadAt ?? Number.MAX_SAFE_INTEGER,
      cursor?.noticeId ?? '',
      cursor?.carrier ?? '',
      cursor?.recipient ?? '',
      limit,
    )
    .all<DeadLetterRow>()
  return results
}

/** Due at once, with all of its attempts before it. Answers with a row if it was dead. */
export function reviveDelivery(db: D1Database, key: DeliveryKey, now: number): D1PreparedStatement {
  return db
    .prepare(
      `UPDATE notice_deliveries SET attempts = 0, dead_at = NULL, next_at = ?4
       WHERE notice_id = ?1 AND carrier = ?2 AND recipient = ?3 AND dead_at IS NOT NULL RETURNING notice_id`,
    )
    .bind(key.noticeId, key.carrier, key.recipient, now)
}

/** `notice.carrier.recipient`: none of them has a full stop in it. */
export const writeDeliveryId = ({ noticeId, carrier, recipient }: DeliveryKey): string =>
  [noticeId, carrier, ...(recipient ? [recipient] : [])].join('.')

export function parseDeliveryId(text: string): DeliveryKey | null {
  const [noticeId = '', carrier, recipient = '', ...more] = text.split('.')
  const known = CARRIERS.find((each) => each === carrier)
  return known && noticeId && more.length === 0 ? { noticeId, carrier: known, recipient } : null
}
