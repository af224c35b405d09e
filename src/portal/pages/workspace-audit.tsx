// /workspaces/{slug}/settings/audit: what happened in the workspace, newest first.

import { Hono } from 'hono'
import { writeTime } from '../../core/time.ts'
import { exportAudit } from '../../flows/export-audit.ts'
import { type AuditRow, listAudit } from '../../store/audit.ts'
import { type PortalEnv, portalUrl } from '../context.ts'
import { page, Time } from '../layout.tsx'
import { WorkspaceFrame } from '../settings-frame.tsx'

export const workspaceAudit = new Hono<PortalEnv>()

const PAGE_SIZE = 50

const TITLES: Partial<Record<AuditRow['action'], string>> = {
  'workspace.put': 'Workspace set up or changed',
  'workspace.entered': 'Entered',
  'workspace.refused': 'Turned away',
  'prompt.deferred': 'Asked to be reminded later',
  'policy.changed': 'Policy changed',
  'providers.changed': 'Ways to sign in changed',
  'member.put': 'Member added or role changed',
  'member.removed': 'Member removed',
  'members.viewed': 'Looked at the list of members',
  'token.created': 'API token made',
  'token.revoked': 'API token revoked',
}

workspaceAudit.get('/workspaces/:slug/settings/audit', async (c) => {
  const { edge, workspace } = c.var
  const cursor = /^[1-9]\d{0,14}$/.exec(c.req.query('cursor') ?? '')?.[0]
  const rows = await listAudit(edge.db, workspace.id, cursor ? Number(cursor) : null, PAGE_SIZE + 1)
  const shown = rows.slice(0, PAGE_SIZE)
  const last = rows.length > PAGE_SIZE ? shown.at(-1) : undefined
  const path = `/workspaces/${workspace.slug}/settings/audit`
  return page(
    c,
    { title: `Audit of ${workspace.name}`, current: 'workspaces', isWide: true },
    <WorkspaceFrame workspace={workspace} current="audit">
      <section class="card">
        {shown.length === 0 ? <p>Nothing has happened yet.</p> : <Export path={`${path}/export`} />}
        <ol class="items">
          {shown.map((row) => (
            <Item row={row} />
          ))}
        </ol>
      </section>
      {last ? (
        <p>
          <a class="button second" href={portalUrl(c, path, { cursor: String(last.id) })}>
            Older
          </a>
        </p>
      ) : null}
    </WorkspaceFrame>,
  )
})

/** The whole of it in one file, page after page, so that little of it is in memory at a time. */
workspaceAudit.get('/workspaces/:slug/settings/audit/export', (c) => {
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

function Item({ row }: { row: AuditRow }) {
  const about = row.email && row.email !== row.actor ? ` · ${row.email}` : ''
  return (
    <li>
      <div class="row between">
        <strong>{TITLES[row.action] ?? row.action}</strong>
        <span class="quiet">
          <Time at={row.at} />
        </span>
      </div>
      <p>
        {row.actor}
        {about} <span class="quiet">from {row.ip}</span>
      </p>
      <Detail row={row} />
    </li>
  )
}

function Export({ path }: { path: string }) {
  return (
    <p class="row between">
      <span class="quiet">Each entry carries the hash of the one before it.</span>
      <a class="button second" href={path}>
        Export all
      </a>
    </p>
  )
}

function Detail({ row }: { row: AuditRow }) {
  const detail = Object.entries(JSON.parse(row.detail) as Record<string, unknown>).filter(
    ([, value]) => value !== null && value !== '',
  )
  if (detail.length === 0) return null
  return (
    <p class="quiet mono">{detail.map(([name, value]) => `${name}: ${write(name, value)}`).join(' · ')}</p>
  )
}

const write = (name: string, value: unknown): string =>
  name.endsWith('_at') && typeof value === 'number' ? writeTime(value) : String(value)
