// Dismisses notices that a person has seen. Does nothing for another account's notice, or one that is already
// dismissed.

import { dismissAllOfAccount, dismissOfAccount } from '../../store/unseen-notices.ts'
import type { Edge } from '../edge/edge.ts'
import type { Session } from '../session/session.ts'

export async function dismissNotice({ db, now }: Edge, { accountId }: Session, id: string): Promise<void> {
  await dismissOfAccount(db, accountId, id, now).run()
}

/** Dismisses only the notices that were shown. Later ones stay unread. */
export async function dismissNotices(
  { db, now }: Edge,
  { accountId }: Session,
  shown: readonly string[],
): Promise<void> {
  await dismissAllOfAccount(db, accountId, shown, now).run()
}
