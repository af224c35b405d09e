// Deliveries that were given up: the operator looks at them, and has one tried again.

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

/** The latest first, after the one that the cursor names. */
export async function viewDeadLetters(
  { db }: Pick<Edge, 'db'>,
  cursor: DeadLetterCursor | null,
  size: number,
): Promise<Page<DeadLetter>> {
  const found = await listAll(db, selectDeadLetters(db, cursor, rowsFor(size)))
  return pageOf(found, size, (letter) => `${letter.deadAt}~${writeDeliveryId(letter)}`)
}

/** Reads what `viewDeadLetters` wrote as `next`. */
export function parseCursor(text: string): DeadLetterCursor | null {
  const [, deadAt, id = ''] = /^(\d{1,12})~(.+)$/.exec(text) ?? []
  const key = parseDeliveryId(id)
  return key && { deadAt: Number(deadAt), ...key }
}

/** Makes it due again, with all of its attempts before it; the cron trigger takes it. False for what isn't dead. */
export async function retryDeadLetter(edge: Edge, key: DeliveryKey, by: string): Promise<boolean> {
  const { db, now } = edge
  const entry = ofPlatform({ by }, 'notice.retried', { id: writeDeliveryId(key) })
  const done = await batch(db, {
    revived: reviveDelivery(db, key, now),
    recorded: audited(edge, entry, ifChanged('revived')),
  })
  return done.revived.changed
}
