// Where the concerned workspaces of a recovery stand: who may agree, and who has. SQL decides, because the statement that
// records the last agreement must see the workspaces of that moment.

import { AGREED_SECONDS, APPROVALS_NEEDED, SETTLED_SECONDS, type WorkspaceStand } from '../core/recovery.ts'
import { type Query, query } from './batch.ts'
import type { Condition } from './condition.ts'
import { IS_OPEN } from './recoveries.ts'
import { concernedBy, enteredBy } from './recovery-workspaces.ts'
import { BINDS } from './ways-taken.ts'

/**
 * SQL that holds for a member `e` who may agree with the recovery `r`.
 *
 * - Somebody who got the role less than seven days before the recovery was asked for may not. Otherwise one admin could
 *   make a second one.
 * - Nor may an account that enrolled less than seven days before. Otherwise a thief who has the password of an admin
 *   without a second factor could set one up, and agree.
 * - A locked account may not. Otherwise an intruder's agreement would count after the owner has reported them.
 */
export const IS_ELIGIBLE = `e.role IN ('owner', 'admin') AND e.is_enrolled = 1 AND e.account_id <> r.account_id
  AND max(e.joined_at, e.role_at) <= r.asked_at - ${SETTLED_SECONDS}
  AND EXISTS (SELECT 1 FROM accounts ea WHERE ea.id = e.account_id AND ea.locked_at IS NULL
    AND ea.enrolled_at <= r.asked_at - ${SETTLED_SECONDS})`

// Numbers for a recovery `r` and a concerned workspace `w`. Counting ends at the number that is needed, so that a workspace
// with many admins costs no more.
const upToNeeded = (rows: string) =>
  `(SELECT count(*) FROM (SELECT 1 FROM ${rows} LIMIT ${APPROVALS_NEEDED}))`
export const ELIGIBLE = upToNeeded(`members e WHERE e.workspace_id = w.id AND ${IS_ELIGIBLE}`)
export const APPROVED = upToNeeded(`recovery_approvals v JOIN members e ON e.workspace_id = v.workspace_id
  AND e.account_id = v.approver_id WHERE v.recovery_id = r.id AND v.workspace_id = w.id AND ${IS_ELIGIBLE}`)

const CONCERNED = concernedBy('r.account_id')

/** SQL that holds if everybody has agreed with the recovery `r`. Must match `isAgreed` (core/recovery.ts). */
const IS_AGREED = `(r.operator_agreed_at IS NOT NULL OR EXISTS (SELECT 1 FROM ${enteredBy('r.account_id')}))
  AND NOT EXISTS (SELECT 1 FROM ${CONCERNED} AND (
    ${APPROVED} < min(${APPROVALS_NEEDED}, ${ELIGIBLE})
    OR (r.operator_agreed_at IS NULL AND ${ELIGIBLE} < ${APPROVALS_NEEDED})))`

/**
 * Records that everybody has agreed, and when the link is mailed. Changes nothing while somebody must still agree, or if a
 * link was mailed before. So of two last approvals at once, one mails the link.
 */
export const agreeIfAll = (
  db: D1Database,
  accountId: string,
  now: number,
  condition: Condition,
): D1PreparedStatement =>
  db
    .prepare(
      `UPDATE recoveries AS r SET linked_at = ?, expires_at = ?, next_step_at = NULL
       WHERE r.account_id = ? AND ${IS_OPEN} AND r.linked_at IS NULL AND ${IS_AGREED} AND ${condition.sql}`,
    )
    .bind(now, now + AGREED_SECONDS, accountId, now, ...condition.values)

/** A concerned workspace with its numbers. */
export interface NamedStand extends WorkspaceStand {
  readonly workspaceId: string
  readonly operatorAgreed: boolean
}

type StandRow = Omit<NamedStand, 'operatorAgreed' | 'isEntered'> & {
  readonly operatorAgreed: 0 | 1
  readonly isEntered: 0 | 1
}

/** Selects the numbers of each workspace that a recovery concerns. */
export const selectStands = (db: D1Database, recoveryId: string): Query<NamedStand> =>
  query(
    db
      .prepare(
        `SELECT w.id AS workspaceId, ${ELIGIBLE} AS eligible, ${APPROVED} AS approved, ${BINDS} AS isEntered,
           r.operator_agreed_at IS NOT NULL AS operatorAgreed
         FROM recoveries r JOIN ${CONCERNED} AND r.id = ?1`,
      )
      .bind(recoveryId),
    ({ operatorAgreed, isEntered, ...row }: StandRow) => ({
      ...row,
      isEntered: isEntered === 1,
      operatorAgreed: operatorAgreed === 1,
    }),
  )

/** Who agrees, and for which workspace. */
export interface Approver {
  readonly workspaceId: string
  readonly approverId: string
}

/** SQL that holds if the workspace is concerned by the recovery `r`, and the account may agree for it. */
const MAY_APPROVE = `EXISTS (SELECT 1 FROM ${CONCERNED} AND w.id = ?)
  AND EXISTS (SELECT 1 FROM members e WHERE e.workspace_id = ? AND e.account_id = ? AND ${IS_ELIGIBLE})`

/** Holds for a recovery `r` that the account may agree with, or stop, on behalf of the workspace. */
export const mayApprove = ({ workspaceId, approverId }: Approver): Condition => ({
  sql: MAY_APPROVE,
  values: [workspaceId, workspaceId, approverId],
})

/** SQL that holds if an account could agree with a recovery that is asked for now. Parameters: now, workspace, account. */
export const couldApprove = (recovered: string): string => `EXISTS (
  SELECT 1 FROM members e JOIN (SELECT ${recovered} AS account_id, ? AS asked_at) r
  WHERE e.workspace_id = ? AND e.account_id = ? AND ${IS_ELIGIBLE})`

/**
 * Holds if the approver could agree with a recovery of the account that is asked for now. Nobody else may ask, because an
 * admin who asks agrees.
 */
export const mayAskFor = (
  accountId: string,
  { workspaceId, approverId }: Approver,
  now: number,
): Condition => ({
  sql: couldApprove('?'),
  values: [accountId, now, workspaceId, approverId],
})

/**
 * Adds an approval. Changes nothing if the recovery has ended, its link was mailed, or the approver may not agree or has
 * agreed before.
 */
export const addApproval = (
  db: D1Database,
  approver: Approver,
  { accountId, reason }: { readonly accountId: string; readonly reason: string },
  now: number,
  condition: Condition,
): D1PreparedStatement => {
  const may = mayApprove(approver)
  return db
    .prepare(
      `INSERT INTO recovery_approvals (recovery_id, workspace_id, approver_id, reason, approved_at)
       SELECT r.id, ?, ?, ?, ? FROM recoveries r
       WHERE r.account_id = ? AND ${IS_OPEN} AND r.linked_at IS NULL AND ${may.sql} AND ${condition.sql}
       ON CONFLICT DO NOTHING`,
    )
    .bind(
      ...[approver.workspaceId, approver.approverId, reason, now, accountId, now],
      ...may.values,
      ...condition.values,
    )
}

/** Records that the operator agrees. Changes nothing if they have, or if the link was mailed. */
export const agreeAsOperator = (db: D1Database, accountId: string, now: number): D1PreparedStatement =>
  db
    .prepare(
      `UPDATE recoveries AS r SET operator_agreed_at = ?
       WHERE r.account_id = ? AND ${IS_OPEN} AND r.linked_at IS NULL AND r.operator_agreed_at IS NULL`,
    )
    .bind(now, accountId, now)

/** Holds if the approver agreed at `at`. For steps that only run if the same batch has added the approval. */
export const approvedAt = (
  recoveryId: string,
  { workspaceId, approverId }: Approver,
  at: number,
): Condition => ({
  sql: `EXISTS (SELECT 1 FROM recovery_approvals WHERE recovery_id = ? AND workspace_id = ? AND approver_id = ?
    AND approved_at = ?)`,
  values: [recoveryId, workspaceId, approverId, at],
})

/** The same for the operator. */
export const operatorAgreedAt = (recoveryId: string, at: number): Condition => ({
  sql: 'EXISTS (SELECT 1 FROM recoveries WHERE id = ? AND operator_agreed_at = ?)',
  values: [recoveryId, at],
})
