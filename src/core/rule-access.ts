// Decides whether a member meets what the rules demand of a request.

import type { Role } from './roles.ts'
import type { Rule } from './rules.ts'
import { meetsStepUp } from './step-up-challenge.ts'

export type UnmetDemand =
  | 'role-required'
  | 'enrollment-required' // has proved no second factor, so has none
  | 'second-factor-too-weak'
  | 'second-factor-too-old'

export type DemandDecision =
  | { readonly is: 'admit' }
  | { readonly is: UnmetDemand; readonly rule: Rule; readonly maxAge: number | null }

export interface MemberFacts {
  readonly role: Role
  /** When the second factor was proved, in Unix seconds. Null if it was not. */
  readonly mfaTime: number | null
  /** The method of that proof. */
  readonly method: string | null
}

/**
 * Returns `admit` only if the member meets all demands. Otherwise returns what is missing first, with the rule
 * that asks for it. `maxAge` is the shortest that any of the rules asks for, so that one new proof is enough.
 */
export function decideDemands(demands: readonly Rule[], member: MemberFacts, now: number): DemandDecision {
  // Check roles first, because nobody can prove a role at the portal. Otherwise a person would prove a second
  // factor in vain.
  for (const rule of demands) {
    if (rule.roles && !rule.roles.includes(member.role)) return { is: 'role-required', rule, maxAge: null }
  }
  const ages = demands.flatMap(({ require }) => (require ? [require.maxAge] : []))
  const maxAge = ages.length > 0 ? Math.min(...ages) : null
  for (const rule of demands) {
    const is = missingProof(rule, member, now)
    if (is) return { is, rule, maxAge }
  }
  return { is: 'admit' }
}

function missingProof(
  { require }: Rule,
  { mfaTime, method }: MemberFacts,
  now: number,
): Exclude<UnmetDemand, 'role-required'> | null {
  if (!require) return null
  if (mfaTime === null) return 'enrollment-required'
  const methods: readonly string[] | null = require.methods
  if (methods && (method === null || !methods.includes(method))) return 'second-factor-too-weak'
  return meetsStepUp(mfaTime, require, now) ? null : 'second-factor-too-old'
}
