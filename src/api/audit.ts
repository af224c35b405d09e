// /workspaces/{slug}/audit, and /audit for the events that belong to no workspace: pages and exports.

import { toRfc3339IfTime } from '../core/time.ts'
import { exportAudit } from '../flows/administration/export-audit.ts'
import { type ListedEntry, viewAudit } from '../flows/administration/view-audit.ts'
import * as schema from './audit-schemas.ts'
import { type ApiContext, requireOperator } from './context.ts'
import { calls, describe, json, refusals } from './describe.ts'
import { EXAMPLES } from './examples.ts'
import { PAGE_SIZE, SlugPath } from './schemas.ts'

const tags = ['Audit']

export const audit = calls()

const EXPORTED =
  'JSON Lines, 1000 entries a page. A Link header with rel="next" (RFC 8288) names the next page. Each entry has its hash.'
// Typed as `string`. With a literal type, the library's types would expect a JSON body here.
const JSON_LINES: string = 'application/x-ndjson'
const lines = {
  description: 'One page of the log, one entry a line',
  content: { [JSON_LINES]: { schema: schema.AuditLine, example: EXAMPLES.auditLine } },
}

audit.openapi(
  describe({
    method: 'get',
    path: '/workspaces/{slug}/audit',
    tags,
    operationId: 'listWorkspaceAudit',
    'x-token': 'workspace',
    summary: 'List the audit log of a workspace',
    description: 'Newest first.',
    request: { params: SlugPath, query: schema.AuditQuery },
    responses: {
      200: json(schema.AuditPage, 'One page of the log', EXAMPLES.audit),
      ...refusals(403, 404, 422),
    },
  }),
  async (c) => c.json(await pageOf(c, c.var.workspace.id, c.req.valid('query').cursor), 200),
)

audit.openapi(
  describe({
    method: 'get',
    path: '/audit',
    tags,
    operationId: 'listAudit',
    'x-token': 'operator',
    summary: 'List the audit log of the platform',
    description:
      'Sign-ins, second factors and accounts: everything that belongs to no workspace. Newest first.',
    middleware: requireOperator,
    request: { query: schema.AuditQuery },
    responses: { 200: json(schema.AuditPage, 'One page of the log', EXAMPLES.audit), ...refusals(403, 422) },
  }),
  async (c) => c.json(await pageOf(c, null, c.req.valid('query').cursor), 200),
)

audit.openapi(
  describe({
    method: 'get',
    path: '/workspaces/{slug}/audit/export',
    tags,
    operationId: 'exportWorkspaceAudit',
    'x-token': 'workspace',
    summary: 'Export the audit log of a workspace',
    description: EXPORTED,
    request: { params: SlugPath, query: schema.AuditExportQuery },
    responses: { 200: lines, ...refusals(403, 404, 422) },
  }),
  (c) => exportOf(c, c.var.workspace.id, c.req.valid('query').after),
)

audit.openapi(
  describe({
    method: 'get',
    path: '/audit/export',
    tags,
    operationId: 'exportAudit',
    'x-token': 'operator',
    summary: 'Export the audit log of the platform or of a deleted workspace',
    description: EXPORTED,
    middleware: requireOperator,
    request: { query: schema.OperatorAuditExportQuery },
    responses: { 200: lines, ...refusals(403, 422) },
  }),
  (c) => {
    const { workspace, after } = c.req.valid('query')
    return exportOf(c, workspace ?? null, after)
  },
)

async function exportOf(c: ApiContext, workspaceId: string | null, after: string) {
  const page = await exportAudit(c.env.edge, workspaceId, Number(after))
  c.header('content-type', JSON_LINES)
  if (page.next !== null) {
    const next = new URL(c.req.url)
    next.searchParams.set('after', String(page.next))
    c.header('link', `<${next.href}>; rel="next"`)
  }
  return c.body(page.lines, 200)
}

async function pageOf(c: ApiContext, workspaceId: string | null, cursor: string | undefined) {
  const before = cursor === undefined ? null : Number(cursor)
  const { rows, next } = await viewAudit(c.env.edge, workspaceId, { before, size: PAGE_SIZE })
  return { entries: rows.map(present), next_cursor: next }
}

const present = ({ id, at, actor, action, email, ip, userAgent, detail, hash }: ListedEntry) => ({
  id,
  at: toRfc3339IfTime(at),
  actor,
  action,
  account: email,
  ip,
  user_agent: userAgent,
  detail,
  hash,
})
