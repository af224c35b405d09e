// Lists the members of a workspace and the people who are invited, for one page.

import type { Page } from '../../core/keyset-page.ts'
import { batch } from '../../store/batch.ts'
import type { Invitation } from '../../store/invitations.ts'
import type { Actor } from '../administration/actor.ts'
import { type MembersView, memberSteps, type SeenMember } from '../administration/members.ts'
import type { Edge } from '../edge/edge.ts'
import { type InvitationSlice, invitationPage } from './manage.ts'

export interface SeenPeople {
  readonly members: Page<SeenMember>
  readonly invitations: Page<Invitation>
}

/** Lists members as `viewMembers` does, and invitations, in one round trip. */
export async function viewPeople(
  edge: Edge,
  workspaceId: string,
  view: MembersView,
  invitations: InvitationSlice,
  actor: Actor,
): Promise<SeenPeople> {
  const { steps, pageFrom } = memberSteps(edge, workspaceId, view, actor)
  const invited = invitationPage(edge, workspaceId, invitations)
  const done = await batch(edge.db, { ...steps, invited: invited.query })
  return { members: pageFrom(done), invitations: invited.pageFrom(done.invited.all) }
}
