// Says how far a rule reaches: whether a rule before it leaves nothing to it, and whether it lets a service
// token in. Pages show this. The gate asks rules.ts.

import { admitsMethod, pathTest, type Rule } from './rules.ts'
import type { ServiceScope } from './service-scope.ts'

/**
 * Returns the earlier rule that matches all that this rule matches, so that this rule never decides. Returns
 * null if there is none. Looks at one earlier rule at a time, not at several together.
 */
export const ruleBefore = (rules: readonly Rule[], { id }: Rule): Rule | null => {
  const place = rules.findIndex((rule) => rule.id === id)
  return rules.slice(0, place).find((earlier) => matchesAllOf(earlier, rules[place])) ?? null
}

function matchesAllOf(earlier: Rule, later: Rule | undefined): boolean {
  if (!later || !coversPath(earlier, later) || !coversMethods(earlier.methods, later.methods)) return false
  return earlier.networks === null || String(earlier.networks) === String(later.networks)
}

const coversPath = (one: Pick<Rule, 'path' | 'match'>, other: Pick<Rule, 'path' | 'match'>): boolean =>
  pathTest(one.match, one.path)(other.path) && (one.match === 'prefix' || other.match === 'exact')

const coversMethods = (one: Rule['methods'], other: Rule['methods']): boolean =>
  one === null || (other?.every((method) => admitsMethod(one, method)) ?? false)

/** Returns whether a rule lets service tokens in at one of the token's paths, with one of its methods. */
export const isLetIn = ({ paths, methods }: ServiceScope, rules: readonly Rule[]): boolean =>
  rules.some(
    (rule) =>
      rule.access === 'service' &&
      methods.some((method) => admitsMethod(rule.methods, method)) &&
      paths.some((path) => {
        const scope = { path, match: 'prefix' } as const
        return coversPath(rule, scope) || coversPath(scope, rule)
      }),
  )
