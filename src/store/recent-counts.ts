// Reads and writes the table `recent_counts`: how often something was done recently.
//
// It limits actions that store rows or send messages. Otherwise an ordinary person could repeat them without
// end. A count starts with the first use and ends `seconds` later.

import { type Query, query } from './batch.ts'
import { ALWAYS, type Condition, numbered } from './condition.ts'

export interface Limit {
  /**
   * Names the action and whom it is counted for. Only base64url characters and spaces, because the sweep walks
   * along this key.
   */
  readonly what: string
  readonly most: number
  readonly seconds: number
}

/** Holds while `what` is below its limit. For steps of a batch before `countLately`, which counts the use. */
export const hasRoom = ({ what, most }: Limit, now: number): Condition => ({
  sql: 'NOT EXISTS (SELECT 1 FROM recent_counts WHERE what = ? AND until > ? AND used >= ?)',
  values: [what, now, most],
})

/** Counts one use if `when` holds. Changes a row if `what` is still below its limit, otherwise none. */
export function countLately(
  db: D1Database,
  { what, most, seconds }: Limit,
  now: number,
  when: Condition = ALWAYS,
): D1PreparedStatement {
  return db
    .prepare(
      `INSERT INTO recent_counts (what, used, until) SELECT ?1, 1, ?2 + ?4 WHERE ${numbered(when, 5)}
       ON CONFLICT (what) DO UPDATE
       SET used = iif(until <= ?2, 1, used + 1), until = iif(until <= ?2, excluded.until, until)
       WHERE until <= ?2 OR used < ?3`,
    )
    .bind(what, now, most, seconds, ...when.values)
}

/** Selects when all of these limits have room again, in Unix seconds. Selects no row if they have room now. */
export const selectFull = (db: D1Database, limits: readonly Limit[], now: number): Query<number> =>
  query(
    db
      .prepare(
        `SELECT max(c.until) AS until FROM json_each(?1) l JOIN recent_counts c ON c.what = l.value ->> 'what'
         WHERE c.until > ?2 AND c.used >= l.value ->> 'most' HAVING count(*) > 0`,
      )
      .bind(JSON.stringify(limits), now),
    ({ until }: { until: number }) => until,
  )
