// Counts enrolled members, one row per workspace and day. The cron trigger runs it each minute.
//
// Only workspaces with a change are written. A change in the last minute of a day may be counted on the next
// day.

import { dayOf } from '../../core/time.ts'
import { batch } from '../../store/batch.ts'
import { writeEnrolmentDays } from '../../store/enrolment-days.ts'
import type { KeylessEdge } from '../edge/edge.ts'

const MOST_WORKSPACES = 500

export async function countDays({ db, now }: Pick<KeylessEdge, 'db' | 'now'>): Promise<void> {
  await batch(db, writeEnrolmentDays(db, dayOf(now), MOST_WORKSPACES))
}
