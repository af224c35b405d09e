// Lists deliveries that were given up, for the operator, and retries them.

import { type DeliveryKey, parseDeliveryId, writeDeliveryId } from '../../core/delivery.ts'
import { type Page, pageOf, rowsFor } from '../../core/keyset-page.ts'
import { audited } from '../../store/audit.ts'
import { batch, listAll } from '../../store/batch.ts'
import { ifChanged } from '../../store/condition.ts'
import {
  type DeadLetter,
  type DeadLetterCursor,
  reviveDelivery,
  selectDeadLetters,
} from '../../store/dead-letters.ts'
import { ofPlatform } from '../edge/audit-entries.ts'
import type { Edge } from '../edge/edge.ts'

export type { DeadLetter, DeadLetterCursor }

/** Lists dead letters after the cursor, latest first. */
export async function viewDeadLetters(
  { db }: Pick<Edge, 'db'>,
  cursor: DeadLetterCursor | null,
  size: number,
): Promise<Page<DeadLetter>> {
  const found = await listAll(db, selectDeadLetters(db, cursor, rowsFor(size)))
  return pageOf(found, size, (letter) => `${letter.deadAt}~${writeDeliveryId(letter)}`)
}

/** Parses a cursor that `viewDeadLetters` returned as `next`. */
export function parseCursor(text: string): DeadLetterCursor | null {
  const [, deadAt, id = ''] = /^(\d{1,12})~(.+)$/.exec(text) ?? []
  const key = parseDeliveryId(id)
  return key && { deadAt: Number(deadAt), ...key }
}

/**
 * Makes the delivery due again, with a new schedule. The cron trigger then sends it. Returns false if it is
 * not a dead letter.
 */
export async function retryDeadLetter(edge: Edge, key: DeliveryKey, by: string): Promise<boolean> {
  const { db, now } = edge
  const entry = ofPlatform({ by }, 'notice.retried', { id: writeDeliveryId(key) })
  const done = await batch(db, {
    revived: reviveDelivery(db, key, now),
    recorded: audited(edge, entry, ifChanged('revived')),
  })
  return done.revived.changed
}
