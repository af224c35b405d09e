// /workspaces/{slug}/settings/audit: lists what happened in the workspace, newest first. It offers two
// downloads. The CSV file has the entries that the filter finds. The JSON Lines file has all entries with
// their hashes.

import { Hono } from 'hono'
import { CSV_START, csvLine } from '../../../core/csv.ts'
import { parseAuditFilter, type WrittenFilter } from '../../../flows/administration/audit-filter.ts'
import { type FoundPage, searchAudit } from '../../../flows/administration/search-audit.ts'
import type { PortalContext, PortalEnv } from '../../frame/context.ts'
import { settingsPage, settingsPath } from '../../frame/settings-page.tsx'
import { csvHead, csvRecords } from '../../parts/settings/audit-csv.ts'

export const audit = new Hono<PortalEnv>()

const PATH = settingsPath(':slug', 'audit')
const PAGE = { size: 50, most: 1000 }

/** A CSV file has at most 20 pages: 10,000 entries, found among 100,000. Each page takes one round trip. */
const CSV_PAGE = { size: 500, most: 5000 }
const CSV_PAGES = 20

audit.get(PATH, async (c) => {
  const { edge, workspace } = c.var
  const { filter, problems } = parseAuditFilter(writtenIn(c))
  if (Object.keys(problems).length > 0) return auditPage(c, null)
  const cursor = /^[1-9]\d{0,14}$/.exec(c.req.query('cursor') ?? '')?.[0]
  const before = cursor === undefined ? null : Number(cursor)
  return auditPage(c, await searchAudit(edge, workspace.id, filter, { before, ...PAGE }))
})

function writtenIn(c: PortalContext): WrittenFilter {
  const field = (name: string) => (c.req.query(name) ?? '').trim()
  return { person: field('person'), action: field('action'), from: field('from'), until: field('until') }
}

/** `found` is null if the filter was refused. */
async function auditPage(c: PortalContext, found: FoundPage | null): Promise<Response> {
  const { workspace, words, actor } = c.var
  const written = writtenIn(c)
  const { AuditView } = await import('./audit-view.tsx')
  return settingsPage(
    c,
    { tab: 'audit', title: words.audit.titleOf(workspace.name), status: found ? 200 : 422 },
    <AuditView
      {...{ workspace, written, found, lookedThrough: PAGE.most, reader: actor.name }}
      problems={parseAuditFilter(written).problems}
    />,
  )
}

/** Streams the entries that the filter finds, page by page, so that only one page is in memory. */
audit.get(`${PATH}/csv`, async (c) => {
  const { edge, workspace, words } = c.var
  const { filter, problems } = parseAuditFilter(writtenIn(c))
  if (Object.keys(problems).length > 0) return auditPage(c, null)
  async function* lines(): AsyncGenerator<string> {
    yield CSV_START + csvLine(csvHead(words))
    let before: number | null = null
    for (let page = 0; page < CSV_PAGES; page++) {
      const found = await searchAudit(edge, workspace.id, filter, { before, ...CSV_PAGE })
      yield csvRecords(words, workspace.name, found.rows).map(csvLine).join('')
      if (found.next === null) return
      before = found.next
    }
    yield csvLine([words.audit.csvCutShort])
  }
  return file(c, lines(), { type: 'text/csv; charset=utf-8', name: `audit-${workspace.slug}.csv` })
})

/** Streams the whole log as one file, which `sallyport audit verify` can verify. */
audit.get(`${PATH}/export`, (c) => {
  const { edge, workspace } = c.var
  async function* lines(): AsyncGenerator<string> {
    const { exportAudit } = await import('../../../flows/administration/export-audit.ts')
    let after: number | null = 0
    while (after !== null) {
      const page = await exportAudit(edge, workspace.id, after)
      yield page.lines
      after = page.next
    }
  }
  return file(c, lines(), { type: 'application/x-ndjson', name: `audit-${workspace.slug}.jsonl` })
})

function file(
  c: PortalContext,
  lines: AsyncGenerator<string>,
  { type, name }: { type: string; name: string },
) {
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { value, done } = await lines.next()
      if (done) return controller.close()
      controller.enqueue(new TextEncoder().encode(value))
    },
  })
  c.header('content-type', type)
  c.header('content-disposition', `attachment; filename="${name}"`)
  return c.body(body)
}
