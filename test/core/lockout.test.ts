import { describe, expect, it } from 'vitest'
import {
  blockedUntil,
  FAILURES_THAT_DISABLE,
  PASSWORD_BUDGET,
  SECOND_FACTOR_BUDGET,
} from '../../src/core/lockout.ts'

const NOW = 1_800_000_000
const waitAfter = (failures: number) => {
  const until = blockedUntil(SECOND_FACTOR_BUDGET, failures, NOW)
  return until === 0 ? 0 : until - NOW
}

describe('the wait after guesses at a second factor', () => {
  it('is zero for the first four failures and begins with the fifth', () => {
    expect([1, 2, 3, 4, 5].map(waitAfter)).toEqual([0, 0, 0, 0, 30])
  })

  it('doubles from 30 seconds up to an hour, and stays there', () => {
    expect([5, 6, 7, 8, 9, 10, 11, 12, 13].map(waitAfter)).toEqual([
      30, 60, 120, 240, 480, 960, 1920, 3600, 3600,
    ])
    expect(waitAfter(99)).toBe(3600)
    expect(waitAfter(100_000)).toBe(3600)
  })

  it('spreads the hundred guesses that disable an authenticator over more than three days', () => {
    expect(FAILURES_THAT_DISABLE).toBe(100)
    let seconds = 0
    for (let failures = 1; failures < FAILURES_THAT_DISABLE; failures++) seconds += waitAfter(failures)
    expect(seconds / 86_400).toBeGreaterThan(3)
  })
})

describe('the budget for passwords', () => {
  it('is separate from that of the second factor', () => {
    expect(PASSWORD_BUDGET.name).not.toBe(SECOND_FACTOR_BUDGET.name)
  })

  it('waits only from the tenth failure on', () => {
    expect(blockedUntil(PASSWORD_BUDGET, 9, NOW)).toBe(0)
    expect(blockedUntil(PASSWORD_BUDGET, 10, NOW)).toBe(NOW + 30)
  })
})
