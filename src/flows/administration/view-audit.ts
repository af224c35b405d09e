// Lists the audit log for people, newest first: a workspace's entries, or the platform's.

import { type Page, pageOf, rowsFor } from '../../core/keyset-page.ts'
import { type ListedEntry, OPERATOR_SCOPE, selectAudit } from '../../store/audit.ts'
import { listAll } from '../../store/batch.ts'
import type { Edge } from '../edge/edge.ts'

export type { ListedEntry } from '../../store/audit.ts'

/**
 * Lists one page. `workspaceId` is null for the platform. `before` is the id of the previous page's last
 * entry, or null for the first page.
 */
export async function viewAudit(
  { db }: Pick<Edge, 'db'>,
  workspaceId: string | null,
  { before, size }: { before: number | null; size: number },
): Promise<Page<ListedEntry>> {
  const asked = { before, limit: rowsFor(size) }
  const found = await listAll(db, selectAudit(db, workspaceId ?? OPERATOR_SCOPE, asked))
  return pageOf(found, size, ({ id }) => String(id))
}
