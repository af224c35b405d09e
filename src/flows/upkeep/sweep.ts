// Deletes what is over, by the cron trigger, a bounded number of rows at a time. No statement holds the database for long,
// and those of requests come between. Nothing relies on the sweep: each statement that reads such a row compares its time.
// docs/scale.md has the measurements behind both numbers.

import { randomId } from '../../crypto/random.ts'
import { countQueries } from '../../store/d1.ts'
import { removeEnded } from '../../store/ended-workspaces.ts'
import { expiredByIndex } from '../../store/expired-by-index.ts'
import { expiredByWalk } from '../../store/expired-by-walk.ts'
import type { KeylessEdge } from '../edge/edge.ts'

export const ROWS_AT_A_TIME = 200

export interface Pace {
  /** In a run, except for the rest of the turn that passes it. */
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
  let pieces = [...expiredByIndex(db, now), removeEnded(db), ...expiredByWalk(db, now, randomId())]
  // By turns, so that much of one kind doesn't keep the others waiting.
  while (pieces.length > 0 && made() < mostQueries) {
    const unfinished = []
    for (const piece of pieces) if (await piece(ROWS_AT_A_TIME)) unfinished.push(piece)
    pieces = unfinished
    if (pieces.length > 0) await pause()
  }
}
