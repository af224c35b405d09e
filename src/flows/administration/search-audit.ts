// The audit log of a workspace as its admins look through it, newest first. Each page reads a bounded number of entries,
// however few of them match. Otherwise a filter that matches nothing would read the whole log.

import { rowsFor } from '../../core/keyset-page.ts'
import { type FoundEntry, selectFound, selectLooked } from '../../store/audit-search.ts'
import { batch } from '../../store/batch.ts'
import type { Edge } from '../edge/edge.ts'
import type { AuditFilter } from './audit-filter.ts'

export type { FoundEntry } from '../../store/audit-search.ts'

export interface AuditPlace {
  /** The last entry of the page before; null on the first page. */
  readonly before: number | null
  readonly size: number
  /** How many entries are looked through at most. */
  readonly most: number
}

export interface FoundPage {
  readonly rows: readonly FoundEntry[]
  /** The entry that the next page begins below; null on the last page. */
  readonly next: number | null
  /** The page ended early, since enough entries were looked through. There may be more that match. */
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
