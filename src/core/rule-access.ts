// Decides whether a member meets what the rules demand of a request.

import type { Role } from './roles.ts'
import type { Requirement, Rule } from './rules.ts'
import { findShortfall, type SecondFactorClaims, type Shortfall } from './step-up-challenge.ts'

/** The demand that a member does not meet, and the rule that makes it. */
export type Unmet =
  | { readonly refused: 'role-required'; readonly rule: Rule }
  | {
      readonly refused: Shortfall
      readonly rule: Rule
      /** All that the rules require together, so that one new proof is enough. */
      readonly require: Requirement
    }

/** The claims of a member's pass that rules look at. */
export interface MemberClaims extends SecondFactorClaims {
  readonly workspace: { readonly role: Role }
}

/** Returns what is missing first, or null if the member meets all demands. `now` is in Unix seconds. */
export function findUnmet(demands: readonly Rule[], claims: MemberClaims, now: number): Unmet | null {
  // Check roles first, because nobody can prove a role at the portal. Otherwise a person would prove a second
  // factor in vain.
  for (const rule of demands) {
    if (rule.roles && !rule.roles.includes(claims.workspace.role)) return { refused: 'role-required', rule }
  }
  const require = strictestOf(demands)
  if (!require) return null
  for (const rule of demands) {
    const refused = rule.require && findShortfall(rule.require, claims, now)
    if (refused) return { refused, rule, require }
  }
  return null
}

/** Returns what all the rules require together, or null if they require no second factor. */
export function strictestOf(demands: readonly Rule[]): Requirement | null {
  const asked = demands.flatMap(({ require }) => require ?? [])
  if (asked.length === 0) return null
  const maxAge = Math.min(...asked.map((each) => each.maxAge))
  return { maxAge, methods: asked.find(({ methods }) => methods)?.methods ?? null }
}
