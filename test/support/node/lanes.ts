// Journeys run in lanes, side by side: each has an edge, a clock and ports of its own, and takes one file after the other,
// because the clock is everybody's in it. Whichever lane is free takes the next file.

import { inject } from 'vitest'
import type { FixturePorts } from './providers.ts'

export const LANES = 2

/** The edge of a lane, and where its things are. */
export interface Bed {
  readonly port: number
  readonly fixturePorts: FixturePorts
  readonly persistTo: string
}

declare module 'vitest' {
  interface ProvidedContext {
    beds: readonly Bed[]
    /** The file of the Worker that the lanes run, for a test that needs an edge of its own. */
    builtWorker: string
  }
}

/** Of this process; null where the lanes are set up. */
export const lane: number | null =
  process.env.VITEST_POOL_ID === undefined ? null : Number(process.env.VITEST_POOL_ID) - 1

export function ownBed(): Bed {
  const bed = inject('beds')[lane ?? -1]
  if (!bed) throw new Error(`there is no lane ${lane}`)
  return bed
}
