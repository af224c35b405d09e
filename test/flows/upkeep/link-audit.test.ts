import { env } from 'cloudflare:workers'
import { describe, expect, it, vi } from 'vitest'
import { hashEntry, NO_HASH } from '../../../src/crypto/audit-chain.ts'
import { exportAudit } from '../../../src/flows/administration/export-audit.ts'
import { linkAudit, linkScope } from '../../../src/flows/upkeep/link-audit.ts'
import { createEdge } from '../../../src/index.ts'
import { OPERATOR_SCOPE, selectAudit } from '../../../src/store/audit.ts'
import { addAuditLinks } from '../../../src/store/audit-links.ts'
import { listAll } from '../../../src/store/batch.ts'
import { makeContext } from '../../support/deferred.ts'
import { metered } from '../../support/metered.ts'
import { addAccount, CLIENT, count, NOW, recordingOf, rows } from '../../support/rows.ts'

const { DB: db } = env

const statement = (scope: string) =>
  recordingOf({
    scope,
    actor: 'ada@acme.example',
    action: 'workspace.entered',
    accountId: 'ada',
    detail: { role: 'owner' },
  })
const append = (scope: string, entries = 1) =>
  db.batch(Array.from({ length: entries }, () => statement(scope)))

const linksOf = (scope: string) =>
  rows<{ id: number; hash: string }>('SELECT id, hash FROM audit_links WHERE scope = ?1 ORDER BY id', scope)

/** Returns the hashes of the first entries that `append` writes. */
function chainOf(scope: string, length: number): string[] {
  const hashes: string[] = []
  for (let id = 1; id <= length; id++) {
    const entry = {
      scope,
      id,
      at: '2027-01-15T08:00:00Z',
      actor: 'ada@acme.example',
      action: 'workspace.entered',
    }
    const rest = {
      account_id: 'ada',
      ip: CLIENT.ip,
      user_agent: CLIENT.userAgent,
      detail: '{"role":"owner"}',
    }
    hashes.push(hashEntry(hashes.at(-1) ?? NO_HASH, { ...entry, ...rest }))
  }
  return hashes
}

const expectChain = async (scope: string, length: number) =>
  expect(await linksOf(scope)).toEqual(chainOf(scope, length).map((hash, index) => ({ id: index + 1, hash })))

describe('linking audit entries', () => {
  it('gives each entry the hash over itself and the previous one, by scope, in any portions', async () => {
    await append('acme', 3)
    await append('globex', 2)
    await append(OPERATOR_SCOPE, 2)
    await linkAudit({ db })
    await append('acme', 2)
    await linkAudit({ db })
    await expectChain('acme', 5)
    await expectChain('globex', 2)
    await expectChain(OPERATOR_SCOPE, 2)
  })

  it('handles 1,500 workspaces in a run, with three queries for each 50, and then the next', async () => {
    const scopes = JSON.stringify(Array.from({ length: 1510 }, (_, i) => `w${1000 + i}`))
    const { sql, values } = { sql: "'2', 'a', 'b', NULL, '', '', '{}'", values: [scopes] }
    for (const id of [1, 2])
      await db
        .prepare(`INSERT INTO audit SELECT value, ${id}, ${sql} FROM json_each(?)`)
        .bind(...values)
        .run()
    const { db: counted, meter } = metered(db)
    await linkAudit({ db: counted })
    expect(meter.statements).toBeLessThanOrEqual(1 + 31 * 3)
    expect(await count('audit_links')).toBe(3000)
    expect(await count('audit_unlinked')).toBe(10)
    await linkAudit({ db })
    expect(await count('audit_links')).toBe(3020)
    expect(await rows('SELECT scope FROM audit_unlinked')).toEqual([])
  })

  it('of many workspaces with many entries stops after about 150 queries, and continues later', async () => {
    for (let i = 0; i < 70; i++) await append(`w${i}`, 25)
    const { db: counted, meter } = metered(db)
    await linkAudit({ db: counted })
    expect(meter.statements).toBeGreaterThanOrEqual(150)
    expect(meter.statements).toBeLessThan(160)
    for (let run = 0; run < 3; run++) await linkAudit({ db })
    for (let i = 0; i < 70; i++) await expectChain(`w${i}`, 25)
  })

  it('handles more entries than it reads at a time, and leaves none', async () => {
    await append('acme', 1100)
    await linkAudit({ db })
    await expectChain('acme', 1100)
  })

  it('by many runs at once makes one chain, and none of them fails', async () => {
    for (let round = 1; round <= 10; round++) {
      await append('acme', 3)
      await Promise.all(Array.from({ length: 5 }, () => linkScope({ db }, 'acme')))
      await expectChain('acme', 3 * round)
    }
  })

  it('starts again if another run is faster, and loses nothing', async () => {
    await append('acme', 2)
    let isOvertaken = false
    const overtaken = {
      prepare: (sql: string) => db.prepare(sql),
      async batch(statements: D1PreparedStatement[]) {
        const results = await db.batch(statements)
        if (!isOvertaken) {
          isOvertaken = true
          await linkScope({ db }, 'acme')
          await append('acme', 2)
        }
        return results
      },
    } as D1Database
    await linkScope({ db: overtaken }, 'acme')
    await expectChain('acme', 4)
  })

  it.each([
    ['with another hash', { id: 2, hash: NO_HASH }],
    ['that is not the last', { id: 1, hash: chainOf('acme', 1)[0] ?? '' }],
    ['that does not exist', null],
  ])('after a head %s writes nothing, and the entries keep waiting', async (_, head) => {
    await append('acme', 2)
    await linkAudit({ db })
    await append('acme', 1)
    const forged = { scope: 'acme', after: head, links: [{ id: 3, hash: 'forged' }] }
    expect(await addAuditLinks(db, [forged])).toEqual([])
    await expectChain('acme', 2)
    expect(await rows('SELECT scope FROM audit_unlinked')).toEqual([{ scope: 'acme' }])
    await linkAudit({ db })
    await expectChain('acme', 3)
  })

  it('continues after somebody put a hash far ahead, and the export has every entry', async () => {
    await append('acme', 2)
    await linkAudit({ db })
    await db.prepare("INSERT INTO audit_links (scope, id, hash) VALUES ('acme', 1000000, 'x')").run()
    await append('acme', 2)
    await linkAudit({ db })
    const { lines } = await exportAudit({ db }, 'acme', 0)
    const hashes = lines
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line).hash)
    expect(hashes).toEqual(chainOf('acme', 4))
    expect(await rows('SELECT scope FROM audit_unlinked')).toEqual([])
  })

  it('continues after an entry with an invalid time that somebody put there', async () => {
    await append('acme', 2)
    await db
      .prepare("INSERT INTO audit VALUES ('acme', 3, 9000000000000, 'eve', 'x', NULL, '', '', '{}')")
      .run()
    await append('acme', 1)
    const { lines } = await exportAudit({ db }, 'acme', 2)
    expect(lines.trimEnd().split('\n')).toHaveLength(2)
    expect(lines).toContain('"at":"9000000000000"')
  })

  it('that fails in one scope blocks no other, and the failure is visible', async () => {
    await append('acme', 2)
    await append('globex', 2)
    await append('initech', 2)
    await db
      .prepare(
        `CREATE TRIGGER globex_is_spoilt BEFORE INSERT ON audit_links WHEN NEW.scope = 'globex'
         BEGIN SELECT RAISE (ABORT, 'globex is spoilt'); END`,
      )
      .run()
    await expect(linkAudit({ db })).rejects.toThrow('is spoilt')
    await expectChain('acme', 2)
    await expectChain('globex', 0)
    await expectChain('initech', 2)
    await db.prepare('DROP TRIGGER globex_is_spoilt').run()
    await linkAudit({ db })
    await expectChain('globex', 2)
  })

  it('reads no more with more entries, and reads no scope where nothing waits', async () => {
    const costOf = async () => {
      const { db: counted, meter } = metered(db)
      await linkAudit({ db: counted })
      const { milliseconds, ...counts } = meter
      return counts
    }
    await append('globex', 1)
    await append('acme', 1)
    await costOf()
    const idle = await costOf()
    await append('acme', 1)
    const early = await costOf()
    await append('acme', 400)
    await costOf()
    expect(await costOf()).toEqual(idle)
    await append('acme', 1)
    expect(await costOf()).toEqual(early)
    expect(idle.rowsWritten).toBe(0)
  })

  it('marks a scope as waiting once: each later entry writes one row', async () => {
    const costOf = async () => (await statement('acme').run()).meta.rows_written
    expect([await costOf(), await costOf(), await costOf()]).toEqual([2, 1, 1])
    await linkAudit({ db })
    expect([await costOf(), await costOf()]).toEqual([2, 1])
    expect((await statement(OPERATOR_SCOPE).run()).meta.rows_written).toBe(1)
  })

  it('logs each new head, and nothing if there is none', async () => {
    const written = vi.spyOn(console, 'info').mockImplementation(() => {})
    await append('acme', 2)
    await linkAudit({ db })
    await linkAudit({ db })
    const hash = chainOf('acme', 2)[1]
    expect(written.mock.calls).toEqual([
      [JSON.stringify({ event: 'audit.head', scope: 'acme', id: 2, hash })],
    ])
    written.mockRestore()
  })

  it('is all that the minute’s trigger does; the other trigger does it too', async () => {
    const edge = createEdge(() => NOW)
    const run = (cron: string) => edge.scheduled({ cron } as ScheduledController, env, makeContext())
    await append('acme')
    await run('* * * * *')
    await expectChain('acme', 1)
    expect(await count('ring_keys')).toBe(0)
    await append('acme')
    await run('*/15 * * * *')
    await expectChain('acme', 2)
    expect(await count('ring_keys')).toBeGreaterThan(0)
  })
})

describe('an entry’s hash', () => {
  it.each([
    ['changed', "UPDATE audit_links SET hash = 'x' WHERE id = 1"],
    ['deleted', 'DELETE FROM audit_links WHERE id = 1'],
    ['replaced', "INSERT OR REPLACE INTO audit_links VALUES ('acme', 1, 'x')"],
  ])('can’t be %s through the edge’s own statements', async (_, sql) => {
    await append('acme', 2)
    await linkAudit({ db })
    await expect(db.prepare(sql).run()).rejects.toThrow('append-only')
    await expectChain('acme', 2)
  })

  it('is listed beside each entry, or null until it is computed', async () => {
    await append('acme', 2)
    await linkAudit({ db })
    await append('acme', 1)
    const listed = await listAll(db, selectAudit(db, 'acme', { before: null, limit: 10 }))
    const [first, second] = chainOf('acme', 2)
    expect(listed.map(({ id, hash }) => ({ id, hash }))).toEqual([
      { id: 3, hash: null },
      { id: 2, hash: second },
      { id: 1, hash: first },
    ])
  })
})

describe('an audit export', () => {
  const read = (lines: string) =>
    lines
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line))

  it('has whole pages, oldest first, each entry once with its hash, even the newest', async () => {
    await append('globex', 1)
    await append('acme', 1003)
    const first = await exportAudit({ db }, 'acme', 0)
    const second = await exportAudit({ db }, 'acme', first.next ?? 0)
    expect([first.next, second.next]).toEqual([1000, null])
    const entries = [...read(first.lines), ...read(second.lines)]
    const hashes = chainOf('acme', 1003)
    expect(entries.map(({ id, hash }) => [id, hash])).toEqual(hashes.map((hash, index) => [index + 1, hash]))
    expect(entries.map(({ previous_hash }) => previous_hash)).toEqual([NO_HASH, ...hashes.slice(0, -1)])
    expect(new Set(entries.map(({ scope }) => scope))).toEqual(new Set(['acme']))
  })

  it('never changes, whatever happens to the account that an entry is about', async () => {
    await addAccount('ada')
    await append('acme', 1)
    const before = await exportAudit({ db }, 'acme', 0)
    await db.prepare("UPDATE accounts SET email = 'else@acme.example', name = 'Else'").run()
    expect(await exportAudit({ db }, 'acme', 0)).toEqual(before)
    await db.prepare('DELETE FROM accounts').run()
    expect(await exportAudit({ db }, 'acme', 0)).toEqual(before)
    expect(read(before.lines)[0]).not.toHaveProperty('email')
  })

  it('of a scope without entries is empty', async () => {
    expect(await exportAudit({ db }, 'acme', 0)).toEqual({ lines: '', next: null })
  })
})
