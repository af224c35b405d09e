// Who changes a workspace: an admin on its settings pages, or a token.
//
// Each statement that changes something checks again that they still may (store/authority.ts).

import type { Role } from '../../core/roles.ts'
import type { Condition } from '../../store/condition.ts'
import { acceptMembership } from '../../store/members.ts'
import type { Edge } from '../edge/edge.ts'

export interface Author {
  /** The name in the audit log. */
  readonly name: string
  /** The account that is signed in. Null for a token. */
  readonly accountId: string | null
  /**
   * An SQL condition that holds while the actor may make the change. The statement that makes the change
   * contains it.
   */
  readonly isStill: Condition
}

export interface Actor extends Author {
  /** The actor's role in the workspace. A token has the role of its creator. */
  readonly role: Role
}

/**
 * Makes the workspace's policy apply to the admin who changes it, even if they never entered the workspace.
 */
export const acceptAsAuthor = (
  { db, now }: Edge,
  workspaceId: string,
  { accountId, isStill }: Author,
): D1PreparedStatement | null =>
  accountId === null ? null : acceptMembership(db, { workspaceId, accountId }, now, isStill)
