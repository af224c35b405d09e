// /workspaces/{slug}/settings/security: the enforcement panel. It says what saving would do before it is
// done. Without JavaScript, the Preview button says it.

import { Hono } from 'hono'
import { type GraceDays, isGraceDays, type PolicyChoice } from '../../../core/policy.ts'
import { changePolicy, choiceOnPage, previewPolicy } from '../../../flows/administration/change-policy.ts'
import { viewEnforcement } from '../../../flows/administration/enforcement-panel.ts'
import { type PortalContext, type PortalEnv, portalUrl, seeOther } from '../../frame/context.ts'
import { seeDone, takeDone } from '../../frame/done.ts'
import { sessionOf } from '../../frame/guards.ts'
import { settingsPage, settingsPath } from '../../frame/settings-page.tsx'
import { type SaveRefusal, SecurityView } from './security-view.tsx'

export const security = new Hono<PortalEnv>()
export const policyPreview = new Hono<PortalEnv>()

const PATH = settingsPath(':slug', 'security')

for (const path of ['/workspaces/:slug', '/workspaces/:slug/settings'])
  security.get(path, (c) => c.redirect(portalUrl(c, settingsPath(c.var.workspace.slug, 'security')), 302))

security.get(PATH, async (c) => securityPage(c, parseChoice(new URL(c.req.url).searchParams), null))

/** A preview changes nothing, so it needs no fresh proof. */
policyPreview.post(`${PATH}/preview`, (c) => seePreview(c))

security.post(PATH, async (c) => {
  const { edge, form, workspace, facts, actor } = c.var
  const asked = parseChoice(form)
  const version = /^\d{1,9}$/.exec(form.get('version') ?? '')?.[0]
  if (!asked || !version) return securityPage(c, null, 'invalid')
  const choice = choiceOnPage(facts.policies.secondFactor, asked)
  // Must not block members unless the pressed button named their number. Otherwise a click could lock out a
  // whole team. Without a script, that button is on the preview page.
  if (previewPolicy(facts, 'second-factor', choice, edge.now).newlyBlocked > confirmedIn(form))
    return seePreview(c)
  const change = { kind: 'second-factor', choice, by: actor, onVersion: Number(version) } as const
  const changed = await changePolicy(edge, workspace.id, facts, change)
  if (changed.ok) return seeDone(c, settingsPath(workspace.slug, 'security'), 'saved')
  c.set('facts', changed.error)
  return securityPage(c, choice, 'stale')
})

/** Redirects to the preview. Only the choice goes into the address. */
function seePreview(c: PortalContext): Response {
  const asked = ['enforced', 'grace_days'].flatMap((name) => {
    const value = c.var.form.get(name)
    return value === null ? [] : [[name, value] as const]
  })
  return seeOther(c, portalUrl(c, settingsPath(c.var.workspace.slug, 'security'), Object.fromEntries(asked)))
}

/** Returns how many members the pressed button said it would block. */
const confirmedIn = (form: URLSearchParams): number =>
  Number(/^\d{1,9}$/.exec(form.get('confirmed') ?? '')?.[0] ?? 0)

/**
 * Parses the choice; null if it is absent or invalid. Browsers send no field for an unchecked box, so the
 * timing alone shows that there is a choice.
 */
function parseChoice(fields: URLSearchParams): PolicyChoice | null {
  const days = fields.get('grace_days')
  const enforced = fields.get('enforced')
  if (days === null || !/^\d{1,2}$/.test(days) || !isGraceDays(Number(days))) return null
  if (enforced !== null && enforced !== 'on') return null
  return { enforced: enforced === 'on', graceDays: Number(days) as GraceDays }
}

async function securityPage(
  c: PortalContext,
  asked: PolicyChoice | null,
  refusal: SaveRefusal | null,
): Promise<Response> {
  const { edge, workspace, facts, words } = c.var
  const panel = await viewEnforcement(edge, workspace.id, sessionOf(c).accountId)
  return settingsPage(
    c,
    {
      tab: 'security',
      title: words.enforcement.titleOf(workspace.name),
      status: refusal === 'stale' ? 409 : refusal ? 422 : 200,
    },
    <SecurityView
      {...{ workspace, facts, panel, asked, refusal }}
      isSaved={takeDone(c) === 'saved'}
      isEnrolled={sessionOf(c).isEnrolled}
      config={edge.config}
      now={edge.now}
    />,
  )
}
