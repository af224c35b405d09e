// Reads the policies with a moment that has come and was not told yet, for the cron trigger.

import type { MemberGroup } from '../core/member-groups.ts'
import type { Policy, PolicyKind } from '../core/policy.ts'
import type { Provider } from '../core/provider.ts'
import { type Query, query } from './batch.ts'
import { type CountedGroupsRow, countedGroupColumns, groupsFrom } from './counted-groups.ts'
import { TABLE_OF } from './policies.ts'

export interface DuePolicy {
  readonly workspaceId: string
  readonly kind: PolicyKind
  readonly policy: Policy
  readonly savedAt: number
  readonly dueAt: number
  readonly groups: readonly MemberGroup[]
}

type Row = CountedGroupsRow & Policy & Pick<DuePolicy, 'workspaceId' | 'savedAt' | 'dueAt'>

/**
 * Selects the due policies of a kind. Reads only their rows, whatever the number of policies: with `CROSS JOIN`, SQLite
 * begins with the policies. Otherwise it may walk through the counts of all workspaces.
 */
export const selectDuePolicies = (
  db: D1Database,
  kind: PolicyKind,
  { providers, limit }: { providers: readonly Provider[]; limit: number },
  now: number,
): Query<DuePolicy> =>
  query<Row, DuePolicy>(
    db
      .prepare(
        `SELECT p.workspace_id AS workspaceId, p.grace_days AS graceDays, p.effective_at AS effectiveAt,
           p.applies_to AS appliesTo, p.version, p.updated_at AS savedAt, p.next_notice_at AS dueAt,
           ${countedGroupColumns('?1')}
         FROM ${TABLE_OF[kind]} p CROSS JOIN enrollment_counts c ON c.workspace_id = p.workspace_id
         WHERE p.next_notice_at <= ?1 ORDER BY p.next_notice_at LIMIT ?2`,
      )
      .bind(now, limit),
    (row) => {
      const { workspaceId, graceDays, effectiveAt, appliesTo, version, savedAt, dueAt } = row
      const policy = { graceDays, effectiveAt, appliesTo, version }
      return { workspaceId, kind, policy, savedAt, dueAt, groups: groupsFrom(row, providers) }
    },
  )

/**
 * Moves a policy on to its next moment. Changes nothing if another run has moved it on, or if the policy has
 * changed. Otherwise two runs would tell members about one moment twice.
 */
export function awaitNextMoment(
  db: D1Database,
  { workspaceId, kind, policy, dueAt }: DuePolicy,
  nextAt: number | null,
): D1PreparedStatement {
  return db
    .prepare(
      `UPDATE ${TABLE_OF[kind]} SET next_notice_at = ?4
       WHERE workspace_id = ?1 AND version = ?2 AND next_notice_at = ?3`,
    )
    .bind(workspaceId, policy.version, dueAt, nextAt)
}
