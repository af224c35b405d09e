// Demands that an origin may make of the second factor. The edge already enforces the workspace's policy.

import type { Assertion } from './assertion.ts'

/** Says what a person must have proved. */
export interface Demand {
  /** Requires that the second factor was proved in this session. */
  readonly acr?: 'aal2'
  /** Requires that it was proved at most this many seconds ago. Implies `aal2`. */
  readonly maxAge?: number
  /**
   * Requires one of these methods. Implies `aal2`. A key at a trusted provider counts as a passkey: it can't be
   * phished either.
   */
  readonly methods?: readonly 'passkey'[]
}

/** Says what an origin accepts: people who meet the demand, and services if `services` is true. */
export interface Acceptance extends Demand {
  /** Service tokens are accepted as well. The demand does not concern them: a service proves no factor. */
  readonly services?: boolean
}

export type DemandFailure = 'second_factor_required' | 'second_factor_too_weak' | 'second_factor_too_old'

/**
 * Added to `maxAge`, in seconds. The edge allows the same. Otherwise a person who comes back from the portal
 * could be sent there again.
 */
const LEEWAY_SECONDS = 5

/**
 * Throws a TypeError for an invalid demand. Otherwise a typing error would count as no demand and let
 * everybody in.
 */
export function requireValidDemand({ acr, maxAge, methods, services }: Acceptance): void {
  if (acr !== undefined && acr !== 'aal2') throw new TypeError('acr: must be "aal2"')
  if (maxAge !== undefined && !(Number.isFinite(maxAge) && maxAge > 0))
    throw new TypeError('maxAge: must be a number of seconds above 0')
  if (methods !== undefined && !isListOfMethods(methods)) throw new TypeError('methods: must be ["passkey"]')
  if (services !== undefined && typeof services !== 'boolean')
    throw new TypeError('services: must be a boolean')
}

const isListOfMethods = (methods: unknown): boolean =>
  Array.isArray(methods) && methods.length > 0 && methods.every((method) => method === 'passkey')

/** Methods of a provider that can't be phished (RFC 8176): keys in hardware or software, and proof of possession. */
const PHISHING_RESISTANT: readonly string[] = ['hwk', 'swk', 'pop']

/** Returns why the assertion does not meet the demand, or null. `now` is Unix seconds. */
export function decideDemand(assertion: Assertion, demand: Demand, now: number): DemandFailure | null {
  const { acr, maxAge, methods } = demand
  const { secondFactor } = assertion
  if (acr === undefined && maxAge === undefined && methods === undefined) return null
  if (!secondFactor) return 'second_factor_required'
  if (methods && !isPasskey(assertion)) return 'second_factor_too_weak'
  if (maxAge === undefined) return null
  return now - secondFactor.at > maxAge + LEEWAY_SECONDS ? 'second_factor_too_old' : null
}

const isPasskey = ({ secondFactor, amr }: Assertion): boolean =>
  secondFactor?.method === 'passkey' ||
  (secondFactor?.method === 'provider' && amr.some((method) => PHISHING_RESISTANT.includes(method)))
