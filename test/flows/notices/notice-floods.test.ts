// One person repeats a change in a loop, or many people act at once. Limits what is stored and sent.

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { MOST_A_MINUTE } from '../../../src/core/delivery.ts'
import type { Edge, KeylessEdge } from '../../../src/flows/edge/edge.ts'
import { runNotices } from '../../../src/flows/notices/notice-run.ts'
import { tellAccount } from '../../../src/flows/notices/notices.ts'
import { batch } from '../../../src/store/batch.ts'
import { ALWAYS } from '../../../src/store/condition.ts'
import { edgeAt } from '../../support/edge-at.ts'
import { addAccount, count, NOW, rows } from '../../support/rows.ts'

// The start of a minute of the clock.
const START = NOW - (NOW % 60)
const sent: { type: string; at: number; to: string }[] = []
const mails: string[] = []
let deferred: Promise<unknown>[] = []
let clock = START

async function edge(now: number, hasCarriers = true): Promise<Edge> {
  clock = now
  const at = await edgeAt(now)
  const webhook = { url: 'http://127.0.0.1:9/', secrets: [new Uint8Array(32)] as const }
  const mailFrom = { email: 'security@acme.example', name: 'Acme' }
  const notices = hasCarriers ? { ...at.config.notices, webhook, mailFrom } : at.config.notices
  const email = {
    send: async ({ to }: { to: string }) => void mails.push(to),
  } as unknown as KeylessEdge['email']
  return { ...at, config: { ...at.config, notices }, email, defer: (work) => void deferred.push(work) }
}

async function tell(
  at: Edge,
  kind: 'recovery_codes.regenerated' | 'identity.linked',
  account = 'ada',
  provider?: string,
) {
  const told = tellAccount(at, kind, account, ALWAYS, provider === undefined ? {} : { provider })
  await batch(at.db, told.steps)
  told.deliver()
  await Promise.all(deferred)
  deferred = []
}

beforeEach(async () => {
  sent.length = 0
  mails.length = 0
  vi.spyOn(console, 'info').mockImplementation(() => {})
  vi.spyOn(globalThis, 'fetch').mockImplementation(async (_, init) => {
    const { type, data } = JSON.parse(String(init?.body))
    sent.push({ type, at: clock, to: data.account.email })
    return new Response(null, { status: 204 })
  })
  await addAccount('ada')
})
afterEach(() => vi.restoreAllMocks())

describe('the same action by one person, again and again', () => {
  it('is announced three times, then once for all the rest, ten minutes after the first', async () => {
    const first = await edge(START)
    for (let time = 0; time < 150; time++)
      await tell(await edge(START + Math.floor(time / 30)), 'recovery_codes.regenerated')
    expect([sent.length, mails.length]).toEqual([3, 3])
    expect(await count('notices')).toBe(4)
    await runNotices({ ...first, now: START + 599 })
    expect(sent).toHaveLength(3)
    await runNotices({ ...first, now: START + 600 })
    expect([sent.length, mails.length]).toEqual([4, 4])
    const [last] = await rows<{ at: number }>('SELECT max(at) AS at FROM notices')
    expect(last?.at, 'the last one is told').toBe(START + 4)
    expect(await count('notice_deliveries')).toBe(0)
  })

  it('leaves as few notices on the page if nothing is sent, dismissed or not', async () => {
    const at = await edge(START, false)
    for (let time = 0; time < 30; time++) {
      await tell(at, 'recovery_codes.regenerated')
      if (time % 2 === 0) await rows('UPDATE notices SET seen_at = ?', START)
    }
    expect(await count('notices')).toBe(4)
  })

  it('is announced at once again ten minutes after it stopped', async () => {
    for (let time = 0; time < 10; time++) await tell(await edge(START), 'recovery_codes.regenerated')
    await tell(await edge(START + 601), 'recovery_codes.regenerated')
    expect(sent.map(({ at }) => at)).toEqual([START, START, START, START + 601])
  })

  it('hides nothing of another kind, provider or person', async () => {
    await addAccount('bela')
    const at = await edge(START)
    for (let time = 0; time < 10; time++) await tell(at, 'identity.linked', 'ada', 'okta')
    const before = sent.length
    await tell(at, 'identity.linked', 'ada', 'evil')
    await tell(at, 'recovery_codes.regenerated')
    await tell(at, 'identity.linked', 'bela', 'okta')
    expect(sent.length - before).toBe(3)
  })
})

describe('what many people do within a minute', () => {
  const MANY = MOST_A_MINUTE.webhook + 30
  const names = Array.from({ length: MANY }, (_, i) => `p${i}`)

  it('sends no more webhooks than published, first attempts and cron together', async () => {
    for (const name of names) await addAccount(name)
    for (const name of names) await tell(await edge(START + 1), 'recovery_codes.regenerated', name)
    expect(sent).toHaveLength(MOST_A_MINUTE.webhook)
    await runNotices(await edge(START + 30))
    expect(sent).toHaveLength(MOST_A_MINUTE.webhook)
    await runNotices(await edge(START + 60))
    expect(sent).toHaveLength(MANY)
    expect(new Set(sent.map(({ to }) => to)).size, 'each of them once').toBe(MANY)
  })
})
