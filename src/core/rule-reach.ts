// Says how far rules reach: whether a rule before another leaves nothing to it, whether a token is let in, and
// what a change opens. Pages show this. The gate asks rules.ts.

import {
  type Asked,
  admitsMethod,
  matchRules,
  type PreparedRules,
  pathTest,
  prepareRules,
  type Rule,
} from './rules.ts'
import type { ServiceScope } from './service-scope.ts'
import { writeRules } from './stored-rules.ts'

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

/** A path that a list of rules opens to everybody, with the public rule that does. */
export interface Opening {
  readonly by: Rule
  readonly at: Pick<Rule, 'path' | 'match'>
}

/**
 * Returns what a change of the list opens to everybody, or null. A path can be opened by a public rule that is
 * new or changed, but also by removing or moving a rule that guarded it.
 */
export function openingIn(before: readonly Rule[], after: readonly Rule[]): Opening | null {
  if (after.every(({ access }) => access !== 'public')) return null
  const known = new Set(before.map((rule) => writeRules([rule])))
  const [was, is] = [prepareRules(anywhere(before)), prepareRules(anywhere(after))]
  for (const { asked, at } of probesOf([...after, ...before])) {
    const by = after.find(({ id }) => id === openedBy(is, asked))
    if (!by) continue
    if (!known.has(writeRules([by]))) return { by, at: by }
    if (openedBy(was, asked) === null) return { by, at }
  }
  return null
}

/** Decisions differ only at the paths of rules, below them, and by the methods that rules name. */
function* probesOf(rules: readonly Rule[]): Iterable<{ asked: Asked; at: Rule }> {
  const named = new Set(['GET', ...rules.flatMap(({ methods }) => methods ?? [])])
  const seen = new Set<string>()
  for (const at of rules) {
    const paths = at.match === 'prefix' ? [at.path, `${at.path === '/' ? '' : at.path}/-`] : [at.path]
    for (const pathname of paths) {
      for (const method of at.methods ?? named) {
        const probe = `${method} ${pathname}`
        if (seen.has(probe)) continue
        seen.add(probe)
        yield { asked: { method, pathname, ip: '' }, at }
      }
    }
  }
}

/**
 * Takes the networks off public rules, which then match every client. Other rules keep theirs, and match none
 * here. So a path counts as open if it is open to anybody.
 */
const anywhere = (rules: readonly Rule[]): readonly Rule[] =>
  rules.map((rule) => (rule.access === 'public' ? { ...rule, networks: null } : rule))

function openedBy(prepared: PreparedRules, asked: Asked): string | null {
  const { rule, access } = matchRules(prepared, asked)
  return access === 'public' ? (rule?.id ?? null) : null
}
