// Reads and writes the tables `policies` and `phishing_resistant_policies`, with the numbers of members that
// pages show next to a policy.

import { nextMomentAfter } from '../core/enforcement-moments.ts'
import type { MemberGroup } from '../core/member-groups.ts'
import { NO_POLICY, type Policies, type Policy, type PolicyKind } from '../core/policy.ts'
import type { Provider } from '../core/provider.ts'
import { type Query, query } from './batch.ts'
import { ALWAYS, type Condition, numbered } from './condition.ts'
import { type CountedGroupsRow, countedGroupColumns, groupsFrom } from './counted-groups.ts'
import { policyJson } from './joined-policies.ts'
import { SELF_RECOVERY_JSON, type SelfRecovery } from './self-recovery.ts'

/** The table of each kind of policy. */
export const TABLE_OF: Record<PolicyKind, string> = {
  'second-factor': 'policies',
  'phishing-resistant': 'phishing_resistant_policies',
}

export interface StoredPolicy extends Policy {
  readonly updatedAt: number | null
  readonly updatedBy: string | null
}

/** Both policies of a workspace, and its members by group. */
export interface PoliciesAndGroups {
  readonly policies: Policies<StoredPolicy>
  readonly selfRecovery: SelfRecovery
  readonly groups: readonly MemberGroup[]
  /** How many members have an imported app that was never used. */
  readonly unusedImports: number
}

export interface PoliciesAndGroupsRow extends CountedGroupsRow {
  readonly secondFactor: string | null
  readonly phishingResistant: string | null
  readonly selfRecovery: string
  readonly unusedImports: number
}

// A policy of the workspace that `c` is about, as JSON.
const policyOfC = (kind: PolicyKind): string =>
  `(SELECT ${policyJson('p', { updatedAt: 'updated_at', updatedBy: 'updated_by' })}
    FROM ${TABLE_OF[kind]} p WHERE p.workspace_id = c.workspace_id)`

/**
 * The columns for `c`, a row of `enrollment_counts`, and `w`, its live workspace. `now` is SQL for the time in
 * Unix seconds.
 */
export const policyAndGroupColumns = (now: string): string =>
  `${policyOfC('second-factor')} AS secondFactor, ${policyOfC('phishing-resistant')} AS phishingResistant,
   ${SELF_RECOVERY_JSON} AS selfRecovery, c.imported AS unusedImports, ${countedGroupColumns(now)}`

export function policiesAndGroupsFrom(
  row: PoliciesAndGroupsRow,
  providers: readonly Provider[],
): PoliciesAndGroups {
  return {
    policies: {
      secondFactor: policyFrom(row.secondFactor),
      phishingResistant: policyFrom(row.phishingResistant),
    },
    selfRecovery: JSON.parse(row.selfRecovery) as SelfRecovery,
    groups: groupsFrom(row, providers),
    unusedImports: row.unusedImports,
  }
}

const policyFrom = (json: string | null): StoredPolicy =>
  json === null ? { ...NO_POLICY, updatedAt: null, updatedBy: null } : (JSON.parse(json) as StoredPolicy)

/** Selects the policies and the groups of a workspace. Reads five rows, whatever the number of members. */
export const selectPoliciesAndGroups = (
  db: D1Database,
  workspaceId: string,
  providers: readonly Provider[],
  now: number,
): Query<PoliciesAndGroups> =>
  query<PoliciesAndGroupsRow, PoliciesAndGroups>(
    db
      .prepare(`SELECT ${policyAndGroupColumns('?2')} FROM enrollment_counts c
         JOIN live_workspaces w ON w.id = c.workspace_id WHERE c.workspace_id = ?1`)
      .bind(workspaceId, now),
    (row) => policiesAndGroupsFrom(row, providers),
  )

/** Holds if the policy has this version, or none for 0. */
export const isAtVersion = (
  { workspaceId, kind }: { readonly workspaceId: string; readonly kind: PolicyKind },
  version: number,
): Condition => ({
  sql: `coalesce((SELECT version FROM ${TABLE_OF[kind]} WHERE workspace_id = ?), 0) = ?`,
  values: [workspaceId, version],
})

/**
 * Saves a policy over the version before it. Changes nothing if there is a newer version or the workspace has
 * ended. Otherwise one of two admins who save at the same time would overwrite the other unseen.
 */
export function savePolicy(
  db: D1Database,
  { workspaceId, kind }: { workspaceId: string; kind: PolicyKind },
  policy: Policy,
  by: string,
  now: number,
  condition: Condition = ALWAYS,
): Query<StoredPolicy> {
  const { graceDays, effectiveAt, appliesTo, version } = policy
  const nextNoticeAt = effectiveAt === null ? null : nextMomentAfter({ effectiveAt, savedAt: now }, now)
  const table = TABLE_OF[kind]
  return query(
    db
      .prepare(
        `INSERT INTO ${table} (workspace_id, grace_days, effective_at, applies_to, version, updated_at, updated_by, next_notice_at)
       SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8
       WHERE coalesce((SELECT version FROM ${table} WHERE workspace_id = ?1), 0) = ?5 - 1
         AND EXISTS (SELECT 1 FROM live_workspaces WHERE id = ?1)
         AND ${numbered(condition, 9)}
       ON CONFLICT (workspace_id) DO UPDATE
       SET grace_days = excluded.grace_days, effective_at = excluded.effective_at, applies_to = excluded.applies_to,
           version = excluded.version, updated_at = excluded.updated_at, updated_by = excluded.updated_by,
           next_notice_at = excluded.next_notice_at
       RETURNING grace_days AS graceDays, effective_at AS effectiveAt, applies_to AS appliesTo, version,
         updated_at AS updatedAt, updated_by AS updatedBy`,
      )
      .bind(
        ...[workspaceId, graceDays, effectiveAt, appliesTo, version, now, by, nextNoticeAt],
        ...condition.values,
      ),
  )
}
