// Searches a workspace's audit log for its admins, newest first.
//
// Each page reads a limited number of entries, however few match. Otherwise a filter that matches nothing
// would read the whole log.

import { rowsFor } from '../../core/keyset-page.ts'
import { type FoundEntry, selectFound, selectLooked } from '../../store/audit-search.ts'
import { batch } from '../../store/batch.ts'
import type { Edge } from '../edge/edge.ts'
import type { AuditFilter } from './audit-filter.ts'

export type { FoundEntry } from '../../store/audit-search.ts'

export interface AuditPlace {
  /** The id of the previous page's last entry. Null for the first page. */
  readonly before: number | null
  readonly size: number
  /** The most entries that one page may read. */
  readonly most: number
}

export interface FoundPage {
  readonly rows: readonly FoundEntry[]
  /** The id below which the next page begins. Null on the last page. */
  readonly next: number | null
  /** True if the page ended at that limit. Older entries may match too. */
  readonly isCutShort: boolean
}

export async function searchAudit(
  { db }: Pick<Edge, 'db'>,
  workspaceId: string,
  filter: AuditFilter,
  { before, size, most }: AuditPlace,
): Promise<FoundPage> {
  const search = { ...filter, before, most, limit: rowsFor(size) }
  const { looked, found } = await batch(db, {
    looked: selectLooked(db, workspaceId, search),
    found: selectFound(db, workspaceId, search),
  })
  const rows = found.all.slice(0, size)
  if (found.all.length > size) return { rows, next: rows.at(-1)?.id ?? null, isCutShort: false }
  const { bottom, oldest } = looked.first ?? { bottom: 0, oldest: 0 }
  const isCutShort = bottom > oldest
  return { rows, next: isCutShort ? bottom : null, isCutShort }
}
