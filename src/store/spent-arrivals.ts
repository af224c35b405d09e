// Table `spent_arrivals`: what came back from a provider and must count once, whether or not it was any good.

import type { Digest } from '../crypto/digest.ts'
import { ALWAYS, type Condition } from './condition.ts'

/** Changes a row for the first who brings it, and only if `condition` holds. */
export function spendArrivalIf(
  db: D1Database,
  arrival: Digest,
  expiresAt: number,
  condition: Condition,
): D1PreparedStatement {
  return db
    .prepare(
      `INSERT INTO spent_arrivals (digest, expires_at) SELECT ?, ? WHERE ${condition.sql} ON CONFLICT DO NOTHING`,
    )
    .bind(arrival, expiresAt, ...condition.values)
}

/** True for the first who brings it, however many do at once: the primary key tells, not a look beforehand. */
export async function spendArrival(db: D1Database, arrival: Digest, expiresAt: number): Promise<boolean> {
  const { meta } = await spendArrivalIf(db, arrival, expiresAt, ALWAYS).run()
  return meta.changes === 1
}
