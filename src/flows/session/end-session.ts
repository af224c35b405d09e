// Ending sessions of one's own: this one, another one, or all the others.

import { appendAudit, OPERATOR_SCOPE } from '../../store/audit.ts'
import { IF_CHANGED } from '../../store/condition.ts'
import { endSessionOf, endSessionsOf } from '../../store/end-sessions.ts'
import type { Edge } from '../edge/edge.ts'
import type { Session } from './session.ts'

/** Nothing happens for a session that is gone already, or somebody else's. */
export async function endOwnSession(edge: Edge, by: Session, sessionId: string): Promise<void> {
  await endAndAudit(
    edge,
    by,
    endSessionOf(edge.db, by.accountId, sessionId),
    sessionId === by.id ? 'this' : 'another',
  )
}

export async function endOtherSessions(edge: Edge, by: Session): Promise<void> {
  await endAndAudit(edge, by, endSessionsOf(edge.db, by.accountId, by.id), 'all others')
}

async function endAndAudit(
  { db, client, now }: Edge,
  by: Session,
  ending: D1PreparedStatement,
  which: 'this' | 'another' | 'all others',
): Promise<void> {
  const entry = {
    scope: OPERATOR_SCOPE,
    actor: by.email,
    action: 'session.ended',
    accountId: by.accountId,
    detail: { which },
  } as const
  await db.batch([ending, appendAudit(db, entry, client, now, IF_CHANGED)])
}
