// Who belongs to a workspace, and as what. Roles say who may change whom; the store's statements keep the owner that each
// workspace needs.

import type { Email } from '../../core/email.ts'
import { enforcementAt } from '../../core/policy.ts'
import { err, ok, type Result } from '../../core/result.ts'
import { mayChangeRole, type Role } from '../../core/roles.ts'
import { type Standing, standingOf } from '../../core/standing.ts'
import { findAccountByEmail } from '../../store/accounts.ts'
import { type AuditEntry, appendAudit } from '../../store/audit.ts'
import { type Condition, IF_CHANGED } from '../../store/condition.ts'
import { type ListedMember, listMembers, type MemberGroup } from '../../store/listed-members.ts'
import { acceptMembership, findRole, putMember, removeMember } from '../../store/members.ts'
import { findOwnerHold, type OwnerHold } from '../../store/owners.ts'
import type { PolicyAndCounts } from '../../store/policies.ts'
import { type Vouchers, vouchersWithout } from '../../store/vouchers.ts'
import type { Edge } from '../edge/edge.ts'

/** Who changes a workspace, under the name that the audit gets. */
export interface Author {
  readonly name: string
  /** The account of who is signed in; null for a token. */
  readonly accountId: string | null
  /** Whether they still may, for the statement that makes the change: store/authority.ts. */
  readonly isStill: Condition
}

/** An admin who says what the workspace asks of its members is asked it as well, though they never entered it. */
export function acceptAsAuthor(
  { db, now }: Edge,
  workspaceId: string,
  { accountId, isStill }: Author,
): D1PreparedStatement[] {
  return accountId === null ? [] : [acceptMembership(db, { workspaceId, accountId }, now, isStill)]
}

export interface Actor extends Author {
  /** Whose rights they have in the workspace. */
  readonly role: Role
}

interface NewRole {
  readonly email: Email
  readonly role: Role
}

export type MemberRefusal =
  | 'no-such-account'
  | 'already-a-member'
  | 'not-a-member'
  | 'not-allowed'
  | OwnerHold
  | 'changed-meanwhile'

/** Adds the account, or changes its role. */
export const putMemberOf = (edge: Edge, workspaceId: string, member: NewRole, actor: Actor) =>
  put(edge, workspaceId, member, actor, () => null)

/** Refuses a member: otherwise a role left at its default in a form that adds would demote an owner. */
export const addMemberTo = (edge: Edge, workspaceId: string, member: NewRole, actor: Actor) =>
  put(edge, workspaceId, member, actor, (before) => (before === null ? null : 'already-a-member'))

/** Refuses somebody who is no member any more: otherwise a list that is out of date would add them again. */
export const changeRoleIn = (edge: Edge, workspaceId: string, member: NewRole, actor: Actor) =>
  put(edge, workspaceId, member, actor, (before) => (before === null ? 'not-a-member' : null))

async function put(
  edge: Edge,
  workspaceId: string,
  member: NewRole,
  actor: Actor,
  refuse: (before: Role | null) => MemberRefusal | null,
): Promise<Result<{ isNew: boolean }, MemberRefusal>> {
  const { db, now } = edge
  const account = await findAccountByEmail(db, member.email)
  if (!account) return err('no-such-account')
  const before = await findRole(db, workspaceId, account.id)
  const refusal = refuse(before)
  if (refusal) return err(refusal)
  if (!mayChangeRole(actor.role, before, member.role)) return err('not-allowed')
  if (before === member.role) return ok({ isNew: false })
  const entry: AuditEntry = {
    scope: workspaceId,
    actor: actor.name,
    action: 'member.put',
    accountId: account.id,
    detail: { role: member.role, was: before },
  }
  const statement = putMember(
    db,
    { workspaceId, accountId: account.id, before, role: member.role },
    now,
    actor.isStill,
  )
  if (await changeAndAudit(edge, statement, entry)) return ok({ isNew: before === null })
  return err(await whyUnchanged(db, workspaceId, { accountId: account.id, before }))
}

export async function removeMemberOf(
  edge: Edge,
  workspaceId: string,
  email: Email,
  actor: Actor,
): Promise<Result<null, MemberRefusal>> {
  const { db } = edge
  const account = await findAccountByEmail(db, email)
  const before = account && (await findRole(db, workspaceId, account.id))
  if (!account || !before) return err('not-a-member')
  if (!mayChangeRole(actor.role, before, null)) return err('not-allowed')
  const entry: AuditEntry = {
    scope: workspaceId,
    actor: actor.name,
    action: 'member.removed',
    accountId: account.id,
    detail: { was: before },
  }
  const statement = removeMember(db, { workspaceId, accountId: account.id, before }, actor.isStill)
  if (await changeAndAudit(edge, statement, entry)) return ok(null)
  return err(await whyUnchanged(db, workspaceId, { accountId: account.id, before }))
}

/** Who has not enrolled is a fact about people: each look is an audit entry. */
export async function viewMembers(
  { db, now, client }: Edge,
  workspaceId: string,
  { facts, standing, after, limit }: MembersView,
  actor: Actor,
): Promise<SeenMember[]> {
  const isEnrolled = standing === null ? null : standing === 'enrolled'
  const detail = { is_enrolled: isEnrolled, standing, after }
  const entry: AuditEntry = {
    scope: workspaceId,
    actor: actor.name,
    action: 'members.viewed',
    accountId: null,
    detail,
  }
  await appendAudit(db, entry, client, now).run()
  const listed = await listMembers(db, workspaceId, {
    group: groupOf(standing, facts.vouchers),
    after,
    limit,
  })
  const enforcement = enforcementAt(facts.policy, now)
  return listed.map((member) => {
    const isVouchedFor = facts.vouchers.inForce.includes(member.voucher)
    return { ...member, standing: standingOf({ ...member, isVouchedFor }, enforcement) }
  })
}

export interface MembersView {
  readonly facts: PolicyAndCounts
  /** Null for everybody. Of those without a second factor it is the same whichever of their standings is asked for. */
  readonly standing: Standing | null
  readonly after: string
  readonly limit: number
}

export interface SeenMember extends ListedMember {
  readonly standing: Standing
}

function groupOf(standing: Standing | null, vouchers: Vouchers): MemberGroup {
  if (standing === null) return 'everybody'
  if (standing === 'enrolled') return 'enrolled'
  return { withVoucher: standing === 'vouched' ? vouchers.inForce : vouchersWithout(vouchers) }
}

/** Asked after the refusal, so by now it may be over: then somebody else's change is the reason. */
async function whyUnchanged(
  db: D1Database,
  workspaceId: string,
  { accountId, before }: { accountId: string; before: Role | null },
): Promise<MemberRefusal> {
  const hold = before === 'owner' ? await findOwnerHold(db, workspaceId, accountId) : null
  return hold ?? 'changed-meanwhile'
}

async function changeAndAudit(
  { db, client, now }: Edge,
  statement: D1PreparedStatement,
  entry: AuditEntry,
): Promise<boolean> {
  const [changed] = await db.batch([statement, appendAudit(db, entry, client, now, IF_CHANGED)])
  return changed?.results.length === 1
}
