// Deletes expired rows of tables whose rows are kept for minutes or a day, and are mostly deleted earlier.
//
// It walks through all rows by their primary key. An index by time would cost more, because each sign-in
// would write it.

import { DAY_SECONDS } from '../core/time.ts'
import { batch, query } from './batch.ts'
import type { Piece } from './expired-by-index.ts'

interface Kept {
  readonly table: string
  /** The primary key, or its first column. All values are base64url. */
  readonly key: string
  /** Restricts which rows are ever deleted. */
  readonly where?: string
  /** Holds if a row has expired at ?3. */
  readonly isOver: string
  /** How many seconds a row is kept after that. */
  readonly seconds?: number
}

const KEPT_BRIEFLY: readonly Kept[] = [
  // An idle session is refused, but its row stays until `expires_at`.
  { table: 'sessions', key: 'id', isOver: 'expires_at <= ?3' },
  { table: 'logins', key: 'token_digest', isOver: 'expires_at <= ?3' },
  { table: 'spent_arrivals', key: 'digest', isOver: 'expires_at <= ?3' },
  { table: 'challenges', key: 'digest', isOver: 'expires_at <= ?3' },
  { table: 'address_changes', key: 'account_id', isOver: 'expires_at <= ?3' },
  { table: 'recent_counts', key: 'what', isOver: 'until <= ?3' },
  {
    table: 'refused_steps',
    key: 'account_id',
    // The step itself, and the next two, in which its code would be accepted or is still shown.
    isOver: '(step + 3) * period <= ?3',
  },
  // Keeps the attempts at second factors. Otherwise an authenticator that 100 failures disabled would work
  // again after a day.
  {
    table: 'attempts',
    key: 'subject',
    where: "budget = 'password'",
    isOver: 'updated_at <= ?3',
    seconds: DAY_SECONDS,
  },
]

/**
 * Returns the pieces of work that walk once through all rows of each table, from the key `start` and around.
 * `start` should be random. If a run does not finish, the next run then begins elsewhere.
 */
export const expiredByWalk = (db: D1Database, now: number, start: string): readonly Piece[] =>
  KEPT_BRIEFLY.map((kept) => walk(db, kept, now, start))

function walk(
  db: D1Database,
  { table, key, where = '1', isOver, seconds = 0 }: Kept,
  now: number,
  start: string,
): Piece {
  let after = start
  let hasTurned = false
  const slice = `SELECT ${key} AS key FROM ${table} WHERE ${where} AND ${key} > ?1 ORDER BY ${key} LIMIT 1 OFFSET ?2`
  // A tilde sorts after every base64url character.
  const deletion = `DELETE FROM ${table} WHERE ${where} AND ${key} > ?1 AND ${key} <= coalesce((${slice}), '~') AND ${isOver}`
  return async (most) => {
    const done = await batch(db, {
      end: query<{ key: string }>(db.prepare(slice).bind(after, most - 1)),
      deleted: db.prepare(deletion).bind(after, most - 1, now - seconds),
    })
    const end = done.end.first?.key
    if (end === undefined && hasTurned) return false
    hasTurned ||= end === undefined
    after = end ?? ''
    return !(hasTurned && after >= start)
  }
}
