// What somebody has been told and has seen. A notice that is somebody else's, or dismissed already, is left as it is.

import { dismissAllOfAccount, dismissOfAccount } from '../../store/unseen-notices.ts'
import type { Edge } from '../edge/edge.ts'
import type { Session } from '../session/session.ts'

export async function dismissNotice({ db, now }: Edge, { accountId }: Session, id: string): Promise<void> {
  await dismissOfAccount(db, accountId, id, now).run()
}

/** Those that were shown, and no others: what came after that is still to be read. */
export async function dismissNotices(
  { db, now }: Edge,
  { accountId }: Session,
  shown: readonly string[],
): Promise<void> {
  await dismissAllOfAccount(db, accountId, shown, now).run()
}
