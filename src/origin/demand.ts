// Demands that an origin may make of the second factor. The edge already enforces the workspace's policy.

import type { Assertion } from './assertion.ts'

export interface Demand {
  /** The second factor must have been proved in this session. */
  readonly acr?: 'aal2'
  /** It must have been proved at most this many seconds ago. Implies `aal2`. */
  readonly maxAge?: number
}

export type DemandFailure = 'second_factor_required' | 'second_factor_too_old'

/**
 * Throws a TypeError for an invalid demand. Otherwise a typing error would count as no demand and let
 * everybody in.
 */
export function requireValidDemand({ acr, maxAge }: Demand): void {
  if (acr !== undefined && acr !== 'aal2') throw new TypeError('acr: must be "aal2"')
  if (maxAge !== undefined && !(Number.isFinite(maxAge) && maxAge > 0))
    throw new TypeError('maxAge: must be a number of seconds above 0')
}

/** Returns why the assertion does not meet the demand, or null. `now` is Unix seconds. */
export function decideDemand({ secondFactor }: Assertion, demand: Demand, now: number): DemandFailure | null {
  if (demand.acr === undefined && demand.maxAge === undefined) return null
  if (!secondFactor) return 'second_factor_required'
  if (demand.maxAge !== undefined && now - secondFactor.at > demand.maxAge) return 'second_factor_too_old'
  return null
}
