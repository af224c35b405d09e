// /workspaces/{slug}/settings/security: the enforcement panel, with a form for each policy. It says what saving
// would do before it is done. Without JavaScript, the Preview button says it.

import { Hono } from 'hono'
import { isPhishingResistant } from '../../../core/assurance.ts'
import {
  APPLIES_TO,
  type GraceDays,
  isGraceDays,
  POLICY_KINDS,
  type PolicyChoice,
  type PolicyKind,
  policyOf,
} from '../../../core/policy.ts'
import { changePolicy, choiceOnPage, previewPolicy } from '../../../flows/administration/change-policy.ts'
import { viewEnforcement } from '../../../flows/administration/enforcement-panel.ts'
import { type PortalContext, type PortalEnv, portalUrl, seeOther } from '../../frame/context.ts'
import { seeDone, takeDone } from '../../frame/done.ts'
import { sessionOf } from '../../frame/guards.ts'
import { settingsPage, settingsPath } from '../../frame/settings-page.tsx'
import { POLICY_TITLES } from '../../parts/enforcement/policy-titles.ts'
import type { AskedChoice, SaveRefusal } from './security-view.tsx'

export const security = new Hono<PortalEnv>()
export const policyPreview = new Hono<PortalEnv>()

const PATH = settingsPath(':slug', 'security')
/** The path of each policy's form. */
const FORMS: Record<PolicyKind, string> = {
  'second-factor': PATH,
  'phishing-resistant': `${PATH}/phishing-resistant`,
}

for (const path of ['/workspaces/:slug', '/workspaces/:slug/settings'])
  security.get(path, (c) => c.redirect(portalUrl(c, settingsPath(c.var.workspace.slug, 'security')), 302))

security.get(PATH, async (c) => {
  const { searchParams } = new URL(c.req.url)
  const choice = parseChoice(searchParams)
  return securityPage(c, choice && { ...choice, kind: kindIn(searchParams) }, null)
})

for (const kind of POLICY_KINDS) {
  /** A preview changes nothing, so it needs no fresh proof. */
  policyPreview.post(`${FORMS[kind]}/preview`, (c) => seePreview(c, kind))
  security.post(FORMS[kind], (c) => save(c, kind))
}

async function save(c: PortalContext, kind: PolicyKind): Promise<Response> {
  const { edge, form, workspace, facts, actor } = c.var
  const asked = parseChoice(form)
  const version = /^\d{1,9}$/.exec(form.get('version') ?? '')?.[0]
  if (!asked || !version) return securityPage(c, null, 'invalid')
  const shown = choiceOnPage(policyOf(facts.policies, kind), asked)
  // The second policy's form has no such box.
  const choice = kind === 'second-factor' ? shown : { ...shown, selfRecovery: undefined }
  // Must not block members unless the pressed button named their number. Otherwise a click could lock out a
  // whole team. Without a script, that button is on the preview page.
  if (previewPolicy(facts, kind, choice, edge.now).newlyBlocked > confirmedIn(form))
    return seePreview(c, kind)
  const change = { kind, choice, by: actor, onVersion: Number(version) } as const
  const changed = await changePolicy(edge, workspace.id, facts, change)
  if (changed.ok) return seeDone(c, settingsPath(workspace.slug, 'security'), 'saved')
  c.set('facts', changed.error)
  return securityPage(c, { ...choice, kind }, 'stale')
}

/**
 * Redirects to the preview. Only the choice goes into the address. The second form is far down the page, so the
 * address names it.
 */
function seePreview(c: PortalContext, kind: PolicyKind): Response {
  const asked = ['enforced', 'grace_days', 'applies_to', 'self_recovery'].flatMap((name) => {
    const value = c.var.form.get(name)
    return value === null ? [] : [[name, value] as const]
  })
  const path = settingsPath(c.var.workspace.slug, 'security')
  const choice = Object.fromEntries(asked)
  return kind === 'second-factor'
    ? seeOther(c, portalUrl(c, path, choice))
    : seeOther(c, `${portalUrl(c, path, { policy: kind, ...choice })}#${POLICY_TITLES[kind]}`)
}

/** Returns how many members the pressed button said it would block. */
const confirmedIn = (form: URLSearchParams): number =>
  Number(/^\d{1,9}$/.exec(form.get('confirmed') ?? '')?.[0] ?? 0)

/** Returns the policy that a choice in the page's address is about. Addresses of the first don't name it. */
const kindIn = (fields: URLSearchParams): PolicyKind =>
  POLICY_KINDS.find((known) => known === fields.get('policy')) ?? 'second-factor'

/**
 * Parses the choice; null if it is absent or invalid. Browsers send no field for an unchecked box, so the
 * timing alone shows that there is a choice.
 */
function parseChoice(fields: URLSearchParams): PolicyChoice | null {
  const days = fields.get('grace_days')
  const enforced = fields.get('enforced')
  const among = fields.get('applies_to')
  const appliesTo = APPLIES_TO.find((known) => known === among)
  if (days === null || !/^\d{1,2}$/.test(days) || !isGraceDays(Number(days))) return null
  if (enforced !== null && enforced !== 'on') return null
  if (among !== null && appliesTo === undefined) return null
  const selfRecovery = fields.get('self_recovery') === 'on'
  return { enforced: enforced === 'on', graceDays: Number(days) as GraceDays, appliesTo, selfRecovery }
}

async function securityPage(
  c: PortalContext,
  asked: AskedChoice | null,
  refusal: SaveRefusal | null,
): Promise<Response> {
  const { edge, workspace, facts, words } = c.var
  const session = sessionOf(c)
  const [panel, say, recovery, { SecurityView }] = await Promise.all([
    viewEnforcement(edge, workspace.id, session.accountId),
    words.loadPasskeyPolicy(),
    words.loadRecovery(),
    import('./security-view.tsx'),
  ])
  const { secondFactor } = session.proof
  return settingsPage(
    c,
    {
      tab: 'security',
      title: words.enforcement.titleOf(workspace.name),
      status: refusal === 'stale' ? 409 : refusal ? 422 : 200,
    },
    <SecurityView
      {...{ workspace, facts, panel, say, asked, refusal }}
      recoverySay={recovery.admin}
      isSaved={takeDone(c) === 'saved'}
      isEnrolled={session.isEnrolled}
      meetsPasskeyPolicy={panel.hasPasskey || (secondFactor !== null && isPhishingResistant(secondFactor))}
      config={edge.config}
      now={edge.now}
    />,
  )
}
