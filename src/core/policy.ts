// Computes a workspace's enforcement. A workspace has two policies: one requires a second factor, the other a
// phishing-resistant one. Each starts at one point in time for all members, compared at each request. Nothing
// is written at that time.

import { administers, type Role } from './roles.ts'
import { DAY_SECONDS } from './time.ts'

export const POLICY_KINDS = ['second-factor', 'phishing-resistant'] as const
export type PolicyKind = (typeof POLICY_KINDS)[number]

export const GRACE_DAYS = [0, 3, 7, 14, 30] as const
export type GraceDays = (typeof GRACE_DAYS)[number]

/** `admins` means owners and admins. */
export const APPLIES_TO = ['everybody', 'admins'] as const
export type AppliesTo = (typeof APPLIES_TO)[number]

export interface Policy {
  readonly graceDays: GraceDays
  /** Unix seconds. Null if nothing is enforced. */
  readonly effectiveAt: number | null
  readonly appliesTo: AppliesTo
  /** The number of changes so far. 0 if no policy was ever saved. */
  readonly version: number
}

/** Both policies of a workspace. */
export interface Policies<P extends Policy = Policy> {
  readonly secondFactor: P
  readonly phishingResistant: P
}

export type Enforcement =
  | { readonly state: 'off' }
  | { readonly state: 'scheduled' | 'in_effect'; readonly effectiveAt: number }

/** The choice that an admin makes on the policy page. */
export interface PolicyChoice {
  readonly enforced: boolean
  readonly graceDays: GraceDays
  /** Left out, it stays as it is. */
  readonly appliesTo?: AppliesTo | undefined
  /**
   * Whether members may get back in after a delay (core/recovery.ts). Of the first policy only. Left out, it stays as it
   * is. Its changes are counted separately, because a new version of the policy ends extensions and is mailed.
   */
  readonly selfRecovery?: boolean | undefined
}

export const NO_POLICY: Policy = { graceDays: 0, effectiveAt: null, appliesTo: 'everybody', version: 0 }
export const NO_POLICIES: Policies = { secondFactor: NO_POLICY, phishingResistant: NO_POLICY }

export const policyOf = <P extends Policy>(policies: Policies<P>, kind: PolicyKind): P =>
  kind === 'second-factor' ? policies.secondFactor : policies.phishingResistant

/** Returns the state of a workspace's enforcement at `now` (Unix seconds). */
export function enforcementAt({ effectiveAt }: Pick<Policy, 'effectiveAt'>, now: number): Enforcement {
  if (effectiveAt === null) return { state: 'off' }
  return { state: now < effectiveAt ? 'scheduled' : 'in_effect', effectiveAt }
}

export interface CoveredMember {
  readonly role: Role
  /** When the member's extension ends, in Unix seconds. Null without an extension. */
  readonly extendedUntil: number | null
}

/**
 * Returns the state of enforcement for one member at `now` (Unix seconds). It is `off` for a member that
 * the policy does not cover. An extension moves the member's date.
 */
export function enforcementFor(policy: Policy, member: CoveredMember, now: number): Enforcement {
  if (policy.effectiveAt === null || !covers(policy, member.role)) return { state: 'off' }
  return enforcementAt({ effectiveAt: Math.max(policy.effectiveAt, member.extendedUntil ?? 0) }, now)
}

export const covers = ({ appliesTo }: Pick<Policy, 'appliesTo'>, role: Role): boolean =>
  appliesTo === 'everybody' || administers(role)

/**
 * Applies a choice at `now` (Unix seconds). Returns the current policy if the choice is the same. Otherwise
 * saving twice would move the date. The date stays, too, if only `appliesTo` changes.
 */
export function choosePolicy(current: Policy, choice: PolicyChoice, now: number): Policy {
  const appliesTo = choice.appliesTo ?? current.appliesTo
  const isEnforced = current.effectiveAt !== null
  const keepsDate = isEnforced === choice.enforced && current.graceDays === choice.graceDays
  if (keepsDate && appliesTo === current.appliesTo) return current
  const dated = choice.enforced ? now + choice.graceDays * DAY_SECONDS : null
  return {
    graceDays: choice.graceDays,
    effectiveAt: keepsDate ? current.effectiveAt : dated,
    appliesTo,
    version: current.version + 1,
  }
}

/** Returns whether a number is one of the offered grace periods. */
export const isGraceDays = (days: number): days is GraceDays => GRACE_DAYS.some((known) => known === days)

/** Names a state of both policies. An extension is granted for one such state. */
export const versionsOf = ({ secondFactor, phishingResistant }: Policies): string =>
  `${secondFactor.version}.${phishingResistant.version}`
