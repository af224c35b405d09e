// A member against the policy of a workspace.

import type { Enforcement } from './policy.ts'

export const STANDINGS = ['enrolled', 'pending', 'overdue', 'free'] as const
export type Standing = (typeof STANDINGS)[number]

export function standingOf(isEnrolled: boolean, enforcement: Enforcement): Standing {
  if (isEnrolled) return 'enrolled'
  if (enforcement.state === 'off') return 'free'
  return enforcement.state === 'scheduled' ? 'pending' : 'overdue'
}

export interface EnrollmentCounts {
  readonly members: number
  readonly enrolled: number
  readonly pending: number
  readonly overdue: number
}

export function countStandings(
  members: number,
  enrolled: number,
  enforcement: Enforcement,
): EnrollmentCounts {
  const missing = members - enrolled
  return {
    members,
    enrolled,
    pending: enforcement.state === 'scheduled' ? missing : 0,
    overdue: enforcement.state === 'in_effect' ? missing : 0,
  }
}
