// Reads and writes the table `spent_arrivals`: single-use values that were used, whether they were valid or
// not.

import type { Digest } from '../crypto/digest.ts'
import { ALWAYS, type Condition } from './condition.ts'

/** Spends a value if `condition` holds. Changes a row only for the first request that brings the value. */
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

/**
 * Spends a value. Returns true only for the first request that brings it. The primary key decides, not a
 * query beforehand. Otherwise two requests at once could both use the value.
 */
export async function spendArrival(db: D1Database, arrival: Digest, expiresAt: number): Promise<boolean> {
  const { meta } = await spendArrivalIf(db, arrival, expiresAt, ALWAYS).run()
  return meta.changes === 1
}
