// Lists the members of a workspace, the people who are invited and those who recover their account, for one page.

import type { Page } from '../../core/keyset-page.ts'
import { batch } from '../../store/batch.ts'
import type { Invitation } from '../../store/invitations.ts'
import { type ListedRecovery, selectRecoveriesIn } from '../../store/seen-recoveries.ts'
import type { Actor } from '../administration/actor.ts'
import { type MembersView, memberSteps, type SeenMember } from '../administration/members.ts'
import type { Edge } from '../edge/edge.ts'
import { type InvitationSlice, invitationPage } from './manage.ts'

export interface SeenPeople {
  readonly members: Page<SeenMember>
  readonly invitations: Page<Invitation>
  /** The open recoveries of members that admins must decide about. */
  readonly recovering: readonly ListedRecovery[]
}

/** Lists members as `viewMembers` does, invitations and recoveries, in one round trip. */
export async function viewPeople(
  edge: Edge,
  workspaceId: string,
  view: MembersView,
  invitations: InvitationSlice,
  actor: Actor,
): Promise<SeenPeople> {
  const { steps, pageFrom } = memberSteps(edge, workspaceId, view, actor)
  const invited = invitationPage(edge, workspaceId, invitations)
  const recovering = selectRecoveriesIn(edge.db, workspaceId, edge.now)
  const done = await batch(edge.db, { ...steps, invited: invited.query, recovering })
  return {
    members: pageFrom(done),
    invitations: invited.pageFrom(done.invited.all),
    recovering: done.recovering.all,
  }
}
