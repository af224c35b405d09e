// Says what is wrong with rules that a person or a program wrote. The API and the settings page both ask here.

import { ANY_ORIGIN } from './cors.ts'
import { type NetworkProblem, parseNetwork } from './network.ts'
import type { Cors, Rule } from './rules.ts'
import { writeRules } from './stored-rules.ts'

export const MOST_RULES = 50
/** The most bytes of the JSON of all rules. The copy of each site in KV contains it. */
export const RULES_MAX_BYTES = 16 * 1024
export const RULE_ID = /^[a-z0-9-]{1,32}$/
export const PATH_MAX_LENGTH = 256
export const MOST_METHODS = 20
export const MOST_NETWORKS = 20
export const MOST_ORIGINS = 10
export const MOST_HEADERS = 50
export const LEAST_AGE_SECONDS = 60
export const MOST_AGE_SECONDS = 86_400
export const CORS_MAX_AGE_SECONDS = 7200
export const METHOD = /^[A-Z][A-Z-]{0,31}$/
const HEADER_NAME = /^[!#$%&'+.^_`|~0-9A-Za-z-]{1,100}$/ // RFC 9110, section 5.1, but not `*`

export type RuleProblem =
  | 'too_many_rules'
  | 'too_large'
  | 'not_an_id'
  | 'id_taken'
  | PathProblem
  | ListProblem
  | MethodProblem
  | 'only_for_members'
  | 'age_out_of_range'
  | NetworkProblem
  | OriginProblem
  | 'any_origin_with_credentials'
  | 'not_a_header'

export type PathProblem =
  | 'path_without_slash'
  | 'path_too_long'
  | 'path_with_other_characters'
  | 'path_with_empty_segment'
  | 'path_with_dot_segment'
  | 'path_ends_with_slash'
export type ListProblem = 'empty_list' | 'too_many_in_list'
export type MethodProblem = 'method_in_lower_case' | 'not_a_method'
type OriginProblem = 'not_a_web_origin' | 'origin_with_more' | 'origin_with_wildcard'

export interface FoundProblem<Problem extends RuleProblem = RuleProblem> {
  /** The field, such as `[0, 'networks', 1]`. Empty for the list as a whole. */
  readonly path: readonly (string | number)[]
  readonly problem: Problem
}

/** Returns what is wrong with a list of rules, in the order of its fields. */
export function findRuleProblems(rules: readonly Rule[]): readonly FoundProblem[] {
  if (rules.length > MOST_RULES) return [{ path: [], problem: 'too_many_rules' }]
  const found = rules.flatMap((rule, index) => {
    const isTaken = rules.findIndex(({ id }) => id === rule.id) < index
    const ofRule = [...problemsOf(rule), ...(isTaken ? [at('id_taken', 'id')] : [])]
    return ofRule.map(({ path, problem }) => ({ path: [index, ...path], problem }))
  })
  if (found.length > 0) return found
  const bytes = new TextEncoder().encode(writeRules(rules)).length
  return bytes > RULES_MAX_BYTES ? [{ path: [], problem: 'too_large' }] : []
}

const at = <Problem extends RuleProblem>(
  problem: Problem,
  ...path: (string | number)[]
): FoundProblem<Problem> => ({ path, problem })

function* problemsOf(rule: Rule): Iterable<FoundProblem> {
  const { id, path, methods, access, require, roles, networks, cors } = rule
  if (!RULE_ID.test(id)) yield at('not_an_id', 'id')
  const ofPath = pathProblem(path)
  if (ofPath) yield at(ofPath, 'path')
  if (methods) yield* listProblems(methods, [1, MOST_METHODS], methodProblem, 'methods')
  // Refuse these fields for services and everybody, who have no role and no second factor. Otherwise an admin
  // would believe that a service token must meet them.
  if (require && access !== 'member') yield at('only_for_members', 'require')
  if (require && !isWithin(require.maxAge, LEAST_AGE_SECONDS, MOST_AGE_SECONDS)) {
    yield at('age_out_of_range', 'require', 'max_age')
  }
  if (roles && access !== 'member') yield at('only_for_members', 'roles')
  if (roles?.length === 0) yield at('empty_list', 'roles')
  if (networks) yield* listProblems(networks, [1, MOST_NETWORKS], networkProblem, 'networks')
  if (cors) yield* corsProblems(cors)
}

function* corsProblems({ origins, methods, headers, credentials, maxAge }: Cors): Iterable<FoundProblem> {
  yield* listProblems(origins, [1, MOST_ORIGINS], originProblem, 'cors', 'origins')
  yield* listProblems(methods, [0, MOST_METHODS], methodProblem, 'cors', 'methods')
  yield* listProblems(headers, [0, MOST_HEADERS], headerProblem, 'cors', 'headers')
  // Refuse cookies for any web origin. Otherwise every web origin could act with a visitor's cookies.
  if (credentials && origins.includes(ANY_ORIGIN)) {
    yield at('any_origin_with_credentials', 'cors', 'credentials')
  }
  if (maxAge !== null && !isWithin(maxAge, 0, CORS_MAX_AGE_SECONDS)) {
    yield at('age_out_of_range', 'cors', 'max_age')
  }
}

/** Returns what is wrong with a list of texts: its length, and each text. */
export function* listProblems<Problem extends RuleProblem>(
  list: readonly string[],
  [least, most]: readonly [number, number],
  problemOf: (text: string) => Problem | null,
  ...path: string[]
): Iterable<FoundProblem<Problem | ListProblem>> {
  if (list.length < least) yield at('empty_list', ...path)
  if (list.length > most) yield at('too_many_in_list', ...path)
  for (const [index, text] of list.entries()) {
    const problem = problemOf(text)
    if (problem) yield at(problem, ...path, index)
  }
}

const isWithin = (value: number, least: number, most: number): boolean =>
  Number.isInteger(value) && value >= least && value <= most

export function pathProblem(path: string): PathProblem | null {
  if (!path.startsWith('/')) return 'path_without_slash'
  if (path.length > PATH_MAX_LENGTH) return 'path_too_long'
  if (!/^[\w.~/-]*$/.test(path)) return 'path_with_other_characters'
  if (path.includes('//')) return 'path_with_empty_segment'
  if (/\/\.{1,2}(\/|$)/.test(path)) return 'path_with_dot_segment'
  return path !== '/' && path.endsWith('/') ? 'path_ends_with_slash' : null
}

export function methodProblem(method: string): MethodProblem | null {
  if (METHOD.test(method)) return null
  return METHOD.test(method.toUpperCase()) ? 'method_in_lower_case' : 'not_a_method'
}

export function networkProblem(text: string): NetworkProblem | null {
  const parsed = parseNetwork(text)
  return parsed.ok ? null : parsed.error
}

/** Requires an origin exactly as browsers send it. Any other text would never match. */
function originProblem(text: string): OriginProblem | null {
  if (text === ANY_ORIGIN) return null
  if (text.includes('*')) return 'origin_with_wildcard'
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) return 'not_a_web_origin'
  return new URL(text).origin === text ? null : 'origin_with_more'
}

const headerProblem = (name: string): RuleProblem | null => (HEADER_NAME.test(name) ? null : 'not_a_header')
