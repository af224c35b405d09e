// Runs the command on logs that were each tampered with in one way.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Head, verifyAudit } from '../../cli/audit/verification.ts'
import { type ExportedEntry, hashEntry, NO_HASH } from '../../src/crypto/audit-chain.ts'
import { run } from './terminal.ts'

const LENGTH = 6

function entryAfter(previous_hash: string, id: number, change: Partial<ExportedEntry> = {}): ExportedEntry {
  const entry = {
    scope: 'workspace-1',
    id,
    at: `2027-01-15T08:00:0${id}Z`,
    actor: 'ada@acme.example',
    action: 'member.put',
    account_id: 'bo',
    ip: '192.0.2.1',
    user_agent: 'a “browser”\u2028of two lines',
    detail: `{"role":"member","n":${id}}`,
    ...change,
  }
  return { ...entry, previous_hash, hash: hashEntry(previous_hash, entry) }
}

function makeLog(length = LENGTH, change: Partial<ExportedEntry> = {}): ExportedEntry[] {
  const log: ExportedEntry[] = []
  for (let id = 1; id <= length; id++) log.push(entryAfter(log.at(-1)?.hash ?? NO_HASH, id, change))
  return log
}

const LOG = makeLog()
const entry = (id: number): ExportedEntry => LOG[id - 1] as ExportedEntry
const headOf = (id: number): Head => ({ id, hash: entry(id).hash })
const HEAD = headOf(LENGTH)

/** Returns the log with new hashes, as an attacker who knows how can make. */
function madeAnew(log: readonly ExportedEntry[]): ExportedEntry[] {
  const anew: ExportedEntry[] = []
  for (const { hash: _, previous_hash: __, ...recorded } of log) {
    anew.push(entryAfter(anew.at(-1)?.hash ?? NO_HASH, anew.length + 1, { ...recorded, id: anew.length + 1 }))
  }
  return anew
}

/** Returns the log with a change in these entries. */
const changed = (id: number, change: Partial<ExportedEntry>) =>
  LOG.map((each) => (each.id === id ? { ...each, ...change } : each))
const without = (...ids: number[]) => LOG.filter(({ id }) => !ids.includes(id))

const linesOf = async function* (log: readonly (ExportedEntry | string)[]) {
  for (const each of log) yield typeof each === 'string' ? each : JSON.stringify(each)
}

async function problemOf(
  log: readonly (ExportedEntry | string)[],
  heads: readonly Head[] = [],
): Promise<string> {
  const verified = await verifyAudit(linesOf(log), heads)
  return verified.ok ? 'none' : verified.error
}

const swapped = (one: number, other: number) =>
  LOG.map(({ id }) => entry(id === one ? other : id === other ? one : id))

const rehashed = (id: number, change: Partial<ExportedEntry>) =>
  entryAfter(entry(id).previous_hash, id, { ...entry(id), ...change })

describe('the first wrong entry is named', () => {
  it.each<[string, ExportedEntry[], string]>([
    ['actor', changed(3, { actor: 'eve@acme.example' }), 'Line 3: entry 3 was altered'],
    ['time', changed(3, { at: '2027-01-15T08:00:04Z' }), 'Line 3: entry 3 was altered'],
    ['account', changed(3, { account_id: null }), 'Line 3: entry 3 was altered'],
    ['address', changed(1, { ip: '192.0.2.2' }), 'Line 1: entry 1 was altered.'],
    ['browser', changed(6, { user_agent: '' }), 'Line 6: entry 6 was altered'],
    ['detail', changed(4, { detail: '{"role":"member","n": 4}' }), 'Line 4: entry 4 was altered'],
    [
      'action, in two entries',
      changed(5, { action: 'x' }).map((each) => (each.id === 2 ? { ...each, action: 'x' } : each)),
      'Line 2: entry 2 was altered',
    ],
    ['hash', changed(3, { hash: entry(4).hash }), 'Line 3: entry 3 was altered'],
    ['previous hash', changed(3, { previous_hash: NO_HASH }), 'Line 3: entry 3 was altered.'],
    ['scope, in the first entry', changed(1, { scope: 'workspace-2' }), 'Line 1: entry 1 was altered.'],
    [
      'scope, in a later one',
      changed(3, { scope: 'workspace-2' }),
      'Line 3: entry 3 belongs to another log (workspace-2, not workspace-1)',
    ],
    [
      'content and hash',
      LOG.map((each) => (each.id === 3 ? rehashed(3, { actor: 'eve' }) : each)),
      'Line 4: entry 3 was altered together with its hash',
    ],
    [
      'content and hash, as the database then exports it',
      LOG.map((each) =>
        each.id === 3
          ? rehashed(3, { actor: 'eve' })
          : each.id === 4
            ? { ...each, previous_hash: rehashed(3, { actor: 'eve' }).hash }
            : each,
      ),
      'Line 4: entry 4 was altered, or entry 3 together with its hash',
    ],
  ])('if its %s was altered', async (_, log, problem) => {
    expect(await problemOf(log)).toContain(problem)
  })

  it.each<[string, ExportedEntry[], string]>([
    [
      'removed at the start',
      without(1, 2),
      'Line 1: the log begins with entry 3: entry 1 is missing, up to entry 2.',
    ],
    [
      'removed in the middle',
      without(3, 4),
      'Line 3: entry 3 is missing, removed or moved: entry 5 is in its place.',
    ],
    [
      'removed, and the rest renumbered',
      without(3).map((each, index) => ({ ...each, id: index + 1 })),
      'Line 3: entry 3 was altered',
    ],
    ['moved up', swapped(3, 4), 'Line 3: entry 3 is missing, removed or moved: entry 4 is in its place.'],
    ['moved to the front', [entry(6), ...without(6)], 'Line 1: the log begins with entry 6'],
    [
      'repeated',
      [...LOG.slice(0, 3), ...LOG.slice(2)],
      'Line 4: entry 3 is repeated, or in the wrong place: it comes after entry 3.',
    ],
    [
      'repeated under the next number',
      [...LOG.slice(0, 3), { ...entry(3), id: 4 }, ...LOG.slice(4)],
      'Line 4: entry 4 was altered.',
    ],
    [
      'inserted',
      [...LOG.slice(0, 3), entryAfter(entry(3).hash, 4, { actor: 'eve' }), ...LOG.slice(3)],
      'Line 5: entry 4 is repeated',
    ],
    [
      'inserted in place of another',
      [...LOG.slice(0, 3), entryAfter(NO_HASH, 4, { actor: 'eve' }), ...LOG.slice(4)],
      'or entry 4 was moved here: it follows a different entry.',
    ],
    [
      'from another workspace’s log',
      [...LOG.slice(0, 3), ...makeLog(6, { scope: 'workspace-2' }).slice(3)],
      'Line 4: entry 4 belongs to another log (workspace-2, not workspace-1).',
    ],
    ['changed into the first', [entryAfter(entry(3).hash, 1)], 'Line 1: entry 1 follows an earlier entry'],
  ])('if it was %s', async (_, log, problem) => {
    expect(await problemOf(log)).toContain(problem)
  })
})

describe('a saved head', () => {
  it.each<[string, ExportedEntry[]]>([
    ['removed at the end', LOG.slice(0, 4)],
    ['altered, with every later hash computed again', madeAnew(changed(3, { actor: 'eve' }))],
    ['removed, with every later number and hash computed again', madeAnew(without(3))],
  ])('detects what nothing else can: entries %s', async (_, log) => {
    expect(await problemOf(log), 'without it').toBe('none')
    expect(await problemOf(log, [HEAD])).toMatch(/entry \d/)
  })

  it('shows from where the log differs, as precisely as the heads allow', async () => {
    expect(await problemOf(LOG.slice(0, 4), [HEAD])).toBe(
      'At the end: entry 5 is missing, up to entry 6 of the head that you gave.',
    )
    const rewritten = madeAnew(changed(4, { actor: 'eve' }))
    expect(await problemOf(rewritten, [HEAD, headOf(2), headOf(5)])).toContain(
      'entry 5 does not have the hash of the head that you gave: an entry from 3 to 5 was altered',
    )
  })

  it('from an earlier time is found in a log that has grown', async () => {
    expect(await problemOf(LOG, [headOf(1), headOf(4)])).toBe('none')
  })

  it('lets a later part be verified from where it ends, and from nowhere else', async () => {
    expect(await verifyAudit(linesOf(LOG.slice(3)), [headOf(3)])).toEqual({
      ok: true,
      value: { scope: 'workspace-1', count: 3, firstId: 4, head: HEAD },
    })
    const other = { id: 3, hash: entry(4).hash }
    expect(await problemOf(LOG.slice(3), [other])).toContain('entry 4 does not follow entry 3 of the head')
    expect(await problemOf(LOG.slice(3), [headOf(2)])).toContain('entry 1 is missing, up to entry 3')
    expect(await problemOf(LOG.slice(3), [headOf(3), headOf(1)])).toContain(
      'The file lacks entry 1, whose head you gave',
    )
  })
})

describe('a line that is not an entry', () => {
  const line = JSON.stringify(entry(3))
  it.each([
    ['empty', ''],
    ['cut off', line.slice(0, -5)],
    ['not JSON', 'entry 3'],
    ['null', 'null'],
    ['a list', `[${line}]`],
    ['without a field', JSON.stringify({ ...entry(3), ip: undefined })],
    ['with a field that is not hashed', JSON.stringify({ ...entry(3), note: 'verified' })],
    ['with a number for a text', JSON.stringify({ ...entry(3), actor: 3 })],
    ['with a text for the number', JSON.stringify({ ...entry(3), id: '3' })],
    ['with a broken number', JSON.stringify({ ...entry(3), id: 3.5 })],
    [
      'with a field twice, the second of which was hashed',
      JSON.stringify(entry(3)).replace('"actor":', '"actor":"eve@acme.example","actor":'),
    ],
    ['spelled differently with the same value', JSON.stringify(entry(3)).replace('"ada@', '"\\u0061da@')],
    [
      'with half a character, whose hash equals that of any other half',
      JSON.stringify(rehashed(3, { user_agent: '\ud800' })),
    ],
  ])('is named by its number: a line that is %s', async (_, bad) => {
    expect(await problemOf([...LOG.slice(0, 2), bad, ...LOG.slice(3)])).toBe(
      'Line 3: this is not an entry of an exported audit.',
    )
  })
})

describe('sallyport audit verify', () => {
  let folder: string
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'sallyport-audit-'))
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  const fileOf = (name: string, log: readonly ExportedEntry[]) => {
    const path = join(folder, name)
    writeFileSync(path, log.map((each) => `${JSON.stringify(each)}\n`).join(''))
    return path
  }
  const verify = (...args: string[]) => run(['audit', 'verify', ...args])

  it('prints what was verified and the head to save, and checks a saved head the next time', async () => {
    const file = fileOf('whole.jsonl', LOG)
    const first = await verify(file)
    expect(first).toMatchObject({ status: 0, said: '' })
    expect(first.out).toContain('6 entries of workspace-1, first 1, last 6: whole and unchanged.')
    expect(first.out).toContain('A log alone cannot show')
    const [, head = ''] = /^Head: (.+)$/m.exec(first.out) ?? []
    expect(head).toBe(`6:${HEAD.hash}`)
    expect(await verify(file, '--head', head)).toMatchObject({ status: 0 })
    expect(await verify(fileOf('short.jsonl', LOG.slice(0, 5)), '--head', head)).toEqual({
      status: 1,
      out: '',
      said: 'Error: At the end: entry 6 is missing, up to entry 6 of the head that you gave.\n',
    })
  })

  it('accepts the parts of one log in order, whatever their last line ends with', async () => {
    const [first, second] = [fileOf('1.jsonl', LOG.slice(0, 2)), fileOf('2.jsonl', LOG.slice(2))]
    writeFileSync(
      first,
      LOG.slice(0, 2)
        .map((each) => JSON.stringify(each))
        .join('\n'),
    )
    expect(await verify(first, second)).toMatchObject({ status: 0, said: '' })
    expect(await verify(second, first)).toMatchObject({ status: 1 })
  })

  it.each([
    ['an unknown option', 2, ['/dev/null', '--force'], "Unknown option '--force'"],
    ['a malformed head', 2, ['/dev/null', '--head', '6'], 'It is not ID:HASH'],
    ['a missing file', 1, ['nowhere.jsonl'], 'Could not read nowhere.jsonl (ENOENT).'],
    ['an empty file', 1, ['/dev/null'], 'The file has no entries, so nothing was verified.'],
  ])('with %s reports it and exits with %i', async (_, code, args, what) => {
    const { status, said } = await verify(...args)
    expect([status, said]).toEqual([code, expect.stringContaining(what)])
  })
})
