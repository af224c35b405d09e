import { expect, it } from 'vitest'
import { groupsFrom } from '../../src/store/counted-groups.ts'

const groupsOf = (byGroup: object, overdue: readonly string[]) =>
  groupsFrom(
    {
      byGroup: JSON.stringify(byGroup),
      overdueExtensions: JSON.stringify(overdue),
      allowedProviders: null,
    },
    [],
  ).map(({ key, members }) => [key, members])

it('a member whose extension is over counts without it, and their group stays to be found', () => {
  expect(groupsOf({ mnx: 3, 'me-': 2 }, ['mnx', 'mnx'])).toEqual([
    ['mnx', 1],
    ['me-', 2],
    ['mn-', 2],
  ])
  expect(groupsOf({ 'aexokta mfa': 1 }, ['aexokta mfa'])).toEqual([
    ['aexokta mfa', 0],
    ['ae-okta mfa', 1],
  ])
})
