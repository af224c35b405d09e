// /workspaces/{slug}/settings/security: the enforcement panel. What saving would do is said before it is done, and the
// same page without JavaScript says it too, by its Preview button.

import { Hono } from 'hono'
import {
  enforcementAt,
  GRACE_DAYS,
  type GraceDays,
  isGraceDays,
  type PolicyChoice,
} from '../../core/policy.ts'
import { allowsProvider, classify } from '../../core/provider.ts'
import { changePolicy, previewChoice, previewPolicy } from '../../flows/administration/change-policy.ts'
import { viewEnforcement } from '../../flows/administration/enforcement-panel.ts'
import type { PolicyAndCounts } from '../../store/policies.ts'
import { findAllowedProviders } from '../../store/workspaces.ts'
import { type PortalContext, type PortalEnv, portalUrl, seeOther } from '../frame/context.ts'
import { Form } from '../frame/form.tsx'
import { sessionOf } from '../frame/guards.ts'
import { Alert, Info, page, Time, Unbroken, Unsaved } from '../frame/layout.tsx'
import { WorkspaceFrame } from '../frame/settings-frame.tsx'
import { useWords } from '../frame/words.ts'
import { Enrolment } from '../parts/enforcement/enrolment.tsx'
import { EnrolmentChart } from '../parts/enforcement/enrolment-chart.tsx'
import { PolicyChanges } from '../parts/enforcement/policy-changes.tsx'
import { Report } from '../parts/enforcement/report.tsx'
import { TeamMessage } from '../parts/enforcement/team-message.tsx'
import { effectsOf } from '../parts/policy-effect.ts'
import { noticesOf } from './workspace-notices.tsx'

export const workspaceSecurity = new Hono<PortalEnv>()
export const policyPreview = new Hono<PortalEnv>()

const PATH = '/workspaces/:slug/settings/security'
/** Chosen at first: time enough for everybody to enrol, and nobody is shut out by a slip. */
const FIRST_GRACE_DAYS = 14

workspaceSecurity.get('/workspaces/:slug', (c) => c.redirect(portalUrl(c, pathOf(c.req.param('slug'))), 302))
workspaceSecurity.get('/workspaces/:slug/settings', (c) =>
  c.redirect(portalUrl(c, pathOf(c.req.param('slug'))), 302),
)

workspaceSecurity.get(PATH, async (c) => securityPage(c, parseChoice(new URL(c.req.url).searchParams), null))

/** Changes nothing, and so asks for no proof. */
policyPreview.post(`${PATH}/preview`, (c) => seePreview(c))

workspaceSecurity.post(PATH, async (c) => {
  const { edge, form, workspace, actor } = c.var
  const asked = parseChoice(form)
  const version = /^\d{1,9}$/.exec(form.get('version') ?? '')?.[0]
  if (!asked || !version) return securityPage(c, null, 'invalid')
  const { choice, effect } = await previewChoice(edge, workspace.id, asked)
  // Blocking people at once takes the button that says how many. Without a script it is on the page that this leads to.
  if (effect.newlyBlocked > confirmedIn(form)) return seePreview(c)
  const change = { by: actor, onVersion: Number(version) }
  const changed = await changePolicy(edge, workspace.id, choice, change)
  if (!changed.ok) return securityPage(c, choice, 'stale')
  return seeOther(c, portalUrl(c, pathOf(workspace.slug), { done: 'saved' }))
})

/** The choice alone goes into the address. */
function seePreview(c: PortalContext): Response {
  const asked = ['enforced', 'grace_days'].flatMap((name) => {
    const value = c.var.form.get(name)
    return value === null ? [] : [[name, value] as const]
  })
  return seeOther(c, portalUrl(c, pathOf(c.var.workspace.slug), Object.fromEntries(asked)))
}

/** How many members the pressed button said it would block. */
const confirmedIn = (form: URLSearchParams): number =>
  Number(/^\d{1,9}$/.exec(form.get('confirmed') ?? '')?.[0] ?? 0)

type SaveRefusal = 'invalid' | 'stale'

const pathOf = (slug: string) => `/workspaces/${slug}/settings/security`

/** A box that is not ticked is not sent: the timing alone says that this is a choice at all. */
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
  const { edge, workspace, words } = c.var
  const { enforcement: say, settings } = words
  const session = sessionOf(c)
  const panel = await viewEnforcement(edge, workspace.id)
  const { facts } = panel
  const { policy } = facts
  const isEnforced = policy.effectiveAt !== null
  const choice = asked ?? {
    enforced: isEnforced,
    graceDays: isEnforced ? policy.graceDays : FIRST_GRACE_DAYS,
  }
  const effects = effectsOf(words, facts, edge.now)
  const chosen = effects[choice.enforced ? choice.graceDays : 'off']
  const isUnsaved = asked !== null && previewPolicy(facts, asked, edge.now).isChange
  return page(
    c,
    {
      title: say.titleOf(workspace.name),
      accent: workspace.accent,
      status: refusal === 'stale' ? 409 : refusal ? 422 : 200,
      current: 'workspaces',
      isWide: true,
    },
    <WorkspaceFrame workspace={workspace} current="security">
      {refusal ? <Alert>{say[refusal]}</Alert> : null}
      {c.req.query('done') === 'saved' && !isUnsaved ? <Info>{settings.saved}</Info> : null}
      {isUnsaved && refusal === null ? <Unsaved /> : null}
      {session.isEnrolled ? null : (
        <div class="warning">
          <p>
            {say.enableFirst({
              enable: (words) => (
                <a
                  href={portalUrl(c, '/account/security/authenticator', {
                    return_to: pathOf(workspace.slug),
                  })}
                >
                  {words}
                </a>
              ),
            })}
          </p>
        </div>
      )}
      {await noticesOf(c)}
      <Enrolment facts={facts} slug={workspace.slug} now={edge.now} vouchedForBy={await findVouchers(c)} />
      <section class="card" aria-labelledby="enforcement">
        <h2 id="enforcement">
          <Unbroken text={say.title} />
        </h2>
        <State facts={facts} now={edge.now} />
        <Form action={pathOf(workspace.slug)} class="stack" aria-labelledby="enforcement">
          <input type="hidden" name="version" value={policy.version} />
          <label class="check toggle">
            <input type="checkbox" name="enforced" checked={choice.enforced} />
            {say.require}
          </label>
          <label>
            {say.timing}
            <select name="grace_days">
              {GRACE_DAYS.map((days) => (
                <option value={days} selected={days === choice.graceDays}>
                  {say.timings[days]}
                </option>
              ))}
            </select>
          </label>
          <input type="hidden" name="confirmed" value={chosen?.blocks ?? 0} />
          <output
            aria-live="polite"
            class={chosen?.blocks ? 'blocking' : undefined}
            data-effects={JSON.stringify(effects)}
          >
            {chosen?.sentence}
          </output>
          <div class="row">
            <button type="submit" class="wide-on-phone" data-save>
              {chosen?.button ?? say.update}
            </button>
            <button
              type="submit"
              class="second"
              formaction={`${pathOf(workspace.slug)}/preview`}
              data-preview
            >
              {say.preview}
            </button>
          </div>
        </Form>
      </section>
      <Report panel={panel} now={edge.now} />
      <EnrolmentChart panel={panel} now={edge.now} />
      <TeamMessage
        workspace={workspace}
        policy={policy}
        now={edge.now}
        link={portalUrl(c, '/account/security')}
      />
      <PolicyChanges changes={panel.policyChanges} slug={workspace.slug} />
    </WorkspaceFrame>,
  )
}

/** The labels of the trusted providers that this workspace takes: whom they vouch for is let in without enrolling. */
async function findVouchers(c: PortalContext): Promise<string[]> {
  const { edge, workspace } = c.var
  const allowed = await findAllowedProviders(edge.db, workspace.id)
  return edge.config.providers
    .filter((provider) => classify(provider) === 'trusted' && allowsProvider(allowed, provider.id))
    .map(({ label }) => label)
}

function State({ facts: { policy }, now }: { facts: PolicyAndCounts; now: number }) {
  const { enforcement: say } = useWords()
  const enforcement = enforcementAt(policy, now)
  return (
    <p>
      {enforcement.state === 'off' ? (
        <span class="badge">{say.off}</span>
      ) : enforcement.state === 'scheduled' ? (
        say.scheduled({
          at: <Time at={enforcement.effectiveAt} isLocalToo />,
          badge: (words) => <span class="badge warn">{words}</span>,
        })
      ) : (
        say.inEffect({
          at: <Time at={enforcement.effectiveAt} isLocalToo />,
          badge: (words) => <span class="badge good">{words}</span>,
        })
      )}
    </p>
  )
}
