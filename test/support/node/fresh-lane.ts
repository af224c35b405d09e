// Before each file: empties the lane's tables, and moves the clock past everything that the edge remembers.
//
// The attack tests compare all rows hundreds of times, which slows down with every row that earlier files
// left. The edge would also remember the keys of the previous file's providers, which had the same addresses.

import { fetchLoopback } from '../../../demo/loopback.ts'
import { ownBed } from './lanes.ts'
import { advance } from './test-bed.ts'

/** An hour, for which the edge keeps the configuration of a provider, and more. */
const LONGEST_MEMORY_SECONDS = 2 * 3600

const { status } = await fetchLoopback(`http://clock.localhost:${ownBed().port}/empty`)
if (status !== 200) throw new Error(`the lane can't be emptied: ${status}`)
await advance(LONGEST_MEMORY_SECONDS)
