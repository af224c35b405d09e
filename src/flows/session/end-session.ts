// Ends a person's own sessions: this one, another one, or all the others.

import { audited } from '../../store/audit.ts'
import { batch } from '../../store/batch.ts'
import { ifChanged } from '../../store/condition.ts'
import { endSessionOf, endSessionsOf } from '../../store/end-sessions.ts'
import { ofOwner } from '../edge/audit-entries.ts'
import type { Edge } from '../edge/edge.ts'
import type { Session } from './session.ts'

/**
 * Ends one session of the same account. Does nothing if the session is gone or belongs to another account.
 */
export async function endOwnSession(edge: Edge, by: Session, sessionId: string): Promise<void> {
  const ended = endSessionOf(edge.db, by.accountId, sessionId)
  await batch(edge.db, endSteps(edge, by, ended, sessionId === by.id ? 'this' : 'another'))
}

export async function endOtherSessions(edge: Edge, by: Session): Promise<void> {
  const ended = endSessionsOf(edge.db, by.accountId, by.id)
  await batch(edge.db, endSteps(edge, by, ended, 'all others'))
}

export const endSteps = (
  edge: Edge,
  by: Session,
  ended: D1PreparedStatement,
  which: 'this' | 'another' | 'all others',
) => ({ ended, recorded: audited(edge, ofOwner(by, 'session.ended', { which }), ifChanged('ended')) })
