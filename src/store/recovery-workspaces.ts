// The workspaces that a recovery concerns: those of the account that require a second factor or have scheduled it, and
// those that the account administers. Their admins must agree.

import { ADMIN_ELSEWHERE, type AuditAction } from '../core/audit-action.ts'
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
  /** Set if the actor is not the person: the workspace of the admin who acts, or `operator`. */
  readonly by?: { readonly workspaceId: string } | 'operator' | undefined
}

/**
 * Records a step in the log of the operator, and in that of each concerned workspace.
 *
 * Other workspaces than the admin's own see neither who acted, nor the reason, nor the client. Otherwise an admin could
 * add a stranger to a workspace, and read there who their admins are, and what these know about the person. For the same
 * cause, no workspace sees the reason and the client of the operator.
 */
export const recordedEverywhere = (
  asking: Parameters<typeof auditedFrom>[0],
  { actor, action, accountId, detail, by }: RecoveryEntry,
  when: Condition,
): Step => {
  const { reason: _, ...hidden } = detail
  const elsewhere = { actor: by === 'operator' ? actor : ADMIN_ELSEWHERE, detail: JSON.stringify(hidden) }
  const hides = typeof by === 'object' ? 'w.id <> ?' : by === 'operator' ? '1' : '0'
  return auditedFrom(asking, {
    ...when,
    hidesClient: true,
    sql: `SELECT c.scope, iif(c.hides, ?, ?) AS actor, ? AS action, ? AS account_id, iif(c.hides, ?, ?) AS detail,
        c.hides AS hides_client
      FROM (SELECT '${OPERATOR_SCOPE}' AS scope, 0 AS hides UNION ALL SELECT w.id, ${hides} FROM ${concernedBy('?')}) c
      WHERE ${when.sql}`,
    values: [
      ...[elsewhere.actor, actor, action, accountId, elsewhere.detail, JSON.stringify(detail)],
      ...(typeof by === 'object' ? [by.workspaceId] : []),
      ...[accountId, ...when.values],
    ],
  })
}
