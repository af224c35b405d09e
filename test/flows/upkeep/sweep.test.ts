import { env } from 'cloudflare:workers'
import { describe, expect, it } from 'vitest'
import { ROWS_AT_A_TIME, sweep } from '../../../src/flows/upkeep/sweep.ts'
import { metered } from '../../support/metered.ts'
import { addAccount, addSession, addWorkspace, count, NOW, rows } from '../../support/rows.ts'

const series = (most: number) =>
  `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${most})`
// The digests are in random order, across the whole alphabet, as real ones are.
const digest = `substr('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_', 1 + abs(random()) % 64, 1) || hex(randomblob(16))`
const fill = (most: number, sql: string) => env.DB.prepare(`${series(most)} ${sql}`).run()

const AT_ONCE = { mostQueries: 800, pause: async () => {} }
const PAST = NOW - 1
const AHEAD = NOW + 1

/** Adds `each` rows of every kind that have expired, and as many that almost have. */
async function addAll(each: number): Promise<void> {
  await addAccount('ada')
  await addWorkspace('acme')
  for (const at of [PAST, AHEAD]) {
    await fill(
      each,
      `INSERT INTO sessions (id, token_digest, account_id, first_factor, provider, auth_time, created_at, last_seen_at, expires_at, ip, user_agent)
       SELECT ${digest}, ${digest}, 'ada', 'pwd', 'password', 0, 0, ${NOW}, ${at}, '', '' FROM n`,
    )
    await fill(
      each,
      `INSERT INTO logins (token_digest, account_id, first_factor, provider, auth_time, expires_at, epoch) SELECT ${digest}, 'ada', 'pwd', 'password', 0, ${at}, 0 FROM n`,
    )
    await fill(each, `INSERT INTO spent_arrivals (digest, expires_at) SELECT ${digest}, ${at} FROM n`)
    await fill(each, `INSERT INTO recent_counts (what, used, until) SELECT ${digest}, 1, ${at} FROM n`)
    await fill(
      each,
      `INSERT INTO attempts (budget, subject, failures, blocked_until, updated_at)
       SELECT 'password', ${digest}, 1, 0, ${at - 86_400} FROM n`,
    )
    await fill(
      each,
      `INSERT INTO credentials (id, kind, digest, workspace_id, name, created_at, expires_at) SELECT ${digest}, 'api', ${digest}, 'acme', '', 0, ${at} FROM n`,
    )
    await fill(
      each,
      `INSERT INTO notices (id, at, kind, account_id, detail, ip, user_agent, expires_at)
       SELECT ${digest}, 0, 'authenticator.enrolled', 'ada', '{}', '', '', ${at} FROM n`,
    )
  }
  await env.DB.batch([
    env.DB.prepare(
      `INSERT INTO notice_deliveries (notice_id, carrier, recipient, attempts, next_at) SELECT id, 'webhook', '', 0, 0 FROM notices`,
    ),
    env.DB.prepare(
      `INSERT INTO refused_steps (account_id, step) VALUES ('ada', ${Math.floor(NOW / 30) - 3}), ('ada', ${Math.floor(NOW / 30) - 2})`,
    ),
    env.DB.prepare(
      `INSERT INTO attempts (budget, subject, failures, blocked_until, updated_at) VALUES ('second-factor', 'ada', 100, 0, 0)`,
    ),
  ])
}

const KINDS = [
  'sessions',
  'logins',
  'spent_arrivals',
  'recent_counts',
  'credentials',
  'notices',
  'notice_deliveries',
]

describe('the sweep', () => {
  it('deletes expired rows of every kind, and nothing else', async () => {
    await addAll(3)
    await sweep({ db: env.DB, now: NOW }, AT_ONCE)
    for (const table of KINDS) expect(await count(table), table).toBe(3)
    expect(await rows('SELECT budget, count(*) AS n FROM attempts GROUP BY budget ORDER BY budget')).toEqual([
      { budget: 'password', n: 3 },
      { budget: 'second-factor', n: 1 },
    ])
    expect(await rows('SELECT step FROM refused_steps')).toEqual([{ step: Math.floor(NOW / 30) - 2 }])
  })

  it('handles several portions of each kind in one run', async () => {
    await addAll(700)
    await sweep({ db: env.DB, now: NOW }, AT_ONCE)
    for (const table of KINDS) expect(await count(table), table).toBe(700)
    expect(await count('attempts')).toBe(701)
  })

  it('reads no more in a statement with more rows, and changes at most two hundred', async () => {
    await addAll(700)
    let mostRead = 0
    let mostChanged = 0
    const { db, meter } = metered(env.DB, (meta) => {
      mostRead = Math.max(mostRead, meta.rows_read)
      mostChanged = Math.max(mostChanged, meta.changes)
    })
    await sweep({ db, now: NOW }, AT_ONCE)
    expect(meter.rowsWritten).toBeGreaterThan(4000)
    expect(mostChanged).toBe(ROWS_AT_A_TIME)
    expect(mostRead).toBeLessThanOrEqual(8 * ROWS_AT_A_TIME)
  })

  it('leaves the rest to later runs if there is too much for one', async () => {
    const expired = 12 * ROWS_AT_A_TIME
    await fill(expired, `INSERT INTO spent_arrivals (digest, expires_at) SELECT ${digest}, ${PAST} FROM n`)
    const left: number[] = []
    while (left.at(-1) !== 0) {
      await sweep({ db: env.DB, now: NOW }, { ...AT_ONCE, mostQueries: 30 })
      left.push(await count('spent_arrivals'))
    }
    expect(left.length).toBeGreaterThan(1)
    expect(left.length).toBeLessThan(10)
    expect(left).toEqual([...left].sort((a, b) => b - a))
  })

  it('keeps daily counts for 400 days', async () => {
    await addWorkspace('acme')
    const today = Math.floor(NOW / 86_400)
    for (const day of [today - 500, today - 401, today - 400, today]) {
      await env.DB.prepare('INSERT INTO enrollment_days VALUES (?1, ?2, 0, 0)').bind('acme', day).run()
      await env.DB.prepare('INSERT INTO entries_without_factor VALUES (?1, ?2, 1)').bind('acme', day).run()
    }
    await sweep({ db: env.DB, now: NOW }, AT_ONCE)
    for (const table of ['enrollment_days', 'entries_without_factor'])
      expect(await rows(`SELECT day FROM ${table}`), table).toEqual([{ day: today - 400 }, { day: today }])
  })

  it('clears extensions that are over, in bounded pieces, and keeps the counts right', async () => {
    await addWorkspace('acme')
    const id = "'m-' || i"
    const most = 3 * ROWS_AT_A_TIME
    await fill(
      most,
      `INSERT INTO accounts (id, email, email_key, name, created_at) SELECT ${id}, ${id}, ${id}, '', 0 FROM n`,
    )
    await fill(
      most,
      `INSERT INTO members (workspace_id, account_id, role, is_enrolled, joined_at, email_key, extended_until)
       SELECT 'acme', ${id}, 'member', 0, 0, ${id}, iif(i % 3 = 0, ${AHEAD}, ${NOW}) FROM n`,
    )
    let mostRead = 0
    const { db } = metered(env.DB, (meta) => {
      mostRead = Math.max(mostRead, meta.rows_read)
    })
    await sweep({ db, now: NOW }, AT_ONCE)
    expect(await rows('SELECT extended_until AS until, count(*) AS n FROM members GROUP BY 1')).toEqual([
      { until: null, n: 2 * ROWS_AT_A_TIME },
      { until: AHEAD, n: ROWS_AT_A_TIME },
    ])
    expect(await rows('SELECT by_group FROM enrollment_counts')).toEqual([
      { by_group: JSON.stringify({ mnx: ROWS_AT_A_TIME, 'mn-': 2 * ROWS_AT_A_TIME }) },
    ])
    expect(mostRead).toBeLessThanOrEqual(20 * ROWS_AT_A_TIME)
  })

  it('deletes with a session everything that belongs to it', async () => {
    await addAccount('ada')
    await addWorkspace('acme')
    await addSession('old', 'ada', { expiresAt: NOW })
    await env.DB.prepare("INSERT INTO prompt_deferrals VALUES ('old', 'acme')").run()
    await env.DB.prepare(
      "INSERT INTO pending_authenticators VALUES ('old', 'app', 'sealed', 0, 'digest')",
    ).run()
    await sweep({ db: env.DB, now: NOW }, AT_ONCE)
    for (const table of ['sessions', 'prompt_deferrals', 'pending_authenticators'])
      expect(await count(table), table).toBe(0)
  })
})
