// Before each file of tests: how fast-check runs in it. See CONTRIBUTING.md for the variables.

import fc from 'fast-check'
import { inject } from 'vitest'

export interface PropertySettings {
  /** So many times the runs of `npm test`. */
  readonly times: number
  readonly seed: number
  /** Both as a failure prints them: they lead to that very failure again. */
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

/** For what costs more than a hundred runs are worth. */
export const runs = (numRuns: number) => ({ numRuns: numRuns * times })

export const replay = replayPath === null ? {} : { replayPath }
