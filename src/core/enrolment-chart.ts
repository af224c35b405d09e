// A workspace's enrolment over time, as a line to draw: in steps, since the figures of a day hold until there are others.

/** A day is counted from 1970 on, in UTC. */
export interface EnrolmentDay {
  readonly day: number
  readonly members: number
  readonly enrolled: number
}

export interface DayChart {
  /** The first and the last day of the axis. */
  readonly from: number
  readonly to: number
  /** The top of the other one. */
  readonly most: number
  /** Oldest first, today last: a day on which nothing changed has none. */
  readonly days: readonly EnrolmentDay[]
  /** The day of enforcement, where it is on the axis. */
  readonly effectiveDay: number | null
}

const LEAST_DAYS = 14

/**
 * `known`: oldest first, of before today too; the first may be older than `from`, and holds there. Null where nothing is
 * known of before today.
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

/** How high charts are; a day is 1 wide. */
export const CHART_HEIGHT = 100

/** An SVG path. */
export function stepsOf({ from, most, days }: DayChart, figure: 'members' | 'enrolled'): string {
  return days
    .map((figures, index) => {
      const x = figures.day - from
      const y = Math.round(10 * CHART_HEIGHT * (1 - figures[figure] / most)) / 10
      return index === 0 ? `M${x} ${y}` : `H${x}V${y}`
    })
    .join('')
}

/** What is below it. */
export function areaOf(chart: DayChart, figure: 'members' | 'enrolled'): string {
  const first = (chart.days[0]?.day ?? chart.from) - chart.from
  return `${stepsOf(chart, figure)}V${CHART_HEIGHT}H${first}Z`
}
