// /workspaces/{slug}/audit, and /audit: what belongs to no workspace.

import { toRfc3339IfTime } from '../core/time.ts'
import { exportAudit } from '../flows/administration/export-audit.ts'
import { type AuditRow, listAudit, OPERATOR_SCOPE } from '../store/audit.ts'
import * as schema from './audit-schemas.ts'
import { type ApiContext, requireOperator } from './context.ts'
import { calls, describe, json, refusals } from './describe.ts'
import { EXAMPLES } from './examples.ts'
import { PAGE_SIZE, SlugPath } from './schemas.ts'

const tags = ['Audit']

export const audit = calls()

const EXPORTED =
  'JSON Lines, 1000 a page; a header Link with rel="next" (RFC 8288) leads to the next one. Each entry has its hash.'
// As a mere string: by its name, the library's types would take it for a kind of JSON that they don't know.
const JSON_LINES: string = 'application/x-ndjson'
const lines = {
  description: 'A page of it: an entry a line',
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
    responses: { 200: json(schema.AuditPage, 'A page of it', EXAMPLES.audit), ...refusals(403, 404, 422) },
  }),
  async (c) => c.json(await pageOf(c.env.edge.db, c.var.workspace.id, c.req.valid('query').cursor), 200),
)

audit.openapi(
  describe({
    method: 'get',
    path: '/audit',
    tags,
    operationId: 'listAudit',
    'x-token': 'operator',
    summary: 'List the audit log of the platform',
    description: 'Sign-ins, factors and accounts: what belongs to no workspace. Newest first.',
    middleware: requireOperator,
    request: { query: schema.AuditQuery },
    responses: { 200: json(schema.AuditPage, 'A page of it', EXAMPLES.audit), ...refusals(403, 422) },
  }),
  async (c) => c.json(await pageOf(c.env.edge.db, OPERATOR_SCOPE, c.req.valid('query').cursor), 200),
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
    return exportOf(c, workspace ?? OPERATOR_SCOPE, after)
  },
)

async function exportOf(c: ApiContext, scope: string, after: string) {
  const page = await exportAudit(c.env.edge, scope, Number(after))
  c.header('content-type', JSON_LINES)
  if (page.next !== null) {
    const next = new URL(c.req.url)
    next.searchParams.set('after', String(page.next))
    c.header('link', `<${next.href}>; rel="next"`)
  }
  return c.body(page.lines, 200)
}

async function pageOf(db: D1Database, scope: string, cursor: string | undefined) {
  const rows = await listAudit(db, scope, cursor === undefined ? null : Number(cursor), PAGE_SIZE + 1)
  const shown = rows.slice(0, PAGE_SIZE)
  const last = rows.length > shown.length ? shown.at(-1) : undefined
  return { entries: shown.map(present), next_cursor: last ? String(last.id) : null }
}

const present = (row: AuditRow) => ({
  id: row.id,
  at: toRfc3339IfTime(row.at),
  actor: row.actor,
  action: row.action,
  account: row.email,
  ip: row.ip,
  user_agent: row.user_agent,
  detail: JSON.parse(row.detail) as Record<string, string | number | boolean | null>,
  hash: row.hash,
})
