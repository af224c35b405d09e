// Table `recent_counts`: limits on what an ordinary person could otherwise make the database keep, or have sent, without
// end. A count begins with the first use, and is over `seconds` later.

import type { Condition } from './condition.ts'

export interface Limit {
  /** Base64url and spaces, which the sweep walks along. */
  readonly what: string
  readonly most: number
  readonly seconds: number
}

/** While `what` is below its limit: for what stands before `countLately` in a batch, and is counted by it. */
export const hasRoom = ({ what, most }: Limit, now: number): Condition => ({
  sql: 'NOT EXISTS (SELECT 1 FROM recent_counts WHERE what = ? AND until > ? AND used >= ?)',
  values: [what, now, most],
})

/** Changes a row if `what` is still below its limit, and none otherwise. */
export function countLately(
  db: D1Database,
  { what, most, seconds }: Limit,
  now: number,
): D1PreparedStatement {
  return db
    .prepare(
      `INSERT INTO recent_counts (what, used, until) VALUES (?1, 1, ?2 + ?4)
       ON CONFLICT (what) DO UPDATE
       SET used = iif(until <= ?2, 1, used + 1), until = iif(until <= ?2, excluded.until, until)
       WHERE until <= ?2 OR used < ?3`,
    )
    .bind(what, now, most, seconds)
}
