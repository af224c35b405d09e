// Searches the audit log of a workspace. Checks what is found, and how many rows are read.

import { beforeEach, describe, expect, it } from 'vitest'
import { NO_FILTER } from '../../../src/flows/administration/audit-filter.ts'
import { searchAudit } from '../../../src/flows/administration/search-audit.ts'
import type { Edge } from '../../../src/flows/edge/edge.ts'
import { edgeAt } from '../../support/edge-at.ts'
import { metered } from '../../support/metered.ts'
import { addAccount, addWorkspace, NOW, rows } from '../../support/rows.ts'

let edge: Edge
beforeEach(async () => {
  edge = await edgeAt(NOW)
  await addWorkspace('acme')
})

/** Adds entries one minute apart. Ada wrote every tenth, and olga the others. */
const fill = (count: number, scope = 'acme') =>
  rows(
    `INSERT INTO audit (scope, id, at, actor, action, account_id, ip, user_agent, detail)
     WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${count})
     SELECT '${scope}', i, ${NOW} + i * 60, iif(i % 10 = 0, 'Ada@acme.example', 'olga@acme.example'),
       iif(i % 10 = 1, 'logo.changed', 'members.viewed'), iif(i % 10 = 2, 'ada', NULL), '', '', '{}' FROM n`,
  )

const PAGE = { before: null, size: 5, most: 1000 }
const ADA = { actor: 'ada@acme.example', key: 'ada@acme.example' }
type Filter = Partial<typeof NO_FILTER>
const search = (filter: Filter = {}, page: Partial<Parameters<typeof searchAudit>[3]> = {}) =>
  searchAudit(edge, 'acme', { ...NO_FILTER, ...filter }, { ...PAGE, ...page })
const idsOf = ({ rows }: Awaited<ReturnType<typeof search>>) => rows.map(({ id }) => id)

describe('the audit log', () => {
  it('without entries has one empty page', async () => {
    const nothing = { rows: [], next: null, isCutShort: false }
    expect(await search()).toEqual(nothing)
    expect(await search({ from: NOW, until: NOW + 86_400, person: ADA })).toEqual(nothing)
  })

  it('belongs to one workspace, newest first, each entry on one page', async () => {
    await fill(12)
    await addWorkspace('globex')
    await fill(3, 'globex')
    const seen: number[] = []
    for (let before: number | null = null, pages = 0; pages === 0 || before !== null; pages++) {
      const page = await search({}, { before })
      expect(page.isCutShort).toBe(false)
      seen.push(...idsOf(page))
      before = page.next
    }
    expect(seen).toEqual([12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1])
  })

  it('is searched by person: what they did, in any case of their address, and what was done to them', async () => {
    await addAccount('ada')
    await fill(25)
    expect(idsOf(await search({ person: ADA }))).toEqual([22, 20, 12, 10, 2])
    await rows('DELETE FROM accounts')
    expect(idsOf(await search({ person: ADA }))).toEqual([20, 10])
  })

  it('is searched by action', async () => {
    await fill(25)
    expect(idsOf(await search({ action: 'logo.changed' }))).toEqual([21, 11, 1])
  })

  it('names the accounts of the actor and the person concerned, while they exist', async () => {
    await addAccount('ada')
    await fill(12)
    const [about, , by] = (await search()).rows
    expect(about).toMatchObject({ isAboutAccount: true, email: 'ada@acme.example', actorName: null })
    expect(by).toMatchObject({ isAboutAccount: false, email: null, actorName: expect.any(String) })
  })

  it('is searched by exact time, even if the entries of one minute are not in order', async () => {
    const at = [10, 20, 5, 40, 30, 50, 45]
    for (const [place, second] of at.entries())
      await rows(
        `INSERT INTO audit VALUES ('acme', ${place + 1}, ${NOW + second}, 'x', 'logo.changed', NULL, '', '', '{}')`,
      )
    for (let from = 0; from <= 60; from += 5)
      for (let until = from; until <= 60; until += 5) {
        const found = await search({ from: NOW + from, until: NOW + until }, { size: 10 })
        const inTime = at.flatMap((second, place) => (second >= from && second < until ? [place + 1] : []))
        expect(idsOf(found)).toEqual(inTime.reverse())
      }
  })

  it('is searched far back in time with a handful of rows read, in one round trip', async () => {
    await fill(20_000)
    const { db, meter } = metered(edge.db)
    const time = { from: NOW + 9_000 * 60, until: NOW + 9_003 * 60 }
    const found = await searchAudit({ db }, 'acme', { ...NO_FILTER, ...time }, PAGE)
    expect(found).toMatchObject({ next: null, isCutShort: false })
    expect(idsOf(found)).toEqual([9002, 9001, 9000])
    expect(meter.roundTrips).toBe(1)
    expect(meter.rowsRead).toBeLessThan(300)
  })

  it('reads a limited number of entries for a filter without matches, and continues from there', async () => {
    await fill(5_000)
    const { db, meter } = metered(edge.db)
    const nobody = { ...NO_FILTER, person: { actor: 'nobody@x.example', key: 'nobody@x.example' } }
    const first = await searchAudit({ db }, 'acme', nobody, PAGE)
    expect(first).toEqual({ rows: [], next: 4001, isCutShort: true })
    expect(meter.rowsRead).toBeLessThan(1_100)
    let before = first.next
    for (let page = 0; page < 4; page++) before = (await search(nobody, { before })).next
    expect(before).toBeNull()
  })

  it('skips no match if a page ended early', async () => {
    await addAccount('ada')
    await fill(200)
    const seen: number[] = []
    let before: number | null = null
    do {
      const page = await search({ person: ADA }, { before, most: 7, size: 50 })
      seen.push(...idsOf(page))
      before = page.next
    } while (before !== null)
    expect(seen).toEqual(
      Array.from({ length: 200 }, (_, i) => 200 - i).filter((id) => id % 10 === 0 || id % 10 === 2),
    )
  })
})
