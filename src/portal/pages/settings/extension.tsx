// /workspaces/{slug}/settings/members/extension: grants an extension of the policies to one member, and takes it
// back.

import { Hono } from 'hono'
import type { Child } from 'hono/jsx'
import { isoDay, parseDay } from '../../../core/day.ts'
import { type Email, parseEmail } from '../../../core/email.ts'
import { extensionDays, extensionEndOn, parseExtensionReason } from '../../../core/extension.ts'
import { endExtension, grantExtension, viewExtension } from '../../../flows/administration/extend-member.ts'
import { type PortalContext, type PortalEnv, portalUrl, seeOther } from '../../frame/context.ts'
import { seeDone } from '../../frame/done.ts'
import { sessionOf } from '../../frame/guards.ts'
import { settingsPage, settingsPath } from '../../frame/settings-page.tsx'
import type { ExtensionRefusal } from './extension-view.tsx'

export const extension = new Hono<PortalEnv>()

const PATH = `${settingsPath(':slug', 'members')}/extension`

extension.get(PATH, (c): Response | Promise<Response> => {
  const fields = new URL(c.req.url).searchParams
  return parseEmail(fields.get('email') ?? '')
    ? extensionPage(c, fields, null)
    : seeOther(c, portalUrl(c, settingsPath(c.var.workspace.slug, 'members')))
})

extension.post(PATH, async (c) => {
  const { edge, form, workspace, actor } = c.var
  const asked = parseAsked(form, edge.now)
  if (typeof asked === 'string') return extensionPage(c, form, asked)
  const granter = { ...actor, personId: sessionOf(c).accountId }
  const granted = await grantExtension(edge, workspace.id, asked, granter)
  return granted.ok ? seeMembers(c, 'extended') : extensionPage(c, form, granted.error)
})

extension.post(`${PATH}/end`, async (c) => {
  const { edge, form, workspace, actor } = c.var
  const email = parseEmail(form.get('email') ?? '')
  if (!email) return extensionPage(c, form, 'not-an-address')
  const isEnded = await endExtension(edge, workspace.id, email, actor)
  return isEnded ? seeMembers(c, 'not-extended') : extensionPage(c, form, 'not-extended')
})

const seeMembers = (c: PortalContext, done: 'extended' | 'not-extended'): Response =>
  seeDone(c, settingsPath(c.var.workspace.slug, 'members'), done)

interface Asked {
  readonly email: Email
  readonly until: number
  readonly reason: string
}

function parseAsked(form: URLSearchParams, now: number): Asked | ExtensionRefusal {
  const email = parseEmail(form.get('email') ?? '')
  if (!email) return 'not-an-address'
  const day = parseDay(form.get('until') ?? '')
  const until = day === null ? null : extensionEndOn(day, now)
  if (until === null) return 'unusable-end'
  const reason = parseExtensionReason(form.get('reason') ?? '')
  return reason === null ? 'unusable-reason' : { email, until, reason }
}

async function extensionPage(
  c: PortalContext,
  fields: URLSearchParams,
  refusal: ExtensionRefusal | null,
): Promise<Response> {
  const { edge, workspace, words } = c.var
  const email = parseEmail(fields.get('email') ?? '')
  const member = email && (await viewExtension(edge, workspace.id, email))
  const [{ ExtensionView, NoMemberView }, { page: say }] = await Promise.all([
    import('./extension-view.tsx'),
    words.loadExtension(),
  ])
  const filled = { until: fields.get('until') ?? '', reason: fields.get('reason') ?? '' }
  const shown = (status: 200 | 404 | 422, view: Child) =>
    settingsPage(c, { tab: 'members', title: say.title, status }, view)
  if (!member) {
    const why = email ? 'not-a-member' : 'not-an-address'
    return shown(email ? 404 : 422, <NoMemberView {...{ workspace, filled, say }} refusal={why} />)
  }
  const { first, last } = extensionDays(edge.now)
  return shown(
    refusal ? 422 : 200,
    <ExtensionView
      {...{ workspace, member, refusal, filled, say }}
      isOwn={member.accountId === sessionOf(c).accountId}
      days={{ first: isoDay(first), last: isoDay(last) }}
    />,
  )
}
