// How enrolment stands, day by day, by the cron trigger each minute: a row only for workspaces where something changed. A
// change in the last minute of a day may count to the next.

import { dayOf } from '../../core/time.ts'
import { batch } from '../../store/batch.ts'
import { writeEnrolmentDays } from '../../store/enrolment-days.ts'
import type { KeylessEdge } from '../edge/edge.ts'

const MOST_WORKSPACES = 500

export async function countDays({ db, now }: Pick<KeylessEdge, 'db' | 'now'>): Promise<void> {
  await batch(db, writeEnrolmentDays(db, dayOf(now), MOST_WORKSPACES))
}
