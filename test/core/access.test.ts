import { describe, expect, it } from 'vitest'
import {
  type Demands,
  decideEntry,
  decidePass,
  type EntryFacts,
  type PassFacts,
} from '../../src/core/access.ts'
import {
  choosePolicy,
  type Enforcement,
  enforcementAt,
  NO_POLICIES,
  NO_POLICY,
  type Policy,
} from '../../src/core/policy.ts'
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

const anyProvider = (secondFactor: Policy, phishingResistant = NO_POLICY): Demands => ({
  policies: { secondFactor, phishingResistant },
  allowedProviders: null,
})

const PASS: PassFacts = {
  exp: BITES + 60,
  acr: 'aal2',
  provider: 'password',
  role: 'member',
  method: 'totp',
  amr: ['pwd', 'otp', 'mfa'],
  extension: undefined,
}
const WITHOUT_FACTOR: PassFacts = { ...PASS, acr: 'aal1', method: undefined, amr: ['pwd'] }

const person = (facts: Partial<Person>): Person => ({
  isEnrolled: false,
  hasPasskey: false,
  isPhishingResistant: false,
  passkeyEnforcement: OFF,
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
      expect(facts.passkeyEnforcement.state === 'in_effect' && !facts.isPhishingResistant).toBe(false)
    }
  })
})

describe('what a pass is worth at the gate', () => {
  it.each([
    ['Ada, with a second factor', PASS, 'admit', 'admit', 'admit'],
    ['Chidi, with a password alone', WITHOUT_FACTOR, 'admit', 'admit', 'second-factor-required'],
  ] as const)('%s', (_, pass, ...expected) => {
    const decisions = [
      decidePass(pass, anyProvider(NO_POLICY), BITES),
      decidePass(pass, anyProvider(POLICY), BITES - 1),
      decidePass(pass, anyProvider(POLICY), BITES),
    ]
    expect(decisions).toEqual(expected)
  })

  it('is nothing from the second of its expiry on', () => {
    const pass = { ...PASS, exp: BITES }
    expect(decidePass(pass, anyProvider(NO_POLICY), BITES - 1)).toBe('admit')
    expect(decidePass(pass, anyProvider(NO_POLICY), BITES)).toBe('expired')
    expect(decidePass(pass, anyProvider(POLICY), BITES + 1)).toBe('expired')
  })

  it('is nothing if it expires later than any pass issued now', () => {
    const endsIn = (seconds: number) =>
      decidePass({ ...PASS, exp: BITES + seconds }, anyProvider(NO_POLICY), BITES)
    expect([endsIn(900), endsIn(901), endsIn(365 * DAY)]).toEqual(['admit', 'expired', 'expired'])
  })

  it('changes with the date: a pass admitted a second before is refused', () => {
    expect(decidePass(WITHOUT_FACTOR, anyProvider(POLICY), BITES - 1)).toBe('admit')
    expect(decidePass(WITHOUT_FACTOR, anyProvider(POLICY), BITES)).toBe('second-factor-required')
  })
})

describe('what a pass is worth where a passkey is required', () => {
  const demands = anyProvider(NO_POLICY, POLICY)
  const PASSKEY: PassFacts = { ...PASS, method: 'passkey', amr: ['pwd', 'hwk', 'mfa'] }
  const VOUCHED: PassFacts = { ...PASS, method: 'provider', amr: ['fed', 'swk', 'mfa'] }

  it.each([
    ['a passkey', PASSKEY, 'admit'],
    ['a provider’s key', VOUCHED, 'admit'],
    ['a provider’s other factor', { ...VOUCHED, amr: ['fed', 'otp', 'mfa'] }, 'stronger-factor-required'],
    ['an app', PASS, 'stronger-factor-required'],
    [
      'an app beside the word hwk',
      { ...PASS, amr: ['pwd', 'hwk', 'otp', 'mfa'] },
      'stronger-factor-required',
    ],
    ['a recovery code', { ...PASS, method: 'recovery_code' }, 'stronger-factor-required'],
    ['a password alone', WITHOUT_FACTOR, 'stronger-factor-required'],
  ] as const)('with %s', (_, pass, expected) => {
    expect(decidePass(pass, demands, BITES - 1)).toBe('admit')
    expect(decidePass(pass, demands, BITES)).toBe(expected)
  })

  it('a password alone must first meet the policy for a second factor', () => {
    expect(decidePass(WITHOUT_FACTOR, anyProvider(POLICY, POLICY), BITES)).toBe('second-factor-required')
  })

  it('is enough for a member whom neither policy covers', () => {
    const forAdmins: Policy = { ...POLICY, appliesTo: 'admins' }
    const admins = anyProvider(forAdmins, forAdmins)
    expect(decidePass(WITHOUT_FACTOR, admins, BITES)).toBe('admit')
    expect(decidePass({ ...WITHOUT_FACTOR, role: 'owner' }, admins, BITES)).toBe('second-factor-required')
    expect(decidePass({ ...PASS, role: 'admin' }, admins, BITES)).toBe('stronger-factor-required')
  })

  it('an extension counts until its end, and only for the versions of the policies that it names', () => {
    const both = anyProvider(POLICY, POLICY)
    const extended = (until: number, policies: string) =>
      decidePass({ ...WITHOUT_FACTOR, extension: { until, policies } }, both, BITES)
    expect([extended(BITES + 1, '1.1'), extended(BITES, '1.1')]).toEqual(['admit', 'second-factor-required'])
    for (const other of ['2.1', '1.2', '1.0', '11', ''])
      expect(extended(BITES + 1, other), other).toBe('second-factor-required')
  })
})

describe('a workspace that accepts only some providers', () => {
  const demands = { policies: NO_POLICIES, allowedProviders: ['okta'] }

  it('refuses people from other providers, whatever they have proved', () => {
    const ada = { ...PEOPLE.Ada, allowedProviders: ['okta'], enforcement: OFF }
    expect(decideEntry({ ...ada, provider: 'password' })).toBe('provider-not-allowed')
    expect(decideEntry({ ...ada, provider: 'okta' })).toBe('admit')
    expect(decidePass(PASS, demands, BITES)).toBe('provider-not-allowed')
    expect(decidePass({ ...PASS, provider: 'okta' }, demands, BITES)).toBe('admit')
  })

  it('refuses everyone if it accepts none of them', () => {
    expect(decideEntry({ ...PEOPLE.Ada, allowedProviders: [], enforcement: OFF })).toBe(
      'provider-not-allowed',
    )
  })
})

describe('who may enter a workspace that requires a passkey', () => {
  const Enrolled = PEOPLE.Ada
  const withPasskey = { ...Enrolled, hasPasskey: true }

  it.each<[string, Person, whenOff: Expected, beforeTheDate: Expected, fromTheDate: Expected]>([
    ['who proved a passkey', { ...withPasskey, isPhishingResistant: true }, 'admit', 'admit', 'admit'],
    ['who has a passkey and proved the app', withPasskey, 'admit', 'admit', 'passkey-needed'],
    ['who has an app alone', Enrolled, 'admit', 'prompt-passkey', 'stronger-factor-required'],
    ['who has nothing', PEOPLE.Chidi, 'admit', 'prompt-passkey', 'stronger-factor-required'],
    [
      'who has an app alone and said "Remind me later"',
      { ...Enrolled, hasDeferredPrompt: true },
      ...(['admit', 'admit', 'stronger-factor-required'] as const),
    ],
    [
      'whose provider vouches for a key',
      { ...PEOPLE.Chidi, hasProvedSecondFactor: true, isVouchedFor: true, isPhishingResistant: true },
      ...(['admit', 'admit', 'admit'] as const),
    ],
  ])('somebody %s', (_, facts, ...expected) => {
    const decisions = [OFF, before, from].map((passkeyEnforcement) =>
      decideEntry({ ...facts, enforcement: OFF, passkeyEnforcement }),
    )
    expect(decisions).toEqual(expected)
  })

  it('and a second factor: somebody without any must first enrol', () => {
    expect(decideEntry({ ...PEOPLE.Chidi, enforcement: from, passkeyEnforcement: from })).toBe(
      'enrollment-required',
    )
    expect(decideEntry({ ...PEOPLE.Chidi, enforcement: before, passkeyEnforcement: before })).toBe('prompt')
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
        passkeyEnforcement: OFF,
      }
      const isOverdue = standingOf(facts, facts.enforcement) === 'overdue'
      expect(decideEntry(mayEnter) === 'enrollment-required').toBe(isOverdue)
    }
  })
})

function everyCombination(): EntryFacts[] {
  const states = [OFF, before, from]
  const either = [false, true]
  const all = <Facts, Name extends string, Value>(
    some: readonly Facts[],
    name: Name,
    values: readonly Value[],
  ) =>
    some.flatMap((facts) =>
      values.map((value) => ({ ...facts, [name]: value }) as Facts & Record<Name, Value>),
    )
  const policies = all(all([{ provider: 'password' }], 'enforcement', states), 'passkeyEnforcement', states)
  const factors = all(all(all(policies, 'isEnrolled', either), 'hasPasskey', either), 'isVouchedFor', either)
  const proofs = all(all(factors, 'hasProvedSecondFactor', either), 'isPhishingResistant', either)
  const people = all(all(proofs, 'isMember', either), 'hasDeferredPrompt', either)
  return all(people, 'allowedProviders', [null, ['password'], ['okta']]).filter(isPossible)
}

/** A passkey is a factor, and whoever proved one has proved a factor. */
const isPossible = (facts: EntryFacts): boolean =>
  (!facts.hasPasskey || facts.isEnrolled) &&
  (facts.hasProvedSecondFactor || (!facts.isPhishingResistant && !facts.isVouchedFor))
