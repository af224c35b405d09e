import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  APPLIES_TO,
  choosePolicy,
  enforcementAt,
  enforcementFor,
  GRACE_DAYS,
  isGraceDays,
  NO_POLICY,
  type Policy,
  type PolicyChoice,
} from '../../src/core/policy.ts'

const DAY = 86_400
const SAVED = 1_800_000_000

const times = fc.integer({ min: 0, max: 4_000_000_000 })
const graceDays = fc.constantFrom(...GRACE_DAYS)
const choices: fc.Arbitrary<PolicyChoice> = fc.record(
  { enforced: fc.boolean(), graceDays, appliesTo: fc.constantFrom(...APPLIES_TO) },
  { requiredKeys: ['enforced', 'graceDays'] },
)
const policies: fc.Arbitrary<Policy> = fc.record({
  graceDays,
  effectiveAt: fc.option(times),
  appliesTo: fc.constantFrom(...APPLIES_TO),
  version: fc.nat(),
})

describe('the instant of a policy', () => {
  it.each(GRACE_DAYS)('is the moment of saving plus %i whole days', (days) => {
    const policy = choosePolicy(NO_POLICY, { enforced: true, graceDays: days }, SAVED)
    expect(policy).toMatchObject({ graceDays: days, effectiveAt: SAVED + days * DAY, version: 1 })
  })

  it('is exact: scheduled until the second before, in effect from that second', () => {
    const policy = { graceDays: 7, effectiveAt: SAVED } as const
    expect(enforcementAt(policy, SAVED - 1)).toEqual({ state: 'scheduled', effectiveAt: SAVED })
    expect(enforcementAt(policy, SAVED)).toEqual({ state: 'in_effect', effectiveAt: SAVED })
    expect(enforcementAt(policy, SAVED + 1)).toEqual({ state: 'in_effect', effectiveAt: SAVED })
  })

  it('"Immediately" is in effect in the second of saving', () => {
    const policy = choosePolicy(NO_POLICY, { enforced: true, graceDays: 0 }, SAVED)
    expect(enforcementAt(policy, SAVED).state).toBe('in_effect')
  })

  it('once in effect, it never goes back by itself', () => {
    fc.assert(
      fc.property(policies, times, times, (policy, a, b) => {
        const [earlier, later] = a < b ? [a, b] : [b, a]
        if (enforcementAt(policy, earlier).state !== 'in_effect') return
        expect(enforcementAt(policy, later).state).toBe('in_effect')
      }),
      { seed: 1 },
    )
  })

  it('nothing is enforced if nothing was ever chosen', () => {
    expect(enforcementAt(NO_POLICY, SAVED)).toEqual({ state: 'off' })
  })
})

describe('the state of a policy for one member', () => {
  const inEffect: Policy = { ...NO_POLICY, effectiveAt: SAVED, version: 1 }
  const forAdmins: Policy = { ...inEffect, appliesTo: 'admins' }
  const member = { role: 'member', extendedUntil: null } as const

  it.each([
    ['a member', forAdmins, member, 'off'],
    ['an admin', forAdmins, { ...member, role: 'admin' }, 'in_effect'],
    ['an owner', forAdmins, { ...member, role: 'owner' }, 'in_effect'],
    ['anybody, for a policy for everybody', inEffect, member, 'in_effect'],
    ['anybody, for a policy that is off', NO_POLICY, { ...member, role: 'owner' }, 'off'],
    ['a member with an extension', inEffect, { ...member, extendedUntil: SAVED + 2 }, 'scheduled'],
    ['a member whose extension ends now', inEffect, { ...member, extendedUntil: SAVED + 1 }, 'in_effect'],
    [
      'a member with an extension who is not covered',
      forAdmins,
      { ...member, extendedUntil: SAVED + 2 },
      'off',
    ],
  ] as const)('%s', (_, policy, of, state) => {
    expect(enforcementFor(policy, of, SAVED + 1).state).toBe(state)
  })

  it('with an extension starts at its end, or at the policy’s date if that is later', () => {
    const at = (extendedUntil: number) =>
      enforcementFor(inEffect, { role: 'member', extendedUntil }, SAVED - 9)
    expect(at(SAVED + 5)).toEqual({ state: 'scheduled', effectiveAt: SAVED + 5 })
    expect(at(SAVED - 5)).toEqual({ state: 'scheduled', effectiveAt: SAVED })
  })
})

describe('choosing a policy', () => {
  it('a second time changes nothing, however much later: the clock does not restart', () => {
    fc.assert(
      fc.property(policies, choices, times, times, (current, choice, first, second) => {
        const once = choosePolicy(current, choice, first)
        expect(choosePolicy(once, choice, second)).toBe(once)
      }),
      { seed: 2 },
    )
  })

  it('gives what was chosen, whatever was chosen before', () => {
    fc.assert(
      fc.property(policies, choices, times, (current, choice, now) => {
        const chosen = choosePolicy(current, choice, now)
        expect(chosen.graceDays).toBe(choice.graceDays)
        expect(chosen.effectiveAt !== null).toBe(choice.enforced)
        expect(chosen.appliesTo).toBe(choice.appliesTo ?? current.appliesTo)
      }),
      { seed: 3 },
    )
  })

  it('for other members alone keeps the date and is a new version', () => {
    const everybody = choosePolicy(NO_POLICY, { enforced: true, graceDays: 30 }, SAVED)
    const choice = { enforced: true, graceDays: 30, appliesTo: 'admins' } as const
    const admins = choosePolicy(everybody, choice, SAVED + DAY)
    expect(admins).toEqual({ ...everybody, appliesTo: 'admins', version: 2 })
    // A choice that doesn't name them keeps them.
    expect(choosePolicy(admins, { enforced: true, graceDays: 30 }, SAVED + 2 * DAY)).toBe(admins)
  })

  it('with another timing counts from now, not from the first saving', () => {
    const first = choosePolicy(NO_POLICY, { enforced: true, graceDays: 30 }, SAVED)
    const longer = choosePolicy(first, { enforced: true, graceDays: 14 }, SAVED + 5 * DAY)
    expect(longer.effectiveAt).toBe(SAVED + 19 * DAY)
  })

  it('shortened to "Immediately" takes effect at once', () => {
    const first = choosePolicy(NO_POLICY, { enforced: true, graceDays: 30 }, SAVED)
    const shortened = choosePolicy(first, { enforced: true, graceDays: 0 }, SAVED + 60)
    expect(enforcementAt(shortened, SAVED + 60)).toEqual({ state: 'in_effect', effectiveAt: SAVED + 60 })
  })

  it('off and on again sets one new date for everyone, counted from now', () => {
    const on = choosePolicy(NO_POLICY, { enforced: true, graceDays: 3 }, SAVED)
    const off = choosePolicy(on, { enforced: false, graceDays: 3 }, SAVED + DAY)
    expect(off).toMatchObject({ graceDays: 3, effectiveAt: null })
    expect(choosePolicy(off, { enforced: true, graceDays: 3 }, SAVED + 2 * DAY).effectiveAt).toBe(
      SAVED + 5 * DAY,
    )
  })
})

describe('the timings on offer', () => {
  it('are exactly immediately, 3, 7, 14 and 30 days', () => {
    const known = Array.from({ length: 400 }, (_, days) => days).filter(isGraceDays)
    expect(known).toEqual([0, 3, 7, 14, 30])
  })

  it.each([-3, 0.5, 3.5, Number.NaN, Number.POSITIVE_INFINITY])('do not include %d', (days) => {
    expect(isGraceDays(days)).toBe(false)
  })
})
