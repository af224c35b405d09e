// The workspaces that a recovery concerns: those of the account that require a second factor or have scheduled it, and
// those that the account administers. Their admins must agree.

import type { AuditAction } from '../core/audit-action.ts'
import { auditedFrom, OPERATOR_SCOPE } from './audit.ts'
import type { Step } from './batch.ts'
import type { Condition } from './condition.ts'
import { policyJoins } from './joined-policies.ts'
import { BINDS } from './ways-taken.ts'

/** SQL that holds for the membership `m` in a workspace with the policies `p` and `q`, if the workspace is concerned. */
export const IS_CONCERNED = "(m.role <> 'member' OR p.effective_at IS NOT NULL OR q.effective_at IS NOT NULL)"

/**
 * SQL for the concerned workspaces `w`, with the membership `m`. Each policy counts, whomever it covers. A membership
 * counts even if the account has not entered the workspace yet. Otherwise a person who lost every factor could join a
 * workspace, and its admins would not be asked.
 *
 * Use it to ask for agreement, never to find that enough have agreed (`enteredBy`).
 */
export const concernedBy = (account: string): string => `members m
  JOIN live_workspaces w ON w.id = m.workspace_id ${policyJoins('w.id')}
  WHERE m.account_id = ${account} AND ${IS_CONCERNED}`

/**
 * SQL for the concerned workspaces that the account has entered. Only these may ask for a recovery, and at least one of
 * them must agree. Otherwise an admin could add a stranger to a workspace of their own, and recover the stranger's account.
 */
export const enteredBy = (account: string): string => `${concernedBy(account)} AND ${BINDS}`

/** A step of a recovery, as the audit log records it. */
export interface RecoveryEntry {
  readonly actor: string
  readonly action: Extract<AuditAction, `recovery.${string}`>
  readonly accountId: string
  readonly detail: Readonly<Record<string, string>>
}

/** Records a step in the log of the operator, and in that of each concerned workspace. */
export const recordedEverywhere = (
  asking: Parameters<typeof auditedFrom>[0],
  { actor, action, accountId, detail }: RecoveryEntry,
  when: Condition,
): Step =>
  auditedFrom(asking, {
    ...when,
    sql: `SELECT c.scope, ? AS actor, ? AS action, ? AS account_id, ? AS detail
      FROM (SELECT '${OPERATOR_SCOPE}' AS scope UNION ALL SELECT w.id FROM ${concernedBy('?')}) c WHERE ${when.sql}`,
    values: [actor, action, accountId, JSON.stringify(detail), accountId, ...when.values],
  })
