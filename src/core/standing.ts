// A member against the policy of a workspace.

import type { Enforcement } from './policy.ts'

export const STANDINGS = ['enrolled', 'vouched', 'pending', 'overdue', 'free'] as const
export type Standing = (typeof STANDINGS)[number]

/** How somebody shows a second factor: one of ours, or a trusted provider's word at their last entry. */
export interface Factors {
  readonly isEnrolled: boolean
  readonly isVouchedFor: boolean
}

export function standingOf({ isEnrolled, isVouchedFor }: Factors, enforcement: Enforcement): Standing {
  if (isEnrolled) return 'enrolled'
  return isVouchedFor ? 'vouched' : standingWithout(enforcement)
}

/** Of a member without any second factor. */
export function standingWithout(enforcement: Enforcement): 'free' | 'pending' | 'overdue' {
  if (enforcement.state === 'off') return 'free'
  return enforcement.state === 'scheduled' ? 'pending' : 'overdue'
}

/** `vouched` are not among the `enrolled`. */
export interface MemberCounts {
  readonly members: number
  readonly enrolled: number
  readonly vouched: number
}

/** How many would have to enrol to enter. */
export const countWithout = ({ members, enrolled, vouched }: MemberCounts): number =>
  members - enrolled - vouched

export interface EnrolmentCounts extends MemberCounts {
  readonly pending: number
  readonly overdue: number
}

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
