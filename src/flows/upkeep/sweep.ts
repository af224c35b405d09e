// Deletes expired rows, by the cron trigger.
//
// It deletes a limited number of rows at a time, so that requests can use the database in between. Nothing
// relies on it: every statement that reads such a row checks its time. docs/scale.md has the measurements.

import { randomId } from '../../crypto/random.ts'
import { countQueries } from '../../store/d1.ts'
import { removeEnded } from '../../store/ended-workspaces.ts'
import { expiredByIndex } from '../../store/expired-by-index.ts'
import { expiredByWalk } from '../../store/expired-by-walk.ts'
import type { KeylessEdge } from '../edge/edge.ts'

export const ROWS_AT_A_TIME = 200

export interface Pace {
  /** The most queries that a run may make. The last round may go over it. */
  readonly mostQueries: number
  /** D1 runs one statement at a time. During the pause, it serves requests. */
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
  // One piece of each kind in turn, so that a large backlog of one kind does not delay the others.
  while (pieces.length > 0 && made() < mostQueries) {
    const unfinished = []
    for (const piece of pieces) if (await piece(ROWS_AT_A_TIME)) unfinished.push(piece)
    pieces = unfinished
    if (pieces.length > 0) await pause()
  }
}
