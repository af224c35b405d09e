// Mails that a carrier refuses delay no others.

import { env } from 'cloudflare:workers'
import { beforeEach, describe, expect, it } from 'vitest'
import { runNotices } from '../../../src/flows/notices/notice-run.ts'
import { addMany, chooseBy, mailingAt } from '../../support/enforcement.ts'
import { addAccount, addMember, addWorkspace, count, NOW } from '../../support/rows.ts'

beforeEach(async () => {
  await addWorkspace('acme')
  await addMember('acme', await addAccount('ada'), 'owner')
})

describe('sending to all members with a carrier that refuses some addresses', () => {
  let sent: string[]
  let tried: number

  /** Returns the edge at that time, with a carrier that fails with this error for each of acme's members. */
  const failingAt = (at: number, failure: Error) =>
    mailingAt(at, ({ to }) => {
      tried++
      if (String(to).startsWith('acme')) throw failure
      sent.push(String(to))
    })
  const enforce = async (workspace: string, at: number) =>
    chooseBy(await failingAt(at, new Error()), 14, workspace)
  const withCode = (code: string) => Object.assign(new Error(), { code })
  const toGlobex = () => sent.filter((to) => to.startsWith('globex'))

  beforeEach(async () => {
    sent = []
    tried = 0
    await addWorkspace('globex')
    await addMany('globex', 5)
  })

  it('is not slowed down by refused addresses, however many a workspace has', async () => {
    await addMany('acme', 100)
    for (const workspace of ['acme', 'globex']) await enforce(workspace, NOW)
    await runNotices(await failingAt(NOW, withCode('E_RECIPIENT_SUPPRESSED')))
    expect(toGlobex()).toHaveLength(5)
    expect(await count('notice_deliveries WHERE dead_at IS NULL')).toBe(0)
  })

  it('skips a malformed stored address, and continues with the others', async () => {
    await env.DB.prepare("UPDATE accounts SET email = 'not an address' WHERE id = 'globex-3'").run()
    await enforce('globex', NOW)
    await runNotices(await failingAt(NOW, withCode('')))
    expect(toGlobex()).toHaveLength(4)
    expect(await count('notice_deliveries WHERE dead_at IS NOT NULL')).toBe(1)
  })

  it.each(['E_RECIPIENT_NOT_ALLOWED', ''])(
    'is not slowed down by 1,500 refused members of another workspace, who are retried: %j',
    async (code) => {
      await addMany('acme', 1500)
      await enforce('acme', NOW)
      const run = async (minute: number) => runNotices(await failingAt(NOW + minute * 60, withCode(code)))
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
  ])('is left to the next run if the carrier itself fails: %s', async (code) => {
    await addMany('acme', 100)
    await enforce('acme', NOW)
    await runNotices(await failingAt(NOW, withCode(code)))
    expect(tried).toBe(30)
    await runNotices(await failingAt(NOW + 60, withCode(code)))
    expect(tried).toBe(60)
  })
})
