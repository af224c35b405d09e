// Reads and writes the tables `enrollment_days` and `enrollment_changes`: the numbers of a workspace at the
// end of each day on which they changed.

import type { EnrolmentDay } from '../core/enrolment-chart.ts'
import { type Query, query } from './batch.ts'

/** Saves the current numbers for this day, for at most `most` workspaces whose numbers changed. */
export function writeEnrolmentDays(db: D1Database, day: number, most: number) {
  // CROSS makes SQLite start with the waiting workspaces. Otherwise, with statistics, it would read all rows
  // of `enrollment_counts`.
  const waiting = 'SELECT workspace_id FROM enrollment_changes ORDER BY workspace_id LIMIT ?1'
  return {
    written: db
      .prepare(
        `INSERT INTO enrollment_days (workspace_id, day, members, enrolled)
         SELECT c.workspace_id, ?2, c.members, c.enrolled
         FROM (${waiting}) w CROSS JOIN enrollment_counts c ON c.workspace_id = w.workspace_id WHERE 1
         ON CONFLICT (workspace_id, day) DO UPDATE SET members = excluded.members, enrolled = excluded.enrolled`,
      )
      .bind(most, day),
    settled: db.prepare(`DELETE FROM enrollment_changes WHERE workspace_id IN (${waiting})`).bind(most),
  }
}

/**
 * Selects the days since `from`, oldest first. Includes the last day before `from`, because its numbers still
 * held then.
 */
export const selectEnrolmentDays = (db: D1Database, workspaceId: string, from: number): Query<EnrolmentDay> =>
  query(
    db
      .prepare(
        `SELECT day, members, enrolled FROM enrollment_days WHERE workspace_id = ?1 AND day >=
           coalesce((SELECT max(day) FROM enrollment_days WHERE workspace_id = ?1 AND day <= ?2), ?2) ORDER BY day`,
      )
      .bind(workspaceId, from),
  )
