// Who changes a workspace: an admin on its settings pages, or a token. Each statement that makes a change asks again
// whether they still may (store/authority.ts).

import type { Role } from '../../core/roles.ts'
import type { Condition } from '../../store/condition.ts'
import { acceptMembership } from '../../store/members.ts'
import type { Edge } from '../edge/edge.ts'

export interface Author {
  /** Under which the audit has it. */
  readonly name: string
  /** The account of who is signed in; null for a token. */
  readonly accountId: string | null
  /** Whether they still may, for the statement that makes the change. */
  readonly isStill: Condition
}

export interface Actor extends Author {
  /** Whose rights they have in the workspace. */
  readonly role: Role
}

/** An admin who says what the workspace asks of its members is asked it as well, though they never entered it. */
export const acceptAsAuthor = (
  { db, now }: Edge,
  workspaceId: string,
  { accountId, isStill }: Author,
): D1PreparedStatement | null =>
  accountId === null ? null : acceptMembership(db, { workspaceId, accountId }, now, isStill)
