// /workspaces/{slug}/settings/sign-in: which providers members may come through.

import { Hono } from 'hono'
import { allowsProvider, classify, isFederated } from '../../core/provider.ts'
import { changeAllowedProviders } from '../../flows/administration/change-providers.ts'
import { findAllowedProviders } from '../../store/workspaces.ts'
import { labelIn } from '../../words/names.ts'
import { type PortalContext, type PortalEnv, portalUrl, seeOther } from '../frame/context.ts'
import { Form } from '../frame/form.tsx'
import { sessionOf } from '../frame/guards.ts'
import { Alert, Info, page, Unsaved } from '../frame/layout.tsx'
import { WorkspaceFrame } from '../frame/settings-frame.tsx'

export const workspaceProviders = new Hono<PortalEnv>()

const PATH = '/workspaces/:slug/settings/sign-in'

workspaceProviders.get(PATH, async (c) => {
  const { edge, workspace } = c.var
  const allowed = await findAllowedProviders(edge.db, workspace.id)
  const asked = c.req.queries('provider')
  const isFilledIn = edge.config.providers.some(
    ({ id }) => asked && asked.includes(id) !== allowsProvider(allowed, id),
  )
  return settingsPage(c, asked ?? allowed, null, isFilledIn)
})

workspaceProviders.post(PATH, async (c) => {
  const { edge, form, workspace, actor, words } = c.var
  const { allowedWays: say } = words
  const { providers } = edge.config
  const ticked = form.getAll('provider')
  if (ticked.length === 0) return settingsPage(c, [], say.none)
  const own = sessionOf(c).proof.provider
  if (!ticked.includes(own)) {
    return settingsPage(c, ticked, say.own(labelIn(words, providers, own)))
  }
  const isAll = providers.every(({ id }) => ticked.includes(id))
  const changed = await changeAllowedProviders(edge, workspace.id, isAll ? null : ticked, actor)
  if (!changed.ok) return settingsPage(c, ticked, say.gone)
  return seeOther(c, portalUrl(c, `/workspaces/${workspace.slug}/settings/sign-in`, { done: 'saved' }))
})

async function settingsPage(
  c: PortalContext,
  ticked: readonly string[] | null,
  problem: string | null,
  isFilledIn = false,
): Promise<Response> {
  const { edge, workspace, words } = c.var
  const { allowedWays: say, settings } = words
  const path = `/workspaces/${workspace.slug}/settings/sign-in`
  const status = problem ? 422 : 200
  return page(
    c,
    {
      title: say.titleOf(workspace.name),
      accent: workspace.accent,
      current: 'workspaces',
      isWide: true,
      status,
    },
    <WorkspaceFrame workspace={workspace} current="sign-in">
      {c.req.query('done') === 'saved' ? <Info>{settings.saved}</Info> : null}
      {isFilledIn ? <Unsaved /> : null}
      <section class="card">
        <h2>{say.title}</h2>
        <p>{say.explanation({ workspace: <bdi>{workspace.name}</bdi> })}</p>
        <Form action={path} class="stack">
          {problem ? <Alert>{problem}</Alert> : null}
          <fieldset>
            <legend>{say.allowed}</legend>
            {edge.config.providers.map((provider) => (
              <label class="check">
                <input
                  type="checkbox"
                  name="provider"
                  value={provider.id}
                  checked={allowsProvider(ticked, provider.id)}
                />
                <span>
                  <bdi>{labelIn(words, edge.config.providers, provider.id)}</bdi>
                  {isFederated(provider) && classify(provider) === 'trusted' ? (
                    <span class="quiet"> · {say.secondFactorCounts}</span>
                  ) : null}
                </span>
              </label>
            ))}
          </fieldset>
          <div class="row">
            <button type="submit" class="wide-on-phone">
              {say.save}
            </button>
          </div>
        </Form>
      </section>
    </WorkspaceFrame>,
  )
}
