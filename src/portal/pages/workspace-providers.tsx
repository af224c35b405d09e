// /workspaces/{slug}/settings/sign-in: which providers members may come through.

import { Hono } from 'hono'
import { allowsProvider, classify, isFederated, labelOf } from '../../core/provider.ts'
import { changeAllowedProviders } from '../../flows/change-providers.ts'
import { findAllowedProviders } from '../../store/workspaces.ts'
import { type PortalContext, type PortalEnv, portalUrl, seeOther } from '../context.ts'
import { csrfToken } from '../csrf.ts'
import { sessionOf } from '../guards.ts'
import { Alert, FormFields, Notice, page } from '../layout.tsx'
import { WorkspaceFrame } from '../settings-frame.tsx'

export const workspaceProviders = new Hono<PortalEnv>()

const PATH = '/workspaces/:slug/settings/sign-in'

workspaceProviders.get(PATH, async (c) => {
  const allowed = await findAllowedProviders(c.var.edge.db, c.var.workspace.id)
  return settingsPage(c, allowed, null)
})

workspaceProviders.post(PATH, async (c) => {
  const { edge, form, workspace, actor } = c.var
  const { providers } = edge.config
  const ticked = form.getAll('provider')
  if (ticked.length === 0) return settingsPage(c, [], 'Choose one way at least: else nobody could come in.')
  const own = sessionOf(c).proof.provider
  if (!ticked.includes(own)) {
    const label = labelOf(providers, own)
    const problem = `You came in through ${label} yourself. To leave it out, sign in another way first.`
    return settingsPage(c, ticked, problem)
  }
  const isAll = providers.every(({ id }) => ticked.includes(id))
  const changed = await changeAllowedProviders(edge, workspace.id, isAll ? null : ticked, actor.name)
  if (!changed.ok) return settingsPage(c, ticked, 'One of these ways is no longer configured. Choose again.')
  return seeOther(c, portalUrl(c, `/workspaces/${workspace.slug}/settings/sign-in`, { done: 'saved' }))
})

async function settingsPage(
  c: PortalContext,
  ticked: readonly string[] | null,
  problem: string | null,
): Promise<Response> {
  const { edge, workspace, browser } = c.var
  const csrf = await csrfToken(edge, browser, { sessionId: sessionOf(c).id })
  const path = `/workspaces/${workspace.slug}/settings/sign-in`
  const status = problem ? 422 : 200
  return page(
    c,
    { title: `Sign-in of ${workspace.name}`, current: 'workspaces', isWide: true, status },
    <WorkspaceFrame workspace={workspace} current="sign-in">
      {c.req.query('done') === 'saved' ? <Notice>Saved. It holds everywhere within a minute.</Notice> : null}
      <section class="card">
        <h2>Ways to sign in</h2>
        <p>
          Members come into {workspace.name} only through what is ticked here. Whoever is in by another way is
          asked to sign in again; memberships and roles stay. Have everybody link an allowed way first, under
          Security: once you save, only the operator can do that for them.
        </p>
        <form method="post" action={path} class="stack">
          <FormFields csrf={csrf} />
          {problem ? <Alert>{problem}</Alert> : null}
          <fieldset>
            <legend>Allowed</legend>
            {edge.config.providers.map((provider) => (
              <label class="check">
                <input
                  type="checkbox"
                  name="provider"
                  value={provider.id}
                  checked={allowsProvider(ticked, provider.id)}
                />
                <span>
                  {provider.label}
                  {isFederated(provider) && classify(provider) === 'trusted' ? (
                    <span class="quiet"> · its own second factor counts here</span>
                  ) : null}
                </span>
              </label>
            ))}
          </fieldset>
          <div class="row">
            <button type="submit" class="wide-on-phone">
              Save
            </button>
          </div>
        </form>
      </section>
    </WorkspaceFrame>,
  )
}
