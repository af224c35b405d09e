// Before each file: empties the lane's tables. The attack tests compare all rows hundreds of times, which
// slows down with every row that earlier files left.

import { fetchLoopback } from '../../../demo/loopback.ts'
import { ownBed } from './lanes.ts'

const { status } = await fetchLoopback(`http://clock.localhost:${ownBed().port}/empty`)
if (status !== 200) throw new Error(`the lane can't be emptied: ${status}`)
