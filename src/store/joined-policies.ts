// SQL for statements that join a workspace's policies: `p` requires a second factor, `q` a phishing-resistant one.

import { NO_POLICY, type Policy } from '../core/policy.ts'

export type PolicyAlias = 'p' | 'q'

/** The joins of both policies. Their columns are null if the policy was never saved. */
export const policyJoins = (
  workspace: string,
): string => `LEFT JOIN policies p ON p.workspace_id = ${workspace}
  LEFT JOIN phishing_resistant_policies q ON q.workspace_id = ${workspace}`

/** A policy as JSON. `more` names further columns by the key that each gets. */
export const policyJson = (alias: PolicyAlias, more: Readonly<Record<string, string>> = {}): string => {
  const columns = Object.entries({ ...POLICY_COLUMNS, ...more })
  return `json_object(${columns.map(([key, column]) => `'${key}', ${alias}.${column}`).join(', ')})`
}

const POLICY_COLUMNS = {
  graceDays: 'grace_days',
  effectiveAt: 'effective_at',
  appliesTo: 'applies_to',
  version: 'version',
} as const satisfies Record<keyof Policy, string>

/** A joined policy in one column. `policyFrom` reads it. */
export const policyAsJson = (alias: PolicyAlias): string =>
  `iif(${alias}.version IS NULL, NULL, ${policyJson(alias)})`

export const policyFrom = (json: string | null): Policy =>
  json === null ? NO_POLICY : (JSON.parse(json) as Policy)

/** Holds if the policy covers the member `m`. Must match `covers` (core/policy.ts). */
export const coversMember = (alias: PolicyAlias): string =>
  `(${alias}.applies_to = 'everybody' OR m.role <> 'member')`
