// /workspaces/{slug}/settings/audit: what happened in the workspace, newest first.

import { Hono } from 'hono'
import { isTime } from '../../core/time.ts'
import { exportAudit } from '../../flows/administration/export-audit.ts'
import { type AuditRow, listAudit } from '../../store/audit.ts'
import type { Words } from '../../words/words.ts'
import { type PortalEnv, portalUrl } from '../frame/context.ts'
import { page, Time } from '../frame/layout.tsx'
import { WorkspaceFrame } from '../frame/settings-frame.tsx'
import { useWords } from '../frame/words.ts'

export const workspaceAudit = new Hono<PortalEnv>()

const PAGE_SIZE = 50

workspaceAudit.get('/workspaces/:slug/settings/audit', async (c) => {
  const { edge, workspace, words } = c.var
  const { audit: say } = words
  const cursor = /^[1-9]\d{0,14}$/.exec(c.req.query('cursor') ?? '')?.[0]
  const rows = await listAudit(edge.db, workspace.id, cursor ? Number(cursor) : null, PAGE_SIZE + 1)
  const shown = rows.slice(0, PAGE_SIZE)
  const last = rows.length > PAGE_SIZE ? shown.at(-1) : undefined
  const path = `/workspaces/${workspace.slug}/settings/audit`
  return page(
    c,
    { title: say.titleOf(workspace.name), accent: workspace.accent, current: 'workspaces', isWide: true },
    <WorkspaceFrame workspace={workspace} current="audit">
      <section class="card">
        {shown.length === 0 ? <p>{say.nothing}</p> : <Export path={`${path}/export`} />}
        <ol class="items">
          {shown.map((row) => (
            <Item row={row} />
          ))}
        </ol>
      </section>
      {last ? (
        <p>
          <a class="button second" href={portalUrl(c, path, { cursor: String(last.id) })}>
            {say.older}
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
  const { audit: say } = useWords()
  const actions: Readonly<Record<string, string>> = say.actions
  const isAboutAnother = row.email !== null && row.email !== '' && row.email !== row.actor
  return (
    <li>
      <div class="row between">
        <strong>{actions[row.action] ?? row.action}</strong>
        <span class="quiet">{isTime(row.at) ? <Time at={row.at} /> : String(row.at)}</span>
      </div>
      <p>
        <bdi>{row.actor}</bdi>
        {isAboutAnother ? (
          <>
            {' '}
            · <bdi>{row.email}</bdi>
          </>
        ) : null}{' '}
        <span class="quiet">{say.from({ ip: <bdi>{row.ip}</bdi> })}</span>
      </p>
      <Detail row={row} />
    </li>
  )
}

function Export({ path }: { path: string }) {
  const { audit: say } = useWords()
  return (
    <p class="row between">
      <span class="quiet">{say.chained}</span>
      <a class="button second" href={path}>
        {say.export}
      </a>
    </p>
  )
}

function Detail({ row }: { row: AuditRow }) {
  const words = useWords()
  const recorded = JSON.parse(row.detail) as Record<string, unknown> | null
  const detail = Object.entries(recorded ?? {}).filter(([, value]) => value !== null && value !== '')
  if (detail.length === 0) return null
  return (
    <p class="quiet mono" dir="ltr">
      {detail.map(([name, value], place) => (
        <>
          {place > 0 ? ' · ' : ''}
          {name}: <bdi>{written(words, name, value)}</bdi>
        </>
      ))}
    </p>
  )
}

function written({ write }: Words, name: string, value: unknown): string {
  if (name.endsWith('_at') && typeof value === 'number' && isTime(value)) return write.time(value)
  return typeof value === 'string' ? value : JSON.stringify(value)
}
