// Compares members with the policy of their workspace.

import type { Enforcement } from './policy.ts'

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
export function standingOf({ isEnrolled, isVouchedFor }: Factors, enforcement: Enforcement): Standing {
  if (isEnrolled) return 'enrolled'
  return isVouchedFor ? 'vouched' : standingWithout(enforcement)
}

/** Returns the standing of a member without a second factor. */
export function standingWithout(enforcement: Enforcement): 'free' | 'pending' | 'overdue' {
  if (enforcement.state === 'off') return 'free'
  return enforcement.state === 'scheduled' ? 'pending' : 'overdue'
}

/** Numbers of members. A member counts as `enrolled` or as `vouched`, never as both. */
export interface MemberCounts {
  readonly members: number
  readonly enrolled: number
  readonly vouched: number
}

/** Returns how many members would have to enrol before they enter. */
export const countWithout = ({ members, enrolled, vouched }: MemberCounts): number =>
  members - enrolled - vouched

export interface EnrolmentCounts extends MemberCounts {
  readonly pending: number
  readonly overdue: number
}

/** Returns how many members have each standing. */
export function countStandings(counts: MemberCounts, enforcement: Enforcement): EnrolmentCounts {
  const { members, enrolled, vouched } = counts
  const without = countWithout(counts)
  return {
    members,
    enrolled,
    vouched,
    pending: enforcement.state === 'scheduled' ? without : 0,
    overdue: enforcement.state === 'in_effect' ? without : 0,
  }
}
