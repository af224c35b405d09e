// Writes rules as JSON, and parses what was stored: in D1, and in the copies in KV. They were checked when they
// were saved.
//
// Rules that can't be read are refused as a whole, and so is a field that this version does not know. Otherwise
// a rule that was not understood could open what it closes.

import { parseNetwork } from './network.ts'
import { isOddSpelling } from './path-spelling.ts'
import { ROLES } from './roles.ts'
import { ACCESSES, type Cors, type Requirement, type Rule } from './rules.ts'

/**
 * Returns the JSON of rules. Leaves out null fields, and always writes fields in the same order, so that
 * equal rules have equal JSON.
 */
export const writeRules = (rules: readonly Rule[]): string =>
  JSON.stringify(
    rules.map((rule) => {
      const require = rule.require && inOrder(rule.require, REQUIREMENT_FIELDS)
      const cors = rule.cors && inOrder(rule.cors, CORS_FIELDS)
      return inOrder({ ...rule, require, cors }, RULE_FIELDS)
    }),
  )

const inOrder = (value: object, fields: object): object => {
  const set = new Map<string, unknown>(Object.entries(value))
  return Object.fromEntries(
    Object.keys(fields).flatMap((field) => (set.get(field) === null ? [] : [[field, set.get(field)]])),
  )
}

/** Returns the rules, or null if any part of them can't be read. */
export function parseRules(value: unknown): readonly Rule[] | null {
  if (!Array.isArray(value)) return null
  const rules = value.map(parseRule)
  return rules.every((rule) => rule !== null) ? rules : null
}

function parseRule(value: unknown): Rule | null {
  if (!isRecordOf(value, RULE_FIELDS)) return null
  const { id, path, match, methods = null, roles = null, networks = null } = value
  const access = ACCESSES.find((known) => known === value.access)
  const require = parseNullable(value.require ?? null, parseRequirement)
  const cors = parseNullable(value.cors ?? null, parseCors)
  if (!isText(id) || !isText(path) || isOddSpelling(path) || !access) return null
  if (require === undefined || cors === undefined || !(match === 'exact' || match === 'prefix')) return null
  if (!isNullOr(methods, isListOfTexts) || !isNullOr(roles, isListOfRoles)) return null
  if (!isNullOr(networks, isListOfNetworks)) return null
  return { id, path, match, methods, access, require, roles, networks, cors }
}

function parseRequirement(value: unknown): Requirement | null {
  if (!isRecordOf(value, REQUIREMENT_FIELDS) || !isSeconds(value.maxAge)) return null
  const { maxAge, methods = null } = value
  if (methods === null) return { maxAge, methods }
  const isPasskey = Array.isArray(methods) && methods.length === 1 && methods[0] === 'passkey'
  return isPasskey ? { maxAge, methods: ['passkey'] } : null
}

function parseCors(value: unknown): Cors | null {
  if (!isRecordOf(value, CORS_FIELDS)) return null
  const { origins, methods, headers, credentials, maxAge = null } = value
  if (!isListOfTexts(origins) || !isListOfTexts(methods) || !isListOfTexts(headers)) return null
  if (typeof credentials !== 'boolean' || !isNullOr(maxAge, isSeconds)) return null
  return { origins, methods, headers, credentials, maxAge }
}

// Records, so that the compiler finds a missing field.
const RULE_FIELDS = {
  ...{ id: true, path: true, match: true, methods: true, access: true },
  ...{ require: true, roles: true, networks: true, cors: true },
} satisfies Record<keyof Rule, true>
const REQUIREMENT_FIELDS = { maxAge: true, methods: true } satisfies Record<keyof Requirement, true>
const CORS_FIELDS = {
  ...{ origins: true, methods: true, headers: true, credentials: true, maxAge: true },
} satisfies Record<keyof Cors, true>

/** Returns undefined if the value is neither null nor what `parse` reads. */
function parseNullable<T>(value: unknown, parse: (value: unknown) => T | null): T | null | undefined {
  return value === null ? null : (parse(value) ?? undefined)
}

const isNullOr = <T>(value: unknown, guard: (value: unknown) => value is T): value is T | null =>
  value === null || guard(value)
const isRecordOf = (value: unknown, fields: object): value is Record<string, unknown> =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  Object.keys(value).every((field) => Object.hasOwn(fields, field))
const isText = (value: unknown): value is string => typeof value === 'string' && value !== ''
const isSeconds = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0
const isListOfTexts = (value: unknown): value is string[] => Array.isArray(value) && value.every(isText)
const isListOfRoles = (value: unknown): value is (typeof ROLES)[number][] =>
  Array.isArray(value) && value.every((role) => ROLES.some((known) => known === role))
const isListOfNetworks = (value: unknown): value is string[] =>
  isListOfTexts(value) && value.every((text) => parseNetwork(text).ok)
