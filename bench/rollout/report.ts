// Prints what a rollout has shown: how many enrolled when, and who could not enter, why, and for how long.

import { STEP } from './calendar.ts'
import { DAY, HOUR, REQUIRED_ON } from './people.ts'
import type { Person, Stuck } from './person.ts'
import type { DayFigures, Told } from './story.ts'

/** Nobody should be locked out for longer without the operator. */
export const GOAL_HOURS = 72
/** A rollout moves in steps, and sees each event up to one step late. */
const STEP_HOURS = (2 * STEP) / HOUR

interface Case {
  readonly person: Person
  readonly stuck: Stuck
  /** From the first refusal until they were in. */
  readonly hours: number
  /** How long the platform let them wait: until a link to get back in was mailed, or until they were in. */
  readonly waitedHours: number
}

/** People try for a while before they ask for help. A later request means that they found no way. */
const TRYING_SECONDS = 2 * HOUR

function waitOf({ since, askedAt, linkAt, until }: Stuck, end: number): number {
  const from = askedAt !== null && askedAt - since <= TRYING_SECONDS ? askedAt : since
  return ((linkAt ?? until ?? end) - from) / HOUR
}

export interface Verdict {
  readonly cases: readonly Case[]
  readonly overdue: readonly Case[]
  readonly helped: readonly Person[]
  readonly notEnrolled: readonly Person[]
}

export function judge({ people }: Told, end: number): Verdict {
  const cases = people.flatMap((person) =>
    person.stuck.map((stuck) => ({
      ...{ person, stuck },
      hours: ((stuck.until ?? end) - stuck.since) / HOUR,
      waitedHours: waitOf(stuck, end),
    })),
  )
  return {
    cases: cases.sort((a, b) => b.hours - a.hours),
    overdue: cases.filter(({ waitedHours }) => waitedHours > GOAL_HOURS + STEP_HOURS),
    helped: people.filter(({ helped }) => helped > 0),
    notEnrolled: people.filter(({ isEnrolled }) => !isEnrolled),
  }
}

export function report(told: Told, { cases, overdue, helped, notEnrolled }: Verdict): string {
  return [
    `Two-factor authentication was required from day ${REQUIRED_ON}.`,
    '',
    ...daysTable(told.days),
    '',
    `${told.people.length} people entered ${sum(told.people.map(({ entries }) => entries))} times.`,
    `${cases.length} times somebody could not enter at first:`,
    '',
    ...reasonsTable(cases),
    '',
    'The longest:',
    ...cases.slice(0, 10).map(line),
    '',
    `locked out for more than ${GOAL_HOURS} hours: ${overdue.length}`,
    `helped by the operator: ${helped.length}`,
    `not enrolled at the end: ${notEnrolled.length}`,
    '',
  ].join('\n')
}

const sum = (numbers: readonly number[]) => numbers.reduce((one, other) => one + other, 0)

function daysTable(days: readonly DayFigures[]): string[] {
  const shown = days.filter(({ day }) => day % 5 === 0 || day === REQUIRED_ON)
  return [
    'day  members  enrolled  locked out',
    ...shown.map(({ day, members, enrolled, stuck }) =>
      columns([day, members, enrolled, stuck], [3, 9, 10, 12]),
    ),
  ]
}

function reasonsTable(cases: readonly Case[]): string[] {
  const byReason = new Map<string, Case[]>()
  for (const each of cases) byReason.set(whyOf(each), [...(byReason.get(whyOf(each)) ?? []), each])
  const rows = [...byReason].sort(([, a], [, b]) => b.length - a.length)
  return [
    'times  median h  longest h  waited h  why (what had happened)',
    ...rows.map(([why, of]) => {
      const hours = of.map((each) => each.hours).sort((a, b) => a - b)
      const median = hours[Math.floor(hours.length / 2)] ?? 0
      const waited = Math.max(...of.map((each) => each.waitedHours))
      const numbers = [of.length, round(median), round(hours.at(-1) ?? 0), round(waited)]
      return `${columns(numbers, [5, 10, 11, 10])}  ${why}`
    }),
  ]
}

const whyOf = ({ person, stuck }: Case): string => `${stuck.why.join(', then ')} (${person.plan.mishap})`

const columns = (values: readonly number[], widths: readonly number[]): string =>
  values.map((value, place) => String(value).padStart(widths[place] ?? 0)).join('')
const round = (hours: number) => Math.round(hours * 10) / 10

function line(one: Case): string {
  const { person, stuck, hours } = one
  const day = Math.floor(stuck.since / DAY)
  const end = stuck.until === null ? ', until the end' : ''
  return `  ${person.plan.name}: ${round(hours)} h from day ${day}${end}: ${whyOf(one)}`
}
