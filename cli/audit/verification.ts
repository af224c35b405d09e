// Verifies an exported audit log: each entry must have the hash that follows from its fields and the hash
// before it. A log alone cannot show that entries were removed at its end, or that every hash after some
// entry was recomputed. Heads kept from earlier exports, or from the Worker's log, can show both.

import { err, ok, type Result } from '../../src/core/result.ts'
import { type ExportedEntry, hashEntry, NO_HASH } from '../../src/crypto/audit-chain.ts'

export interface Head {
  readonly id: number
  readonly hash: string
}

export interface VerifiedLog {
  readonly scope: string
  readonly count: number
  readonly firstId: number
  readonly head: Head
}

/** A sentence that names the first entry that is wrong. */
export type LogProblem = string

/**
 * Verifies the log line by line and stops at the first problem. `lines` are the lines of the export, without
 * line feeds.
 */
export async function verifyAudit(
  lines: AsyncIterable<string>,
  heads: readonly Head[],
): Promise<Result<VerifiedLog, LogProblem>> {
  let log = null as VerifiedLog | null
  let number = 0
  for await (const line of lines) {
    const entry = parseLine(line)
    const place = `Line ${++number}: `
    if (!entry) return err(`${place}this is not an entry of an exported audit.`)
    const problem =
      (log ? findGap(entry, log) : findMissingStart(entry, heads)) ??
      findAlteration(entry, log?.head.hash ?? startingHash(entry)) ??
      findRewriting(entry, heads)
    if (problem) return err(place + problem)
    log = {
      scope: entry.scope,
      count: number,
      firstId: log?.firstId ?? entry.id,
      head: { id: entry.id, hash: entry.hash },
    }
  }
  if (!log) return err('The file has no entries, so nothing was verified.')
  const problem = findUnseenHead(log, heads)
  return problem ? err(problem) : ok(log)
}

/**
 * Returns the hash that the first entry must follow. If the log begins after entry 1, a kept head must vouch
 * for it.
 */
const startingHash = (first: ExportedEntry) => (first.id === 1 ? NO_HASH : first.previous_hash)

function findMissingStart({ id, previous_hash }: ExportedEntry, heads: readonly Head[]): LogProblem | null {
  if (id === 1) return null
  const before = heads.find((head) => head.id === id - 1)
  if (!before) {
    return `the log begins with entry ${id}: entry 1 is missing, up to entry ${id - 1}. If this is a later part, give the head of the part before it: --head ${id - 1}:HASH.`
  }
  if (before.hash === previous_hash) return null
  return `entry ${id} does not follow entry ${before.id} of the head that you gave.`
}

function findGap(entry: ExportedEntry, { scope, head }: VerifiedLog): LogProblem | null {
  if (entry.scope !== scope) return `entry ${entry.id} belongs to another log (${entry.scope}, not ${scope}).`
  const next = head.id + 1
  if (entry.id > next) return `entry ${next} is missing, removed or moved: entry ${entry.id} is in its place.`
  if (entry.id < next)
    return `entry ${entry.id} is repeated, or in the wrong place: it comes after entry ${head.id}.`
  return null
}

function findAlteration(entry: ExportedEntry, previousHash: string): LogProblem | null {
  const { id, hash, previous_hash } = entry
  const follows = previous_hash === previousHash
  const fits = hashEntry(previous_hash, entry) === hash
  if (follows && fits) return null
  const orTheOneBefore = id > 1 && follows ? `, or entry ${id - 1} together with its hash` : ''
  if (!fits) return `entry ${id} was altered${orTheOneBefore}.`
  if (id === 1) return 'entry 1 follows an earlier entry: the entries before it were removed.'
  return `entry ${id - 1} was altered together with its hash, or entry ${id} was moved here: it follows a different entry.`
}

function findRewriting({ id, hash }: ExportedEntry, heads: readonly Head[]): LogProblem | null {
  const kept = heads.find((head) => head.id === id && head.hash !== hash)
  if (!kept) return null
  const agreed = Math.max(0, ...heads.filter((head) => head.id < id).map((head) => head.id))
  return `entry ${id} does not have the hash of the head that you gave: an entry from ${agreed + 1} to ${id} was altered, and the hashes after it were recomputed.`
}

function findUnseenHead({ firstId, head }: VerifiedLog, heads: readonly Head[]): LogProblem | null {
  const last = heads.reduce((highest, { id }) => Math.max(highest, id), 0)
  if (last > head.id)
    return `At the end: entry ${head.id + 1} is missing, up to entry ${last} of the head that you gave.`
  const unseen = heads.find(({ id }) => id < firstId - 1)
  return unseen
    ? `The file lacks entry ${unseen.id}, whose head you gave: the log begins with entry ${firstId}.`
    : null
}

const TEXTS = [
  'scope',
  'at',
  'actor',
  'action',
  'ip',
  'user_agent',
  'detail',
  'previous_hash',
  'hash',
] as const

/**
 * Parses a line. Returns null unless the line is exactly what the export writes. Otherwise an attacker could
 * add text that no hash covers, such as a repeated key. JSON parsers keep the last of two equal keys, and a
 * reader may believe the first.
 */
function parseLine(line: string): ExportedEntry | null {
  const value = parseJson(line)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null
  if (JSON.stringify(value) !== line) return null
  const fields = value as Record<string, unknown>
  const { id, account_id } = fields
  const isWhole =
    Object.keys(fields).length === TEXTS.length + 2 &&
    TEXTS.every((name) => isText(fields[name])) &&
    (account_id === null || isText(account_id)) &&
    Number.isSafeInteger(id) &&
    (id as number) > 0
  return isWhole ? (value as ExportedEntry) : null
}

/**
 * Refuses lone surrogates. UTF-8 replaces each with U+FFFD, so texts that differ only in them have the same
 * hash.
 */
const isText = (value: unknown): boolean => typeof value === 'string' && !/\p{Cs}/u.test(value)

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
