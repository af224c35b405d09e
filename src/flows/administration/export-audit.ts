// A scope of the audit as JSON Lines, oldest first, to be kept and verified elsewhere (scripts/verify-audit.ts).

import { type ExportedEntry, NO_HASH } from '../../crypto/audit-chain.ts'
import { type LinkedRow, listLinked } from '../../store/audit-links.ts'
import type { KeylessEdge } from '../edge/edge.ts'
import { linkScope, recordedFrom } from '../upkeep/link-audit.ts'

const PAGE_SIZE = 1000

export interface AuditExportPage {
  /** Each line ends with a line feed. */
  readonly lines: string
  /** The id after which the next page begins; null where this is the last one. */
  readonly next: number | null
}

/** What waits for its hash gets it before; the page is of entries above `after`. */
export async function exportAudit(
  { db }: Pick<KeylessEdge, 'db'>,
  scope: string,
  after: number,
): Promise<AuditExportPage> {
  await linkScope({ db }, scope)
  const rows = await listLinked(db, scope, after, PAGE_SIZE)
  const lines = rows.map((row) => `${JSON.stringify(exportedFrom(scope, row))}\n`).join('')
  return { lines, next: rows.length === PAGE_SIZE ? (rows.at(-1)?.id ?? null) : null }
}

const exportedFrom = (scope: string, row: LinkedRow): ExportedEntry => ({
  ...recordedFrom(scope, row),
  previous_hash: row.previous_hash ?? NO_HASH,
  hash: row.hash,
})
