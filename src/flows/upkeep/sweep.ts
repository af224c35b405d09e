// What is over goes, by the cron trigger, a bounded number of rows at a time: no statement holds the database for long, and
// those of requests come between. Nothing relies on it: each of these rows is refused by its own time, whether or not it
// is still there. docs/scale.md has the measurements behind both numbers.

import { DAY_SECONDS } from '../../core/time.ts'
import { STEP_SECONDS } from '../../core/totp.ts'
import { randomId } from '../../crypto/random.ts'
import { countQueries } from '../../store/d1.ts'
import { findEnded, removePiece } from '../../store/ended-workspaces.ts'
import type { KeylessEdge } from '../edge/edge.ts'

export const ROWS_AT_A_TIME = 200
// Longer than any page looks back, so that a chart knows what held before the first change in it.
const FIGURES_KEPT_DAYS = 400

/** Does one bounded piece of work, and tells whether more is left. */
type Chore = () => Promise<boolean>

export interface Pace {
  /** In a run, but for the rest of the turn that passes it. */
  readonly mostQueries: number
  /** The database is one thread: between two pieces it is everybody else's. */
  readonly pause: () => Promise<void>
}
export const betweenPieces = () => new Promise<void>((resolve) => setTimeout(resolve, 50))

export async function sweep(
  keyless: Pick<KeylessEdge, 'db' | 'now'>,
  { mostQueries, pause }: Pace,
): Promise<void> {
  const { now } = keyless
  const { db, made } = countQueries(keyless.db)
  let chores = [
    ...choresByIndex(db, now),
    clearWorkspaces(db),
    ...KEPT_BRIEFLY.map((kept) => walkThrough(db, kept, now)),
  ]
  // By turns, so that much of one kind doesn't keep the others waiting.
  while (chores.length > 0 && made() < mostQueries) {
    const unfinished: Chore[] = []
    for (const chore of chores) if (await chore()) unfinished.push(chore)
    chores = unfinished
    if (chores.length > 0) await pause()
  }
}

/** What workspaces leave that have ended, one workspace after the other. */
function clearWorkspaces(db: D1Database): Chore {
  return async () => {
    const id = await findEnded(db)
    if (id !== null) await removePiece(db, id, ROWS_AT_A_TIME)
    return id !== null
  }
}

/** What is kept for long: an index leads to what is over. */
function choresByIndex(db: D1Database, now: number): Chore[] {
  const expiredNotices = 'SELECT id FROM notices WHERE expires_at <= ?1 ORDER BY expires_at LIMIT ?2'
  const chores = [
    ['DELETE FROM tokens WHERE id IN (SELECT id FROM tokens WHERE expires_at <= ?1 LIMIT ?2)'],
    // A notice that has deliveries left waits until they are gone: they would go with it, however many, all at once.
    [
      `DELETE FROM notice_deliveries WHERE (notice_id, carrier, recipient) IN
         (SELECT notice_id, carrier, recipient FROM notice_deliveries WHERE notice_id IN (${expiredNotices}) LIMIT ?2)`,
      `DELETE FROM notices WHERE id IN (SELECT id FROM (${expiredNotices}) n
         WHERE NOT EXISTS (SELECT 1 FROM notice_deliveries WHERE notice_id = n.id))`,
    ],
    [oldFigures('enrollment_days'), oldFigures('entries_without_factor')],
  ]
  return chores.map((statements) => async () => {
    let isFull = false
    for (const sql of statements) {
      const { meta } = await db.prepare(sql).bind(now, ROWS_AT_A_TIME).run()
      isFull ||= meta.changes >= ROWS_AT_A_TIME
    }
    return isFull
  })
}

const oldFigures = (table: string) =>
  `DELETE FROM ${table} WHERE (workspace_id, day) IN (SELECT workspace_id, day FROM ${table}
     INDEXED BY ${table}_by_day WHERE day < CAST(?1 AS INTEGER) / ${DAY_SECONDS} - ${FIGURES_KEPT_DAYS} LIMIT ?2)`

interface Kept {
  readonly table: string
  /** Its primary key, or what begins it: base64url. */
  readonly key: string
  readonly where: string
  /** As of ?3. */
  readonly isOver: string
  readonly seconds?: number
}

/**
 * What is kept for minutes, or a day, and mostly goes before: an index by time would cost each sign-in more than this. An
 * idle session stays, refused, until its absolute end.
 */
const KEPT_BRIEFLY: readonly Kept[] = [
  { table: 'sessions', key: 'id', where: '1', isOver: 'expires_at <= ?3' },
  { table: 'logins', key: 'token_digest', where: '1', isOver: 'expires_at <= ?3' },
  { table: 'spent_arrivals', key: 'digest', where: '1', isOver: 'expires_at <= ?3' },
  { table: 'recent_counts', key: 'what', where: '1', isOver: 'until <= ?3' },
  {
    table: 'refused_steps',
    key: 'account_id',
    where: '1',
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

/** All of it once, by primary key, from somewhere on and round: where a run doesn't get through, another one goes elsewhere. */
function walkThrough(db: D1Database, { table, key, where, isOver, seconds = 0 }: Kept, now: number): Chore {
  const start = randomId()
  let after = start
  let hasTurned = false
  const slice = `SELECT ${key} FROM ${table} WHERE ${where} AND ${key} > ?1 ORDER BY ${key} LIMIT 1 OFFSET ?2`
  // A tilde comes after all of base64url.
  const deletion = `DELETE FROM ${table} WHERE ${where} AND ${key} > ?1 AND ${key} <= coalesce((${slice}), '~') AND ${isOver}`
  return async () => {
    const [ends] = await db.batch<Record<string, string>>([
      db.prepare(slice).bind(after, ROWS_AT_A_TIME - 1),
      db.prepare(deletion).bind(after, ROWS_AT_A_TIME - 1, now - seconds),
    ])
    const end = ends?.results[0]?.[key]
    if (end === undefined && hasTurned) return false
    hasTurned ||= end === undefined
    after = end ?? ''
    return !(hasTurned && after >= start)
  }
}
