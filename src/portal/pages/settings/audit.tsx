// /workspaces/{slug}/settings/audit: what happened in the workspace, newest first.

import { Hono } from 'hono'
import { exportAudit } from '../../../flows/administration/export-audit.ts'
import { viewAudit } from '../../../flows/administration/view-audit.ts'
import type { PortalEnv } from '../../frame/context.ts'
import { settingsPage, settingsPath } from '../../frame/settings-page.tsx'
import { AuditView } from './audit-view.tsx'

export const audit = new Hono<PortalEnv>()

const PATH = settingsPath(':slug', 'audit')
const PAGE_SIZE = 50

audit.get(PATH, async (c) => {
  const { edge, workspace, words } = c.var
  const cursor = /^[1-9]\d{0,14}$/.exec(c.req.query('cursor') ?? '')?.[0]
  const before = cursor === undefined ? null : Number(cursor)
  const listed = await viewAudit(edge, workspace.id, { before, size: PAGE_SIZE })
  return settingsPage(
    c,
    { tab: 'audit', title: words.audit.titleOf(workspace.name) },
    <AuditView workspace={workspace} listed={listed} />,
  )
})

/** The whole of it in one file, page after page, so that little of it is in memory at a time. */
audit.get(`${PATH}/export`, (c) => {
  const { edge, workspace } = c.var
  let after: number | null = 0
  const file = new ReadableStream<Uint8Array>({
    async pull(controller) {
      if (after === null) return controller.close()
      const page = await exportAudit(edge, workspace.id, after)
      after = page.next
      controller.enqueue(new TextEncoder().encode(page.lines))
    },
  })
  c.header('content-type', 'application/x-ndjson')
  c.header('content-disposition', `attachment; filename="audit-${workspace.slug}.jsonl"`)
  return c.body(file)
})
