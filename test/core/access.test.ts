import { describe, expect, it } from 'vitest'
import { decideEntry, decidePass, type EntryFacts } from '../../src/core/access.ts'
import { choosePolicy, type Enforcement, enforcementAt, NO_POLICY } from '../../src/core/policy.ts'
import { type Standing, standingOf } from '../../src/core/standing.ts'

// A workspace chose "In 14 days" at SAVED; BITES is its one instant.
const DAY = 86_400
const SAVED = 1_800_000_000
const BITES = SAVED + 14 * DAY
const POLICY = choosePolicy(NO_POLICY, { enforced: true, graceDays: 14 }, SAVED)

const OFF: Enforcement = { state: 'off' }
const before = enforcementAt(POLICY, BITES - 1)
const from = enforcementAt(POLICY, BITES)

interface Person {
  readonly isEnrolled: boolean
  readonly hasProvedSecondFactor: boolean
  readonly isMember: boolean
  readonly hasDeferredPrompt: boolean
}

const person = (facts: Partial<Person>): Person => ({
  isEnrolled: false,
  hasProvedSecondFactor: false,
  isMember: true,
  hasDeferredPrompt: false,
  ...facts,
})

const PEOPLE = {
  Ada: person({ isEnrolled: true, hasProvedSecondFactor: true }),
  'Bela, enrolled since her last sign-in': person({ isEnrolled: true }),
  Chidi: person({}),
  'Dana, who said "Remind me later"': person({ hasDeferredPrompt: true }),
  'Eve, no member here': person({ isMember: false }),
  'Finn, no member, enrolled and proved': person({
    isMember: false,
    isEnrolled: true,
    hasProvedSecondFactor: true,
  }),
  'Gus, no member, enrolled, not proved': person({ isMember: false, isEnrolled: true }),
  'Hana, no member, said "Remind me later" elsewhere': person({ isMember: false, hasDeferredPrompt: true }),
} as const

type Expected = ReturnType<typeof decideEntry>

describe('who may enter a workspace', () => {
  it.each<[keyof typeof PEOPLE, whenOff: Expected, beforeTheDate: Expected, fromTheDate: Expected]>([
    ['Ada', 'admit', 'admit', 'admit'],
    [
      'Bela, enrolled since her last sign-in',
      'second-factor-needed',
      'second-factor-needed',
      'second-factor-needed',
    ],
    ['Chidi', 'admit', 'prompt', 'enrollment-required'],
    ['Dana, who said "Remind me later"', 'admit', 'admit', 'enrollment-required'],
    ['Eve, no member here', 'not-a-member', 'not-a-member', 'not-a-member'],
    ['Finn, no member, enrolled and proved', 'not-a-member', 'not-a-member', 'not-a-member'],
    [
      'Gus, no member, enrolled, not proved',
      'second-factor-needed',
      'second-factor-needed',
      'second-factor-needed',
    ],
    ['Hana, no member, said "Remind me later" elsewhere', 'not-a-member', 'not-a-member', 'not-a-member'],
  ])('%s: %s without enforcement, %s before the date, %s from it on', (name, ...expected) => {
    const facts = PEOPLE[name]
    const decisions = [OFF, before, from].map((enforcement) => decideEntry({ ...facts, enforcement }))
    expect(decisions).toEqual(expected)
  })

  it('blocks Chidi in one workspace and admits him to another that enforces nothing', () => {
    expect(decideEntry({ ...PEOPLE.Chidi, enforcement: from })).toBe('enrollment-required')
    expect(decideEntry({ ...PEOPLE.Chidi, enforcement: OFF })).toBe('admit')
  })

  it('admits Chidi at once when he has enrolled and proved it', () => {
    const enrolled = { ...PEOPLE.Chidi, isEnrolled: true, hasProvedSecondFactor: true }
    expect(decideEntry({ ...enrolled, enforcement: from })).toBe('admit')
  })

  it('gives no private grace to whoever loses the factor after the date, and none for having deferred', () => {
    const reset = { ...PEOPLE.Ada, isEnrolled: false, hasProvedSecondFactor: false, hasDeferredPrompt: true }
    expect(decideEntry({ ...reset, enforcement: from })).toBe('enrollment-required')
  })

  it('admits nobody but members, and nobody enrolled who has not proved it, whatever else is true', () => {
    for (const facts of everyCombination()) {
      if (decideEntry(facts) !== 'admit') continue
      expect(facts.isMember).toBe(true)
      expect(facts.isEnrolled && !facts.hasProvedSecondFactor).toBe(false)
      expect(!facts.isEnrolled && facts.enforcement.state === 'in_effect').toBe(false)
    }
  })
})

describe('what a pass is worth at the gate', () => {
  it.each([
    ['Ada, with a second factor', 'aal2', 'admit', 'admit', 'admit'],
    ['Chidi, with a password alone', 'aal1', 'admit', 'admit', 'second-factor-required'],
  ] as const)('%s (%s): %s without enforcement, %s before the date, %s from it on', (_, acr, ...expected) => {
    const decisions = [OFF, before, from].map((enforcement) =>
      decidePass({ exp: BITES + 60, acr }, enforcement, BITES),
    )
    expect(decisions).toEqual(expected)
  })

  it('is nothing from the second of its end on', () => {
    const pass = { exp: BITES, acr: 'aal2' } as const
    expect(decidePass(pass, OFF, BITES - 1)).toBe('admit')
    expect(decidePass(pass, OFF, BITES)).toBe('expired')
    expect(decidePass(pass, from, BITES + 1)).toBe('expired')
  })

  it('changes with the date while the pass lives on: the same pass, admitted a second before, is refused', () => {
    const pass = { exp: BITES + 60, acr: 'aal1' } as const
    expect(decidePass(pass, enforcementAt(POLICY, BITES - 1), BITES - 1)).toBe('admit')
    expect(decidePass(pass, enforcementAt(POLICY, BITES), BITES)).toBe('second-factor-required')
  })
})

describe('the standing of a member', () => {
  it.each<[string, boolean, Standing, Standing, Standing]>([
    ['Ada, enrolled', true, 'enrolled', 'enrolled', 'enrolled'],
    ['Chidi, not enrolled', false, 'free', 'pending', 'overdue'],
  ])('%s (%s): %s without enforcement, %s before the date, %s from it on', (_, isEnrolled, ...expected) => {
    expect([OFF, before, from].map((enforcement) => standingOf(isEnrolled, enforcement))).toEqual(expected)
  })

  it('overdue and blocked are the same people', () => {
    for (const facts of everyCombination()) {
      const mayEnter = { ...facts, isMember: true, hasProvedSecondFactor: true }
      const isOverdue = standingOf(facts.isEnrolled, facts.enforcement) === 'overdue'
      expect(decideEntry(mayEnter) === 'enrollment-required').toBe(isOverdue)
    }
  })
})

function everyCombination(): EntryFacts[] {
  const either = [false, true]
  return [OFF, before, from].flatMap((enforcement) =>
    either.flatMap((isEnrolled) =>
      either.flatMap((hasProvedSecondFactor) =>
        either.flatMap((isMember) =>
          either.map((hasDeferredPrompt) => ({
            enforcement,
            isEnrolled,
            hasProvedSecondFactor,
            isMember,
            hasDeferredPrompt,
          })),
        ),
      ),
    ),
  )
}
