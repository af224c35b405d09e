// /workspaces/{slug}/settings/members/invitations: sends, sends again and revokes invitations. The list of members shows
// the result.

import { Hono } from 'hono'
import { invite, resendInvitation } from '../../../flows/invitations/invite.ts'
import type { Inviter } from '../../../flows/invitations/inviter.ts'
import { revokeInvitation } from '../../../flows/invitations/manage.ts'
import type { PortalContext, PortalEnv } from '../../frame/context.ts'
import { seeDone } from '../../frame/done.ts'
import { settingsPath } from '../../frame/settings-page.tsx'
import type { InvitationDone } from '../../parts/settings/invitations.tsx'
import { filledIn, membersPage, parseMember } from './members.tsx'

export const invitations = new Hono<PortalEnv>()

const PATH = `${settingsPath(':slug', 'members')}/invitations`

invitations.post(PATH, async (c) => {
  const { edge, form, workspace } = c.var
  const filled = { ...filledIn(form), isToInvite: true }
  const asked = parseMember(filled)
  if (typeof asked === 'string') return membersPage(c, { filled, refusedInvitation: { reason: asked } })
  const sent = await invite(edge, workspace.id, asked, inviterFrom(c))
  if (!sent.ok) return membersPage(c, { filled, refusedInvitation: sent.error })
  return seeList(c, sent.value.isNew ? 'sent' : 'open')
})

invitations.post(`${PATH}/:id/resend`, async (c) => {
  const sent = await resendInvitation(c.var.edge, c.var.workspace.id, c.req.param('id'), inviterFrom(c))
  return sent.ok ? seeList(c, 'resent') : membersPage(c, { refusedInvitation: sent.error })
})

invitations.post(`${PATH}/:id/revoke`, async (c) => {
  const revoked = await revokeInvitation(c.var.edge, c.var.workspace.id, c.req.param('id'), c.var.actor)
  return revoked.ok ? seeList(c, 'revoked') : membersPage(c, { refusedInvitation: { reason: revoked.error } })
})

/** The mail to an address without an account is in the language of the admin's pages. */
const inviterFrom = ({ var: { actor, words } }: PortalContext): Inviter => ({
  ...actor,
  personId: actor.accountId,
  language: words.code,
})

const seeList = (c: PortalContext, done: InvitationDone): Response =>
  seeDone(c, settingsPath(c.var.workspace.slug, 'members'), done)
