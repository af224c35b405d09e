// Counts, without timing, what each operation asks of D1 and KV. Compares a small platform with one ten times
// as large. bench/scale counts the same operations with a million accounts, and docs/scale.md has its
// results.

import { applyD1Migrations, createExecutionContext, waitOnExecutionContext } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { beforeAll, describe, expect, it } from 'vitest'
import { fill, fillerId, MISCOUNTED, middleSlug, type Size, START } from '../../bench/scale/fill.ts'
import { countEnding, countOperations } from '../../bench/scale/operations.ts'
import type { Count, World } from '../../bench/scale/world.ts'
import type { Env } from '../../src/config.ts'
import { forgetRing } from '../../src/flows/edge/ring.ts'
import { createEdge } from '../../src/index.ts'
import { emptyStorage } from '../support/empty-storage.ts'
import { metered, meteredKv } from '../support/metered.ts'
import { rows } from '../support/rows.ts'

/**
 * A page of a list has at most 100 rows. The lists here are longer than a page, even from the middle. A page of the
 * audit log looks through at most 1,000 entries, so the audit log here has more.
 */
const SMALL: Size = {
  accounts: 600,
  workspaces: 250,
  membersOfLargest: 600,
  membersEach: 3,
  audit: [300, 1200, 2],
}
const LARGE: Size = {
  accounts: 6000,
  workspaces: 2500,
  membersOfLargest: 6000,
  membersEach: 3,
  audit: [3000, 12_000, 2],
}

function localWorld(): World {
  let now = START
  const edge = createEdge(() => now)
  const { db, meter } = metered(env.DB)
  const { kv, meter: kvMeter } = meteredKv(env.KV)
  // All requests share this object, as in an isolate. The configuration is parsed once for each object.
  const bindings: Env = { ...env, DB: db, KV: kv }
  const deferring = async <T>(act: (ctx: ExecutionContext) => Promise<T>): Promise<T> => {
    const ctx = createExecutionContext()
    const value = await act(ctx)
    await waitOnExecutionContext(ctx)
    return value
  }
  return {
    ask: (url, init) =>
      deferring((ctx) => edge.fetch(new Request(url, { ...init, redirect: 'manual' }), bindings, ctx)),
    cron: (cron) => deferring((ctx) => edge.scheduled({ cron } as ScheduledController, bindings, ctx)),
    takeCount: async () => {
      const count = { ...meter, ...kvMeter }
      for (const each of [meter, kvMeter])
        for (const name of Object.keys(each)) Object.assign(each, { [name]: 0 })
      return count
    },
    now: () => now,
    moveClock: async (seconds) => {
      now += seconds
    },
    operatorToken: env.OPERATOR_TOKEN ?? '',
  }
}

async function countAt(size: Size, statistics: readonly string[]): Promise<Map<string, Count>> {
  await emptyStorage()
  await applyD1Migrations(env.DB, env.TEST_MIGRATIONS)
  forgetRing()
  for (const statement of fill(size)) await env.DB.prepare(statement).run()
  for (const statement of statistics) await env.DB.prepare(statement).run()
  const places = {
    member: fillerId(Math.floor(size.membersOfLargest / 2)),
    workspace: middleSlug(size),
    auditEntry: Math.floor(size.audit[1] / 2),
  }
  const world = localWorld()
  const counted = await countOperations(world, places)
  expect(await rows(MISCOUNTED)).toEqual([])
  counted.push(await countEnding(world))
  return new Map(counted.map(({ operation, count }) => [operation, count]))
}

// SQLite plans differently with statistics. A database may have none, some of all tables, or old ones: without the tables
// that were empty when they were made.
const NO_STATISTICS: readonly string[] = []
const STATISTICS = ['ANALYZE']
const OLD_STATISTICS = [
  ...STATISTICS,
  `DELETE FROM sqlite_stat1 WHERE stat LIKE '0 %'`,
  'ANALYZE sqlite_schema',
]

/** The limits of each operation: round trips to D1, rows read and rows written. */
const MOST: Record<string, readonly [roundTrips: number, rowsRead: number, rowsWritten: number]> = {
  'API: create an account': [2, 6, 3],
  'API: add a member': [3, 24, 11],
  'API: change a role': [3, 24, 6],
  'sign-in, not enrolled: send the password, and see the page': [4, 26, 8],
  'enrolment: open the page with the QR code': [2, 16, 1],
  'enrolment: send the first code, and see the recovery codes': [5, 72, 28],
  'enrolment: confirm that the recovery codes are saved': [4, 70, 3],
  'sign-in: send a wrong password': [2, 12, 3],
  'sign-in: send the password, and see the form for the code': [3, 22, 5],
  'sign-in: send the code, and get the pass': [3, 61, 10],
  'sign-in again: send password and code, and get the pass': [6, 78, 14],
  'sign-in: send a wrong code': [3, 28, 2],
  'sign-in: send a recovery code, and get the pass': [4, 78, 10],
  'enter a workspace while signed in, and get the pass': [2, 36, 2],
  'sign-out': [2, 12, 2],
  'gate: admit a request with a valid pass': [0, 0, 0],
  'gate: renew an expired pass': [1, 10, 1],
  'page: account security': [2, 36, 0],
  'page: recovery codes': [2, 16, 0],
  'make new recovery codes, and see them': [4, 69, 12],
  'page: replace the authenticator app': [2, 10, 1],
  'page: change the password': [2, 8, 0],
  'change the password, and see the Security tab': [5, 84, 17],
  'page: change the address': [2, 8, 0],
  'page: sessions': [2, 12, 0],
  'page: workspaces': [2, 12, 0],
  // One row for each day of the chart and of the report.
  'page: security of a workspace': [2, 144, 0],
  'page: save a policy': [4, 186, 8],
  'page: members': [2, 127, 1],
  'page: members, far down the list': [2, 129, 1],
  'page: members not enrolled, far down the list': [2, 131, 1],
  'page: members, found by a search': [2, 130, 1],
  'page: tokens': [2, 24, 0],
  'page: audit log': [2, 170, 0],
  'page: audit log, far down the list': [2, 176, 0],
  'page: audit log of a person without entries': [2, 1050, 0],
  'page: audit log of one day': [2, 376, 0],
  'page: preview of a policy': [2, 150, 0],
  'page: sign-in methods of a workspace': [1, 16, 0],
  'page: appearance of a workspace': [1, 16, 0],
  'page: save the appearance': [3, 42, 2],
  'page: create a token': [3, 44, 7],
  'page: revoke a token': [4, 50, 2],
  'page: rules and service tokens': [2, 16, 0],
  'page: add a rule': [6, 53, 2],
  'page: create a service token': [2, 30, 8],
  'page: question before a member is removed': [1, 16, 0],
  'API: workspaces': [1, 306, 0],
  'API: workspaces, far down the list': [1, 306, 0],
  'API: an account': [1, 2, 0],
  'API: policy': [1, 9, 0],
  'API: preview of a policy': [2, 13, 0],
  'API: save a policy': [2, 26, 8],
  'API: preview of the second policy': [2, 13, 0],
  'API: save the second policy': [2, 25, 8],
  'API: extend a member': [3, 35, 18],
  'API: end an extension': [3, 27, 5],
  'API: save 50 rules': [3, 26, 2],
  'API: rules': [2, 12, 0],
  'API: test of a path': [2, 12, 0],
  'API: enrolment count': [1, 10, 0],
  'API: members': [2, 214, 1],
  'API: members, far down the list': [2, 218, 1],
  'API: members who are enrolled without a passkey, far down the list': [2, 219, 1],
  'API: audit log': [2, 308, 0],
  'API: audit log, far down the list': [2, 313, 0],
  'API: operator’s audit log, far down the list': [1, 306, 0],
  'API: tokens': [2, 17, 0],
  'API: create a token': [2, 21, 7],
  'API: create a service token': [2, 20, 8],
  'API: service tokens': [2, 16, 0],
  'API: change a service token': [3, 17, 2],
  'API: rotate a service token': [3, 16, 8],
  'API: delete a service token': [3, 16, 2],
  'API: notices that could not be delivered': [1, 3, 0],
  'passkey: get the options for the first one': [2, 14, 2],
  'passkey: add the first one, and see the recovery codes': [5, 70, 24],
  'page: passkeys': [2, 8, 0],
  'sign-in: get the options for a passkey': [1, 16, 2],
  'sign-in: send the answer of a passkey, and see the page': [4, 45, 9],
  'cron run of each minute, after changes': [8, 215, 39],
  'cron run of each minute, with nothing to do': [4, 22, 0],
  // The sweep starts at a random place in the sessions, so it reads 1,100 to 1,900 rows.
  'cron run of every 15 minutes, with nothing to do': [34, 2202, 0],
  'API: import an authenticator app': [2, 33, 12],
  'sign-in: send the first code of an imported app, and see the recovery codes': [4, 45, 8],
  'page: add a member': [5, 165, 11],
  'page: save a role': [5, 167, 7],
  'page: remove a member': [5, 166, 5],
  'page: question before leaving a workspace': [2, 24, 0],
  'page: leave a workspace': [4, 50, 5],
  'API: change an address': [2, 42, 14],
  'API: remove a member': [3, 33, 4],
  'API: reset a second factor': [2, 71, 26],
  'API: delete an account': [2, 42, 5],
  'gate: admit a service token for the first time': [2, 8, 2],
  'gate: admit a service token again': [0, 0, 0],
  'gate: forward a request to a public path': [0, 0, 0],
  'API: delete a workspace': [2, 46, 13],
}
/** No row is read after the last one of an index. With statistics, another index may be used. */
const NEIGHBOURS = 8
/** With old statistics, the removal of a member reads a few rows more. */
const NEIGHBOURS_BY_OLD_STATISTICS = 12
/** A day is found by halving the log: four steps more for ten times the entries, each of four rows or five, four times. */
const STEPS = 72

function expectNoGrowth(small: Map<string, Count>, large: Map<string, Count>, neighbours: number): void {
  for (const [operation, few] of small) {
    const many = large.get(operation)
    expect(many?.rowsWritten, `${operation}: rows written`).toBe(few.rowsWritten)
    // It sweeps short-lived rows. test/flows/upkeep/sweep.test.ts tests its limits.
    if (operation === 'cron run of every 15 minutes, with nothing to do') continue
    expect(many?.roundTrips, `${operation}: round trips`).toBe(few.roundTrips)
    const steps = operation === 'page: audit log of one day' ? STEPS : 0
    expect(many?.rowsRead, `${operation}: rows read`).toBeLessThanOrEqual(few.rowsRead + neighbours + steps)
  }
}

describe('what an operation asks of D1', () => {
  let small: Map<string, Count>
  let large: Map<string, Count>
  let old: Map<string, Count>
  beforeAll(async () => {
    small = await countAt(SMALL, NO_STATISTICS)
    large = await countAt(LARGE, STATISTICS)
    old = await countAt(LARGE, OLD_STATISTICS)
  }, 120_000)

  it('stays within the published limits for round trips, rows read and rows written', () => {
    expect([...small.keys()]).toEqual(Object.keys(MOST))
    for (const [operation, [roundTrips, rowsRead, rowsWritten]] of Object.entries(MOST)) {
      const count = small.get(operation)
      expect(count?.roundTrips, `${operation}: round trips`).toBeLessThanOrEqual(roundTrips)
      expect(count?.rowsRead, `${operation}: rows read`).toBeLessThanOrEqual(rowsRead)
      expect(count?.rowsWritten, `${operation}: rows written`).toBeLessThanOrEqual(rowsWritten)
    }
  })

  it('does not grow with the platform: the same with ten times the accounts, members and entries', () => {
    expectNoGrowth(small, large, NEIGHBOURS)
  })

  it('does not grow with old statistics either', () => {
    expectNoGrowth(small, old, NEIGHBOURS_BY_OLD_STATISTICS)
  })

  it('writes to KV only if a site changes, and a warm isolate reads nothing from it', () => {
    for (const [operation, { kvWrites }] of small) {
      const changesSite =
        /save (a policy|the second policy|50 rules|the appearance)|add a rule|delete a workspace/.test(
          operation,
        )
      expect(kvWrites, operation).toBe(changesSite ? 1 : 0)
    }
    expect(small.get('gate: admit a request with a valid pass')).toMatchObject({ kvReads: 0 })
    for (const operation of [
      'gate: renew an expired pass',
      'gate: admit a service token for the first time',
      'gate: admit a service token again',
      'gate: forward a request to a public path',
    ])
      expect(small.get(operation)).toMatchObject({ kvReads: 0 })
  })
})
