import { describe, expect, it } from 'vitest'
import { areaOf, chartOf, stepsOf } from '../../src/core/enrolment-chart.ts'

const TODAY = { day: 1000, members: 20, enrolled: 15 }
const at = (day: number, enrolled: number, members = 20) => ({ day, members, enrolled })
const NONE = { from: 910, effectiveDay: null }

describe('the chart of enrolment', () => {
  it('needs a day before today: one day shows no change', () => {
    expect(chartOf([], TODAY, NONE)).toBeNull()
    expect(chartOf([at(1000, 3)], TODAY, NONE)).toBeNull()
  })

  it('ends with today’s current count, not with an earlier one', () => {
    const chart = chartOf([at(990, 5), at(1000, 3)], TODAY, NONE)
    expect(chart?.days).toEqual([at(990, 5), TODAY])
    expect(chart?.to).toBe(1000)
  })

  it('begins with the count that was valid at its first day', () => {
    const chart = chartOf([at(700, 5), at(950, 9)], TODAY, NONE)
    expect(chart).toMatchObject({ from: 910, days: [at(910, 5), at(950, 9), TODAY] })
  })

  it('is at least two weeks wide', () => {
    expect(chartOf([at(999, 5)], TODAY, NONE)).toMatchObject({ from: 986, to: 1000 })
  })

  it('is as high as the largest number of members', () => {
    expect(chartOf([at(990, 5, 40)], TODAY, NONE)?.most).toBe(40)
    expect(chartOf([at(990, 0, 0)], at(1000, 0, 0), NONE)?.most).toBe(1)
  })

  it.each([
    ['ahead: the axis extends to it', 1014, 1014, 1014],
    ['on the axis', 995, 1000, 995],
    ['before the axis: not shown', 900, 1000, null],
  ])('shows the day of enforcement, %s', (_, effectiveDay, to, shown) => {
    expect(chartOf([at(950, 5)], TODAY, { from: 910, effectiveDay })).toMatchObject({
      from: 950,
      to,
      effectiveDay: shown,
    })
  })
})

describe('a line', () => {
  const chart = chartOf([at(980, 5), at(990, 10)], TODAY, NONE)
  if (!chart) throw new Error('no chart')

  it('goes in steps: a day’s count stays until the next one', () => {
    expect(stepsOf(chart, 'enrolled')).toBe('M0 75H10V50H20V25')
    expect(stepsOf(chart, 'members')).toBe('M0 0H10V0H20V0')
  })

  it('has an area below it, down to zero, that begins where the line begins', () => {
    expect(areaOf(chart, 'enrolled')).toBe('M0 75H10V50H20V25V100H0Z')
    const late = chartOf([at(998, 5)], TODAY, NONE)
    expect(late && areaOf(late, 'enrolled')).toBe('M12 75H14V25V100H12Z')
  })
})
