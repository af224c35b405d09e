// How often somebody may change their own factors, password and ways in. Each change is an entry of the audit, which nobody
// can empty, and most of them are told by mail.

import type { Condition } from '../../store/condition.ts'
import { countLately, hasRoom } from '../../store/recent-counts.ts'
import type { Edge } from '../edge/edge.ts'
import type { Session } from '../session/session.ts'

const CHANGES_SECONDS = 3600
/** More than anybody does by hand, wrong codes and second thoughts included. */
export const MOST_CHANGES = 60

/** There were too many. Otherwise a loop could fill the audit for ever. */
export const TOO_MANY = { reason: 'too-many-changes', retryAfterSeconds: CHANGES_SECONDS } as const
export type TooMany = typeof TOO_MANY

export interface LimitedChange {
  /** For the change itself, which stands before `counted`: one more still counts. */
  readonly mayChange: Condition
  /** In the same batch. It changes nothing once there were too many. */
  readonly counted: D1PreparedStatement
}

export function limitChanges({ db, now }: Edge, { accountId }: Session): LimitedChange {
  const limit = { what: `${accountId} changes`, most: MOST_CHANGES, seconds: CHANGES_SECONDS }
  return { mayChange: hasRoom(limit, now), counted: countLately(db, limit, now) }
}
