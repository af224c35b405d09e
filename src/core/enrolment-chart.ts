// Draws a workspace's enrolment over time as a stepped line. The numbers of a day stay valid until a later
// day has other numbers.

/** The numbers of one day. `day` counts days since 1970 in UTC. */
export interface EnrolmentDay {
  readonly day: number
  readonly members: number
  readonly enrolled: number
}

export interface DayChart {
  /** The first and the last day of the horizontal axis. */
  readonly from: number
  readonly to: number
  /** The top of the vertical axis. */
  readonly most: number
  /** Oldest first and today last. A day without a change has no entry. */
  readonly days: readonly EnrolmentDay[]
  /** The day on which enforcement starts. Null if it is not on the axis. */
  readonly effectiveDay: number | null
}

const LEAST_DAYS = 14

/**
 * Returns the chart, or null if no day before today is known.
 *
 * `known` lists the days, oldest first. Its first day may be before `from`, and its numbers then hold at
 * `from`.
 */
export function chartOf(
  known: readonly EnrolmentDay[],
  today: EnrolmentDay,
  { from, effectiveDay }: { from: number; effectiveDay: number | null },
): DayChart | null {
  const past = known
    .filter(({ day }) => day < today.day)
    .map((figures) => ({ ...figures, day: Math.max(figures.day, from) }))
  const [first] = past
  if (!first) return null
  const days = [...past, today]
  const axis = {
    from: Math.min(first.day, today.day - LEAST_DAYS),
    to: Math.max(today.day, effectiveDay ?? 0),
  }
  return {
    ...axis,
    most: Math.max(1, ...days.map(({ members }) => members)),
    days,
    effectiveDay: effectiveDay !== null && effectiveDay >= axis.from ? effectiveDay : null,
  }
}

/** The height of charts. One day is 1 wide. */
export const CHART_HEIGHT = 100

/** Returns the stepped line as an SVG path. */
export function stepsOf({ from, most, days }: DayChart, figure: 'members' | 'enrolled'): string {
  return days
    .map((figures, index) => {
      const x = figures.day - from
      const y = Math.round(10 * CHART_HEIGHT * (1 - figures[figure] / most)) / 10
      return index === 0 ? `M${x} ${y}` : `H${x}V${y}`
    })
    .join('')
}

/** Returns the area below the line as an SVG path. */
export function areaOf(chart: DayChart, figure: 'members' | 'enrolled'): string {
  const first = (chart.days[0]?.day ?? chart.from) - chart.from
  return `${stepsOf(chart, figure)}V${CHART_HEIGHT}H${first}Z`
}
