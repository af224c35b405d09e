// /workspaces/{slug}/settings/members/recovery: an admin asks for the recovery of a member, agrees with it, or stops it.

import { Hono } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { type Email, parseEmail } from '../../../core/email.ts'
import { parseRecoveryReason } from '../../../core/recovery.ts'
import { approve, refuseRecovery, viewMemberRecovery } from '../../../flows/recovery/approve.ts'
import { type Admin, askAsAdmin, TOO_MANY_RECOVERIES } from '../../../flows/recovery/ask.ts'
import { canMailLinks } from '../../../flows/recovery/can-mail-links.ts'
import { type PortalContext, type PortalEnv, portalUrl, seeOther } from '../../frame/context.ts'
import { seeDone, takeDone } from '../../frame/done.ts'
import { sessionOf } from '../../frame/guards.ts'
import { settingsPage, settingsPath } from '../../frame/settings-page.tsx'
import { problemPage } from '../problem.tsx'
import type { RecoveryRefusal } from './recovery-view.tsx'

export const memberRecovery = new Hono<PortalEnv>()

const PATH = `${settingsPath(':slug', 'members')}/recovery`

memberRecovery.get(PATH, (c): Response | Promise<Response> => {
  const fields = new URL(c.req.url).searchParams
  return fields.has('email')
    ? recoveryPage(c, fields, null)
    : seeOther(c, portalUrl(c, settingsPath(c.var.workspace.slug, 'members')))
})

memberRecovery.post(PATH, (c) =>
  decide(c, 'asked', async (admin, deed) => {
    const asked = await askAsAdmin(c.var.edge, admin, deed)
    if (asked.ok) return null
    return typeof asked.error === 'string' ? asked.error : asked.error.reason
  }),
)

memberRecovery.post(`${PATH}/agree`, (c) =>
  decide(c, 'agreed', async (admin, deed) => {
    const agreed = await approve(c.var.edge, admin, deed)
    return agreed.ok ? null : agreed.error
  }),
)

memberRecovery.post(`${PATH}/stop`, (c) =>
  decide(c, 'stopped', (admin, deed) => refuseRecovery(c.var.edge, admin, deed)),
)

interface Deed {
  readonly email: Email
  readonly reason: string
}

async function decide(
  c: PortalContext,
  done: 'asked' | 'agreed' | 'stopped',
  act: (admin: Admin, deed: Deed) => Promise<RecoveryRefusal | null>,
): Promise<Response> {
  const { form, workspace } = c.var
  const email = parseEmail(form.get('email') ?? '')
  if (!email) return recoveryPage(c, form, 'not-an-address')
  const reason = parseRecoveryReason(form.get('reason') ?? '')
  if (reason === null) return recoveryPage(c, form, 'unusable-reason')
  const refusal = await act(adminIn(c), { email, reason })
  if (refusal) return recoveryPage(c, form, refusal)
  const path = `${settingsPath(workspace.slug, 'members')}/recovery`
  return seeDone(c, path, done, { email: email.address })
}

const adminIn = (c: PortalContext): Admin => ({
  ...c.var.actor,
  accountId: sessionOf(c).accountId,
  workspaceId: c.var.workspace.id,
})

const STATUS: Partial<Record<RecoveryRefusal, ContentfulStatusCode>> = {
  'own-recovery': 403,
  'too-new': 403,
  'recovery-open': 409,
  'already-approved': 409,
  'not-concerned': 409,
  'never-entered': 409,
  'nothing-to-recover': 409,
  'no-mail': 409,
  'too-late': 410,
}

async function recoveryPage(
  c: PortalContext,
  fields: URLSearchParams,
  refusal: RecoveryRefusal | null,
): Promise<Response> {
  const { edge, workspace, words } = c.var
  const admin = adminIn(c)
  const email = parseEmail(fields.get('email') ?? '')
  const member = email && (await viewMemberRecovery(edge, admin, email))
  if (!member) return problemPage(c, 'not-found')
  const [{ RecoveryView }, say] = await Promise.all([import('./recovery-view.tsx'), words.loadRecovery()])
  const done = takeDone(c)
  return settingsPage(
    c,
    {
      ...{ tab: 'members', title: say.admin.title, status: refusal ? (STATUS[refusal] ?? 422) : 200 },
      retryAt:
        refusal === 'too-many-recoveries' ? edge.now + TOO_MANY_RECOVERIES.retryAfterSeconds : undefined,
    },
    <RecoveryView
      {...{ workspace, member, refusal, say }}
      isOwn={member.accountId === admin.accountId}
      hasMail={canMailLinks(edge)}
      reason={refusal ? (fields.get('reason') ?? '') : ''}
      done={DONE.find((known) => known === done) ?? null}
    />,
  )
}

const DONE = ['asked', 'agreed', 'stopped'] as const
