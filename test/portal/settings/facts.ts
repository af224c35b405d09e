// A workspace and its policy, as the settings guard reads them.

import { parseGroup } from '../../../src/core/member-groups.ts'
import { NO_POLICIES, type Policy } from '../../../src/core/policy.ts'
import type { PoliciesAndGroups } from '../../../src/flows/administration/change-policy.ts'
import type { Workspace } from '../../../src/flows/administration/workspaces.ts'
import { NOW } from '../../support/rows.ts'

export const ACME: Workspace = {
  ...{ id: 'acme', slug: 'acme', name: 'Acme', registeredName: 'Acme', displayName: null },
  ...{ accent: null, logo: null, origin: 'https://origin.acme.example', hosts: ['acme.example.com'] },
  ...{ allowedProviders: null, supervisesSockets: false, createdAt: NOW },
}

const SAVED = { updatedAt: NOW, updatedBy: 'operator' }

/** Members without a factor, unless the numbers say otherwise. */
export function factsOf(
  policy: Policy,
  counts: { members?: number; enrolled?: number; vouched?: number; unusedImports?: number } = {},
  phishingResistant: Policy = NO_POLICIES.phishingResistant,
): PoliciesAndGroups {
  const { members = 2, enrolled = 1, vouched = 0, unusedImports = 0 } = counts
  const group = (key: string, size: number) =>
    parseGroup(key, size, { providers: [], allowedProviders: null })
  return {
    policies: {
      secondFactor: { ...policy, ...SAVED },
      phishingResistant: { ...phishingResistant, ...SAVED },
    },
    groups: [
      group('me-', enrolled),
      { ...group('mn-okta mfa', vouched), isVouchedFor: true },
      group('mn-', members - enrolled - vouched),
    ].filter(({ members: size }) => size > 0),
    unusedImports,
    selfRecovery: { isAllowed: false, changes: 0 },
  }
}
