// Computes the hash chain of the audit log. The hash of an entry covers its recorded fields and the hash of
// the previous entry. Changing, removing, adding or moving an entry therefore changes every later hash.
//
// Node also runs this file, to verify an exported log (`sallyport audit verify`). Must not import anything
// that only runs in a Worker.

import { createHash } from 'node:crypto'

/**
 * An entry as it is exported. The hash covers these fields only. An account's email address is not among
 * them, because it may change or be deleted.
 */
export interface RecordedEntry {
  /** A workspace's id, or `operator`. */
  readonly scope: string
  /** Counts up from 1 within its scope. */
  readonly id: number
  /** When it happened: RFC 3339, in UTC. */
  readonly at: string
  readonly actor: string
  readonly action: string
  readonly account_id: string | null
  readonly ip: string
  readonly user_agent: string
  /** The JSON text exactly as it was recorded. Formatting it again would change the hash. */
  readonly detail: string
}

/** One line of an exported log. */
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

/** Stands in for the previous hash in the first entry of a scope: 32 zero bytes in base64url. */
export const NO_HASH = 'A'.repeat(43)

/** Returns the SHA-256 hash of an entry and the previous hash: 43 characters of base64url. */
export function hashEntry(previousHash: string, entry: RecordedEntry): string {
  return createHash('sha256').update(encodeEntry(previousHash, entry)).digest('base64url')
}

/**
 * Encodes what the hash covers. Each value is written in UTF-8 as `LENGTH:VALUE,` with its length in bytes.
 * Numbers are written in decimal, and null is written as `-,`.
 *
 * The length marks where a value ends. Otherwise text could be moved from one field to the next without
 * changing the hash.
 */
export function encodeEntry(previousHash: string, entry: RecordedEntry): string {
  return [LABEL, previousHash, ...HASHED.map((field) => entry[field])].map(encodeValue).join('')
}

function encodeValue(value: string | number | null): string {
  if (value === null) return '-,'
  const text = String(value)
  return `${new TextEncoder().encode(text).length}:${text},`
}
