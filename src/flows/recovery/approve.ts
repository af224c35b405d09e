// Admins and the operator agree with a recovery. The last agreement mails the link, in the same batch. An admin who may
// agree may also stop it.

import type { Email } from '../../core/email.ts'
import { err, ok, type Result } from '../../core/result.ts'
import type { Account } from '../../store/accounts.ts'
import { batch, findFirst, listAll } from '../../store/batch.ts'
import { both, type Condition, ifChanged } from '../../store/condition.ts'
import { type StoredRecovery, selectLatestRecovery, stopRecoveryOf } from '../../store/recoveries.ts'
import {
  addApproval,
  agreeAsOperator,
  agreeIfAll,
  approvedAt,
  mayApprove,
  operatorAgreedAt,
} from '../../store/recovery-stands.ts'
import { type RecoveryEntry, recordedEverywhere } from '../../store/recovery-workspaces.ts'
import {
  type ListedRecovery,
  type MemberRecovery,
  type SeenRecovery,
  selectMemberRecovery,
  selectRecoveriesIn,
} from '../../store/seen-recoveries.ts'
import type { Edge } from '../edge/edge.ts'
import { mailLink, tellAccount } from '../notices/notices.ts'
import type { Admin } from './ask.ts'

export type { ListedRecovery, MemberRecovery, SeenRecovery } from '../../store/seen-recoveries.ts'

export type ApproveRefusal =
  | 'not-a-member'
  | 'own-recovery'
  | 'already-approved'
  /** Nothing is open, the link was mailed, or the recovery has ended meanwhile. */
  | 'too-late'
  /** The admin had the role, or a second factor, for less than seven days when the recovery was asked for. */
  | 'too-new'

interface Deed {
  readonly email: Email
  readonly reason: string
}

/** Returns the member and their open recovery, as this admin sees them. Null for an address that is no member's. */
export const viewMemberRecovery = (
  { db, now }: Edge,
  { workspaceId, accountId: approverId }: Admin,
  email: Email,
): Promise<MemberRecovery | null> =>
  findFirst(db, selectMemberRecovery(db, { workspaceId, approverId, email }, now))

/** Lists the open recoveries that concern a workspace. */
export const listRecoveries = ({ db, now }: Edge, workspaceId: string): Promise<readonly ListedRecovery[]> =>
  listAll(db, selectRecoveriesIn(db, workspaceId, now))

/** Agrees with the recovery of a member. The admin needs a fresh second factor, which `isStill` checks. */
export async function approve(
  edge: Edge,
  admin: Admin,
  { email, reason }: Deed,
): Promise<Result<null, ApproveRefusal>> {
  const { db, now } = edge
  const member = await viewMemberRecovery(edge, admin, email)
  const refusal = refuseApproval(member, admin)
  if (refusal || !member?.recovery) return err(refusal ?? 'too-late')
  const { accountId } = member
  const { id } = member.recovery
  const approver = { workspaceId: admin.workspaceId, approverId: admin.accountId }
  const entry = {
    ...({ actor: admin.name, by: admin, action: 'recovery.approved', accountId } as const),
    detail: { recovery: id, reason },
  }
  const about = { by: 'admin', recovery: id } as const
  const told = tellAccount(edge, 'recovery.approved', accountId, ifChanged('recorded'), about)
  const agreed = approvedAt(id, approver, now)
  const agreeing = agreeSteps(edge, { id, accountId, actor: admin.name, by: admin }, agreed)
  const done = await batch(db, {
    approved: addApproval(db, approver, { accountId, reason }, now, admin.isStill),
    recorded: recordedEverywhere(edge, entry, ifChanged('approved')),
    told: told.steps,
    agreeing: agreeing.steps,
  })
  if (!done.approved.changed)
    return err(refuseApproval(await viewMemberRecovery(edge, admin, email), admin) ?? 'too-late')
  told.deliver()
  agreeing.deliver()
  return ok(null)
}

function refuseApproval(member: MemberRecovery | null, admin: Admin): ApproveRefusal | null {
  if (!member) return 'not-a-member'
  if (member.accountId === admin.accountId) return 'own-recovery'
  const { recovery, isConcerned } = member
  if (!recovery || !isConcerned) return 'too-late'
  if (recovery.hasApproved) return 'already-approved'
  if (recovery.linkedAt !== null) return 'too-late'
  return recovery.mayApprove ? null : 'too-new'
}

/** Steps that mail the link, if everybody has agreed. */
function agreeSteps(
  edge: Edge,
  { id, accountId, actor, by }: Pick<RecoveryEntry, 'accountId' | 'actor' | 'by'> & { readonly id: string },
  condition: Condition,
) {
  const detail = { recovery: id }
  const entry = { actor, by, action: 'recovery.linked', accountId, detail } as const
  const link = { kind: 'recovery.link', about: { accountId }, subjectId: id } as const
  const mailed = mailLink(edge, link, ifChanged('linked'))
  const steps = {
    agreed: agreeIfAll(edge.db, accountId, edge.now, condition),
    linked: recordedEverywhere(edge, entry, ifChanged('agreed')),
    mailed: mailed.steps,
  }
  return { steps, deliver: mailed.deliver }
}

export type OperatorRefusal = 'not-found' | 'already-approved' | 'too-late'

/** The operator agrees, where a workspace has not two admins. Alone, this is enough only where nobody else can agree. */
export async function approveAsOperator(
  edge: Edge,
  { id: accountId }: Account,
  { reason, by }: { readonly reason: string; readonly by: string },
): Promise<Result<StoredRecovery, OperatorRefusal>> {
  const { db, now } = edge
  const latest = await findFirst(db, selectLatestRecovery(db, accountId))
  if (!latest) return err('not-found')
  const { id } = latest
  const entry = {
    ...({ actor: by, by: 'operator', action: 'recovery.approved', accountId } as const),
    detail: { recovery: id, reason },
  }
  const about = { by: 'operator', recovery: id } as const
  const told = tellAccount(edge, 'recovery.approved', accountId, ifChanged('recorded'), about)
  const agreed = operatorAgreedAt(id, now)
  const agreeing = agreeSteps(edge, { id, accountId, actor: by, by: 'operator' }, agreed)
  const done = await batch(db, {
    before: selectLatestRecovery(db, accountId),
    approved: agreeAsOperator(db, accountId, now),
    recorded: recordedEverywhere(edge, entry, ifChanged('approved')),
    told: told.steps,
    agreeing: agreeing.steps,
    after: selectLatestRecovery(db, accountId),
  })
  if (!done.approved.changed || !done.after.first) return err(refuseOperator(done.before.first, now))
  told.deliver()
  agreeing.deliver()
  return ok(done.after.first)
}

function refuseOperator(before: StoredRecovery | null, now: number): OperatorRefusal {
  if (!before) return 'not-found'
  const isWaiting = before.endedAt === null && before.expiresAt > now && before.linkedAt === null
  return isWaiting ? 'already-approved' : 'too-late'
}

/** Stops the recovery of a member. Returns the refusal, or null. */
export async function refuseRecovery(
  edge: Edge,
  admin: Admin,
  { email, reason }: Deed,
): Promise<ApproveRefusal | null> {
  const { db, now } = edge
  const member = await viewMemberRecovery(edge, admin, email)
  if (!member) return 'not-a-member'
  if (!member.recovery) return 'too-late'
  if (!mayStop(member.recovery)) return member.accountId === admin.accountId ? 'own-recovery' : 'too-new'
  const { accountId } = member
  const approver = { workspaceId: admin.workspaceId, approverId: admin.accountId }
  const entry = {
    ...({ actor: admin.name, by: admin, action: 'recovery.stopped', accountId } as const),
    detail: { recovery: member.recovery.id, how: 'admin', reason },
  }
  const told = tellAccount(edge, 'recovery.stopped', accountId, ifChanged('recorded'), { by: 'admin' })
  const may = both(admin.isStill, mayApprove(approver))
  const done = await batch(db, {
    stopped: stopRecoveryOf(db, accountId, now, may),
    recorded: recordedEverywhere(edge, entry, ifChanged('stopped')),
    told: told.steps,
  })
  if (done.stopped.changed) told.deliver()
  return done.stopped.changed ? null : 'too-late'
}

export const mayStop = ({ mayApprove: may }: SeenRecovery): boolean => may
