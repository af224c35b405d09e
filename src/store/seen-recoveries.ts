// Reads recoveries as admins see them, and as the person does after the first factor.

import type { Email } from '../core/email.ts'
import { APPROVALS_NEEDED, type Recovery, type RecoveryPath } from '../core/recovery.ts'
import type { Digest } from '../crypto/digest.ts'
import { DELAY_IS_OPEN } from './ask-recovery.ts'
import { type Query, query } from './batch.ts'
import { policyJoins } from './joined-policies.ts'
import { loginIsAlive } from './logins.ts'
import { APPROVED, couldApprove, ELIGIBLE, mayApprove } from './recovery-stands.ts'
import { concernedBy, enteredBy, IS_CONCERNED } from './recovery-workspaces.ts'
import { BINDS, mayEnrolBy } from './ways-taken.ts'

export interface Approval {
  /** The admin's address. */
  readonly by: string
  readonly reason: string
  readonly at: number
}

/** An open recovery of a member, with the agreements on behalf of one workspace. */
export interface ListedRecovery extends Recovery {
  readonly email: string
  readonly name: string
  readonly approvals: readonly Approval[]
}

const RECOVERY = `r.id, r.path, r.asked_at AS askedAt, r.linked_at AS linkedAt, r.expires_at AS expiresAt,
  r.ended_at AS endedAt, r.outcome`

// The agreements with the recovery `r` on behalf of the workspace `m.workspace_id`, oldest first.
const APPROVALS = `(SELECT json_group_array(json_object('by', email, 'reason', reason, 'at', approved_at)) FROM (
  SELECT b.email, v.reason, v.approved_at FROM recovery_approvals v JOIN accounts b ON b.id = v.approver_id
  WHERE v.recovery_id = r.id AND v.workspace_id = m.workspace_id ORDER BY v.approved_at, b.id))`

/** A workspace has few at a time: ten may be asked for in a day, and each ends after some days. */
const MOST_LISTED = 100

type ListedRow = Omit<ListedRecovery, 'approvals'> & { readonly approvals: string }

/** Selects the open recoveries that concern a workspace. Reads no other member. */
export const selectRecoveriesIn = (db: D1Database, workspaceId: string, now: number): Query<ListedRecovery> =>
  query<ListedRow, ListedRecovery>(
    db
      .prepare(
        `SELECT ${RECOVERY}, a.email, a.name, ${APPROVALS} AS approvals
         FROM members m INDEXED BY members_recovering JOIN recoveries r ON r.id = m.recovery_id
           JOIN accounts a ON a.id = m.account_id ${policyJoins('m.workspace_id')}
         WHERE m.workspace_id = ?1 AND m.recovery_id IS NOT NULL AND r.ended_at IS NULL AND r.expires_at > ?2
           AND ${IS_CONCERNED}
         ORDER BY r.asked_at, r.id LIMIT ${MOST_LISTED}`,
      )
      .bind(workspaceId, now),
    ({ approvals, ...row }) => ({ ...row, approvals: JSON.parse(approvals) as Approval[] }),
  )

/** A member and their open recovery, as an admin of the workspace sees them. */
export interface MemberRecovery {
  readonly accountId: string
  readonly email: string
  readonly name: string
  /** True if the member has a second factor, or is locked. Otherwise nothing has to be recovered. */
  readonly isRecoverable: boolean
  /** True if this workspace must agree. */
  readonly isConcerned: boolean
  /** True if the member has entered this workspace. Before that, its admins can't ask. */
  readonly isEntered: boolean
  /** True if the admin who looks may ask for a recovery here. */
  readonly mayAsk: boolean
  /** When the account got its current address. Null if it has always had it. */
  readonly addressSince: number | null
  /** When a link in a mail last set the password. Null if none did. */
  readonly passwordMailedAt: number | null
  readonly recovery: SeenRecovery | null
}

export interface SeenRecovery extends Recovery {
  /** Null for an admin of another workspace. */
  readonly askedBy: string | null
  /** Null if the person, the operator or an admin of another workspace asked. */
  readonly reason: string | null
  /** When the link is mailed by itself. Null unless the person chose to wait. */
  readonly readyAt: number | null
  readonly approvals: readonly Approval[]
  readonly eligible: number
  readonly approved: number
  readonly operatorAgreed: boolean
  /** True if the admin who looks may agree, or stop it. */
  readonly mayApprove: boolean
  readonly hasApproved: boolean
}

interface MemberRow {
  readonly accountId: string
  readonly email: string
  readonly name: string
  readonly isRecoverable: 0 | 1
  readonly isConcerned: 0 | 1
  readonly isEntered: 0 | 1
  readonly mayAsk: 0 | 1
  readonly addressSince: number | null
  readonly passwordMailedAt: number | null
  readonly id: string | null
  readonly path: RecoveryPath
  readonly askedBy: string | null
  readonly reason: string | null
  readonly readyAt: number | null
  readonly askedAt: number
  readonly linkedAt: number | null
  readonly expiresAt: number
  readonly approvals: string
  readonly eligible: number
  readonly approved: number
  readonly operatorAgreed: 0 | 1
  readonly mayApprove: 0 | 1
  readonly hasApproved: 0 | 1
}

/** Selects a member with their open recovery. Selects nothing for an address that is no member's. */
export function selectMemberRecovery(
  db: D1Database,
  { workspaceId, approverId, email }: { workspaceId: string; approverId: string; email: Email },
  now: number,
): Query<MemberRecovery> {
  const may = mayApprove({ workspaceId, approverId })
  return query<MemberRow, MemberRecovery>(
    db
      .prepare(
        `SELECT a.id AS accountId, a.email, a.name,
           (a.enrolled_at IS NOT NULL OR a.locked_at IS NOT NULL) AS isRecoverable, ${IS_CONCERNED} AS isConcerned,
           ${BINDS} AS isEntered, ${couldApprove('a.id')} AS mayAsk,
           a.address_since AS addressSince, a.password_mailed_at AS passwordMailedAt,
           ${RECOVERY}, iif(coalesce(r.asked_in, w.id) = w.id, r.asked_by, NULL) AS askedBy,
           iif(r.asked_in = w.id, r.reason, NULL) AS reason, r.ready_at AS readyAt, ${APPROVALS} AS approvals,
           ${ELIGIBLE} AS eligible,
           ${APPROVED} AS approved, r.operator_agreed_at IS NOT NULL AS operatorAgreed, (${may.sql}) AS mayApprove,
           EXISTS (SELECT 1 FROM recovery_approvals WHERE recovery_id = r.id AND workspace_id = w.id
             AND approver_id = ?) AS hasApproved
         FROM accounts a JOIN members m ON m.account_id = a.id JOIN live_workspaces w ON w.id = m.workspace_id
           ${policyJoins('w.id')}
           LEFT JOIN recoveries r ON r.account_id = a.id AND r.ended_at IS NULL AND r.expires_at > ?
         WHERE m.workspace_id = ? AND a.email_key = ?`,
      )
      .bind(now, workspaceId, approverId, ...may.values, approverId, now, workspaceId, email.key),
    memberRecoveryFrom,
  )
}

function memberRecoveryFrom(row: MemberRow): MemberRecovery {
  const { accountId, email, name, isRecoverable, isConcerned, isEntered, mayAsk, id, ...other } = row
  const { addressSince, passwordMailedAt, ...rest } = other
  const recovery =
    id === null
      ? null
      : {
          ...{ id, ...rest, endedAt: null, outcome: null },
          approvals: JSON.parse(rest.approvals) as Approval[],
          operatorAgreed: rest.operatorAgreed === 1,
          mayApprove: rest.mayApprove === 1,
          hasApproved: rest.hasApproved === 1,
        }
  return {
    ...{ accountId, email, name, isRecoverable: isRecoverable === 1, isConcerned: isConcerned === 1 },
    ...{ isEntered: isEntered === 1, mayAsk: mayAsk === 1, addressSince, passwordMailedAt, recovery },
  }
}

/** What a person is told after the first factor. It names no workspace, because a thief may know the password. */
export interface OwnRecovery {
  readonly accountId: string
  readonly email: string
  /** False if most workspaces of the account do not take this way to sign in. */
  readonly isUsualWay: boolean
  readonly isRecoverable: boolean
  /** True if the person has entered a concerned workspace, so that its admins can be asked. */
  readonly hasAdmins: boolean
  /** True if a concerned workspace has fewer than two admins who could agree. */
  readonly needsOperator: boolean
  /** True if the path `delay` is open. */
  readonly mayWait: boolean
  readonly recovery: (Recovery & { readonly readyAt: number | null }) | null
}

interface OwnRow {
  readonly accountId: string
  readonly email: string
  readonly isUsualWay: 0 | 1
  readonly isRecoverable: 0 | 1
  readonly hasAdmins: 0 | 1
  readonly needsOperator: 0 | 1
  readonly mayWait: 0 | 1
  readonly readyAt: number | null
  readonly id: string | null
  readonly path: RecoveryPath
  readonly askedAt: number
  readonly linkedAt: number | null
  readonly expiresAt: number
}

/** Selects the account of a login, and its open recovery. Selects nothing if the login has ended. */
export function selectOwnRecovery(
  db: D1Database,
  login: Digest,
  configured: readonly string[],
  now: number,
): Query<OwnRecovery> {
  const alive = loginIsAlive(login, now)
  // Before a recovery is asked for, `r` is one that would be asked for now.
  const eligible = `(SELECT min(eligible) FROM (SELECT ${ELIGIBLE} AS eligible FROM ${concernedBy('r.account_id')}))`
  return query<OwnRow, OwnRecovery>(
    db
      .prepare(
        `SELECT a.id AS accountId, a.email, s.link_subject IS NULL AND ${mayEnrolBy('?')} AS isUsualWay,
           (a.enrolled_at IS NOT NULL OR a.locked_at IS NOT NULL) AS isRecoverable,
           EXISTS (SELECT 1 FROM ${enteredBy('a.id')}) AS hasAdmins,
           coalesce((SELECT ${eligible} FROM (SELECT a.id AS account_id, coalesce(o.asked_at, ?) AS asked_at) r), 0)
             < ${APPROVALS_NEEDED} AS needsOperator,
           ${DELAY_IS_OPEN('a.id')} AS mayWait, o.ready_at AS readyAt,
           o.id, o.path, o.asked_at AS askedAt, o.linked_at AS linkedAt, o.expires_at AS expiresAt
         FROM logins s JOIN accounts a ON a.id = s.account_id
           LEFT JOIN recoveries o ON o.account_id = a.id AND o.ended_at IS NULL AND o.expires_at > ?
         WHERE s.token_digest = ? AND ${alive.sql}`,
      )
      .bind(JSON.stringify(configured), now, now, now, now, now, login, ...alive.values),
    ({ accountId, email, isUsualWay, isRecoverable, hasAdmins, needsOperator, mayWait, id, ...rest }) => ({
      ...{ accountId, email, isUsualWay: isUsualWay === 1, isRecoverable: isRecoverable === 1 },
      ...{ hasAdmins: hasAdmins === 1, needsOperator: needsOperator === 1, mayWait: mayWait === 1 },
      recovery: id === null ? null : { id, ...rest, endedAt: null, outcome: null },
    }),
  )
}
