// /workspaces/{slug}/leave: asks a member whether to leave the workspace, and ends the membership. The workspace's
// own host need not answer.

import { Hono } from 'hono'
import { findLeaveHold, type LeaveHold, leaveWorkspace } from '../../flows/own-account/leave.ts'
import type { PortalContext, PortalEnv } from '../frame/context.ts'
import { seeDone } from '../frame/done.ts'
import { sessionOf } from '../frame/guards.ts'
import { page } from '../frame/layout.tsx'
import { problemPage } from './problem.tsx'

export const leave = new Hono<PortalEnv>()

const PATH = '/workspaces/:slug/leave'

leave.get(PATH, async (c) => {
  const { edge, membership } = c.var
  if (!membership) return problemPage(c, 'not-found')
  return leavePage(c, 200, await findLeaveHold(edge, sessionOf(c), membership.workspace.id))
})

leave.post(PATH, async (c) => {
  const { edge, membership } = c.var
  if (!membership) return problemPage(c, 'not-found')
  const { workspace, role } = membership
  const left = await leaveWorkspace(edge, sessionOf(c), { workspaceId: workspace.id, role })
  if (left.ok) return seeDone(c, '/workspaces', 'left')
  return left.error === 'not-a-member' ? problemPage(c, 'not-found') : leavePage(c, 409, left.error)
})

async function leavePage(c: PortalContext, status: 200 | 409, hold: LeaveHold | null): Promise<Response> {
  const { membership, words } = c.var
  if (!membership) throw new Error('the page to leave has no membership')
  const [{ LeaveView }, { leave: say }] = await Promise.all([
    import('./leave-view.tsx'),
    words.loadInvitations(),
  ])
  const { workspace, role } = membership
  return page(
    c,
    { title: say.titleOf(workspace.name), status, accent: workspace.accent, current: 'workspaces' },
    <LeaveView {...{ workspace, role, hold, say }} />,
  )
}
