// What an origin may ask of the second factor, beyond what the workspace's policy already enforces at the edge.

import type { Assertion } from './assertion.ts'

export interface Demand {
  /** The second factor must have been proved in this session. */
  readonly acr?: 'aal2'
  /** It must have been proved at most this many seconds ago. Demands `aal2` by itself. */
  readonly maxAge?: number
}

export type DemandFailure = 'second_factor_required' | 'second_factor_too_old'

/** A demand that makes no sense throws: read as no demand, it would let everybody in. */
export function requireValidDemand({ acr, maxAge }: Demand): void {
  if (acr !== undefined && acr !== 'aal2') throw new TypeError('acr: only "aal2" can be demanded')
  if (maxAge !== undefined && !(Number.isFinite(maxAge) && maxAge > 0))
    throw new TypeError('maxAge: seconds, more than 0')
}

export function decideDemand({ secondFactor }: Assertion, demand: Demand, now: number): DemandFailure | null {
  if (demand.acr === undefined && demand.maxAge === undefined) return null
  if (!secondFactor) return 'second_factor_required'
  if (demand.maxAge !== undefined && now - secondFactor.at > demand.maxAge) return 'second_factor_too_old'
  return null
}
