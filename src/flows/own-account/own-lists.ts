// Lists the person's own sessions and workspaces, in pages.

import { listAll } from '../../store/batch.ts'
import { type ListedSession, selectSessionsOf } from '../../store/listed-sessions.ts'
import { type Membership, selectMembershipsOf } from '../../store/members.ts'
import { type Edge, lifetimeOf } from '../edge/edge.ts'
import type { Session } from '../session/session.ts'

export type { ListedSession, Membership }

/** The rows to read. Callers ask for one more than they show, to know if there are more. */
export interface Slice {
  readonly limit: number
  readonly offset: number
}

/** Lists live sessions: this one first, then the most recently used. */
export const listOwnSessions = (edge: Edge, session: Session, slice: Slice) =>
  listAll(edge.db, selectSessionsOf(edge.db, session, lifetimeOf(edge), slice))

/** Lists workspaces by name. */
export const listOwnWorkspaces = ({ db }: Edge, { accountId }: Session, slice: Slice) =>
  listAll(db, selectMembershipsOf(db, accountId, slice))
