// Leaves a workspace. A person ends their own membership, without its admins and without its host.
//
// As after a removal, passes end when they are due for renewal, and a trigger ends the tokens.

import { err, ok, type Result } from '../../core/result.ts'
import type { Role } from '../../core/roles.ts'
import { audited } from '../../store/audit.ts'
import { batch, findFirst } from '../../store/batch.ts'
import { both, ifChanged } from '../../store/condition.ts'
import { endOwnMembership } from '../../store/members.ts'
import { type OwnerHold, selectOwnerHold } from '../../store/owners.ts'
import { sessionHasToken, sessionIsAlive } from '../../store/sessions.ts'
import { ofWorkspace } from '../edge/audit-entries.ts'
import { type Edge, lifetimeOf } from '../edge/edge.ts'
import type { Session } from '../session/session.ts'

export type { OwnerHold as LeaveHold } from '../../store/owners.ts'

/** `not-a-member`: the membership has already ended, or the session has. */
export type LeaveRefusal = OwnerHold | 'not-a-member'

/** Returns why the workspace needs this person as its owner. Returns null if they may leave. */
export const findLeaveHold = ({ db }: Edge, { accountId }: Session, workspaceId: string) =>
  findFirst(db, selectOwnerHold(db, workspaceId, accountId))

/** Ends the membership of the session's account. `role` is the role that it was read with, for the audit log. */
export async function leaveWorkspace(
  edge: Edge,
  session: Session,
  { workspaceId, role }: { readonly workspaceId: string; readonly role: Role },
): Promise<Result<null, LeaveRefusal>> {
  const { db } = edge
  const { accountId, email, id, token } = session
  const isStill = both(sessionHasToken(token), sessionIsAlive(id, lifetimeOf(edge)))
  const entry = ofWorkspace(workspaceId, { by: email, about: accountId }, 'member.left', { was: role })
  const done = await batch(db, {
    left: endOwnMembership(db, { workspaceId, accountId }, isStill),
    recorded: audited(edge, entry, ifChanged('left')),
    held: selectOwnerHold(db, workspaceId, accountId),
  })
  return done.left.changed ? ok(null) : err(done.held.first ?? 'not-a-member')
}
