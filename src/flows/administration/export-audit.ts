// Exports one scope of the audit log as JSON Lines, oldest first, to be kept and verified elsewhere
// (`sallyport audit verify`).

import { type ExportedEntry, NO_HASH } from '../../crypto/audit-chain.ts'
import { OPERATOR_SCOPE } from '../../store/audit.ts'
import { type LinkedEntry, selectLinked } from '../../store/audit-links.ts'
import { listAll } from '../../store/batch.ts'
import type { KeylessEdge } from '../edge/edge.ts'
import { linkScope } from '../upkeep/link-audit.ts'

const PAGE_SIZE = 1000

export interface AuditExportPage {
  /** Each line ends with a newline. */
  readonly lines: string
  /** The id after which the next page begins. Null on the last page. */
  readonly next: number | null
}

/**
 * Exports a page of entries with ids above `after`. First hashes the entries that have no hash yet.
 *
 * `workspaceId` is null for the platform's own entries. It may be the id of a deleted workspace.
 */
export async function exportAudit(
  { db }: Pick<KeylessEdge, 'db'>,
  workspaceId: string | null,
  after: number,
): Promise<AuditExportPage> {
  const scope = workspaceId ?? OPERATOR_SCOPE
  await linkScope({ db }, scope)
  const entries = await listAll(db, selectLinked(db, scope, after, PAGE_SIZE))
  const lines = entries.map((entry) => `${JSON.stringify(exportedFrom(entry))}\n`).join('')
  return { lines, next: entries.length === PAGE_SIZE ? (entries.at(-1)?.id ?? null) : null }
}

const exportedFrom = (entry: LinkedEntry): ExportedEntry => ({
  ...entry,
  previous_hash: entry.previous_hash ?? NO_HASH,
})
