import { describe, expect, it } from 'vitest'
import { momentAt, nextMomentAfter } from '../../src/core/enforcement-moments.ts'

const DAY = 86_400
const SAVED = 1_800_000_000

/** Returns the moments of a policy that was saved with this grace, each with its day after saving. */
function wayOf(graceDays: number): [moment: string, day: number][] {
  const schedule = { savedAt: SAVED, effectiveAt: SAVED + graceDays * DAY }
  const way: [string, number][] = []
  for (let at: number | null = SAVED; at !== null; at = nextMomentAfter(schedule, at)) {
    way.push([momentAt(schedule, at).replace('enforcement.', ''), (at - SAVED) / DAY])
  }
  return way
}

describe('the moments of a policy', () => {
  it.each<[number, [string, number][]]>([
    [0, [['in_effect', 0]]],
    [
      3,
      [
        ['scheduled', 0],
        ['one_day_left', 2],
        ['in_effect', 3],
      ],
    ],
    [
      7,
      [
        ['scheduled', 0],
        ['one_day_left', 6],
        ['in_effect', 7],
      ],
    ],
    [
      14,
      [
        ['scheduled', 0],
        ['seven_days_left', 7],
        ['one_day_left', 13],
        ['in_effect', 14],
      ],
    ],
    [
      30,
      [
        ['scheduled', 0],
        ['seven_days_left', 23],
        ['one_day_left', 29],
        ['in_effect', 30],
      ],
    ],
  ])('with %d days’ grace are those still to come when it was saved', (graceDays, expected) => {
    expect(wayOf(graceDays)).toEqual(expected)
  })

  it('come exactly on the second', () => {
    const schedule = { savedAt: SAVED, effectiveAt: SAVED + 14 * DAY }
    expect(momentAt(schedule, SAVED + 7 * DAY - 1)).toBe('enforcement.scheduled')
    expect(momentAt(schedule, SAVED + 7 * DAY)).toBe('enforcement.seven_days_left')
    expect(momentAt(schedule, SAVED + 14 * DAY - 1)).toBe('enforcement.one_day_left')
    expect(momentAt(schedule, SAVED + 400 * DAY)).toBe('enforcement.in_effect')
    expect(nextMomentAfter(schedule, SAVED + 14 * DAY)).toBe(null)
  })
})
