// Rows that are kept for minutes or a day, and mostly deleted before. An index by time would cost each sign-in more than a
// walk through all of them by the primary key.

import { DAY_SECONDS } from '../core/time.ts'
import { STEP_SECONDS } from '../core/totp.ts'
import { batch, query } from './batch.ts'
import type { Piece } from './expired-by-index.ts'

interface Kept {
  readonly table: string
  /** Its primary key, or what begins it: base64url. */
  readonly key: string
  /** Of all its rows those that are deleted at all. */
  readonly where?: string
  /** Whether a row is over at ?3. */
  readonly isOver: string
  /** It is kept for so long after that. */
  readonly seconds?: number
}

const KEPT_BRIEFLY: readonly Kept[] = [
  // An idle session stays, refused, until its absolute end.
  { table: 'sessions', key: 'id', isOver: 'expires_at <= ?3' },
  { table: 'logins', key: 'token_digest', isOver: 'expires_at <= ?3' },
  { table: 'spent_arrivals', key: 'digest', isOver: 'expires_at <= ?3' },
  { table: 'recent_counts', key: 'what', isOver: 'until <= ?3' },
  {
    table: 'refused_steps',
    key: 'account_id',
    isOver: `step <= ?3 / ${STEP_SECONDS}`,
    seconds: 3 * STEP_SECONDS,
  },
  // Those of second factors stay: an authenticator that 100 failures disabled must not come back by itself.
  {
    table: 'attempts',
    key: 'subject',
    where: "budget = 'password'",
    isOver: 'updated_at <= ?3',
    seconds: DAY_SECONDS,
  },
]

/**
 * Walks through all rows of each table once, from the key `start` on and round. It should be random: where a run doesn't get
 * through, another run begins elsewhere.
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
  // A tilde comes after all of base64url.
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
