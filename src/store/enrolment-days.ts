// Tables `enrollment_days` and `enrollment_changes`: a workspace's count at the end of each day on which it changed.

import type { EnrolmentDay } from '../core/enrolment-chart.ts'
import { type Query, query } from './batch.ts'

/** Writes the current counts as those of this day, of at most `most` workspaces whose counts have changed. */
export function writeEnrolmentDays(db: D1Database, day: number, most: number) {
  // CROSS: from those that wait to their counts. With statistics at hand, SQLite goes through all counts there are.
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

/** Oldest first: those since `from`, and before them the one that still held on `from`, if there is one. */
export const selectEnrolmentDays = (db: D1Database, workspaceId: string, from: number): Query<EnrolmentDay> =>
  query(
    db
      .prepare(
        `SELECT day, members, enrolled FROM enrollment_days WHERE workspace_id = ?1 AND day >=
           coalesce((SELECT max(day) FROM enrollment_days WHERE workspace_id = ?1 AND day <= ?2), ?2) ORDER BY day`,
      )
      .bind(workspaceId, from),
  )
