// /workspaces: the operator creates, changes and deletes workspaces. A workspace's token reads its own.

import type { Config } from '../config.ts'
import { toRfc3339 } from '../core/time.ts'
import { isSlug, type OriginProblem, parseHost, parseOrigin } from '../core/workspace.ts'
import { nameOf } from '../flows/administration/bearer.ts'
import {
  deleteWorkspaceOf,
  listWorkspaces,
  putWorkspaceOf,
  type Workspace,
} from '../flows/administration/workspaces.ts'
import { requireOperator } from './context.ts'
import { BODY_REFUSALS, body, calls, describe, json, refusals } from './describe.ts'
import { EXAMPLES } from './examples.ts'
import { refuse, unprocessable } from './refusals.ts'
import * as schema from './schemas.ts'

const tags = ['Workspaces']

const ORIGIN_PROBLEMS: Record<OriginProblem, string> = {
  not_a_web_origin: 'Must be a web origin such as https://app.internal.example.com, without a path',
  must_be_https: 'Must be https',
  must_not_be_an_address: 'Must be a DNS name, not an IP address',
  leads_back_here: 'Must not lead back to the edge',
}

export const workspaces = calls()

workspaces.openapi(
  describe({
    method: 'get',
    path: '/workspaces',
    tags,
    operationId: 'listWorkspaces',
    'x-token': 'workspace',
    summary: 'List workspaces',
    description: 'All workspaces by slug, for the operator’s token. A workspace’s token sees its own.',
    request: { query: schema.CursorQuery },
    responses: {
      200: json(schema.WorkspacePage, 'One page of the list', EXAMPLES.workspaces),
      ...refusals(403, 422),
    },
  }),
  async (c) => {
    const { cursor = '' } = c.req.valid('query')
    const asked = { after: cursor, size: schema.PAGE_SIZE }
    const { rows, next } = await listWorkspaces(c.env.edge, c.var.bearer, asked)
    return c.json({ workspaces: rows.map(present), next_cursor: next }, 200)
  },
)

workspaces.openapi(
  describe({
    method: 'put',
    path: '/workspaces/{slug}',
    tags,
    operationId: 'putWorkspace',
    'x-token': 'operator',
    summary: 'Create or change a workspace',
    description:
      'Creates the workspace, or changes its name, hosts or origin. The same body again changes nothing.',
    middleware: requireOperator,
    request: { params: schema.SlugPath, ...body(schema.WorkspaceBody, EXAMPLES.workspaceBody) },
    responses: {
      200: json(schema.Workspace, 'Changed', EXAMPLES.workspace),
      201: json(schema.Workspace, 'Created', EXAMPLES.workspace),
      ...refusals(403, ...BODY_REFUSALS),
    },
  }),
  async (c) => {
    const { edge } = c.env
    const { slug } = c.req.valid('param')
    if (!isSlug(slug)) throw unprocessable('slug', 'Must be 1 to 63 of a-z, 0-9 and inner dashes')
    const { name, hosts: written, origin } = c.req.valid('json')
    const hosts = written.map((text, index) => requireHost(edge.config, text, index))
    const parsed = parseOrigin(origin, {
      allowsLoopback: edge.config.isLocal,
      ownHosts: [edge.config.portalHost, ...hosts],
    })
    if (!parsed.ok) throw unprocessable('origin', ORIGIN_PROBLEMS[parsed.error])
    const change = { slug, name, origin: parsed.value, hosts: [...new Set(hosts)] }
    const put = await putWorkspaceOf(edge, change, nameOf(c.var.bearer))
    if (!put.ok) {
      if (put.error.reason === 'origin-leads-back')
        throw unprocessable('origin', ORIGIN_PROBLEMS.leads_back_here)
      const { reason, host } = put.error
      const problem =
        reason === 'host-taken' ? 'belongs to another workspace' : 'is the origin of another workspace'
      throw unprocessable(`hosts.${hosts.indexOf(host)}`, `${host} ${problem}`)
    }
    return c.json(present(put.value.workspace), put.value.isNew ? 201 : 200)
  },
)

workspaces.openapi(
  describe({
    method: 'get',
    path: '/workspaces/{slug}',
    tags,
    operationId: 'getWorkspace',
    'x-token': 'workspace',
    summary: 'Get a workspace',
    request: { params: schema.SlugPath },
    responses: { 200: json(schema.Workspace, 'The workspace', EXAMPLES.workspace), ...refusals(403, 404) },
  }),
  (c) => c.json(present(c.var.workspace), 200),
)

workspaces.openapi(
  describe({
    method: 'delete',
    path: '/workspaces/{slug}',
    tags,
    operationId: 'deleteWorkspace',
    'x-token': 'operator',
    summary: 'Delete a workspace',
    description: 'Its hosts answer 421 afterwards.',
    middleware: requireOperator,
    request: { params: schema.SlugPath },
    responses: { 204: { description: 'Deleted' }, ...refusals(403, 404) },
  }),
  async (c) => {
    const { found, bearer } = c.var
    if (!found) throw refuse('not-found')
    await deleteWorkspaceOf(c.env.edge, found.workspace, nameOf(bearer))
    return c.body(null, 204)
  },
)

function requireHost(config: Config, text: string, index: number): string {
  const host = parseHost(text, config.scheme)
  if (!host)
    throw unprocessable(`hosts.${index}`, 'Must be a host such as acme.example.com, without scheme or path')
  if (host === config.portalHost) throw unprocessable(`hosts.${index}`, 'Must not be the portal’s host')
  return host
}

const present = (workspace: Workspace) => ({
  id: workspace.id,
  slug: workspace.slug,
  name: workspace.registeredName,
  hosts: [...workspace.hosts],
  origin: workspace.origin,
  created_at: toRfc3339(workspace.createdAt),
})
