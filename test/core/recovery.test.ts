import { describe, expect, it } from 'vitest'
import { isLinkGood, recoveryStateAt } from '../../src/core/recovery.ts'

const AGREED = {
  id: 'r',
  path: 'operator',
  askedAt: 0,
  linkedAt: 100,
  expiresAt: 10_000,
  endedAt: null,
  outcome: null,
} as const

describe('the state of a recovery', () => {
  it.each([
    ['waiting until a link was mailed', { ...AGREED, linkedAt: null }, 0, 'waiting'],
    ['agreed from then on', AGREED, 100, 'agreed'],
    ['agreed until the last second', AGREED, 9_999, 'agreed'],
    ['ended when its time is over, without a write', AGREED, 10_000, 'ended'],
    ['ended once it was ended', { ...AGREED, endedAt: 5 }, 100, 'ended'],
  ])('is %s', (_, recovery, now, state) => expect(recoveryStateAt(recovery, now)).toBe(state))
})

describe('a link', () => {
  it.each([
    ['works at once', AGREED, 100, 100, true],
    ['works until its 60 minutes are over', AGREED, 100, 3_699, true],
    ['ends after 60 minutes', AGREED, 100, 3_700, false],
    ['ends when a newer one is sent', { ...AGREED, linkedAt: 200 }, 100, 201, false],
    ['ends with its recovery', { ...AGREED, endedAt: 150 }, 100, 200, false],
    ['ends when the recovery expires', { ...AGREED, expiresAt: 200 }, 100, 200, false],
  ])('%s', (_, recovery, sentAt, now, isGood) => expect(isLinkGood(recovery, sentAt, now)).toBe(isGood))
})
