// The moments of enforcement under a clock, and what telling the many costs.

import { env } from 'cloudflare:workers'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { GraceDays, PolicyChoice } from '../../../src/core/policy.ts'
import { changeNameAndAccent } from '../../../src/flows/administration/change-appearance.ts'
import { enqueueMails, tellDueMoments } from '../../../src/flows/notices/enforcement-notices.ts'
import { runNotices } from '../../../src/flows/notices/notice-run.ts'
import { sweep } from '../../../src/flows/upkeep/sweep.ts'
import { batch, findFirst } from '../../../src/store/batch.ts'
import {
  advanceFanOut,
  listAudience,
  selectFanOuts,
  startFanOut,
} from '../../../src/store/notice-fan-outs.ts'
import { write } from '../../../src/words/en/write.ts'
import { edgeAt } from '../../support/edge-at.ts'
import { metered } from '../../support/metered.ts'
import {
  addAccount,
  addMember,
  addStranger,
  addWorkspace,
  author,
  changes,
  count,
  enrol,
  NOW,
  rows,
  saveChoice,
} from '../../support/rows.ts'

const DAY = 86_400
const day = (days: number) => NOW + Math.round(days * DAY)

async function choose(graceDays: GraceDays | 'off', at: number): Promise<void> {
  const choice = { enforced: graceDays !== 'off', graceDays: graceDays === 'off' ? 0 : graceDays }
  const changed = await saveChoice(await edgeAt(at), 'acme', choice, { by: author('ada'), onVersion: null })
  expect(changed.ok).toBe(true)
}

const runAt = async (at: number) => runNotices(await edgeAt(at))

/** What was told and when, in days after NOW. */
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
      'with a trigger that was down over two of them',
      14,
      [13.5, 15],
      [
        ['scheduled', 0],
        ['one_day_left', 13.5],
        ['in_effect', 15],
      ],
    ],
    [
      'with a trigger that was down over all of them',
      14,
      [40, 41],
      [
        ['scheduled', 0],
        ['in_effect', 40],
      ],
    ],
    [
      'with runs much closer than they are',
      3,
      [2, 2, 2.1, 2.2, 3, 3],
      [
        ['scheduled', 0],
        ['one_day_left', 2],
        ['in_effect', 3],
      ],
    ],
  ])('are told once each, and only those that are true: %s', async (_what, graceDays, runs, expected) => {
    await choose(graceDays, NOW)
    for (const at of runs) await runAt(day(at))
    expect(await told()).toEqual(expected)
  })

  it('are those of the policy as it is: changed, it begins anew; turned off, there are none', async () => {
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

  it('are told by one of two runs at once', async () => {
    await choose(14, NOW)
    const edge = await edgeAt(day(7))
    await Promise.all(Array.from({ length: 6 }, () => tellDueMoments(edge)))
    expect(await told()).toEqual([
      ['scheduled', 0],
      ['seven_days_left', 7],
    ])
  })

  it('are told once of a change that many make at once', async () => {
    await Promise.all(Array.from({ length: 6 }, () => choose(14, NOW)))
    expect(await told()).toEqual([['scheduled', 0]])
  })

  it('are told nobody of by a change that did not take place', async () => {
    await choose(14, NOW)
    const edge = await edgeAt(day(1))
    const choice = { enforced: true, graceDays: 3 } as const
    expect(await saveChoice(edge, 'acme', choice, { by: author('ada'), onVersion: 7 })).toMatchObject({
      ok: false,
    })
    expect(await told()).toEqual([['scheduled', 0]])
  })
})

/** Members who have not enrolled, straight into the table. */
async function addMany(workspaceId: string, many: number): Promise<void> {
  const ids = `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${many})`
  const id = `'${workspaceId}-' || i`
  const address = `${id} || '@people.example'`
  await env.DB.batch([
    env.DB.prepare(
      `INSERT INTO accounts (id, email, email_key, name, created_at) ${ids} SELECT ${id}, ${address}, ${address}, 'x', 0 FROM n`,
    ),
    env.DB.prepare(
      `INSERT INTO members (workspace_id, account_id, role, is_enrolled, joined_at, entered_at)
         ${ids} SELECT '${workspaceId}', ${id}, 'member', 0, 0, 0 FROM n`,
    ),
  ])
}

describe('telling the many', () => {
  async function beginFanOut(): Promise<void> {
    const [notice] = await rows<{ id: string }>('SELECT id FROM notices ORDER BY at DESC LIMIT 1')
    await changes(startFanOut(env.DB, notice?.id ?? '', NOW))
  }
  const recipients = async () =>
    (await rows<{ recipient: string }>('SELECT recipient FROM notice_deliveries')).map(
      ({ recipient }) => recipient,
    )

  it('reaches whoever has not enrolled and every admin, once each, whatever the chunks, by many runs at once', async () => {
    await addMany('acme', 120)
    for (const [id, role] of [
      ['bo', 'member'],
      ['cy', 'admin'],
      ['di', 'admin'],
    ] as const) {
      await addMember('acme', await addAccount(id), role)
    }
    for (const id of ['ada', 'bo', 'cy']) await enrol(id)
    await choose(14, NOW)
    await beginFanOut()
    const edge = await edgeAt(NOW)
    for (let round = 0; round < 8; round++)
      await Promise.all([enqueueMails(edge, 20), enqueueMails(edge, 20)])
    const reached = await recipients()
    expect(reached).toHaveLength(123)
    expect(new Set(reached).size).toBe(123)
    expect(reached).toEqual(expect.arrayContaining(['ada', 'cy', 'di', 'acme-1', 'acme-120']))
    expect(await count('notice_fan_outs')).toBe(0)
  })

  it('reaches no member who has never entered the workspace', async () => {
    await addStranger('acme', await addAccount('eve'), 'member')
    await addStranger('acme', await addAccount('finn'), 'admin')
    await choose(14, NOW)
    await beginFanOut()
    expect(await enqueueMails(await edgeAt(NOW), 20)).toBe(1)
    expect(await recipients()).toEqual(['ada'])
    expect(await count('notice_fan_outs')).toBe(0)
  })

  it('reaches nobody again by a run that another has overtaken', async () => {
    await addMany('acme', 30)
    await choose(14, NOW)
    await beginFanOut()
    const fanOut = await findFirst(env.DB, selectFanOuts(env.DB, [], 1, NOW))
    if (!fanOut) throw new Error('no fan-out')
    const chunk = { chunk: await listAudience(env.DB, fanOut, 10), isLast: false }
    await batch(env.DB, advanceFanOut(env.DB, fanOut, chunk, NOW))
    expect(await recipients()).toHaveLength(10)
    await env.DB.exec('DELETE FROM notice_deliveries') // delivered
    await batch(env.DB, advanceFanOut(env.DB, fanOut, chunk, NOW))
    expect(await recipients()).toEqual([])
  })

  it('costs a run the same in a workspace of 10 and of 3,000', async () => {
    await addMany('acme', 3000)
    await addWorkspace('small')
    await addMany('small', 10)
    await choose(14, NOW)
    await beginFanOut()
    const { db, meter } = metered(env.DB)
    expect(await enqueueMails({ ...(await edgeAt(NOW)), db }, 10)).toBe(10)
    expect(meter.rowsRead).toBeLessThan(80)
    expect(meter.rowsWritten).toBeLessThan(40)
  })

  it('shares a run among workspaces', async () => {
    await addMany('acme', 100)
    await choose(14, NOW)
    await beginFanOut()
    await addWorkspace('globex')
    await addMany('globex', 5)
    const choice = { enforced: true, graceDays: 14 } as const
    await saveChoice(await edgeAt(NOW + 1), 'globex', choice, { by: author('x'), onVersion: null })
    await beginFanOut()
    await enqueueMails(await edgeAt(NOW + 2), 20)
    const reached = await recipients()
    expect(reached.filter((id) => id.startsWith('globex'))).toHaveLength(5)
    expect(reached.filter((id) => id.startsWith('acme'))).toHaveLength(10)
  })

  it('comes to each of many workspaces in turn', async () => {
    const choice = { enforced: true, graceDays: 14 } as const
    for (let number = 10; number < 22; number++) {
      await addWorkspace(`w${number}`)
      await addMany(`w${number}`, 3)
      await saveChoice(await edgeAt(NOW + number), `w${number}`, choice, {
        by: author('x'),
        onVersion: null,
      })
      await beginFanOut()
    }
    for (const at of [60, 120]) await enqueueMails(await edgeAt(NOW + at), 10)
    expect(new Set((await recipients()).map((id) => id.slice(0, 3))).size).toBe(12)
  })

  describe('with a carrier that takes no mail to some', () => {
    let sent: string[]
    let tried: number

    /** By then, with a carrier that fails for each of acme's with this. */
    async function mailingAt(at: number, failure: Error) {
      const email = {
        send: async ({ to }: EmailMessageBuilder) => {
          tried++
          if (String(to).startsWith('acme')) throw failure
          sent.push(String(to))
          return { messageId: '' }
        },
      } as SendEmail
      const edge = await edgeAt(at)
      const notices = { ...edge.config.notices, mailFrom: { email: 'security@acme.example', name: 'Acme' } }
      return { ...edge, email, config: { ...edge.config, notices } }
    }
    async function enforce(workspace: string, at: number): Promise<void> {
      const choice = { enforced: true, graceDays: 14 } as const
      await saveChoice(await mailingAt(at, new Error()), workspace, choice, {
        by: author('x'),
        onVersion: null,
      })
    }
    const withCode = (code: string) => Object.assign(new Error(), { code })
    const toGlobex = () => sent.filter((to) => to.startsWith('globex'))

    beforeEach(async () => {
      sent = []
      tried = 0
      await addWorkspace('globex')
      await addMany('globex', 5)
    })

    it('is not slowed down by addresses that take no mail any more, however many a workspace has', async () => {
      await addMany('acme', 100)
      for (const workspace of ['acme', 'globex']) await enforce(workspace, NOW)
      await runNotices(await mailingAt(NOW, withCode('E_RECIPIENT_SUPPRESSED')))
      expect(toGlobex()).toHaveLength(5)
      expect(await count('notice_deliveries WHERE dead_at IS NULL')).toBe(0)
    })

    it('leaves out one whose stored address is none, and goes on to the others', async () => {
      await env.DB.prepare("UPDATE accounts SET email = 'not an address' WHERE id = 'globex-3'").run()
      await enforce('globex', NOW)
      await runNotices(await mailingAt(NOW, withCode('')))
      expect(toGlobex()).toHaveLength(4)
      expect(await count('notice_deliveries WHERE dead_at IS NOT NULL')).toBe(1)
    })

    it.each(['E_RECIPIENT_NOT_ALLOWED', ''])(
      'is not slowed down by 1,500 members of another workspace who are refused, and tried again: %j',
      async (code) => {
        await addMany('acme', 1500)
        await enforce('acme', NOW)
        const run = async (minute: number) => runNotices(await mailingAt(NOW + minute * 60, withCode(code)))
        for (let minute = 0; minute < 8; minute++) await run(minute)
        expect(await count(`notice_deliveries WHERE next_at <= ${NOW + 8 * 60}`)).toBeGreaterThanOrEqual(300)
        await enforce('globex', NOW + 8 * 60)
        tried = 0
        await run(8)
        expect(toGlobex()).toHaveLength(5)
        expect(tried, 'and others are tried again in the same run').toBeGreaterThan(100)
      },
    )

    it.each([
      'E_RATE_LIMIT_EXCEEDED',
      'E_DAILY_LIMIT_EXCEEDED',
      'E_INTERNAL_SERVER_ERROR',
      'E_SENDER_NOT_VERIFIED',
    ])('is left to the next run where the carrier itself is in trouble: %s', async (code) => {
      await addMany('acme', 100)
      await enforce('acme', NOW)
      await runNotices(await mailingAt(NOW, withCode(code)))
      expect(tried).toBe(30)
      await runNotices(await mailingAt(NOW + 60, withCode(code)))
      expect(tried).toBe(60)
    })
  })

  it('is in the operator’s name for the workspace and at its host, whatever its admins have it called', async () => {
    const chosen = 'Sallyport: confirm at https://sallyport-check.example/acme or your account'
    await changeNameAndAccent(await edgeAt(NOW), 'acme', { displayName: chosen, accent: null }, author('eve'))
    const told: string[] = []
    vi.spyOn(globalThis, 'fetch').mockImplementation(async (_, init) => {
      told.push(String(init?.body))
      return new Response(null, { status: 204 })
    })
    const email = {
      send: async ({ subject, text }: EmailMessageBuilder) => {
        told.push(`${subject} ${text}`)
        return { messageId: '' }
      },
    } as SendEmail
    const edge = await edgeAt(NOW)
    const notices = {
      ...edge.config.notices,
      webhook: { url: 'http://127.0.0.1:9/', secrets: [new Uint8Array(32)] as const },
      mailFrom: { email: 'security@acme.example', name: 'Acme' },
    }
    await addMember('acme', await addAccount('bo'), 'member')
    const carrying = { ...edge, email, config: { ...edge.config, notices } }
    const choice = { enforced: true, graceDays: 14 } as const
    await saveChoice({ ...carrying, defer: () => {} }, 'acme', choice, {
      by: author('eve'),
      onVersion: null,
    })
    await runNotices({ ...carrying, now: NOW + 600 })
    vi.restoreAllMocks()
    const mails = told.filter((each) => !each.startsWith('{'))
    expect([told.length, mails.length]).toEqual([3, 2])
    expect(told.filter((each) => each.includes('sallyport-check'))).toEqual([])
    for (const mail of mails) expect(mail).toContain('acme (acme.example.com) requires')
    expect(told.join()).toContain('"workspace":{"id":"acme","slug":"acme","name":"acme"}')
  })

  it('ends where the policy has been changed meanwhile', async () => {
    await addMany('acme', 50)
    await choose(14, NOW)
    await beginFanOut()
    await enqueueMails(await edgeAt(NOW), 10)
    await choose('off', NOW + 60)
    await enqueueMails(await edgeAt(NOW + 61), 10)
    expect(await recipients()).toHaveLength(10)
    expect(await count('notice_fan_outs')).toBe(0)
  })
})

describe('a policy that is changed again and again', () => {
  const HOUR = 3600
  let sent: { to: string; subject: string; at: number }[]

  async function mailingAt(at: number) {
    const email = {
      send: async ({ to, subject }: EmailMessageBuilder) => {
        sent.push({ to: String(to), subject, at: (at - NOW) / HOUR })
        return { messageId: '' }
      },
    } as SendEmail
    const edge = await edgeAt(at)
    const notices = { ...edge.config.notices, mailFrom: { email: 'security@acme.example', name: 'Acme' } }
    return { ...edge, email, config: { ...edge.config, notices } }
  }
  const choices = [
    { enforced: true, graceDays: 3 },
    { enforced: true, graceDays: 0 },
    { enforced: false, graceDays: 0 },
    { enforced: true, graceDays: 14 },
  ] as const
  async function flip(choice: PolicyChoice, at: number): Promise<void> {
    await saveChoice(await mailingAt(at), 'acme', choice, { by: author('eve'), onVersion: null })
  }
  const run = async (at: number) => runNotices(await mailingAt(at))
  const toBo = () => sent.filter(({ to }) => to.startsWith('bo@'))

  beforeEach(async () => {
    sent = []
    await addMember('acme', await addAccount('bo'), 'member')
  })

  it('has nobody mailed more than once in six hours, and then of how it is by then', async () => {
    let at = NOW
    for (let time = 0; time < 27; time++, at += HOUR / 2) {
      await flip(choices[time % 4] ?? choices[0], at)
      await run(at + 60)
      expect(await count('notice_fan_outs')).toBeLessThan(2)
    }
    await flip({ enforced: true, graceDays: 14 }, at)
    for (let hour = 1; hour < 24; hour++) await run(at + hour * HOUR)
    const mails = toBo()
    expect(mails.length).toBeGreaterThanOrEqual(3)
    for (const [index, mail] of mails.slice(1).entries()) {
      expect(mail.at - (mails[index]?.at ?? 0)).toBeGreaterThanOrEqual(6)
    }
    const last = write.time(at + 14 * DAY)
    expect(mails.at(-1)?.subject).toBe(
      `acme (acme.example.com) requires two-factor authentication from ${last}`,
    )
    expect(sent).toHaveLength(2 * mails.length)
  })

  it('while mails about it wait has the last change told, in the place of those before', async () => {
    await flip(choices[0], NOW)
    await run(NOW)
    for (const graceDays of [7, 30, 14] as const) await flip({ enforced: true, graceDays }, NOW + HOUR)
    await run(NOW + 5 * HOUR)
    expect(toBo()).toHaveLength(1)
    await run(NOW + 6 * HOUR)
    const subjects = [day(3), NOW + HOUR + 14 * DAY].map(
      (at) => `acme (acme.example.com) requires two-factor authentication from ${write.time(at)}`,
    )
    expect(toBo().map(({ subject }) => subject)).toEqual(subjects)
  })

  it('has nobody mailed of what was taken back meanwhile', async () => {
    await flip(choices[0], NOW)
    await run(NOW + 60)
    await flip(choices[1], NOW + HOUR)
    await flip(choices[2], NOW + 2 * HOUR)
    for (let hour = 2; hour < 24; hour++) await run(NOW + hour * HOUR)
    expect(toBo()).toHaveLength(1)
    expect(await count('notice_fan_outs')).toBe(0)
    await flip(choices[0], day(1))
    await run(day(1) + 60)
    expect(toBo(), 'and who waits long enough is heard at once').toHaveLength(2)
  })

  it('is told again to a large workspace when the last of the mails is long enough ago, not the first', async () => {
    await addMany('acme', 20)
    await flip(choices[0], NOW)
    const enqueueAt = async (at: number) => enqueueMails(await mailingAt(at), 10)
    await enqueueAt(NOW)
    await enqueueAt(NOW + 5 * HOUR)
    await enqueueAt(NOW + 5 * HOUR)
    await flip(choices[3], NOW + 5 * HOUR)
    expect(await enqueueAt(NOW + 7 * HOUR)).toBe(0)
    expect(await enqueueAt(NOW + 11 * HOUR)).toBe(10)
  })

  it('holds up no other workspace, and no reminder of its own', async () => {
    await flip(choices[0], NOW)
    await run(NOW)
    await flip({ enforced: true, graceDays: 7 }, NOW + 60)
    await addWorkspace('globex')
    await addMember('globex', await addAccount('cy'), 'member')
    const other = await mailingAt(NOW + 120)
    await saveChoice(other, 'globex', choices[0], { by: author('x'), onVersion: null })
    await run(NOW + 180)
    expect(sent.filter(({ to }) => to.startsWith('cy@'))).toHaveLength(1)
    const told = [0, 6, 6 * 24, 7 * 24]
    for (const hours of told) await run(NOW + hours * HOUR + 180)
    expect(toBo().map(({ at }) => Math.round(at))).toEqual(told)
  })
})

describe('a run with nothing to do', () => {
  it('reads no more for 2,000 policies that are scheduled and 2,000 notices that were told', async () => {
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
  it('takes a notice a year after it happened, with its deliveries, and no earlier', async () => {
    await choose(14, NOW)
    const [notice] = await rows<{ id: string }>('SELECT id FROM notices')
    await changes(startFanOut(env.DB, notice?.id ?? '', NOW))
    await enqueueMails(await edgeAt(NOW), 10)
    await choose(3, day(0.5))
    const whole = { mostQueries: 500, pause: async () => {} }
    await sweep(await edgeAt(day(364)), whole)
    expect([await count('notices'), await count('notice_deliveries')]).toEqual([2, 1])
    await sweep(await edgeAt(day(366)), whole)
    expect([await count('notices'), await count('notice_deliveries')]).toEqual([0, 0])
  })
})
