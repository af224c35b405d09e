import { env } from 'cloudflare:workers'
import { beforeEach, describe, expect, it } from 'vitest'
import { parseCursor, retryDeadLetter, viewDeadLetters } from '../../../src/flows/notices/dead-letters.ts'
import { deliverDue } from '../../../src/flows/notices/deliver-notices.ts'
import { edgeAt } from '../../support/edge-at.ts'
import { addAccount, NOW, rows } from '../../support/rows.ts'

/** Adds `many` failed notices about ada, one each second. */
async function addDead(many: number): Promise<void> {
  const numbers = `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${many})`
  await env.DB.batch(
    [
      `INSERT INTO notices (id, at, kind, account_id, detail, ip, user_agent, expires_at)
         ${numbers} SELECT 'n' || i, ${NOW}, 'password.changed', 'ada', '{}', '', '', ${NOW + 9999} FROM n`,
      `INSERT INTO notice_deliveries (notice_id, carrier, recipient, attempts, dead_at, last_error)
         ${numbers} SELECT 'n' || i, 'email', 'ada', 9, ${NOW} + i, 'status 500' FROM n`,
    ].map((sql) => env.DB.prepare(sql)),
  )
}
const KEY = { noticeId: 'n1', carrier: 'email', recipient: 'ada' } as const

beforeEach(() => addAccount('ada'))

describe('the list of failed deliveries', () => {
  it('has each once, newest first, page by page', async () => {
    await addDead(5)
    const edge = await edgeAt(NOW)
    const pages: string[][] = []
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page = await viewDeadLetters(edge, parseCursor(cursor), 2)
      pages.push(page.rows.map(({ noticeId }) => noticeId))
      cursor = page.next
    }
    expect(pages).toEqual([['n5', 'n4'], ['n3', 'n2'], ['n1']])
  })

  it('says what each was about, its recipient and the error', async () => {
    await addDead(1)
    const { rows: listed } = await viewDeadLetters(await edgeAt(NOW), null, 10)
    expect(listed).toEqual([
      {
        ...KEY,
        kind: 'password.changed',
        at: NOW,
        account: 'ada@acme.example',
        workspace: null,
        recipientEmail: 'ada@acme.example',
        attempts: 9,
        deadAt: NOW + 1,
        lastError: 'status 500',
      },
    ])
  })

  it.each(['', 'x', '1800000000', '1800000000~', '~n1.email.ada', '1800000000~n1.pigeon', '-1~n1.webhook'])(
    'refuses a cursor that it did not write: %j',
    (text) => {
      expect(parseCursor(text)).toBeNull()
    },
  )
})

describe('a retry', () => {
  it('makes the delivery due with all attempts, and is recorded once', async () => {
    await addDead(1)
    const edge = await edgeAt(NOW + 60)
    const retried = await Promise.all(Array.from({ length: 3 }, () => retryDeadLetter(edge, KEY, 'operator')))
    expect(retried.filter(Boolean)).toHaveLength(1)
    expect(await rows('SELECT attempts, next_at, dead_at FROM notice_deliveries')).toEqual([
      { attempts: 0, next_at: NOW + 60, dead_at: null },
    ])
    expect(await rows('SELECT scope, actor, action, detail FROM audit')).toEqual([
      { scope: 'operator', actor: 'operator', action: 'notice.retried', detail: '{"id":"n1.email.ada"}' },
    ])
    const carried = await deliverDue(edge, { carrier: 'email', which: 'due' }, 10, () => true)
    expect(carried.count, 'the cron trigger takes it').toBe(1)
  })

  it('of a delivery that has not failed changes nothing and is not recorded', async () => {
    await addDead(1)
    const edge = await edgeAt(NOW)
    expect(await retryDeadLetter(edge, { ...KEY, noticeId: 'n2' }, 'operator')).toBe(false)
    await rows('UPDATE notice_deliveries SET dead_at = NULL, next_at = 1')
    expect(await retryDeadLetter(edge, KEY, 'operator')).toBe(false)
    expect(await rows('SELECT id FROM audit')).toEqual([])
  })
})
