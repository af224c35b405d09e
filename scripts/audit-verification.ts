// Whether an exported log of the audit is whole: each entry has the hash that it must have after the one before it. What
// a log can't tell by itself are entries removed at its end, and a chain made anew from some entry on: heads can, that
// were kept from earlier exports or from the Worker's log.

import { err, ok, type Result } from '../src/core/result.ts'
import { type ExportedEntry, hashEntry, NO_HASH } from '../src/crypto/audit-chain.ts'

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

/** What is wrong first, in a sentence that names the entry. */
export type LogProblem = string

/** Reads line by line, to the first thing that is wrong. */
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
  if (!log) return err('There is no entry in it: nothing was verified.')
  const problem = findUnseenHead(log, heads)
  return problem ? err(problem) : ok(log)
}

/** A part that begins later is taken from the hash that a kept head has for the entry before. */
const startingHash = (first: ExportedEntry) => (first.id === 1 ? NO_HASH : first.previous_hash)

function findMissingStart({ id, previous_hash }: ExportedEntry, heads: readonly Head[]): LogProblem | null {
  if (id === 1) return null
  const before = heads.find((head) => head.id === id - 1)
  if (!before) {
    return `the log begins with entry ${id}: entry 1 is missing, up to entry ${id - 1}. Is it a later part? Then give the head of the part before: --head ${id - 1}:HASH.`
  }
  if (before.hash === previous_hash) return null
  return `entry ${id} does not follow entry ${before.id} of the head that you gave.`
}

function findGap(entry: ExportedEntry, { scope, head }: VerifiedLog): LogProblem | null {
  if (entry.scope !== scope) return `entry ${entry.id} is of another log (${entry.scope}, not ${scope}).`
  const next = head.id + 1
  if (entry.id > next) return `entry ${next} is missing, removed or moved: entry ${entry.id} stands here.`
  if (entry.id < next)
    return `entry ${entry.id} stands here again, or in the wrong place: after entry ${head.id}.`
  return null
}

function findAlteration(entry: ExportedEntry, previousHash: string): LogProblem | null {
  const { id, hash, previous_hash } = entry
  const follows = previous_hash === previousHash
  const fits = hashEntry(previous_hash, entry) === hash
  if (follows && fits) return null
  const orTheOneBefore = id > 1 && follows ? `, or entry ${id - 1} together with its hash` : ''
  if (!fits) return `entry ${id} was altered${orTheOneBefore}.`
  if (id === 1) return 'entry 1 was not made as the first one: what was before it was removed.'
  return `entry ${id - 1} was altered together with its hash, or entry ${id} put here: it was made after another one.`
}

function findRewriting({ id, hash }: ExportedEntry, heads: readonly Head[]): LogProblem | null {
  const kept = heads.find((head) => head.id === id && head.hash !== hash)
  if (!kept) return null
  const agreed = Math.max(0, ...heads.filter((head) => head.id < id).map((head) => head.id))
  return `entry ${id} has not the hash of the head that you gave: entry ${agreed + 1} or a later one, up to ${id}, was altered, and every hash from there on made anew.`
}

function findUnseenHead({ firstId, head }: VerifiedLog, heads: readonly Head[]): LogProblem | null {
  const last = heads.reduce((highest, { id }) => Math.max(highest, id), 0)
  if (last > head.id)
    return `At the end: entry ${head.id + 1} is missing, up to entry ${last} of the head that you gave.`
  const unseen = heads.find(({ id }) => id < firstId - 1)
  return unseen
    ? `Entry ${unseen.id} of a head that you gave is not in it: the log begins with ${firstId}.`
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
 * Nothing may stand beside what is hashed: it would pass for verified. So the line is taken only as the export wrote it: what
 * is there twice, or in other letters, is read one way here and another way by whoever looks at it.
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

/** Halves of characters have one hash, all of them. */
const isText = (value: unknown): boolean => typeof value === 'string' && !/\p{Cs}/u.test(value)

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
