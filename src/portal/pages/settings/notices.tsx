// /workspaces/{slug}/settings/security/notices: dismisses the notices of the enforcement panel. This changes
// no setting, so it needs no fresh proof.

import { Hono } from 'hono'
import { dismissNotice } from '../../../flows/administration/enforcement-panel.ts'
import { type PortalEnv, portalUrl, seeOther } from '../../frame/context.ts'
import { settingsPath } from '../../frame/settings-page.tsx'

export const notices = new Hono<PortalEnv>()

notices.post(`${settingsPath(':slug', 'security')}/notices/:id/dismiss`, async (c) => {
  const { edge, workspace } = c.var
  await dismissNotice(edge, workspace.id, c.req.param('id'))
  return seeOther(c, portalUrl(c, settingsPath(workspace.slug, 'security')))
})
