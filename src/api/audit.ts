// /workspaces/{slug}/audit, and /audit: what belongs to no workspace.

import { toRfc3339 } from '../core/time.ts'
import { type AuditRow, listAudit, OPERATOR_SCOPE } from '../store/audit.ts'
import { requireOperator } from './context.ts'
import { calls, describe, json, refusals } from './describe.ts'
import * as schema from './schemas.ts'

const tags = ['Audit']

export const audit = calls()

audit.openapi(
  describe({
    method: 'get',
    path: '/workspaces/{slug}/audit',
    tags,
    summary: 'What happened in a workspace, newest first',
    request: { params: schema.SlugPath, query: schema.AuditQuery },
    responses: { 200: json(schema.AuditPage, 'A page of it'), ...refusals(404, 422) },
  }),
  async (c) => c.json(await pageOf(c.env.edge.db, c.var.workspace.id, c.req.valid('query').cursor), 200),
)

audit.openapi(
  describe({
    method: 'get',
    path: '/audit',
    tags,
    summary: 'Sign-ins, factors and accounts: what belongs to no workspace; the operator’s',
    middleware: requireOperator,
    request: { query: schema.AuditQuery },
    responses: { 200: json(schema.AuditPage, 'A page of it'), ...refusals(403, 422) },
  }),
  async (c) => c.json(await pageOf(c.env.edge.db, OPERATOR_SCOPE, c.req.valid('query').cursor), 200),
)

async function pageOf(db: D1Database, scope: string, cursor: string | undefined) {
  const rows = await listAudit(db, scope, cursor === undefined ? null : Number(cursor), schema.PAGE_SIZE + 1)
  const shown = rows.slice(0, schema.PAGE_SIZE)
  const last = rows.length > shown.length ? shown.at(-1) : undefined
  return { entries: shown.map(present), next_cursor: last ? String(last.id) : null }
}

const present = (row: AuditRow) => ({
  id: row.id,
  at: toRfc3339(row.at),
  actor: row.actor,
  action: row.action,
  account: row.email,
  ip: row.ip,
  user_agent: row.user_agent,
  detail: JSON.parse(row.detail) as Record<string, string | number | boolean | null>,
})
