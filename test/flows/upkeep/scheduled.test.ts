import { env } from 'cloudflare:workers'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { KeylessEdge } from '../../../src/flows/edge/edge.ts'
import { runScheduled } from '../../../src/flows/upkeep/scheduled.ts'
import { edgeAt } from '../../support/edge-at.ts'
import { metered } from '../../support/metered.ts'
import { addAccount, count, NOW, rows } from '../../support/rows.ts'

const db = env.DB
/** Cloudflare's limit in the paid plan. */
const LIMIT = 1000
const series = (most: number) =>
  `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${most})`
const fill = (most: number, sql: string) => db.prepare(`${series(most)} ${sql}`).run()

/**
 * Adds more of everything than a run can handle: moments, deliveries, mails, audit entries and expired rows.
 */
async function addTooMuch(): Promise<void> {
  await addAccount('ada')
  await fill(
    80,
    "INSERT INTO workspaces (id, slug, name, origin, created_at) SELECT 'w' || i, 'w' || i, '', '', 0 FROM n",
  )
  await fill(
    80,
    `INSERT INTO policies (workspace_id, grace_days, effective_at, version, updated_at, updated_by, next_notice_at)
     SELECT 'w' || i, 14, ${NOW + 86_400}, 1, ${NOW - 86_400 * 13}, '', ${NOW} FROM n`,
  )
  await fill(
    900,
    "INSERT INTO accounts (id, email, email_key, name, created_at) SELECT 'p' || i, i || '@x.example', i, '', 0 FROM n",
  )
  await fill(
    900,
    "INSERT INTO members (workspace_id, account_id, role, is_enrolled, joined_at, entered_at) SELECT 'w' || (1 + i % 80), 'p' || i, 'member', 0, 0, 0 FROM n",
  )
  await fill(
    700,
    `INSERT INTO notices (id, at, kind, account_id, detail, ip, user_agent, expires_at)
     SELECT 'n' || i, 0, 'recovery_code.used', 'ada', '{}', '', '', ${NOW + 9} FROM n`,
  )
  await fill(200, `INSERT INTO notice_deliveries SELECT 'n' || i, 'webhook', '', 0, 1, NULL, NULL FROM n`)
  await fill(250, `INSERT INTO notice_deliveries SELECT 'n' || i, 'email', 'ada', 0, 1, NULL, NULL FROM n`)
  await fill(1600, "INSERT INTO audit SELECT 's' || i, 1, 0, '', 'x', NULL, '', '', '{}' FROM n")
  for (let id = 2; id < 26; id++)
    await fill(100, `INSERT INTO audit SELECT 's' || i, ${id}, 0, '', 'x', NULL, '', '', '{}' FROM n`)
  // The digests are in random order, across the whole alphabet.
  await fill(
    60_000,
    `INSERT INTO spent_arrivals SELECT substr('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_', 1 + i % 64, 1) || hex(randomblob(16)), 1 FROM n`,
  )
}

async function runCounted(cron: string): Promise<number> {
  const edge = await edgeAt(NOW)
  const { db: counted, meter } = metered(db)
  const webhook = { url: 'http://127.0.0.1:9/', secrets: [new Uint8Array(32)] as const }
  const notices = {
    ...edge.config.notices,
    webhook,
    mailFrom: { email: 'security@acme.example', name: 'Acme' },
  }
  const email = { send: async () => undefined } as unknown as KeylessEdge['email']
  await runScheduled({ ...edge, db: counted, config: { ...edge.config, notices }, email }, cron)
  return meter.statements
}

describe('a cron run with more work than it can finish', () => {
  beforeEach(async () => {
    vi.spyOn(globalThis, 'fetch').mockImplementation(async () => new Response(null, { status: 204 }))
    vi.spyOn(console, 'info').mockImplementation(() => {})
    await addTooMuch()
  })
  afterEach(() => vi.restoreAllMocks())

  it.each(['* * * * *', '*/15 * * * *'])('calls D1 no more often than its limit: %s', async (cron) => {
    const made = await runCounted(cron)
    expect(made).toBeLessThanOrEqual(LIMIT)
    expect(made).toBeGreaterThan(700)
    // Some work of each kind was done, and some is left.
    expect(await rows('SELECT count(*) AS n FROM policies WHERE next_notice_at <= ?', NOW)).toEqual([
      { n: 30 },
    ])
    expect(await count('notice_deliveries')).toBeGreaterThan(0)
    expect(await count('audit_links')).toBeGreaterThan(1500)
    expect(await count('audit_unlinked')).toBeGreaterThan(0)
    const left = await count('spent_arrivals')
    if (cron === '* * * * *') expect(left).toBe(60_000)
    else {
      expect(left).toBeLessThan(60_000)
      expect(left).toBeGreaterThan(0)
    }
  })
})
