// /workspaces/{slug}/settings/security/notices: what there is to tell the admins of a workspace, and its dismissal. That
// changes no setting, and so asks for no fresh proof.

import { Hono } from 'hono'
import { dismissOfWorkspace, listUnseenOfWorkspace } from '../../store/notices.ts'
import { type PortalContext, type PortalEnv, portalUrl, seeOther } from '../frame/context.ts'
import { WorkspaceNotices } from '../parts/notices.tsx'

export const workspaceNotices = new Hono<PortalEnv>()

const panelOf = (slug: string) => `/workspaces/${slug}/settings/security`

/** For all of its admins. */
workspaceNotices.post(`${panelOf(':slug')}/notices/:id/dismiss`, async (c) => {
  const { edge, workspace } = c.var
  await dismissOfWorkspace(edge.db, workspace.id, c.req.param('id'), edge.now).run()
  return seeOther(c, portalUrl(c, panelOf(workspace.slug)))
})

export async function noticesOf(c: PortalContext) {
  const { edge, workspace } = c.var
  return (
    <WorkspaceNotices
      notices={await listUnseenOfWorkspace(edge.db, workspace.id)}
      base={`${panelOf(workspace.slug)}/notices`}
    />
  )
}
