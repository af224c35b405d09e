import { describe, expect, it } from 'vitest'
import { decideEntry, decidePass, type EntryFacts } from '../../src/core/access.ts'
import { choosePolicy, type Enforcement, enforcementAt, NO_POLICY } from '../../src/core/policy.ts'
import { type Standing, standingOf } from '../../src/core/standing.ts'

// A workspace chose "In 14 days" at SAVED. The policy takes effect at BITES.
const DAY = 86_400
const SAVED = 1_800_000_000
const BITES = SAVED + 14 * DAY
const POLICY = choosePolicy(NO_POLICY, { enforced: true, graceDays: 14 }, SAVED)

const OFF: Enforcement = { state: 'off' }
const before = enforcementAt(POLICY, BITES - 1)
const from = enforcementAt(POLICY, BITES)

type Person = Omit<EntryFacts, 'enforcement'>

const anyProvider = (enforcement: Enforcement) => ({ enforcement, allowedProviders: null })

const person = (facts: Partial<Person>): Person => ({
  isEnrolled: false,
  hasProvedSecondFactor: false,
  isVouchedFor: false,
  isMember: true,
  hasDeferredPrompt: false,
  provider: 'password',
  allowedProviders: null,
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

  it('gives no private grace to a person who loses the factor, even if they deferred the prompt', () => {
    const reset = { ...PEOPLE.Ada, isEnrolled: false, hasProvedSecondFactor: false, hasDeferredPrompt: true }
    expect(decideEntry({ ...reset, enforcement: from })).toBe('enrollment-required')
  })

  it('admits only members, and enrolled people only with a proof, whatever else is true', () => {
    for (const facts of everyCombination()) {
      if (decideEntry(facts) !== 'admit') continue
      expect(facts.isMember).toBe(true)
      expect(facts.isEnrolled && !facts.hasProvedSecondFactor).toBe(false)
      expect(!facts.isEnrolled && !facts.isVouchedFor && facts.enforcement.state === 'in_effect').toBe(false)
      expect(facts.allowedProviders?.includes(facts.provider) ?? true).toBe(true)
    }
  })
})

describe('what a pass is worth at the gate', () => {
  it.each([
    ['Ada, with a second factor', 'aal2', 'admit', 'admit', 'admit'],
    ['Chidi, with a password alone', 'aal1', 'admit', 'admit', 'second-factor-required'],
  ] as const)('%s (%s): %s without enforcement, %s before the date, %s from it on', (_, acr, ...expected) => {
    const decisions = [OFF, before, from].map((enforcement) =>
      decidePass({ exp: BITES + 60, acr, provider: 'password' }, anyProvider(enforcement), BITES),
    )
    expect(decisions).toEqual(expected)
  })

  it('is nothing from the second of its expiry on', () => {
    const pass = { exp: BITES, acr: 'aal2', provider: 'password' } as const
    expect(decidePass(pass, anyProvider(OFF), BITES - 1)).toBe('admit')
    expect(decidePass(pass, anyProvider(OFF), BITES)).toBe('expired')
    expect(decidePass(pass, anyProvider(from), BITES + 1)).toBe('expired')
  })

  it('is nothing if it expires later than any pass issued now', () => {
    const endsIn = (seconds: number) =>
      decidePass({ exp: BITES + seconds, acr: 'aal2', provider: 'password' }, anyProvider(OFF), BITES)
    expect([endsIn(900), endsIn(901), endsIn(365 * DAY)]).toEqual(['admit', 'expired', 'expired'])
  })

  it('changes with the date: a pass admitted a second before is refused', () => {
    const pass = { exp: BITES + 60, acr: 'aal1', provider: 'password' } as const
    expect(decidePass(pass, anyProvider(enforcementAt(POLICY, BITES - 1)), BITES - 1)).toBe('admit')
    expect(decidePass(pass, anyProvider(enforcementAt(POLICY, BITES)), BITES)).toBe('second-factor-required')
  })
})

describe('a workspace that accepts only some providers', () => {
  const demands = { enforcement: OFF, allowedProviders: ['okta'] }

  it('refuses people from other providers, whatever they have proved', () => {
    const ada = { ...PEOPLE.Ada, allowedProviders: ['okta'], enforcement: OFF }
    expect(decideEntry({ ...ada, provider: 'password' })).toBe('provider-not-allowed')
    expect(decideEntry({ ...ada, provider: 'okta' })).toBe('admit')
    const pass = { exp: BITES + 60, acr: 'aal2' } as const
    expect(decidePass({ ...pass, provider: 'password' }, demands, BITES)).toBe('provider-not-allowed')
    expect(decidePass({ ...pass, provider: 'okta' }, demands, BITES)).toBe('admit')
  })

  it('refuses everyone if it accepts none of them', () => {
    expect(decideEntry({ ...PEOPLE.Ada, allowedProviders: [], enforcement: OFF })).toBe(
      'provider-not-allowed',
    )
  })
})

describe('a person whom a trusted provider vouches for', () => {
  const vouchedFor = { ...PEOPLE.Chidi, hasProvedSecondFactor: true, isVouchedFor: true }

  it('enters without enrolling and without a prompt', () => {
    for (const enforcement of [OFF, before, from]) {
      expect(decideEntry({ ...vouchedFor, enforcement })).toBe('admit')
    }
  })

  it('must still be a member', () => {
    expect(decideEntry({ ...vouchedFor, isMember: false, enforcement: OFF })).toBe('not-a-member')
  })
})

describe('a member’s standing', () => {
  it.each<[string, boolean, boolean, Standing, Standing, Standing]>([
    ['Ada, enrolled', true, false, 'enrolled', 'enrolled', 'enrolled'],
    ['Bela, enrolled and vouched for', true, true, 'enrolled', 'enrolled', 'enrolled'],
    ['Dana, vouched for', false, true, 'vouched', 'vouched', 'vouched'],
    ['Chidi, neither', false, false, 'free', 'pending', 'overdue'],
  ])(
    '%s (%s, %s): %s without enforcement, %s before the date, %s from it on',
    (_, isEnrolled, isVouchedFor, ...expected) => {
      const standings = [OFF, before, from].map((enforcement) =>
        standingOf({ isEnrolled, isVouchedFor }, enforcement),
      )
      expect(standings).toEqual(expected)
    },
  )

  it('is overdue exactly for those who are blocked', () => {
    for (const facts of everyCombination()) {
      const mayEnter = {
        ...facts,
        isMember: true,
        hasProvedSecondFactor: true,
        allowedProviders: null,
      }
      const isOverdue = standingOf(facts, facts.enforcement) === 'overdue'
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
          either.flatMap((hasDeferredPrompt) =>
            either.flatMap((isVouchedFor) =>
              [null, ['password'], ['okta']].map((allowedProviders) => ({
                enforcement,
                isEnrolled,
                hasProvedSecondFactor: hasProvedSecondFactor || isVouchedFor,
                isVouchedFor,
                isMember,
                hasDeferredPrompt,
                provider: 'password',
                allowedProviders,
              })),
            ),
          ),
        ),
      ),
    ),
  )
}
