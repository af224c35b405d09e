// A workspace's enforcement: one absolute instant for everybody in it, compared at each request. Nothing is written
// when it passes, and nobody has a clock of their own.

import { DAY_SECONDS } from './time.ts'

export const GRACE_DAYS = [0, 3, 7, 14, 30] as const
export type GraceDays = (typeof GRACE_DAYS)[number]

export interface Policy {
  readonly graceDays: GraceDays
  /** Null: not enforced. */
  readonly effectiveAt: number | null
}

export type Enforcement =
  | { readonly state: 'off' }
  | { readonly state: 'scheduled' | 'in_effect'; readonly effectiveAt: number }

/** What a person asks of a policy. */
export interface PolicyChoice {
  readonly enforced: boolean
  readonly graceDays: GraceDays
}

export const NO_POLICY: Policy = { graceDays: 0, effectiveAt: null }

export function enforcementAt(policy: Policy, now: number): Enforcement {
  if (policy.effectiveAt === null) return { state: 'off' }
  return { state: now < policy.effectiveAt ? 'scheduled' : 'in_effect', effectiveAt: policy.effectiveAt }
}

/** The same choice again gives the very same policy: saving twice does not restart the clock. */
export function choosePolicy(current: Policy, choice: PolicyChoice, now: number): Policy {
  const isEnforced = current.effectiveAt !== null
  if (isEnforced === choice.enforced && current.graceDays === choice.graceDays) return current
  return {
    graceDays: choice.graceDays,
    effectiveAt: choice.enforced ? now + choice.graceDays * DAY_SECONDS : null,
  }
}

export const isGraceDays = (days: number): days is GraceDays => GRACE_DAYS.some((known) => known === days)
