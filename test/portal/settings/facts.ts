// A workspace and its policy, as the settings guard reads them.

import type { Policy } from '../../../src/core/policy.ts'
import type { PolicyAndCounts } from '../../../src/flows/administration/change-policy.ts'
import type { Workspace } from '../../../src/flows/administration/workspaces.ts'
import { NOW } from '../../support/rows.ts'

export const ACME: Workspace = {
  ...{ id: 'acme', slug: 'acme', name: 'Acme', registeredName: 'Acme', displayName: null },
  ...{ accent: null, logo: null, origin: 'https://origin.acme.example', hosts: ['acme.example.com'] },
  ...{ allowedProviders: null, supervisesSockets: false, createdAt: NOW },
}

export function factsOf(
  policy: Policy,
  counts: { members?: number; enrolled?: number; vouched?: number } = {},
): PolicyAndCounts {
  const { members = 2, enrolled = 1, vouched = 0 } = counts
  return {
    ...{ members, enrolled, vouched },
    policy: { ...policy, version: 1, updatedAt: NOW, updatedBy: 'operator' },
    vouchers: { vouched, inForce: [], lapsed: [] },
  }
}
