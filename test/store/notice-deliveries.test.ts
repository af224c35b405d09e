import { env } from 'cloudflare:workers'
import { expect, it } from 'vitest'
import { listAll } from '../../src/store/batch.ts'
import { selectClaimed } from '../../src/store/claimed-deliveries.ts'
import { ALWAYS } from '../../src/store/condition.ts'
import { claim, enqueue, postponeDelivery } from '../../src/store/notice-deliveries.ts'
import { addNotice } from '../../src/store/notices.ts'
import { addAccount, CLIENT, changes, NOW, rows } from '../support/rows.ts'

it('an attempt that outlasted its claim does not undo the attempt after it', async () => {
  const notice = {
    id: 'n',
    kind: 'second_factor.added',
    about: null,
    detail: {},
    accountId: await addAccount('ada'),
  } as const
  await env.DB.batch([addNotice(env.DB, notice, CLIENT, NOW, ALWAYS), enqueue(env.DB, 'n', ['webhook'], NOW)])
  const key = { noticeId: 'n', carrier: 'webhook', recipient: '' } as const
  const claimIt = (now: number) => claim(env.DB, { carrier: 'webhook', which: { noticeId: 'n' } }, 1, now)
  const fail = (number: number, nextAt: number | null) =>
    changes(postponeDelivery(env.DB, key, { number, reason: 'timeout', nextAt }, NOW))
  expect(await claimIt(NOW)).toHaveLength(1)
  expect(await claimIt(NOW + 299), 'still claimed').toEqual([])
  expect(await claimIt(NOW + 300)).toEqual([key])
  expect(await listAll(env.DB, selectClaimed(env.DB, [key], [], NOW))).toMatchObject([{ ...key, attempt: 2 }])
  expect(await fail(1, NOW + 1)).toBe(false)
  expect(await rows('SELECT next_at, last_error FROM notice_deliveries')).toEqual([
    { next_at: NOW + 600, last_error: null },
  ])
  expect(await fail(2, null)).toBe(true)
  expect(await fail(2, NOW + 1), 'what is dead stays dead').toBe(false)
})
