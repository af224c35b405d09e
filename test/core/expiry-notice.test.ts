import { expect, it } from 'vitest'
import { expiryNoticeAt } from '../../src/core/expiry-notice.ts'

const NOW = 1_800_000_000
const DAY = 86_400
const daysBefore = (days: number) => (NOW + days * DAY - expiryNoticeAt(NOW + days * DAY, NOW)) / DAY

it('admins are told seven days before a token expires, and one day before it if it lives for a week or less', () => {
  expect([365, 30, 8].map(daysBefore)).toEqual([7, 7, 7])
  expect([7, 2, 1].map(daysBefore)).toEqual([1, 1, 1])
})

it('a token that lives for less than a day is announced at once', () => {
  expect(expiryNoticeAt(NOW + 3600, NOW)).toBe(NOW)
})
