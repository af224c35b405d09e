// The form of a rule: its fields as they were written, and the rule that they describe.

import { ROLES } from '../../../core/roles.ts'
import { findRuleProblems, MOST_AGE_SECONDS } from '../../../core/rule-problems.ts'
import { ACCESSES, type Cors, type Rule } from '../../../core/rules.ts'
import { entryAt, type FieldProblem, type FieldProblems } from './field-problems.tsx'
import { linesOf, methodsIn, methodsOf, type WrittenMethods, wordsOf, writeMethods } from './written-lists.ts'

/** The fields of the form, unchecked. A field that is absent is empty. */
export interface WrittenRule extends WrittenMethods {
  readonly id: string
  readonly path: string
  readonly match: string
  readonly access: string
  readonly maxAge: string
  readonly isPasskeyOnly: boolean
  readonly roles: readonly string[]
  readonly networks: string
  readonly cors: WrittenCors
  /** The id of the rule that a new rule is put before. Empty: a new rule is the last. */
  readonly place: string
}

interface WrittenCors {
  readonly origins: string
  readonly methods: string
  readonly headers: string
  readonly hasCredentials: boolean
  readonly maxAge: string
}

export function writtenIn(fields: URLSearchParams): WrittenRule {
  const text = (name: string) => fields.get(name) ?? ''
  return {
    ...{ id: text('id').trim(), path: text('path').trim(), match: text('match'), access: text('access') },
    ...methodsIn(fields),
    ...{ maxAge: text('max_age'), isPasskeyOnly: fields.has('passkey'), roles: fields.getAll('role') },
    ...{ networks: text('networks'), place: text('place') },
    cors: {
      ...{ origins: text('cors_origins'), methods: text('cors_methods'), headers: text('cors_headers') },
      ...{ hasCredentials: fields.has('cors_credentials'), maxAge: text('cors_max_age').trim() },
    },
  }
}

/** The form of a new rule. Nothing is opened unless it is chosen. */
export const EMPTY_RULE = writtenIn(new URLSearchParams({ match: 'prefix', access: 'member' }))

export const writeRule = ({ methods, require, roles, networks, cors, ...rule }: Rule): WrittenRule => ({
  ...{ id: rule.id, path: rule.path, match: rule.match, access: rule.access, place: '' },
  ...writeMethods(methods ?? []),
  ...{ maxAge: String(require?.maxAge ?? ''), isPasskeyOnly: require?.methods !== null && require !== null },
  ...{ roles: roles ?? [], networks: (networks ?? []).join('\n') },
  cors: {
    ...{ origins: (cors?.origins ?? []).join('\n'), methods: (cors?.methods ?? []).join(' ') },
    ...{ headers: (cors?.headers ?? []).join(' '), hasCredentials: cors?.credentials ?? false },
    maxAge: String(cors?.maxAge ?? ''),
  },
})

/** Reads the form. `others` are the workspace's other rules. */
export function readRule(
  written: WrittenRule,
  others: readonly Rule[],
): { readonly rule: Rule; readonly problems: FieldProblems } {
  const match = (['prefix', 'exact'] as const).find((known) => known === written.match)
  const access = ACCESSES.find((known) => known === written.access)
  const roles = ROLES.filter((role) => written.roles.includes(role))
  const methods = methodsOf(written)
  const networks = linesOf(written.networks)
  const rule: Rule = {
    ...{ id: written.id || idFrom(written.path, others), path: written.path },
    ...{ match: match ?? 'exact', access: access ?? 'member', require: requirementOf(written) },
    methods: methods.length > 0 ? methods : null,
    roles: roles.length > 0 ? roles : null,
    networks: networks.length > 0 ? networks : null,
    cors: corsOf(written.cors),
  }
  const unknown = [
    ...(match ? [] : ['match']),
    ...(access ? [] : ['access']),
    // Refuse an unknown role. Otherwise a rule for that role alone would be saved as a rule for every role.
    ...(roles.length === new Set(written.roles).size ? [] : ['roles']),
  ]
  return { rule, problems: problemsOf(rule, others, unknown) }
}

const requirementOf = ({ maxAge, isPasskeyOnly }: WrittenRule): Rule['require'] => {
  if (maxAge === '' && !isPasskeyOnly) return null
  return {
    maxAge: maxAge === '' ? MOST_AGE_SECONDS : secondsOf(maxAge),
    methods: isPasskeyOnly ? ['passkey'] : null,
  }
}

/** Returns NaN for a text that is not a number of seconds, which is then refused. */
const secondsOf = (text: string): number => (/^\d{1,6}$/.test(text) ? Number(text) : Number.NaN)

function corsOf({ origins, methods, headers, hasCredentials, maxAge }: WrittenCors): Cors | null {
  if (`${origins}${methods}${headers}${maxAge}`.trim() === '' && !hasCredentials) return null
  return {
    origins: linesOf(origins),
    methods: wordsOf(methods).map((method) => method.toUpperCase()),
    headers: wordsOf(headers),
    credentials: hasCredentials,
    maxAge: maxAge === '' ? null : secondsOf(maxAge),
  }
}

function problemsOf(rule: Rule, others: readonly Rule[], unknown: readonly string[]): FieldProblems {
  const found = new Map<string, FieldProblem[]>(
    unknown.map((field) => [field, [{ problem: 'unknown_choice', entry: null }]]),
  )
  // The rule is checked as the last one, because the second rule with an id is the one that is refused.
  for (const { path, problem } of findRuleProblems([...others, rule])) {
    const names = path.slice(1).filter((part) => typeof part === 'string')
    const field = names.join('.')
    found.set(field, [...(found.get(field) ?? []), { problem, entry: entryAt(rule, path.slice(1)) }])
  }
  return found
}

/** Makes a rule's id from its path: `/hooks/github` is `hooks-github`. */
function idFrom(path: string, others: readonly Rule[]): string {
  const words = path.toLowerCase().match(/[a-z0-9]+/g) ?? ['all']
  const id = words.join('-').slice(0, 28).replace(/-$/, '')
  const isFree = (text: string) => others.every((rule) => rule.id !== text)
  if (isFree(id)) return id
  let number = 2
  while (!isFree(`${id}-${number}`)) number++
  return `${id}-${number}`
}

/** Returns the list with a new or changed rule in its place. */
export function withRule(rules: readonly Rule[], id: string | null, rule: Rule, place: string): Rule[] {
  if (id !== null) return rules.map((each) => (each.id === id ? rule : each))
  const index = rules.findIndex((each) => each.id === place)
  return index < 0 ? [...rules, rule] : rules.toSpliced(index, 0, rule)
}
