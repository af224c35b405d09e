// Parses the copies in KV: the site of a host, and the key ring. An incomplete copy counts as missing, and
// the caller then reads D1. Otherwise one bad value in KV would make a host unreachable until it expired.

import { APPLIES_TO, isGraceDays, type Policy } from '../core/policy.ts'
import { parseRules } from '../core/stored-rules.ts'
import { isSlug } from '../core/workspace.ts'
import type { KeyPurpose, SealedKey } from '../crypto/key-ring.ts'
import type { Site } from './sites.ts'

export interface Copy<T> {
  /** When the value was read from D1, in Unix seconds. */
  readonly readAt: number
  readonly value: T
}

/** Returns the copy of this host's site. Returns null for any other value, including another host's site. */
export function parseSiteCopy(value: unknown, host: string): Copy<Site> | null {
  return parseCopy(value, (content) => {
    const site = parseSite(content)
    return site?.host === host ? site : null
  })
}

/** Returns the copy of the ring. Returns null unless it has an active key for each purpose. */
export function parseRingCopy(value: unknown): Copy<readonly SealedKey[]> | null {
  const copy = parseCopy(value, parseSealedKeys)
  if (!copy) return null
  const isInUse = (purpose: KeyPurpose) =>
    copy.value.some((key) => key.purpose === purpose && key.activeFrom <= copy.readAt)
  return PURPOSES.every(isInUse) ? copy : null
}

function parseCopy<T>(value: unknown, parse: (content: unknown) => T | null): Copy<T> | null {
  if (!isRecord(value) || !isSeconds(value.readAt)) return null
  const content = parse(value.value)
  return content === null ? null : { readAt: value.readAt, value: content }
}

function parseSite(value: unknown): Site | null {
  if (!isRecord(value)) return null
  const { host, workspaceId, slug, name, accent, logo, origin, allowedProviders, supervisesSockets } = value
  const policies = isRecord(value.policies) ? value.policies : {}
  const secondFactor = parsePolicy(policies.secondFactor)
  const phishingResistant = parsePolicy(policies.phishingResistant)
  const rules = parseRules(value.rules)
  if (!secondFactor || !phishingResistant || !rules) return null
  if (!isText(host) || !isText(workspaceId) || !isText(name)) return null
  if (!isText(slug) || !isSlug(slug) || !isWebOrigin(origin)) return null
  if (!isNullOr(accent, isAccent) || !isNullOr(logo, isDigest)) return null
  if (!isNullOr(allowedProviders, isListOfTexts) || typeof supervisesSockets !== 'boolean') return null
  return {
    ...{ host, workspaceId, slug, name, accent, logo, origin, allowedProviders },
    ...{ policies: { secondFactor, phishingResistant }, rules, supervisesSockets },
  }
}

function parsePolicy(value: unknown): Policy | null {
  if (!isRecord(value)) return null
  const { graceDays, effectiveAt, version } = value
  const appliesTo = APPLIES_TO.find((known) => known === value.appliesTo)
  if (typeof graceDays !== 'number' || !isGraceDays(graceDays)) return null
  if (!appliesTo || !isSeconds(version) || !isNullOr(effectiveAt, isSeconds)) return null
  return { graceDays, effectiveAt, appliesTo, version }
}

// A record, so that the compiler finds a missing purpose.
const PURPOSES = Object.keys({
  'pass-signing': true,
  'totp-sealing': true,
  'digest-pepper': true,
} satisfies Record<KeyPurpose, true>) as readonly KeyPurpose[]

function parseSealedKeys(value: unknown): readonly SealedKey[] | null {
  if (!Array.isArray(value)) return null
  const keys = value.map(parseSealedKey)
  const ids = new Set(keys.map((key) => key?.id))
  return keys.every((key) => key !== null) && ids.size === keys.length ? keys : null
}

function parseSealedKey(value: unknown): SealedKey | null {
  if (!isRecord(value)) return null
  const { id, sealed, createdAt, activeFrom } = value
  const purpose = PURPOSES.find((known) => known === value.purpose)
  if (!purpose || !isText(id) || !isText(sealed)) return null
  return isSeconds(createdAt) && isSeconds(activeFrom) ? { id, purpose, sealed, createdAt, activeFrom } : null
}

const isNullOr = <T>(value: unknown, guard: (value: unknown) => value is T): value is T | null =>
  value === null || guard(value)
const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const isText = (value: unknown): value is string => typeof value === 'string' && value !== ''
const isListOfTexts = (value: unknown): value is string[] => Array.isArray(value) && value.every(isText)
/** True for a time in Unix seconds, or a count. */
const isSeconds = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0
const isAccent = (value: unknown): value is string => isText(value) && /^#[0-9a-f]{6}$/.test(value)
const isDigest = (value: unknown): value is string => isText(value) && /^[\w-]{43}$/.test(value)
const isWebOrigin = (value: unknown): value is string =>
  isText(value) && /^https?:/.test(value) && URL.canParse(value) && new URL(value).origin === value
