// Parses rules that were stored: in D1, and in the copies in KV. They were checked when they were saved. Rules
// that can't be read are refused as a whole. Otherwise a missing rule could open what it closed.

import { parseNetwork } from './network.ts'
import { isOddSpelling } from './path-spelling.ts'
import { ROLES } from './roles.ts'
import { ACCESSES, type Cors, type Requirement, type Rule } from './rules.ts'

/** Returns the rules, or null if any part of them can't be read. */
export function parseRules(value: unknown): readonly Rule[] | null {
  if (!Array.isArray(value)) return null
  const rules = value.map(parseRule)
  return rules.every((rule) => rule !== null) ? rules : null
}

function parseRule(value: unknown): Rule | null {
  if (!isRecord(value)) return null
  const { id, path, match, methods, roles, networks } = value
  const access = ACCESSES.find((known) => known === value.access)
  const require = parseNullable(value.require, parseRequirement)
  const cors = parseNullable(value.cors, parseCors)
  if (!isText(id) || !isText(path) || isOddSpelling(path) || !access) return null
  if (require === undefined || cors === undefined || !(match === 'exact' || match === 'prefix')) return null
  if (!isNullOr(methods, isListOfTexts) || !isNullOr(roles, isListOfRoles)) return null
  if (!isNullOr(networks, isListOfNetworks)) return null
  return { id, path, match, methods, access, require, roles, networks, cors }
}

function parseRequirement(value: unknown): Requirement | null {
  if (!isRecord(value) || !isSeconds(value.maxAge)) return null
  const { maxAge, methods } = value
  if (methods === null) return { maxAge, methods }
  const isPasskey = Array.isArray(methods) && methods.length === 1 && methods[0] === 'passkey'
  return isPasskey ? { maxAge, methods: ['passkey'] } : null
}

function parseCors(value: unknown): Cors | null {
  if (!isRecord(value)) return null
  const { origins, methods, headers, credentials, maxAge } = value
  if (!isListOfTexts(origins) || !isListOfTexts(methods) || !isListOfTexts(headers)) return null
  if (typeof credentials !== 'boolean' || !isNullOr(maxAge, isSeconds)) return null
  return { origins, methods, headers, credentials, maxAge }
}

/** Returns undefined if the value is neither null nor what `parse` reads. */
function parseNullable<T>(value: unknown, parse: (value: unknown) => T | null): T | null | undefined {
  return value === null ? null : (parse(value) ?? undefined)
}

const isNullOr = <T>(value: unknown, guard: (value: unknown) => value is T): value is T | null =>
  value === null || guard(value)
const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const isText = (value: unknown): value is string => typeof value === 'string' && value !== ''
const isSeconds = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0
const isListOfTexts = (value: unknown): value is string[] => Array.isArray(value) && value.every(isText)
const isListOfRoles = (value: unknown): value is (typeof ROLES)[number][] =>
  Array.isArray(value) && value.every((role) => ROLES.some((known) => known === role))
const isListOfNetworks = (value: unknown): value is string[] =>
  isListOfTexts(value) && value.every((text) => parseNetwork(text).ok)
