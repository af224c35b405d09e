import { env } from 'cloudflare:workers'
import { describe, expect, it } from 'vitest'
import { deleteAccount } from '../../src/store/accounts.ts'
import { audited, auditedFrom, OPERATOR_SCOPE, selectAudit } from '../../src/store/audit.ts'
import { batch, listAll } from '../../src/store/batch.ts'
import {
  addAccount,
  addWorkspace,
  CLIENT,
  count,
  end,
  NOW,
  recordingOf,
  removeEnded,
  rows,
} from '../support/rows.ts'

const db = env.DB
const entry = (scope: string) =>
  ({
    scope,
    actor: 'ada@acme.example',
    action: 'policy.changed',
    accountId: 'ada',
    detail: { graceDays: 7 },
  }) as const
const asking = { db, client: CLIENT, now: NOW }
const append = (scope: string) => recordingOf(entry(scope))

describe('the audit', () => {
  it.each([
    ['changed', "UPDATE audit SET actor = 'nobody'"],
    ['changed in one row', "UPDATE audit SET detail = '{}' WHERE id = 1"],
    ['deleted', 'DELETE FROM audit'],
  ])('can’t be %s through the edge’s own statements', async (_, sql) => {
    await append('acme').run()
    await db
      .prepare(sql)
      .run()
      .catch(() => undefined)
    expect(await rows('SELECT id, at, actor, detail FROM audit')).toEqual([
      { id: 1, at: NOW, actor: 'ada@acme.example', detail: '{"graceDays":7}' },
    ])
  })

  it('is numbered from 1 in each scope, without gaps and independent of other scopes', async () => {
    await db.batch([append('acme'), append('acme'), append('globex'), append('acme')])
    expect(await rows('SELECT scope, id FROM audit ORDER BY scope, id')).toEqual([
      { scope: 'acme', id: 1 },
      { scope: 'acme', id: 2 },
      { scope: 'acme', id: 3 },
      { scope: 'globex', id: 1 },
    ])
  })

  it.each([
    ['with the largest number', '9223372036854775807'],
    ['one number ahead', '3'],
    ['before the first', '0'],
    ['below zero', '-1'],
  ])('accepts no entry %s, which could use up the numbers', async (_, id) => {
    await append('acme').run()
    const ahead = `INSERT INTO audit VALUES ('acme', ${id}, ${NOW}, 'eve', 'x', NULL, '', '', '{}')`
    await expect(db.prepare(ahead).run()).rejects.toThrow('append-only')
    await append('acme').run()
    expect(await rows('SELECT id, actor FROM audit')).toEqual(
      [1, 2].map((number) => ({ id: number, actor: 'ada@acme.example' })),
    )
  })

  it('has no entry for what did not happen', async () => {
    const never = { sql: '? = ?', values: [1, 2] }
    await batch(db, { recorded: audited(asking, entry('acme'), never) })
    expect(await count('audit')).toBe(0)
    await batch(db, { recorded: audited(asking, entry('acme'), { sql: '? = ?', values: [1, 1] }) })
    expect(await count('audit')).toBe(1)
  })

  it('records an entry that the query finds, and none if it finds nothing', async () => {
    await addAccount('ada')
    const found = (id: string) => ({
      sql: `SELECT 'acme' AS scope, email AS actor, 'workspace.entered' AS action, id AS account_id,
        json_object('acr', 'aal2') AS detail FROM accounts WHERE id = ?`,
      values: [id],
    })
    const done = await batch(db, {
      ada: auditedFrom(asking, found('ada')),
      nobody: auditedFrom(asking, found('nobody')),
    })
    expect([done.ada.changed, done.nobody.changed]).toEqual([true, false])
    expect(await rows('SELECT * FROM audit')).toEqual([
      {
        scope: 'acme',
        id: 1,
        at: NOW,
        actor: 'ada@acme.example',
        action: 'workspace.entered',
        account_id: 'ada',
        ip: CLIENT.ip,
        user_agent: CLIENT.userAgent,
        detail: '{"acr":"aal2"}',
      },
    ])
  })

  it('costs the same to write however long it is', async () => {
    const costOf = async () => (await append('acme').run()).meta.rows_read
    await append('acme').run()
    const early = await costOf()
    await db.batch(Array.from({ length: 500 }, () => append('acme')))
    expect(await costOf()).toBe(early)
    expect(early).toBeLessThanOrEqual(4)
  })

  it('outlives the account and the workspace that it names', async () => {
    await addAccount('ada')
    await addWorkspace('acme')
    await db.batch([append('acme'), append(OPERATOR_SCOPE)])
    await deleteAccount(db, 'ada').run()
    await end('acme')
    await removeEnded()
    expect(await count('audit')).toBe(2)
    const [row] = await listAll(db, selectAudit(db, 'acme', { before: null, limit: 10 }))
    expect(row).toMatchObject({ actor: 'ada@acme.example', email: null })
    expect(await rows('SELECT DISTINCT account_id FROM audit')).toEqual([{ account_id: 'ada' }])
  })

  it('is read newest first, by page, each entry once, from one scope only', async () => {
    await addAccount('ada')
    await db.batch(Array.from({ length: 7 }, () => append('acme')))
    await append('globex').run()
    const first = await listAll(db, selectAudit(db, 'acme', { before: null, limit: 3 }))
    const second = await listAll(db, selectAudit(db, 'acme', { before: first.at(-1)?.id ?? null, limit: 3 }))
    const third = await listAll(db, selectAudit(db, 'acme', { before: second.at(-1)?.id ?? null, limit: 3 }))
    expect([first, second, third].map((page) => page.map(({ id }) => id))).toEqual([
      [7, 6, 5],
      [4, 3, 2],
      [1],
    ])
    expect(first[0]).toMatchObject({ email: 'ada@acme.example', ip: CLIENT.ip, userAgent: CLIENT.userAgent })
  })
})

it('cannot be overwritten by an insert with the same number', async () => {
  await append('acme').run()
  const overwrite = `INSERT OR REPLACE INTO audit
    SELECT scope, id, 0, 'x', action, account_id, ip, user_agent, detail FROM audit`
  await expect(db.prepare(overwrite).run()).rejects.toThrow('append-only')
  expect(await rows('SELECT actor FROM audit')).toEqual([{ actor: 'ada@acme.example' }])
})
