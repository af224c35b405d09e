// The audit as people read it, newest first: that of a workspace, or what belongs to none.

import { type Page, pageOf, rowsFor } from '../../core/keyset-page.ts'
import { type ListedEntry, OPERATOR_SCOPE, selectAudit } from '../../store/audit.ts'
import { listAll } from '../../store/batch.ts'
import type { Edge } from '../edge/edge.ts'

export type { ListedEntry } from '../../store/audit.ts'

/** `workspaceId` is null for the platform's; `before` is the last entry of the page before, null on the first page. */
export async function viewAudit(
  { db }: Pick<Edge, 'db'>,
  workspaceId: string | null,
  { before, size }: { before: number | null; size: number },
): Promise<Page<ListedEntry>> {
  const asked = { before, limit: rowsFor(size) }
  const found = await listAll(db, selectAudit(db, workspaceId ?? OPERATOR_SCOPE, asked))
  return pageOf(found, size, ({ id }) => String(id))
}
