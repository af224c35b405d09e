// Compares members with the policy of their workspace that requires a second factor.

import { countMembers, type MemberGroup, stateForGroup } from './member-groups.ts'
import type { Enforcement, Policy } from './policy.ts'

/**
 * `vouched`: a trusted provider confirms the second factor. `pending` and `overdue`: no second factor, before
 * and after the date. `free`: no second factor, and none is required.
 */
export const STANDINGS = ['enrolled', 'vouched', 'pending', 'overdue', 'free'] as const
export type Standing = (typeof STANDINGS)[number]

/**
 * How a member proves a second factor: with one of Sallyport's, or by a trusted provider at their last entry.
 */
export interface Factors {
  readonly isEnrolled: boolean
  readonly isVouchedFor: boolean
}

/** Returns the standing of a member. */
export function standingOf(
  { isEnrolled, isVouchedFor }: Factors,
  { state }: Pick<Enforcement, 'state'>,
): Standing {
  if (isEnrolled) return 'enrolled'
  if (isVouchedFor) return 'vouched'
  if (state === 'off') return 'free'
  return state === 'scheduled' ? 'pending' : 'overdue'
}

/** Returns the standing of the members of a group. */
export const standingOfGroup = (group: MemberGroup, policy: Policy, now: number): Standing =>
  standingOf(group, { state: stateForGroup(policy, group, now) })

export interface EnrolmentCounts {
  readonly members: number
  /** Owners and admins. */
  readonly admins: number
  readonly enrolled: number
  readonly withPasskey: number
  /** Members who are not enrolled, but a trusted provider vouched for them. */
  readonly vouched: number
  readonly extended: number
  readonly pending: number
  readonly overdue: number
  readonly free: number
}

/** Returns how many members have each standing. */
export function countStandings(groups: readonly MemberGroup[], policy: Policy, now: number): EnrolmentCounts {
  const standing = (sought: Standing) =>
    countMembers(groups, (group) => standingOfGroup(group, policy, now) === sought)
  return {
    members: countMembers(groups),
    admins: countMembers(groups, ({ role }) => role === 'admin'),
    enrolled: standing('enrolled'),
    withPasskey: countMembers(groups, ({ hasPasskey }) => hasPasskey),
    vouched: standing('vouched'),
    extended: countMembers(groups, ({ isExtended }) => isExtended),
    pending: standing('pending'),
    overdue: standing('overdue'),
    free: standing('free'),
  }
}
