// The rules of a workspace. A rule says who may open a path: members, services or everybody. It may also ask
// members for a proof. The first rule that matches a request decides. Where none matches, only members get in.

import { parseAddress } from './ip-address.ts'
import { contains, type Network, parseNetwork } from './network.ts'
import { isOddSpelling, loosened, readingsOf, withPlainSlashes } from './path-spelling.ts'
import type { Role } from './roles.ts'

export const ACCESSES = ['member', 'service', 'public'] as const
/** Who gets in. `service` also admits members, `public` admits everybody. */
export type Access = (typeof ACCESSES)[number]

export interface Rule {
  readonly id: string
  /** The path in normal form: it begins with `/`, and only the path `/` ends with it. */
  readonly path: string
  /** A prefix matches whole segments: `/api` matches `/api/x`, not `/apix`. */
  readonly match: 'exact' | 'prefix'
  /** The methods that match, in upper case. Null matches any method. GET also matches HEAD. */
  readonly methods: readonly string[] | null
  readonly access: Access
  readonly require: Requirement | null
  readonly roles: readonly Role[] | null
  /** Addresses and networks. The rule matches only clients in one of them. */
  readonly networks: readonly string[] | null
  readonly cors: Cors | null
}

/** The second factor that a rule requires: at most so many seconds old, and proved by one of these methods. */
export interface Requirement {
  readonly maxAge: number
  readonly methods: readonly ['passkey'] | null
}

export interface Cors {
  /** The web origins whose scripts may read the answers. `*` stands for all. */
  readonly origins: readonly string[]
  readonly methods: readonly string[]
  readonly headers: readonly string[]
  readonly credentials: boolean
  /** How long a browser may keep the answer to a preflight, in seconds. */
  readonly maxAge: number | null
}

export interface Asked {
  readonly method: string
  /** The path as the URL parser returns it. */
  readonly pathname: string
  /** The client's address. */
  readonly ip: string
}

/** What the rules say about one request. */
export interface Match {
  /** The first rule that matches, or null. */
  readonly rule: Rule | null
  readonly access: Access
  /** The rules whose `require` and `roles` a person must meet, all of them. */
  readonly demands: readonly Rule[]
  /**
   * What CORS allows. Null if the path is spelled oddly. Otherwise such a path could use what another path
   * allows.
   */
  readonly cors: Cors | null
}

interface Prepared {
  readonly rule: Rule
  readonly networks: readonly Network[] | null
  readonly literal: PathTest
  readonly loose: PathTest
}

type PathTest = (path: string) => boolean
export type PreparedRules = readonly Prepared[]

/** Prepares rules that were checked. Throws if a network can't be read, so that no rule is skipped. */
export const prepareRules = (rules: readonly Rule[]): PreparedRules =>
  rules.map((rule) => ({
    rule,
    networks: rule.networks?.map(requireNetwork) ?? null,
    literal: pathTest(rule.match, rule.path),
    loose: pathTest(rule.match, loosened(rule.path)),
  }))

/**
 * Returns what the rules say about a request.
 *
 * A `public` rule matches only the literal path. Another rule also matches loosely: in another case, with
 * slashes, spaces or dots at the end of a segment, and in every reading of an odd spelling. A loose match
 * never opens anything. It adds demands, and it closes what later rules would open. Only a literal match ends
 * the search. So an odd spelling never opens more than each path that an origin may read in it.
 */
export function matchRules(prepared: PreparedRules, asked: Asked): Match {
  const spelling = spellingOf(asked)
  const passed: Rule[] = []
  let decider: Rule | null = null
  for (const each of prepared) {
    const how = howMatched(each, spelling)
    if (how === null) continue
    passed.push(each.rule)
    if (how === 'loosely') continue
    decider = each.rule
    break
  }
  const granted = passed.length === 1 ? decider : null
  return {
    rule: passed[0] ?? null,
    access: granted?.access ?? 'member',
    demands: passed.filter(({ require, roles }) => require !== null || roles !== null),
    cors: granted?.cors ?? null,
  }
}

function howMatched(
  { rule, networks, literal, loose }: Prepared,
  spelling: Spelling,
): 'literally' | 'loosely' | null {
  const { access, methods } = rule
  const { method } = spelling
  if (!spelling.isIn(networks)) return null
  if (admitsMethod(methods, method) && isLiterallyMatched(rule, literal, spelling)) return 'literally'
  // Some origins take `patch` for PATCH, so the method's case makes no difference here.
  if (access === 'public' || !admitsMethod(methods, method.toUpperCase())) return null
  return spelling.mayBe(loose) ? 'loosely' : null
}

interface Spelling {
  readonly method: string
  readonly pathname: string
  readonly isOdd: boolean
  /** The path with its encoded slashes decoded. Null if anything else about it is odd. */
  readonly withPlainSlashes: string | null
  mayBe(test: PathTest): boolean
  isIn(networks: readonly Network[] | null): boolean
}

function spellingOf({ method, pathname, ip }: Asked): Spelling {
  const isOdd = isOddSpelling(pathname)
  // Both are computed once, and only if a rule needs them.
  let readings: readonly string[] | null | undefined
  let address: ReturnType<typeof parseAddress> | undefined
  return {
    method,
    pathname,
    isOdd,
    withPlainSlashes: isOdd ? withPlainSlashes(pathname) : null,
    mayBe(test) {
      if (readings === undefined) readings = isOdd ? readingsOf(pathname) : [loosened(pathname)]
      return readings === null || readings.some(test)
    },
    isIn(networks) {
      if (networks === null) return true
      if (address === undefined) address = parseAddress(ip)
      const known = address
      return known !== null && networks.some((network) => contains(network, known))
    },
  }
}

/** An odd spelling is matched literally only by a `service` rule, and only if encoded slashes are all that is odd. */
function isLiterallyMatched({ access }: Rule, literal: PathTest, spelling: Spelling): boolean {
  const { pathname, isOdd, withPlainSlashes: plain } = spelling
  if (!isOdd) return literal(pathname)
  return access === 'service' && plain !== null && literal(pathname) && literal(plain)
}

/** Returns whether a list of methods has this one. GET covers HEAD. */
export const admitsMethod = (methods: readonly string[] | null, method: string): boolean =>
  methods === null || methods.includes(method) || (method === 'HEAD' && methods.includes('GET'))

/** Returns a test for paths. A prefix matches whole segments only. */
export function pathTest(match: Rule['match'], path: string): PathTest {
  if (match === 'exact') return (asked) => asked === path
  const stem = path === '/' ? path : `${path}/`
  return (asked) => asked === path || asked.startsWith(stem)
}

function requireNetwork(text: string): Network {
  const parsed = parseNetwork(text)
  if (!parsed.ok) throw new Error(`a rule has a network that can't be read: ${text}`)
  return parsed.value
}
