// /providers lists the configured providers, for the operator. /workspaces/{slug}/providers says which of
// them members may use.

import { classify, isFederated, type Provider } from '../core/provider.ts'
import { changeAllowedProviders } from '../flows/administration/change-providers.ts'
import { requireOperator } from './context.ts'
import { BODY_REFUSALS, body, calls, describe, json, refusals } from './describe.ts'
import { EXAMPLES } from './examples.ts'
import { unprocessable } from './refusals.ts'
import * as schema from './schemas.ts'

const tags = ['Providers']

export const providers = calls()

providers.openapi(
  describe({
    method: 'get',
    path: '/providers',
    tags,
    operationId: 'listProviders',
    'x-token': 'operator',
    summary: 'List the configured providers',
    middleware: requireOperator,
    responses: { 200: json(schema.ProviderList, 'The whole list', EXAMPLES.providers), ...refusals(403) },
  }),
  (c) => c.json({ providers: c.env.edge.config.providers.map(present) }, 200),
)

providers.openapi(
  describe({
    method: 'get',
    path: '/workspaces/{slug}/providers',
    tags,
    operationId: 'getAllowedProviders',
    'x-token': 'workspace',
    summary: 'Get the providers that members may use',
    request: { params: schema.SlugPath },
    responses: {
      200: json(schema.AllowedProvidersSet, 'Their ids, or null for any', EXAMPLES.allowedProviders),
      ...refusals(403, 404),
    },
  }),
  (c) => c.json(presentAllowed(c.var.workspace.allowedProviders), 200),
)

providers.openapi(
  describe({
    method: 'put',
    path: '/workspaces/{slug}/providers',
    tags,
    operationId: 'putAllowedProviders',
    'x-token': 'workspace',
    summary: 'Set the providers that members may use',
    description: 'Members who signed in another way must sign in again. `null` allows any provider.',
    request: { params: schema.SlugPath, ...body(schema.AllowedProvidersBody, EXAMPLES.allowedProviders) },
    responses: {
      200: json(schema.AllowedProvidersSet, 'Changed', EXAMPLES.allowedProviders),
      ...refusals(403, 404, ...BODY_REFUSALS),
    },
  }),
  async (c) => {
    const { allowed } = c.req.valid('json')
    const { workspace, actor } = c.var
    const changed = await changeAllowedProviders(c.env.edge, workspace.id, allowed, actor)
    if (!changed.ok) {
      const { unknown } = changed.error
      throw unprocessable(`allowed.${allowed?.indexOf(unknown)}`, 'No configured provider has this id')
    }
    return c.json(presentAllowed(changed.value), 200)
  },
)

const presentAllowed = (allowed: readonly string[] | null) => ({ allowed: allowed && [...allowed] })

const present = (provider: Provider) => ({
  id: provider.id,
  kind: provider.kind,
  label: provider.label,
  second_factor: classify(provider),
  provision: isFederated(provider) && provider.provisions,
  trust_email: isFederated(provider) && provider.trustsEmail,
})
