// Reads the table `entries_without_factor`, which a trigger on the audit log writes.

import { type Query, query } from './batch.ts'

export interface EntriesOfDay {
  /** Days since 1970 in UTC. */
  readonly day: number
  readonly entries: number
}

/** Selects the days since `from`, oldest first. A day without such entries has no row. */
export const selectEntriesWithoutFactor = (
  db: D1Database,
  workspaceId: string,
  from: number,
): Query<EntriesOfDay> =>
  query(
    db
      .prepare(
        'SELECT day, entries FROM entries_without_factor WHERE workspace_id = ?1 AND day >= ?2 ORDER BY day',
      )
      .bind(workspaceId, from),
  )
