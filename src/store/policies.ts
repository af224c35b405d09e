// Reads and writes the table `policies`, with the numbers of members that pages show next to a policy.

import { nextMomentAfter } from '../core/enforcement-moments.ts'
import { type GraceDays, NO_POLICY, type Policy } from '../core/policy.ts'
import type { Provider } from '../core/provider.ts'
import type { MemberCounts } from '../core/standing.ts'
import { type Query, query } from './batch.ts'
import { ALWAYS, type Condition, numbered } from './condition.ts'
import { VOUCHER_COLUMNS, type VoucherRow, type Vouchers, vouchersFrom } from './vouchers.ts'

export interface StoredPolicy extends Policy {
  /** 0 if no policy was ever saved. */
  readonly version: number
  readonly updatedAt: number | null
  readonly updatedBy: string | null
}

export interface PolicyAndCounts extends MemberCounts {
  readonly policy: StoredPolicy
  readonly vouchers: Vouchers
}

export interface PolicyAndCountsRow extends VoucherRow {
  readonly members: number
  readonly enrolled: number
  readonly graceDays: GraceDays | null
  readonly effectiveAt: number | null
  readonly version: number | null
  readonly updatedAt: number | null
  readonly updatedBy: string | null
}

const POLICY_COLUMNS =
  'grace_days AS graceDays, effective_at AS effectiveAt, version, updated_at AS updatedAt, updated_by AS updatedBy'

/** The columns of `c` and `p`, rows of `enrollment_counts` and `policies`. Each workspace has one of each. */
export const POLICY_AND_COUNT_COLUMNS = `c.members, c.enrolled, ${POLICY_COLUMNS}`

export function policyAndCountsFrom(
  row: PolicyAndCountsRow,
  providers: readonly Provider[],
): PolicyAndCounts {
  const { members, enrolled, effectiveAt, updatedAt, updatedBy } = row
  const vouchers = vouchersFrom(row, providers)
  const graceDays = row.graceDays ?? NO_POLICY.graceDays
  const policy = { graceDays, effectiveAt, version: row.version ?? 0, updatedAt, updatedBy }
  return { members, enrolled, vouched: vouchers.vouched, vouchers, policy }
}

/** Selects the policy and the numbers of a workspace. Reads three rows, whatever the number of members. */
export const selectPolicyAndCounts = (
  db: D1Database,
  workspaceId: string,
  providers: readonly Provider[],
): Query<PolicyAndCounts> =>
  query<PolicyAndCountsRow, PolicyAndCounts>(
    db
      .prepare(
        `SELECT ${POLICY_AND_COUNT_COLUMNS}, ${VOUCHER_COLUMNS}
         FROM enrollment_counts c LEFT JOIN policies p ON p.workspace_id = c.workspace_id WHERE c.workspace_id = ?1`,
      )
      .bind(workspaceId),
    (row) => policyAndCountsFrom(row, providers),
  )

/**
 * Saves a policy over the version that the decision was based on. Changes nothing if there is a newer version
 * or the workspace has ended. Otherwise one of two admins who save at the same time would overwrite the other
 * unseen.
 */
export function savePolicy(
  db: D1Database,
  workspaceId: string,
  policy: Policy,
  change: { overVersion: number; by: string },
  now: number,
  condition: Condition = ALWAYS,
): Query<StoredPolicy> {
  const { graceDays, effectiveAt } = policy
  const nextNoticeAt = effectiveAt === null ? null : nextMomentAfter({ effectiveAt, savedAt: now }, now)
  return query(
    db
      .prepare(
        `INSERT INTO policies (workspace_id, grace_days, effective_at, version, updated_at, updated_by, next_notice_at)
       SELECT ?1, ?2, ?3, ?4 + 1, ?5, ?6, ?7
       WHERE coalesce((SELECT version FROM policies WHERE workspace_id = ?1), 0) = ?4
         AND EXISTS (SELECT 1 FROM live_workspaces WHERE id = ?1)
         AND ${numbered(condition, 8)}
       ON CONFLICT (workspace_id) DO UPDATE
       SET grace_days = excluded.grace_days, effective_at = excluded.effective_at, version = excluded.version,
           updated_at = excluded.updated_at, updated_by = excluded.updated_by,
           next_notice_at = excluded.next_notice_at
       RETURNING ${POLICY_COLUMNS}`,
      )
      .bind(
        ...[workspaceId, graceDays, effectiveAt, change.overVersion, now, change.by, nextNoticeAt],
        ...condition.values,
      ),
  )
}

/** A policy with a moment that has come and was not told yet. */
export interface DuePolicy extends MemberCounts {
  readonly workspaceId: string
  readonly version: number
  readonly effectiveAt: number | null
  readonly savedAt: number
  readonly dueAt: number
}

/** Selects the due policies. Reads only their rows, whatever the number of policies. */
export const selectDuePolicies = (
  db: D1Database,
  providers: readonly Provider[],
  limit: number,
  now: number,
): Query<DuePolicy> =>
  query<Omit<DuePolicy, 'vouched'> & VoucherRow, DuePolicy>(
    db
      .prepare(
        `SELECT p.workspace_id AS workspaceId, p.version, p.effective_at AS effectiveAt, p.updated_at AS savedAt,
           p.next_notice_at AS dueAt, c.members, c.enrolled, ${VOUCHER_COLUMNS}
         FROM policies p JOIN enrollment_counts c ON c.workspace_id = p.workspace_id
         WHERE p.next_notice_at <= ?1 ORDER BY p.next_notice_at LIMIT ?2`,
      )
      .bind(now, limit),
    (row) => {
      const { workspaceId, version, effectiveAt, savedAt, dueAt, members, enrolled } = row
      const { vouched } = vouchersFrom(row, providers)
      return { workspaceId, version, effectiveAt, savedAt, dueAt, members, enrolled, vouched }
    },
  )

/**
 * Moves a policy on to its next moment. Changes nothing if another run has moved it on, or if the policy has
 * changed. Otherwise two runs would tell members about one moment twice.
 */
export function awaitNextMoment(
  db: D1Database,
  { workspaceId, version, dueAt }: DuePolicy,
  nextAt: number | null,
): D1PreparedStatement {
  return db
    .prepare(
      'UPDATE policies SET next_notice_at = ?4 WHERE workspace_id = ?1 AND version = ?2 AND next_notice_at = ?3',
    )
    .bind(workspaceId, version, dueAt, nextAt)
}
