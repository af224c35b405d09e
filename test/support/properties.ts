// Before each test file: configures fast-check. CONTRIBUTING.md has the variables.

import fc from 'fast-check'
import { inject } from 'vitest'

export interface PropertySettings {
  /** The number of runs, as a multiple of the runs in `npm test`. */
  readonly times: number
  readonly seed: number
  /** Both as printed by a failure. They repeat that failure. */
  readonly path: string | null
  readonly replayPath: string | null
}

declare module 'vitest' {
  interface ProvidedContext {
    properties: PropertySettings
  }
}

const { times, seed, path, replayPath } = inject('properties')

export { times }

fc.configureGlobal({ seed, numRuns: 100 * times, ...(path === null ? {} : { path }) })

/** Returns the settings for a property with its own number of runs. */
export const runs = (numRuns: number) => ({ numRuns: numRuns * times })

export const replay = replayPath === null ? {} : { replayPath }
