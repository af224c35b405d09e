// Before each file: the lane's tables are empty. What attacks must leave unchanged is compared whole, hundreds of times, and
// grows with whatever the files before have left.

import { fetchLoopback } from '../../../demo/loopback.ts'
import { ownBed } from './lanes.ts'

const { status } = await fetchLoopback(`http://clock.localhost:${ownBed().port}/empty`)
if (status !== 200) throw new Error(`the lane can't be emptied: ${status}`)
