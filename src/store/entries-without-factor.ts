// Table `entries_without_factor`, which a trigger on the audit writes.

import { type Query, query } from './batch.ts'

export interface EntriesOfDay {
  /** Counted from 1970 on, in UTC. */
  readonly day: number
  readonly entries: number
}

/** Oldest first; a day without any has no row. */
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
