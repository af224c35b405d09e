// /workspaces/{slug}/settings/members/extension: grants an extension of the policies to one member, and takes it
// back.

import { Hono } from 'hono'
import { isoDay, parseDay } from '../../../core/day.ts'
import { type Email, parseEmail } from '../../../core/email.ts'
import { EXTENSION_MOST_DAYS, parseExtensionReason } from '../../../core/extension.ts'
import { DAY_SECONDS } from '../../../core/time.ts'
import { endExtension, grantExtension, viewExtension } from '../../../flows/administration/extend-member.ts'
import type { PortalContext, PortalEnv } from '../../frame/context.ts'
import { seeDone } from '../../frame/done.ts'
import { sessionOf } from '../../frame/guards.ts'
import { settingsPage, settingsPath } from '../../frame/settings-page.tsx'
import { problemPage } from '../problem.tsx'
import type { ExtensionRefusal } from './extension-view.tsx'

export const extension = new Hono<PortalEnv>()

const PATH = `${settingsPath(':slug', 'members')}/extension`

extension.get(PATH, (c) => extensionPage(c, new URL(c.req.url).searchParams, null))

extension.post(PATH, async (c) => {
  const { edge, form, workspace, actor } = c.var
  const asked = parseAsked(form)
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

/** Parses the form. The extension lasts to the end of the day in UTC. */
function parseAsked(form: URLSearchParams): Asked | ExtensionRefusal {
  const email = parseEmail(form.get('email') ?? '')
  if (!email) return 'not-an-address'
  const day = parseDay(form.get('until') ?? '')
  if (day === null) return 'unusable-end'
  const reason = parseExtensionReason(form.get('reason') ?? '')
  return reason === null ? 'unusable-reason' : { email, until: day + DAY_SECONDS, reason }
}

async function extensionPage(
  c: PortalContext,
  fields: URLSearchParams,
  refusal: ExtensionRefusal | null,
): Promise<Response> {
  const { edge, workspace, words } = c.var
  const email = parseEmail(fields.get('email') ?? '')
  const member = email && (await viewExtension(edge, workspace.id, email))
  if (!member) return problemPage(c, 'not-found')
  const [{ ExtensionView }, say] = await Promise.all([
    import('./extension-view.tsx'),
    words.loadPasskeyPolicy(),
  ])
  return settingsPage(
    c,
    { tab: 'members', title: say.extension.title, status: refusal ? 422 : 200 },
    <ExtensionView
      {...{ workspace, member, refusal }}
      say={say.extension}
      isOwn={member.accountId === sessionOf(c).accountId}
      filled={{ until: fields.get('until') ?? '', reason: fields.get('reason') ?? '' }}
      days={{ first: isoDay(edge.now), last: isoDay(edge.now + (EXTENSION_MOST_DAYS - 1) * DAY_SECONDS) }}
    />,
  )
}
