// The chain of the audit: the hash of an entry is over all that is recorded of it and over the hash of the entry before.
// Whoever changes, removes, adds or moves an entry changes every hash from there on. Node runs this file as it is, too,
// where an exported log is verified (scripts/verify-audit.ts): nothing of the Worker's may be imported here.

import { createHash } from 'node:crypto'

/** An entry as it is exported. What is hashed is this and nothing else: an account's address may change, or go. */
export interface RecordedEntry {
  /** A workspace's id, or `operator`. */
  readonly scope: string
  /** Counts from 1 in each scope. */
  readonly id: number
  /** RFC 3339, UTC. */
  readonly at: string
  readonly actor: string
  readonly action: string
  readonly account_id: string | null
  readonly ip: string
  readonly user_agent: string
  /** JSON, letter by letter as it was recorded. */
  readonly detail: string
}

/** A line of an export. */
export interface ExportedEntry extends RecordedEntry {
  readonly previous_hash: string
  readonly hash: string
}

const LABEL = 'sallyport-audit-entry-v1'
const HASHED = [
  'scope',
  'id',
  'at',
  'actor',
  'action',
  'account_id',
  'ip',
  'user_agent',
  'detail',
] as const satisfies readonly (keyof RecordedEntry)[]

/** In the place of the hash before, for the first entry of a scope: 32 zero bytes. */
export const NO_HASH = 'A'.repeat(43)

/** SHA-256 in base64url, 43 letters. */
export function hashEntry(previousHash: string, entry: RecordedEntry): string {
  return createHash('sha256').update(encodeEntry(previousHash, entry)).digest('base64url')
}

/**
 * Each value in UTF-8 as `LENGTH:VALUE,` with its length in bytes, a number in decimal, null as `-,`. A value can't run
 * into the next one, whatever stands in it: no two entries of well-formed text are written alike.
 */
export function encodeEntry(previousHash: string, entry: RecordedEntry): string {
  return [LABEL, previousHash, ...HASHED.map((field) => entry[field])].map(encodeValue).join('')
}

function encodeValue(value: string | number | null): string {
  if (value === null) return '-,'
  const text = String(value)
  return `${new TextEncoder().encode(text).length}:${text},`
}
