import { describe, expect, it } from 'vitest'
import { countLacking, parseGroup } from '../../src/core/member-groups.ts'
import { NO_POLICY, type Policy } from '../../src/core/policy.ts'
import { PASSWORD } from '../../src/core/provider.ts'
import { countStandings, STANDINGS, standingOfGroup } from '../../src/core/standing.ts'
import { IDP } from '../support/relying-party.ts'

const AT = 1_800_000_000
const POLICY: Policy = { ...NO_POLICY, effectiveAt: AT, version: 1 }
const FOR_ADMINS: Policy = { ...POLICY, appliesTo: 'admins' }
const RULES = {
  providers: [PASSWORD, { ...IDP, id: 'okta', trustedAmr: ['mfa', 'hwk'] }],
  allowedProviders: null,
}

// The keys are those of `members.group_key`.
const MEMBERS = {
  'mn-': 1,
  'an-': 2,
  'me-': 4,
  'ap-': 8,
  'mp-okta mfa': 16,
  'mn-okta mfa': 32,
  'an-okta hwk': 64,
  mnx: 128,
  'aexokta nothing': 256,
}
const GROUPS = Object.entries(MEMBERS).map(([key, members]) => parseGroup(key, members, RULES))
const SAME = { members: 511, admins: 330, enrolled: 284, withPasskey: 24, vouched: 96, extended: 384 }

describe('the count of a workspace', () => {
  it.each([
    ['nothing is enforced', NO_POLICY, AT, { pending: 0, overdue: 0, free: 131 }],
    ['a date is set', POLICY, AT - 1, { pending: 131, overdue: 0, free: 0 }],
    ['it is in effect, and some have an extension', POLICY, AT, { pending: 128, overdue: 3, free: 0 }],
    ['it is in effect for admins', FOR_ADMINS, AT, { pending: 0, overdue: 2, free: 129 }],
  ] as const)('where %s is split by standing', (_, policy, now, expected) => {
    expect(countStandings(GROUPS, policy, now)).toEqual({ ...SAME, ...expected })
  })

  it('counts each member in one standing', () => {
    for (const policy of [NO_POLICY, POLICY, FOR_ADMINS]) {
      const counts = countStandings(GROUPS, policy, AT)
      expect(STANDINGS.reduce((sum, standing) => sum + counts[standing], 0)).toBe(counts.members)
      for (const group of GROUPS) expect(STANDINGS).toContain(standingOfGroup(group, policy, AT))
    }
  })
})

describe('the members who lack the factor of a policy', () => {
  it.each([
    ['second-factor', POLICY, 131],
    ['second-factor', FOR_ADMINS, 2],
    ['phishing-resistant', POLICY, 1 + 2 + 4 + 32 + 128 + 256],
    ['phishing-resistant', FOR_ADMINS, 2 + 256],
  ] as const)('%s', (kind, policy, expected) => {
    expect(countLacking(GROUPS, policy, kind)).toBe(expected)
  })

  it('are not those whose provider is still trusted for a key, and only that', () => {
    const untrusted = { ...RULES, providers: [PASSWORD] }
    const lapsed = parseGroup('an-okta hwk', 1, untrusted)
    expect(countLacking([lapsed], POLICY, 'phishing-resistant')).toBe(1)
  })
})

it.each(['', 'x', 'mn', 'zn-', 'mz-', 'mn?'])('%j is no group: it throws', (key) => {
  expect(() => parseGroup(key, 1, RULES)).toThrow('unknown key')
})
