// How often somebody may change their own factors, password and ways in. Each change is an entry of the audit, which nobody
// can empty, and most of them are told by mail.

import { countLately } from '../../store/recent-counts.ts'
import type { Edge } from '../edge/edge.ts'
import type { Session } from '../session/session.ts'

export const CHANGES_SECONDS = 3600
/** More than anybody does by hand, wrong codes and second thoughts included. */
const MOST_CHANGES = 60

/** Counts this change. False once there were too many: otherwise a loop could fill the audit for ever. */
export async function mayChangeAgain({ db, now }: Edge, { accountId }: Session): Promise<boolean> {
  const limit = { what: `${accountId} changes`, most: MOST_CHANGES, seconds: CHANGES_SECONDS }
  return (await countLately(db, limit, now).run()).meta.changes > 0
}
