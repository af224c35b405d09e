// /workspaces/{slug}/settings/sign-in: chooses the providers that members may sign in with.

import { Hono } from 'hono'
import { allowsProvider } from '../../../core/provider.ts'
import { changeAllowedProviders } from '../../../flows/administration/change-providers.ts'
import { labelIn } from '../../../words/names.ts'
import type { PortalContext, PortalEnv } from '../../frame/context.ts'
import { seeDone, takeDone } from '../../frame/done.ts'
import { sessionOf } from '../../frame/guards.ts'
import { settingsPage, settingsPath } from '../../frame/settings-page.tsx'

export const providers = new Hono<PortalEnv>()

const PATH = settingsPath(':slug', 'sign-in')

providers.get(PATH, (c) => {
  const { allowedProviders: allowed } = c.var.workspace
  const asked = c.req.queries('provider')
  const isFilledIn = c.var.edge.config.providers.some(
    ({ id }) => asked && asked.includes(id) !== allowsProvider(allowed, id),
  )
  return providersPage(c, asked ?? allowed, { isFilledIn })
})

providers.post(PATH, async (c) => {
  const { edge, form, workspace, actor, words } = c.var
  const { allowedWays: say } = words
  const configured = edge.config.providers
  const ticked = form.getAll('provider')
  if (ticked.length === 0) return providersPage(c, [], { problem: say.none })
  const own = sessionOf(c).proof.provider
  // Must include the admin's own provider. Otherwise the admin would lock themselves out.
  if (!ticked.includes(own)) {
    return providersPage(c, ticked, { problem: say.own(labelIn(words, configured, own)) })
  }
  const isAll = configured.every(({ id }) => ticked.includes(id))
  const changed = await changeAllowedProviders(edge, workspace.id, isAll ? null : ticked, actor)
  if (!changed.ok) return providersPage(c, ticked, { problem: say.gone })
  return seeDone(c, settingsPath(workspace.slug, 'sign-in'), 'saved')
})

interface Shown {
  readonly problem?: string
  readonly isFilledIn?: boolean
}

async function providersPage(
  c: PortalContext,
  ticked: readonly string[] | null,
  { problem, isFilledIn = false }: Shown,
): Promise<Response> {
  const { edge, workspace, words } = c.var
  const { ProvidersView } = await import('./providers-view.tsx')
  return settingsPage(
    c,
    { tab: 'sign-in', title: words.allowedWays.titleOf(workspace.name), status: problem ? 422 : 200 },
    <ProvidersView
      {...{ workspace, ticked, isFilledIn }}
      problem={problem ?? null}
      isSaved={takeDone(c) === 'saved'}
      configured={edge.config.providers}
    />,
  )
}
