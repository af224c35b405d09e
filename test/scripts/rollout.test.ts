// The report of a simulated rollout: it can show people who stay locked out, and the same seed makes the same people.

import { describe, expect, it } from 'vitest'
import { HOUR, makePeople } from '../../bench/rollout/people.ts'
import { Person, type Stuck } from '../../bench/rollout/person.ts'
import { judge, report } from '../../bench/rollout/report.ts'

const [PLAN] = makePeople(1, 1)
const END = 1000 * HOUR

function personWith(stuck: Partial<Stuck>): Person {
  if (!PLAN) throw new Error('there is nobody')
  const person = new Person(PLAN, 'http://auth.localhost')
  person.stuck.push({
    since: 0,
    askedAt: null,
    linkAt: null,
    until: null,
    why: ['no phone and no codes'],
    ...stuck,
  })
  return person
}

const overdueIn = (stuck: Partial<Stuck>) =>
  judge({ people: [personWith(stuck)], days: [] }, END).overdue.length

describe('the report of a rollout', () => {
  it.each([
    ['stays out until the end', {}, 1],
    ['asked, and never got a link', { askedAt: HOUR }, 1],
    ['found a way only after four days', { until: 96 * HOUR }, 1],
    ['asked only after three days, because no page offered it', { askedAt: 72 * HOUR, linkAt: 80 * HOUR }, 1],
    [
      'waited 72 hours, and read the mail after the weekend',
      { askedAt: HOUR, linkAt: 73 * HOUR, until: 99 * HOUR },
      0,
    ],
    ['was in again within the hour', { until: HOUR }, 0],
  ] as const)('counts somebody who %s', (_, stuck, count) => {
    expect(overdueIn(stuck)).toBe(count)
  })

  it('names who could not enter, why, and for how long', () => {
    const told = { people: [personWith({ until: 96 * HOUR })], days: [] }
    const text = report(told, judge(told, END))
    expect(text).toMatch(/Person 0: 96 h from day 0: no phone and no codes/)
    expect(text).toMatch(/locked out for more than 72 hours: 1/)
  })
})

describe('the people of a rollout', () => {
  it('are the same for the same seed, and others for another one', () => {
    expect(makePeople(50, 7)).toEqual(makePeople(50, 7))
    expect(makePeople(50, 7)).not.toEqual(makePeople(50, 8))
  })

  it('have every mishap among a thousand', () => {
    expect(new Set(makePeople(1000, 1).map(({ mishap }) => mishap)).size).toBe(8)
  })
})
