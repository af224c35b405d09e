// The people of the workspace, what they do, and what happens to them. Days count from the start of the rollout, and
// everything follows from the seed.

import { type Chance, chanceFrom } from './chance.ts'

export const DAY = 86_400
export const HOUR = 3600

/** An admin requires two-factor authentication on day 1, in 14 days. */
export const REQUIRED_ON = 15
/** The second admin leaves, and two days later the first one appoints another. */
export const ADMIN_LEAVES_ON = 10
export const SUCCESSOR_ON = 14
export const LAST_DAY = 40

/** When a person sets up the second factor, if nothing stops them. */
type Style = 'at the first prompt' | 'at a later prompt' | 'when blocked'

export type Mishap =
  | 'none'
  | 'lost the phone, has the codes'
  | 'lost the phone and the codes'
  | 'clock of the phone is wrong'
  | 'mistypes the code'
  | 'forgot the password'
  | 'got another address'
  | 'imported with a wrong secret'

/** How a person gets in at first. The app of an imported person comes from another product. */
export type Joining = 'added' | 'added with their app' | 'invited'

export interface Plan {
  readonly number: number
  readonly name: string
  readonly email: string
  readonly ip: string
  readonly joining: Joining
  readonly joinsOn: number
  readonly style: Style
  /** The first and the last day of a holiday. */
  readonly away: readonly [first: number, last: number] | null
  readonly mishap: Mishap
  readonly mishapOn: number
  /** How far the clock of the phone is off, in seconds. */
  readonly clockOff: number
  /** Whether they ask their admins after a lost device. The others wait. */
  readonly asksAdmins: boolean
  /** How long a mail waits until they read it, in seconds. */
  readonly readsMailAfter: number
  /** The days on which they want to enter the workspace, in order. */
  readonly days: readonly number[]
  /** The second of the day at which they begin to work. */
  readonly beginsAt: number
}

/** The first two people are the admins. The third one becomes an admin later. */
export function makePeople(count: number, seed: number): readonly Plan[] {
  const chance = chanceFrom(seed)
  return Array.from({ length: count }, (_, number) => {
    const plan = makePlan(number, chance)
    return number < 3 ? reliable(plan, number === 1) : plan
  })
}

function makePlan(number: number, chance: Chance): Plan {
  const joinsOn = chance.happens(0.08) ? chance.between(3, 30) : 0
  const joining = joiningFrom(chance, joinsOn)
  const mishap = mishapFrom(chance, joining)
  const away = chance.happens(0.12) ? holidayFrom(chance) : null
  const mishapOn = atWork(chance.between(Math.max(REQUIRED_ON - 5, joinsOn + 2), LAST_DAY - 8), away)
  return {
    ...{ number, name: `Person ${number}`, email: `person${number}@rollout.example` },
    ip: `10.${number >> 8}.${number & 255}.1`,
    ...{ joining, joinsOn, mishap, mishapOn, away },
    style: chance.pick(['at the first prompt', 'at the first prompt', 'at a later prompt', 'when blocked']),
    clockOff: mishap === 'clock of the phone is wrong' ? chance.pick([-1, 1]) * chance.between(90, 600) : 0,
    asksAdmins: chance.happens(0.7),
    readsMailAfter: chance.between(300, 2 * HOUR),
    days: daysFrom(chance, { joinsOn, away, mishapOn: mishap === 'none' ? null : mishapOn }),
    beginsAt: 8 * HOUR + chance.between(0, 2 * HOUR),
  }
}

const reliable = (plan: Plan, leaves: boolean): Plan => ({
  ...plan,
  ...{ joining: 'added', joinsOn: 0, style: 'at the first prompt', away: null, mishap: 'none', clockOff: 0 },
  ...{ days: leaves ? [0, 2, 8] : [0, 1, REQUIRED_ON, LAST_DAY - 1], beginsAt: 8 * HOUR },
})

function joiningFrom(chance: Chance, joinsOn: number): Joining {
  if (joinsOn > 0) return 'invited'
  return chance.happens(0.3) ? 'added with their app' : 'added'
}

/** The probabilities are those of a bad year, so that each mishap happens several times among 1,000 people. */
function mishapFrom(chance: Chance, joining: Joining): Mishap {
  if (joining === 'added with their app' && chance.happens(0.04)) return 'imported with a wrong secret'
  if (chance.happens(0.02)) return 'lost the phone and the codes'
  if (chance.happens(0.03)) return 'lost the phone, has the codes'
  if (chance.happens(0.02)) return 'clock of the phone is wrong'
  if (chance.happens(0.03)) return 'forgot the password'
  if (chance.happens(0.01)) return 'got another address'
  return chance.happens(0.05) ? 'mistypes the code' : 'none'
}

function holidayFrom(chance: Chance): readonly [number, number] {
  const first = chance.between(2, 20)
  return [first, first + chance.between(5, 14)]
}

/** Days on which something new can happen. A person enters on other days too, and nothing new would be learned. */
function daysFrom(
  chance: Chance,
  { joinsOn, away, mishapOn }: Pick<Plan, 'joinsOn' | 'away'> & { readonly mishapOn: number | null },
): readonly number[] {
  const wanted = [
    ...(joinsOn === 0 ? [chance.between(1, 4), chance.between(5, REQUIRED_ON - 1)] : []),
    REQUIRED_ON + chance.between(0, 2),
    ...(mishapOn === null ? [] : [mishapOn]),
    LAST_DAY - chance.between(1, 5),
  ]
  const days = wanted.filter((day) => day > joinsOn).map((day) => atWork(day, away))
  return [...new Set(days)].sort((a, b) => a - b)
}

const isWeekend = (day: number) => day % 7 >= 5

/** Returns the day, or the next one on which the person works. */
export function atWork(day: number, away: Plan['away']): number {
  const isAway = away !== null && day >= away[0] && day <= away[1]
  return isWeekend(day) || isAway ? atWork(day + 1, away) : day
}
