import { describe, expect, it } from 'vitest'
import { nextAttemptAt, parseDeliveryId, writeDeliveryId } from '../../src/core/delivery.ts'

const NOW = 1_800_000_000
const waits = (retryAfter = 0) =>
  Array.from({ length: 11 }, (_, index) => {
    const at = nextAttemptAt(index + 1, retryAfter, NOW)
    return at === null ? null : at - NOW
  })

describe('the schedule of attempts', () => {
  it('is the published one and ends', () => {
    expect(waits()).toEqual([60, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400, null, null])
  })

  it('waits longer if the receiver asks, a day at most, and never shorter', () => {
    expect(waits(600).slice(0, 3)).toEqual([600, 600, 1800])
    expect(waits(999_999).slice(0, 2)).toEqual([86_400, 86_400])
  })
})

describe('the id of a delivery', () => {
  it.each([
    ['n.webhook', { noticeId: 'n', carrier: 'webhook', recipient: '' }],
    ['n.email.ada', { noticeId: 'n', carrier: 'email', recipient: 'ada' }],
  ] as const)('%s names it, in both directions', (id, key) => {
    expect(writeDeliveryId(key)).toBe(id)
    expect(parseDeliveryId(id)).toEqual(key)
  })

  it.each(['', 'n', 'n.', '.webhook', 'n.pigeon', 'n.pigeon.ada', 'n.email.ada.', 'n.email.ada.x'])(
    '%j names none',
    (text) => {
      expect(parseDeliveryId(text)).toBeNull()
    },
  )
})
