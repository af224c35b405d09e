// Computes a workspace's enforcement. It starts at one point in time for all members, compared at each
// request. Nothing is written at that time, and no member has a deadline of their own.

import { DAY_SECONDS } from './time.ts'

export const GRACE_DAYS = [0, 3, 7, 14, 30] as const
export type GraceDays = (typeof GRACE_DAYS)[number]

export interface Policy {
  readonly graceDays: GraceDays
  /** Unix seconds. Null if two-factor authentication is not enforced. */
  readonly effectiveAt: number | null
}

export type Enforcement =
  | { readonly state: 'off' }
  | { readonly state: 'scheduled' | 'in_effect'; readonly effectiveAt: number }

/** The choice that an admin makes on the policy page. */
export interface PolicyChoice {
  readonly enforced: boolean
  readonly graceDays: GraceDays
}

export const NO_POLICY: Policy = { graceDays: 0, effectiveAt: null }

/** Returns the state of enforcement at `now` (Unix seconds). */
export function enforcementAt(policy: Policy, now: number): Enforcement {
  if (policy.effectiveAt === null) return { state: 'off' }
  return { state: now < policy.effectiveAt ? 'scheduled' : 'in_effect', effectiveAt: policy.effectiveAt }
}

/**
 * Applies a choice at `now` (Unix seconds). Returns the current policy if the choice is the same. Otherwise
 * saving twice would move the date.
 */
export function choosePolicy(current: Policy, choice: PolicyChoice, now: number): Policy {
  const isEnforced = current.effectiveAt !== null
  if (isEnforced === choice.enforced && current.graceDays === choice.graceDays) return current
  return {
    graceDays: choice.graceDays,
    effectiveAt: choice.enforced ? now + choice.graceDays * DAY_SECONDS : null,
  }
}

/** Returns whether a number is one of the offered grace periods. */
export const isGraceDays = (days: number): days is GraceDays => GRACE_DAYS.some((known) => known === days)
