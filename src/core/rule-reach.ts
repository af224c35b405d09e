// Says how far rules reach: whether a rule before another leaves nothing to it, whether a token is let in, and
// what a change opens. Pages show this. The gate asks rules.ts.

import { loosened } from './path-spelling.ts'
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

/** Returns the rules to which the earlier ones leave something. */
export const rulesWithEffect = (rules: readonly Rule[]): readonly Rule[] =>
  rules.filter((rule) => ruleBefore(rules, rule) === null)

/** Returns those of a token's paths at which no rule lets service tokens in with one of the token's methods. */
export function pathsLetInNowhere({ paths, methods }: ServiceScope, rules: readonly Rule[]): string[] {
  const admitting = rules.filter(
    (rule) => rule.access === 'service' && methods.some((method) => admitsMethod(rule.methods, method)),
  )
  return paths.filter((path) => {
    const scope = { path, match: 'prefix' } as const
    return !admitting.some((rule) => coversPath(rule, scope) || coversPath(scope, rule))
  })
}

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
  const known = new Set(before.map(textOf))
  const [was, is] = [tried(before), tried(after)]
  for (const [pathname, at] of placesOf([...after, ...before])) {
    const [wasThere, isThere] = [triedAt(was, pathname), triedAt(is, pathname)]
    for (const method of methodsOf([...wasThere, ...isThere])) {
      const [wasTried, isTried] = [triedWith(wasThere, method), triedWith(isThere, method)]
      // Otherwise fifty rules with many methods would take seconds.
      if (areSame(wasTried, isTried)) continue
      const asked = { method, pathname, ip: '' }
      const by = after.find(({ id }) => id === openedBy(isTried, asked))
      if (!by) continue
      if (!known.has(textOf(by))) return { by, at: by }
      if (openedBy(wasTried, asked) === null) return { by, at }
    }
  }
  return null
}

const textOf = (rule: Rule): string => writeRules([rule])

type Place = Opening['at']

/** Decisions differ only at the paths of rules and below them. Returns each with the first rule that names it. */
function placesOf(rules: readonly Rule[]): ReadonlyMap<string, Place> {
  const places = new Map<string, Place>()
  for (const at of [...rules, ...rules.flatMap((rule) => inOtherCase(rules, rule))]) {
    const paths = at.match === 'prefix' ? [at.path, `${at.path === '/' ? '' : at.path}/-`] : [at.path]
    for (const path of paths) if (!places.has(path)) places.set(path, at)
  }
  return places
}

/** Returns the paths below public rules that a rule in another case closes: `/a/b` for `/A/b` and `/a`. */
const inOtherCase = (rules: readonly Rule[], { path, match }: Rule): readonly Place[] =>
  rules.flatMap((open) => {
    const isBelow = pathTest('prefix', open.path.toLowerCase())(path.toLowerCase())
    const here = open.path + path.slice(open.path.length)
    return open.access === 'public' && isBelow && here !== path ? [{ path: here, match }] : []
  })

interface Tried {
  readonly prepared: PreparedRules[number]
  readonly text: string
  /** Null for any method. */
  readonly methods: ReadonlySet<string> | null
}

const tried = (rules: readonly Rule[]): readonly Tried[] =>
  prepareRules(anywhere(rules)).map((prepared, index) => ({
    prepared,
    text: writeRules(rules.slice(index, index + 1)),
    methods: prepared.rule.methods && withHead(prepared.rule.methods),
  }))

const withHead = (methods: readonly string[]): ReadonlySet<string> =>
  new Set(methods.includes('GET') ? [...methods, 'HEAD'] : methods)

const triedAt = (rules: readonly Tried[], pathname: string): readonly Tried[] =>
  rules.filter(({ prepared: { literal, loose } }) => literal(pathname) || loose(loosened(pathname)))

const triedWith = (rules: readonly Tried[], method: string): readonly Tried[] =>
  rules.filter(({ methods }) => methods === null || methods.has(method))

const areSame = (some: readonly Tried[], others: readonly Tried[]): boolean =>
  some.length === others.length && some.every(({ text }, index) => text === others[index]?.text)

/** Returns the methods that rules name, and the empty one for all others. */
const methodsOf = (rules: readonly Tried[]): ReadonlySet<string> =>
  new Set(['', ...rules.flatMap(({ methods }) => [...(methods ?? [])])])

/**
 * Takes the networks off public rules, which then match every client. Other rules keep theirs, and match none
 * here. So a path counts as open if it is open to anybody.
 */
const anywhere = (rules: readonly Rule[]): readonly Rule[] =>
  rules.map((rule) => (rule.access === 'public' ? { ...rule, networks: null } : rule))

function openedBy(rules: readonly Tried[], asked: Asked): string | null {
  const prepared = rules.map((each) => each.prepared)
  const { rule, access } = matchRules(prepared, asked)
  return access === 'public' ? (rule?.id ?? null) : null
}
