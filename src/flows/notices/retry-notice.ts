// A delivery that was given up, tried again because the operator says so.

import { appendAudit, OPERATOR_SCOPE } from '../../store/audit.ts'
import { IF_CHANGED } from '../../store/condition.ts'
import { reviveDelivery, writeDeliveryId } from '../../store/dead-letters.ts'
import type { DeliveryKey } from '../../store/notice-deliveries.ts'
import type { Edge } from '../edge/edge.ts'

/** Due from now on, with all of its attempts before it; the cron trigger takes it. False for what isn't dead. */
export async function retryDeadLetter(edge: Edge, key: DeliveryKey, by: string): Promise<boolean> {
  const { db, now, client } = edge
  const entry = {
    scope: OPERATOR_SCOPE,
    actor: by,
    action: 'notice.retried',
    accountId: null,
    detail: { id: writeDeliveryId(key) },
  } as const
  const [revived] = await db.batch([
    reviveDelivery(db, key, now),
    appendAudit(db, entry, client, now, IF_CHANGED),
  ])
  return revived?.results.length === 1
}
