// Journeys run in lanes in parallel. Each lane has its own edge, clock and ports. It runs one file at a time,
// because a file moves the clock. The next file goes to the first free lane.

import { inject } from 'vitest'
import type { FixturePorts } from './providers.ts'

export const LANES = 2

/** The edge of a lane, and its ports and folder. */
export interface Bed {
  readonly port: number
  readonly fixturePorts: FixturePorts
  readonly persistTo: string
}

declare module 'vitest' {
  interface ProvidedContext {
    beds: readonly Bed[]
    /** The built Worker that the lanes run, for a test that needs its own edge. */
    builtWorker: string
  }
}

/** The lane of this process, or null where the lanes are set up. */
export const lane: number | null =
  process.env.VITEST_POOL_ID === undefined ? null : Number(process.env.VITEST_POOL_ID) - 1

export function ownBed(): Bed {
  const bed = inject('beds')[lane ?? -1]
  if (!bed) throw new Error(`there is no lane ${lane}`)
  return bed
}
