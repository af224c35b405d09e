// Reads and writes the table `notice_deliveries`, the outbox.
//
// One statement claims a delivery before it is sent, and another one settles it afterwards. A claim that is
// never settled ends, and the delivery is claimed again. Each delivery is therefore sent at least once,
// always with the notice's id.

import { type Carrier, CLAIM_SECONDS, type DeliveryKey, MOST_A_MINUTE, TO_ADDRESS } from '../core/delivery.ts'
import { batch, following, query } from './batch.ts'
import { FIRST_ATTEMPT_AT } from './notices.ts'
import { BINDS } from './ways-taken.ts'

/**
 * Adds the deliveries of a notice that the same batch may have written. Adds nothing if it was not written.
 */
export function enqueue(
  db: D1Database,
  noticeId: string,
  carriers: readonly Carrier[],
  now: number,
): D1PreparedStatement {
  return db
    .prepare(
      `INSERT INTO notice_deliveries (notice_id, carrier, recipient, attempts, next_at)
       SELECT i.id, c.value, iif(c.value = 'email', i.account_id, ''), 0, ${FIRST_ATTEMPT_AT}
       FROM notices i, json_each(?3) c WHERE i.id = ?1 AND (c.value = 'webhook' OR i.account_id IS NOT NULL)`,
    )
    .bind(noticeId, now, JSON.stringify(carriers))
}

/** SQL for the address in the details of a notice `n`. An account whose address changes is told at the old one. */
export const ADDRESS_IN_DETAIL = "coalesce(n.detail ->> 'to', n.detail ->> '$.addresses.old')"

/** Adds the mail of a notice to the address in its details, if the same batch wrote the notice. */
export const enqueueToAddress = (db: D1Database, noticeId: string, now: number): D1PreparedStatement =>
  db
    .prepare(
      `INSERT INTO notice_deliveries (notice_id, carrier, recipient, attempts, next_at)
       SELECT n.id, 'email', '${TO_ADDRESS}', 0, ?2 FROM notices n WHERE n.id = ?1 AND ${ADDRESS_IN_DETAIL} IS NOT NULL`,
    )
    .bind(noticeId, now)

// A workspace has few admins. A limit keeps one notice from filling the outbox.
export const MOST_ADMINS = 200

/**
 * Adds emails to the owners and admins of the workspace that a notice is about. Leaves out members who never
 * entered. Otherwise any admin could have emails sent to strangers.
 */
export function enqueueToAdmins(db: D1Database, noticeId: string, now: number): D1PreparedStatement {
  return db
    .prepare(
      `INSERT INTO notice_deliveries (notice_id, carrier, recipient, attempts, next_at)
       SELECT i.id, 'email', m.account_id, 0, ?2 FROM notices i JOIN members m ON m.workspace_id = i.workspace_id
       WHERE i.id = ?1 AND m.role IN ('owner', 'admin') AND ${BINDS} LIMIT ${MOST_ADMINS}`,
    )
    .bind(noticeId, now)
}

// How many messages a carrier may still send in this minute of the clock. The parameters are ?1 now, ?2
// carrier and ?3 the most in a minute.
const LEFT_THIS_MINUTE =
  'max(0, ?3 - coalesce((SELECT used FROM recent_counts WHERE what = ?2 AND until > ?1), 0))'

export interface Which {
  readonly carrier: Carrier
  /**
   * The deliveries to claim. `due`: those whose time has come. `new`: those that this run has just added. A
   * notice id: its deliveries to the webhook, to its account and to its address.
   */
  readonly which: 'due' | 'new' | { readonly noticeId: string }
}

const WHICH = {
  due: 'next_at <= ?1',
  new: 'next_at = ?1 AND attempts = 0',
  notice:
    "next_at <= ?1 AND notice_id = ?5 AND recipient IN ('', ?6, (SELECT account_id FROM notices WHERE id = ?5))",
}

/**
 * Claims due deliveries, the longest overdue first. Claims at most `limit`, and no more than the carrier may
 * still send in this minute.
 */
export async function claim(
  db: D1Database,
  { carrier, which }: Which,
  limit: number,
  now: number,
): Promise<readonly DeliveryKey[]> {
  const ofNotice = typeof which === 'object' ? [which.noticeId, TO_ADDRESS] : []
  // `next_at` is compared in the UPDATE itself. Otherwise two runs could claim the same delivery.
  const claiming = db
    .prepare(
      `UPDATE notice_deliveries SET attempts = attempts + 1, next_at = ?1 + ${CLAIM_SECONDS}
       WHERE next_at <= ?1 AND (notice_id, carrier, recipient) IN
         (SELECT notice_id, carrier, recipient FROM notice_deliveries
          WHERE carrier = ?2 AND ${WHICH[typeof which === 'object' ? 'notice' : which]}
          ORDER BY next_at LIMIT min(?4, ${LEFT_THIS_MINUTE}))
       RETURNING notice_id AS noticeId, carrier, recipient`,
    )
    .bind(now, carrier, MOST_A_MINUTE[carrier], limit, ...ofNotice)
  const done = await batch(db, {
    claimed: query<DeliveryKey>(claiming),
    counted: following('claimed', countSent(db, carrier, now)),
  })
  return done.claimed.all
}

function countSent(db: D1Database, carrier: Carrier, now: number): D1PreparedStatement {
  return db
    .prepare(
      `INSERT INTO recent_counts (what, used, until) SELECT ?1, changes(), (CAST(?2 AS INTEGER) / 60 + 1) * 60 WHERE changes() > 0
       ON CONFLICT (what) DO UPDATE
       SET used = iif(until <= ?2, excluded.used, used + excluded.used), until = excluded.until`,
    )
    .bind(carrier, now)
}

/** Gives back the part of this minute's limit that was claimed and not used. */
export function giveBack(db: D1Database, carrier: Carrier, count: number, now: number): D1PreparedStatement {
  return db
    .prepare('UPDATE recent_counts SET used = max(0, used - ?2) WHERE what = ?1 AND until > ?3')
    .bind(carrier, count, now)
}

const IS_IT = 'notice_id = ?1 AND carrier = ?2 AND recipient = ?3'
const valuesOf = (key: DeliveryKey) => [key.noticeId, key.carrier, key.recipient] as const

/** Deletes a delivery that was sent or is no longer needed. */
export function endDelivery(db: D1Database, key: DeliveryKey): D1PreparedStatement {
  return db.prepare(`DELETE FROM notice_deliveries WHERE ${IS_IT}`).bind(...valuesOf(key))
}

/**
 * Records a failed attempt: when to try again, or that the delivery is given up. Checks the number of the
 * attempt. Otherwise an attempt that took longer than its claim could undo a later one.
 */
export function postponeDelivery(
  db: D1Database,
  key: DeliveryKey,
  attempt: { number: number; reason: string; nextAt: number | null },
  now: number,
): D1PreparedStatement {
  return db
    .prepare(
      `UPDATE notice_deliveries SET next_at = ?5, dead_at = iif(?5 IS NULL, ?6, NULL), last_error = ?7
       WHERE ${IS_IT} AND attempts = ?4 AND dead_at IS NULL`,
    )
    .bind(...valuesOf(key), attempt.number, attempt.nextAt, now, attempt.reason)
}
