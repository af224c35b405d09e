// /workspaces/{slug}/service-tokens: lists, creates, changes, rotates and deletes service tokens.

import { DAY_SECONDS, toRfc3339 } from '../core/time.ts'
import { randomId } from '../crypto/random.ts'
import { changeServiceToken } from '../flows/administration/change-service-token.ts'
import {
  createServiceToken,
  deleteServiceToken,
  findServiceToken,
  type ListedService,
  listServiceTokens,
  rotateServiceToken,
  type ShownService,
} from '../flows/administration/service-tokens.ts'
import { makerFrom } from './context.ts'
import { BODY_REFUSALS, body, calls, describe, json, refusals } from './describe.ts'
import { EXAMPLES } from './examples.ts'
import { refuse } from './refusals.ts'
import { PAGE_SIZE, SlugPath, TokenPath } from './schemas.ts'
import * as schema from './service-token-schemas.ts'

const tags = ['Service tokens']

export const serviceTokens = calls()

serviceTokens.openapi(
  describe({
    method: 'get',
    path: '/workspaces/{slug}/service-tokens',
    tags,
    operationId: 'listServiceTokens',
    'x-token': 'workspace',
    summary: 'List service tokens',
    description: 'Without their values, the newest first. Expired tokens are left out.',
    request: { params: SlugPath, query: schema.ServiceTokenQuery },
    responses: {
      200: json(schema.ServiceTokenPage, 'One page of the list', EXAMPLES.serviceTokens),
      ...refusals(403, 404, 422),
    },
  }),
  async (c) => {
    const { cursor: after = null } = c.req.valid('query')
    const { rows, next } = await listServiceTokens(c.env.edge, c.var.workspace.id, {
      after,
      size: PAGE_SIZE,
    })
    return c.json({ service_tokens: rows.map(present), next_cursor: next }, 200)
  },
)

serviceTokens.openapi(
  describe({
    method: 'post',
    path: '/workspaces/{slug}/service-tokens',
    tags,
    operationId: 'createServiceToken',
    'x-token': 'workspace',
    summary: 'Create a service token',
    description:
      'The value is shown only in this response. It opens a path only if a rule of the workspace lets services in there. A token that was created with an API token ends with that API token at the latest.',
    request: { params: SlugPath, ...body(schema.ServiceTokenBody, EXAMPLES.serviceTokenBody) },
    responses: {
      201: json(schema.NewServiceToken, 'The token', EXAMPLES.newServiceToken),
      ...refusals(403, 404, 409, ...BODY_REFUSALS),
    },
  }),
  async (c) => {
    const { name, expires_in_days: expiresInDays, paths, methods, networks = null } = c.req.valid('json')
    const asked = { id: randomId(), name, expiresInDays, scope: { paths, methods, networks } }
    const created = await createServiceToken(c.env.edge, c.var.workspace.id, asked, makerFrom(c))
    if (created.ok) return c.json(show(created.value), 201)
    throw refuse(created.error === 'not-allowed' ? 'not-found' : 'too-many-service-tokens')
  },
)

serviceTokens.openapi(
  describe({
    method: 'get',
    path: '/workspaces/{slug}/service-tokens/{id}',
    tags,
    operationId: 'getServiceToken',
    'x-token': 'workspace',
    summary: 'Get a service token',
    description: 'Without its value.',
    request: { params: TokenPath },
    responses: { 200: json(schema.ServiceToken, 'The token', EXAMPLES.serviceToken), ...refusals(403, 404) },
  }),
  async (c) => {
    const found = await findServiceToken(c.env.edge, c.var.workspace.id, c.req.valid('param').id)
    if (!found) throw refuse('not-found')
    return c.json(present(found), 200)
  },
)

serviceTokens.openapi(
  describe({
    method: 'patch',
    path: '/workspaces/{slug}/service-tokens/{id}',
    tags,
    operationId: 'changeServiceToken',
    'x-token': 'workspace',
    summary: 'Change, disable or enable a service token',
    description:
      'Fields that are left out stay as they are. The value stays the same. Takes effect within `PASS_SECONDS`.',
    request: { params: TokenPath, ...body(schema.ServiceTokenChanges, EXAMPLES.serviceTokenChanges) },
    responses: {
      200: json(schema.ServiceToken, 'Changed', EXAMPLES.serviceToken),
      ...refusals(403, 404, ...BODY_REFUSALS),
    },
  }),
  async (c) => {
    const { id } = c.req.valid('param')
    const { disabled, ...parts } = c.req.valid('json')
    const changes = { ...parts, ...(disabled !== undefined && { isDisabled: disabled }) }
    const changed = await changeServiceToken(c.env.edge, c.var.workspace.id, { id, changes }, c.var.actor)
    if (!changed) throw refuse('not-found')
    return c.json(present(changed), 200)
  },
)

serviceTokens.openapi(
  describe({
    method: 'post',
    path: '/workspaces/{slug}/service-tokens/{id}/rotate',
    tags,
    operationId: 'rotateServiceToken',
    'x-token': 'workspace',
    summary: 'Give a service token a new value',
    description:
      'The new value is shown only in this response. It lasts as many days as the token was created with. The current value still works for `overlap_hours`, but not longer than without the rotation. A value from an earlier rotation stops working within `PASS_SECONDS`. From then on, the token ends when the caller loses their role, or when the API token of the call ends.',
    request: { params: TokenPath, ...body(schema.ServiceTokenRotation, EXAMPLES.serviceTokenRotation) },
    responses: {
      200: json(schema.NewServiceToken, 'The token', EXAMPLES.rotatedServiceToken),
      ...refusals(403, 404, 409, ...BODY_REFUSALS),
    },
  }),
  async (c) => {
    const { id } = c.req.valid('param')
    const asked = { id, overlapHours: c.req.valid('json').overlap_hours, version: null }
    const rotated = await rotateServiceToken(c.env.edge, c.var.workspace.id, asked, makerFrom(c))
    if (rotated.ok) return c.json(show(rotated.value), 200)
    throw refuse(rotated.error === 'not-found' ? 'not-found' : 'service-token-changed-meanwhile')
  },
)

serviceTokens.openapi(
  describe({
    method: 'delete',
    path: '/workspaces/{slug}/service-tokens/{id}',
    tags,
    operationId: 'deleteServiceToken',
    'x-token': 'workspace',
    summary: 'Delete a service token',
    description: 'Programs that use it are refused within `PASS_SECONDS`.',
    request: { params: TokenPath },
    responses: { 204: { description: 'Deleted' }, ...refusals(403, 404) },
  }),
  async (c) => {
    const { id } = c.req.valid('param')
    if (!(await deleteServiceToken(c.env.edge, c.var.workspace.id, id, c.var.actor)))
      throw refuse('not-found')
    return c.body(null, 204)
  },
)

const show = ({ token, service }: ShownService) => ({ ...present(service), token })

const present = ({ scope, lastUsedOn, previousValidUntil, ...service }: ListedService) => ({
  id: service.id,
  name: service.name,
  made_by: service.madeBy,
  paths: [...scope.paths],
  methods: [...scope.methods],
  networks: scope.networks && [...scope.networks],
  disabled: service.isDisabled,
  created_at: toRfc3339(service.createdAt),
  expires_at: toRfc3339(service.expiresAt),
  last_used_on: lastUsedOn === null ? null : toRfc3339(lastUsedOn * DAY_SECONDS).slice(0, 10),
  previous_valid_until: previousValidUntil === null ? null : toRfc3339(previousValidUntil),
})
