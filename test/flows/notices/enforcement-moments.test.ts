// The moments of enforcement, with a moving clock.

import { env } from 'cloudflare:workers'
import { beforeEach, describe, expect, it } from 'vitest'
import type { GraceDays } from '../../../src/core/policy.ts'
import { tellDue } from '../../../src/flows/notices/due-notices.ts'
import { enqueueMails } from '../../../src/flows/notices/enforcement-notices.ts'
import { runNotices } from '../../../src/flows/notices/notice-run.ts'
import { sweep } from '../../../src/flows/upkeep/sweep.ts'
import { edgeAt } from '../../support/edge-at.ts'
import { beginFanOut, choose, DAY, day } from '../../support/enforcement.ts'
import { metered } from '../../support/metered.ts'
import {
  addAccount,
  addMember,
  addWorkspace,
  author,
  count,
  NOW,
  rows,
  saveChoice,
} from '../../support/rows.ts'

const runAt = async (at: number) => runNotices(await edgeAt(at))

/** Returns which notices were written, with the day of each after NOW. */
async function told(): Promise<[kind: string, day: number][]> {
  const found = await rows<{ kind: string; at: number }>('SELECT kind, at FROM notices ORDER BY at')
  return found.map(({ kind, at }) => [kind.replace('enforcement.', ''), (at - NOW) / DAY])
}

beforeEach(async () => {
  await addWorkspace('acme')
  await addMember('acme', await addAccount('ada'), 'owner')
})

describe('the moments of enforcement', () => {
  const EACH_DAY = Array.from({ length: 16 }, (_, index) => index)

  it.each<[what: string, GraceDays, runs: number[], [string, number][]]>([
    ['at once', 0, EACH_DAY, [['in_effect', 0]]],
    [
      'in 3 days',
      3,
      EACH_DAY,
      [
        ['scheduled', 0],
        ['one_day_left', 2],
        ['in_effect', 3],
      ],
    ],
    [
      'in 7 days',
      7,
      EACH_DAY,
      [
        ['scheduled', 0],
        ['one_day_left', 6],
        ['in_effect', 7],
      ],
    ],
    [
      ...(['in 14 days', 14, EACH_DAY] as const),
      [
        ['scheduled', 0],
        ['seven_days_left', 7],
        ['one_day_left', 13],
        ['in_effect', 14],
      ],
    ],
    [
      'with a trigger that missed two of them',
      14,
      [13.5, 15],
      [
        ['scheduled', 0],
        ['one_day_left', 13.5],
        ['in_effect', 15],
      ],
    ],
    [
      'with a trigger that missed all of them',
      14,
      [40, 41],
      [
        ['scheduled', 0],
        ['in_effect', 40],
      ],
    ],
    [
      'with runs much closer together',
      3,
      [2, 2, 2.1, 2.2, 3, 3],
      [
        ['scheduled', 0],
        ['one_day_left', 2],
        ['in_effect', 3],
      ],
    ],
  ])('are announced once each, and only if true: %s', async (_what, graceDays, runs, expected) => {
    await choose(graceDays, NOW)
    for (const at of runs) await runAt(day(at))
    expect(await told()).toEqual(expected)
  })

  it('are those of the current policy: a change restarts them, and turning it off ends them', async () => {
    await choose(14, NOW)
    await choose(14, day(3))
    await choose(3, day(6.5))
    await runAt(day(7.5))
    await choose('off', day(8))
    for (const at of [8.5, 9.5, 14, 20]) await runAt(day(at))
    expect(await told()).toEqual([
      ['scheduled', 0],
      ['scheduled', 6.5],
    ])
  })

  it('are announced by one of two runs at once', async () => {
    await choose(14, NOW)
    const edge = await edgeAt(day(7))
    await Promise.all(Array.from({ length: 6 }, () => tellDue(edge)))
    expect(await told()).toEqual([
      ['scheduled', 0],
      ['seven_days_left', 7],
    ])
  })

  it('are announced once for a change that many make at once', async () => {
    await Promise.all(Array.from({ length: 6 }, () => choose(14, NOW)))
    expect(await told()).toEqual([['scheduled', 0]])
  })

  it('are not announced by a change that did not happen', async () => {
    await choose(14, NOW)
    const edge = await edgeAt(day(1))
    const choice = { enforced: true, graceDays: 3 } as const
    expect(await saveChoice(edge, 'acme', choice, { by: author('ada'), onVersion: 7 })).toMatchObject({
      ok: false,
    })
    expect(await told()).toEqual([['scheduled', 0]])
  })
})

describe('a run with nothing to do', () => {
  it('reads no more with 2,000 scheduled policies and 2,000 sent notices', async () => {
    const many = 'WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000)'
    await env.DB.batch(
      [
        `INSERT INTO workspaces (id, slug, name, origin, created_at) ${many} SELECT 'w' || i, 'w' || i, 'w', 'x', 0 FROM n`,
        `INSERT INTO policies (workspace_id, grace_days, effective_at, version, updated_at, updated_by, next_notice_at)
           ${many} SELECT 'w' || i, 14, ${day(14)}, 1, ${NOW}, 'x', ${day(7)} FROM n`,
        `INSERT INTO notices (id, at, kind, account_id, detail, ip, user_agent, expires_at)
           ${many} SELECT 'n' || i, ${NOW}, 'second_factor.added', 'ada', '{}', '', '', ${day(365)} FROM n`,
      ].map((sql) => env.DB.prepare(sql)),
    )
    const { db, meter } = metered(env.DB)
    await runNotices({ ...(await edgeAt(NOW)), db })
    expect(meter).toMatchObject({ roundTrips: 1, rowsWritten: 0 })
    expect(meter.rowsRead).toBeLessThan(5)
  })
})

describe('the sweep', () => {
  it('deletes a notice a year after it happened, with its deliveries, and not earlier', async () => {
    await choose(14, NOW)
    await beginFanOut()
    await enqueueMails(await edgeAt(NOW), 10)
    await choose(3, day(0.5))
    const whole = { mostQueries: 500, pause: async () => {} }
    await sweep(await edgeAt(day(364)), whole)
    expect([await count('notices'), await count('notice_deliveries')]).toEqual([2, 1])
    await sweep(await edgeAt(day(366)), whole)
    expect([await count('notices'), await count('notice_deliveries')]).toEqual([0, 0])
  })
})
