// Where somebody is signed in, and the workspaces that they belong to, in pages.

import { listAll } from '../../store/batch.ts'
import { type ListedSession, selectSessionsOf } from '../../store/listed-sessions.ts'
import { type Membership, selectMembershipsOf } from '../../store/members.ts'
import { type Edge, lifetimeOf } from '../edge/edge.ts'
import type { Session } from '../session/session.ts'

export type { ListedSession, Membership }

/** The rows to ask for. One more than are shown says that there are more. */
export interface Slice {
  readonly limit: number
  readonly offset: number
}

/** Those that are alive: this one first, then the busiest. */
export const listOwnSessions = (edge: Edge, session: Session, slice: Slice) =>
  listAll(edge.db, selectSessionsOf(edge.db, session, lifetimeOf(edge), slice))

/** By name. */
export const listOwnWorkspaces = ({ db }: Edge, { accountId }: Session, slice: Slice) =>
  listAll(db, selectMembershipsOf(db, accountId, slice))
