import { env } from 'cloudflare:test'
import { describe, expect, it } from 'vitest'
import { batch, findFirst, following, listAll, query, under } from '../../src/store/batch.ts'
import { ALWAYS, ifChanged } from '../../src/store/condition.ts'
import { withDeadline } from '../../src/store/d1.ts'
import { metered } from '../support/metered.ts'

const db = env.DB

const add = (what: string, used = 1) =>
  db.prepare('INSERT INTO recent_counts (what, used, until) VALUES (?1, ?2, 9)').bind(what, used)
const addIfChanged = (what: string) =>
  db.prepare('INSERT INTO recent_counts (what, used, until) SELECT ?1, 1, 9 WHERE changes() > 0').bind(what)
const remove = (what: string) => db.prepare('DELETE FROM recent_counts WHERE what = ?1').bind(what)
const list = () =>
  query<{ what: string; used: number }, string>(
    db.prepare('SELECT what, used FROM recent_counts ORDER BY what'),
    ({ what, used }) => `${what} ${used}`,
  )

describe('batch', () => {
  it('returns results by name, with what changed and the rows read', async () => {
    const done = await batch(db, { added: add('a', 2), removed: remove('b'), left: list() })
    expect(done.added.changed).toBe(true)
    expect(done.removed.changed).toBe(false)
    expect(done.left).toEqual({ changed: false, first: 'a 2', all: ['a 2'] })
  })

  it('is one round trip', async () => {
    const { db: counted, meter } = metered(db)
    await batch(counted, {
      one: counted.prepare('SELECT 1'),
      group: { two: counted.prepare('SELECT 2'), three: counted.prepare('SELECT 3') },
    })
    expect(meter).toMatchObject({ roundTrips: 1, statements: 3 })
  })

  it('undoes everything if one step fails', async () => {
    await expect(batch(db, { added: add('a'), again: add('a') })).rejects.toThrow()
    expect(await listAll(db, list())).toEqual([])
  })

  it('returns groups of steps, and steps that were left out', async () => {
    const done = await batch(db, { told: { added: add('a'), audited: null }, skipped: null, left: list() })
    expect(done.told.added.changed).toBe(true)
    expect([done.told.audited, done.skipped]).toEqual(
      [1, 2].map(() => ({ changed: false, first: null, all: [] })),
    )
    expect(done.left.all).toEqual(['a 1'])
  })

  it('asks nothing if it has no steps', async () => {
    const { db: counted, meter } = metered(db)
    expect((await batch(counted, { none: null })).none.changed).toBe(false)
    expect(meter.roundTrips).toBe(0)
  })

  it.each([['RETURNING what'], ['']])('counts a change with and without RETURNING: %j', async (returning) => {
    const statement = db.prepare(
      `INSERT INTO recent_counts (what, used, until) VALUES ('a', 1, 9) ${returning}`,
    )
    expect((await batch(db, { statement })).statement.changed).toBe(true)
  })
})

describe('a step that needs another step’s change', () => {
  it('runs only if that step changed a row', async () => {
    const none = await batch(db, { removed: remove('a'), noted: following('removed', addIfChanged('noted')) })
    expect([none.removed.changed, none.noted.changed]).toEqual([false, false])
    const some = await batch(db, { added: add('a'), noted: under(ifChanged('added'), addIfChanged('noted')) })
    expect([some.added.changed, some.noted.changed]).toEqual([true, true])
  })

  it('may follow the last step of a group, and begin one', async () => {
    const done = await batch(db, {
      first: { added: add('a') },
      second: { noted: following('added', addIfChanged('noted')) },
    })
    expect(done.second.noted.changed).toBe(true)
  })

  it.each([
    [
      'without saying so',
      () => ({ added: add('a'), noted: addIfChanged('b') }),
      'must name the step before it',
    ],
    [
      'with another step between',
      () => ({ added: add('a'), left: list(), noted: following('added', addIfChanged('b')) }),
      'must directly follow added, but it follows left',
    ],
    ['as the first step', () => ({ noted: following('added', addIfChanged('b')) }), 'follows nothing'],
    [
      'after a step that was left out',
      () => ({ added: null, noted: following('added', addIfChanged('b')) }),
      'follows nothing',
    ],
    ['with a number as its name', () => ({ added: add('a'), 1: add('b') }), 'named 1'],
  ])('is refused %s, before any call', async (_, steps, message) => {
    const { db: counted, meter } = metered(db)
    await expect(batch(counted, steps())).rejects.toThrow(message.replace('’', "'"))
    expect(meter.roundTrips).toBe(0)
    expect(await listAll(db, list())).toEqual([])
  })

  it('is recognised through every wrapper of a database', async () => {
    const around = withDeadline(metered(db).db)
    const statement = around.prepare('DELETE FROM recent_counts WHERE changes() > 0').bind()
    await expect(batch(around, { statement })).rejects.toThrow('must name the step before it')
  })

  it('cannot hide in a statement whose SQL is unknown', async () => {
    const hidden = { bind: () => hidden } as unknown as D1PreparedStatement
    await expect(batch(db, { hidden })).rejects.toThrow('no property')
  })
})

describe('a single query', () => {
  it('returns its first row, all rows, or none', async () => {
    expect(await findFirst(db, list())).toBeNull()
    await batch(db, { a: add('a'), b: add('b') })
    expect(await findFirst(db, list())).toBe('a 1')
    expect(await listAll(db, list())).toEqual(['a 1', 'b 1'])
    expect(under(ALWAYS, list())).toMatchObject({ read: expect.any(Function) })
  })
})
