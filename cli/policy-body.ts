// Completes the wanted policy with the workspace's current policy.

import type { Policy } from './portal/answers.ts'

export interface PolicyWish {
  readonly enforced?: boolean | undefined
  readonly grace_days?: number | undefined
  readonly applies_to?: string | undefined
}

/**
 * Returns the body of a change. It has `applies_to` only if that changes: without it the portal keeps what is
 * there, and a portal that does not know the field refuses it.
 */
export function policyBody(current: Policy, wish: PolicyWish): PolicyWish {
  const appliesTo = wish.applies_to ?? appliesToOf(current)
  return {
    enforced: wish.enforced ?? current.enforced,
    grace_days: wish.grace_days ?? current.grace_days,
    ...(appliesTo === appliesToOf(current) ? {} : { applies_to: appliesTo }),
  }
}

export const appliesToOf = ({ applies_to }: Policy): string => applies_to ?? 'everybody'
