// /workspaces/{slug}/tokens: lists, creates and revokes API tokens.

import { toRfc3339 } from '../core/time.ts'
import { randomId } from '../crypto/random.ts'
import { type Bearer, makerOf } from '../flows/administration/bearer.ts'
import { createToken, endToken, type ListedToken, listTokens } from '../flows/administration/tokens.ts'
import { makerFrom } from './context.ts'
import { BODY_REFUSALS, body, calls, describe, json, refusals } from './describe.ts'
import { EXAMPLES } from './examples.ts'
import { refuse } from './refusals.ts'
import * as schema from './schemas.ts'

const tags = ['Tokens']

export const tokens = calls()

tokens.openapi(
  describe({
    method: 'get',
    path: '/workspaces/{slug}/tokens',
    tags,
    operationId: 'listTokens',
    'x-token': 'workspace',
    summary: 'List API tokens',
    description: 'Without their values.',
    request: { params: schema.SlugPath },
    responses: { 200: json(schema.TokenList, 'The tokens', EXAMPLES.tokens), ...refusals(403, 404) },
  }),
  async (c) => {
    const listed = await listTokens(c.env.edge, c.var.workspace.id)
    return c.json({ tokens: listed.map(present) }, 200)
  },
)

tokens.openapi(
  describe({
    method: 'post',
    path: '/workspaces/{slug}/tokens',
    tags,
    operationId: 'createToken',
    'x-token': 'workspace',
    summary: 'Create an API token',
    description:
      'The value is shown only in this response. A token that was created with another token ends with it.',
    request: { params: schema.SlugPath, ...body(schema.TokenBody, EXAMPLES.tokenBody) },
    responses: {
      201: json(schema.NewToken, 'The token', EXAMPLES.newToken),
      ...refusals(403, 404, 409, ...BODY_REFUSALS),
    },
  }),
  async (c) => {
    const { name, expires_in_days: expiresInDays } = c.req.valid('json')
    const created = await createToken(
      c.env.edge,
      c.var.workspace.id,
      { id: randomId(), name, expiresInDays },
      makerFrom(c),
    )
    if (!created.ok && created.error === 'not-allowed') throw refuse('not-found')
    if (!created.ok) throw refuse('too-many-tokens')
    const { token, ...row } = created.value
    return c.json({ ...present({ ...row, madeBy: madeBy(c.var.bearer) }), token }, 201)
  },
)

tokens.openapi(
  describe({
    method: 'delete',
    path: '/workspaces/{slug}/tokens/{id}',
    tags,
    operationId: 'revokeToken',
    'x-token': 'workspace',
    summary: 'Revoke an API token',
    description: 'Takes effect at once.',
    request: { params: schema.TokenPath },
    responses: { 204: { description: 'Revoked' }, ...refusals(403, 404) },
  }),
  async (c) => {
    const { id } = c.req.valid('param')
    if (!(await endToken(c.env.edge, c.var.workspace.id, id, c.var.actor))) throw refuse('not-found')
    return c.body(null, 204)
  },
)

const madeBy = (bearer: Bearer) => makerOf(bearer)?.email ?? null

const present = (token: ListedToken) => ({
  id: token.id,
  name: token.name,
  made_by: token.madeBy,
  created_at: toRfc3339(token.createdAt),
  expires_at: toRfc3339(token.expiresAt),
})
