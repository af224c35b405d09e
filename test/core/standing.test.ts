import { describe, expect, it } from 'vitest'
import { countStandings } from '../../src/core/standing.ts'

const AT = 1_800_000_000

describe('the count of a workspace', () => {
  it.each([
    ['nothing is enforced', { state: 'off' }, 0, 0],
    ['a date is set', { state: 'scheduled', effectiveAt: AT }, 7, 0],
    ['it is in effect', { state: 'in_effect', effectiveAt: AT }, 0, 7],
  ] as const)('where %s is split by standing', (_, enforcement, pending, overdue) => {
    const counts = { members: 23, enrolled: 12, vouched: 4 }
    expect(countStandings(counts, enforcement)).toEqual({ ...counts, pending, overdue })
  })
})
