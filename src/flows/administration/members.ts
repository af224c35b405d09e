// Lists, adds, changes and removes members of a workspace.
//
// A person's role decides whose role they may change. The store's statements keep the owner that each
// workspace needs.

import { type Email, keyPrefixOf } from '../../core/email.ts'
import { type Page, pageOf, rowsFor } from '../../core/keyset-page.ts'
import { concerns, type MemberGroup } from '../../core/member-groups.ts'
import { enforcementFor, POLICY_KINDS, policyOf } from '../../core/policy.ts'
import { err, ok, type Result } from '../../core/result.ts'
import { mayChangeRole, type Role } from '../../core/roles.ts'
import { type Standing, standingOf, standingOfGroup } from '../../core/standing.ts'
import { type AuditEntry, audited } from '../../store/audit.ts'
import { batch, findFirst, type Results, under } from '../../store/batch.ts'
import { ifChanged } from '../../store/condition.ts'
import { endInvitationOf } from '../../store/invitations.ts'
import { type ListedGroup, type ListedMember, membersIn, selectMembers } from '../../store/listed-members.ts'
import { putMember, removeMember, selectMaybeMember } from '../../store/members.ts'
import { type OwnerHold, selectOwnerHold } from '../../store/owners.ts'
import type { PoliciesAndGroups } from '../../store/policies.ts'
import { ofWorkspace } from '../edge/audit-entries.ts'
import type { Edge } from '../edge/edge.ts'
import type { Actor } from './actor.ts'

export interface NewRole {
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

/** Adds the account as a member, or changes its role. */
export const putMemberOf = (edge: Edge, workspaceId: string, member: NewRole, actor: Actor) =>
  put(edge, workspaceId, member, actor, () => null)

/**
 * Adds a member. Refuses an existing member. Otherwise the default role of the form could demote an owner.
 */
export const addMemberTo = (edge: Edge, workspaceId: string, member: NewRole, actor: Actor) =>
  put(edge, workspaceId, member, actor, (before) => (before === null ? null : 'already-a-member'))

/**
 * Changes a role. Refuses an account that is no longer a member. Otherwise an outdated list could add it
 * again.
 */
export const changeRoleIn = (edge: Edge, workspaceId: string, member: NewRole, actor: Actor) =>
  put(edge, workspaceId, member, actor, (before) => (before === null ? 'not-a-member' : null))

async function put(
  edge: Edge,
  workspaceId: string,
  { email, role }: NewRole,
  actor: Actor,
  refuse: (before: Role | null) => MemberRefusal | null,
): Promise<Result<{ isNew: boolean }, MemberRefusal>> {
  const { db, now } = edge
  const found = await findFirst(db, selectMaybeMember(db, workspaceId, email))
  if (!found) return err('no-such-account')
  const { accountId, role: before } = found
  const refusal = refuse(before)
  if (refusal) return err(refusal)
  if (!mayChangeRole(actor.role, before, role)) return err('not-allowed')
  if (before === role) return ok({ isNew: false })
  const refused = await change(
    edge,
    { workspaceId, accountId, before },
    putMember(db, { workspaceId, accountId, before, role }, now, actor.isStill),
    ofWorkspace(workspaceId, { by: actor.name, about: accountId }, 'member.put', { role, was: before }),
  )
  return refused ? err(refused) : ok({ isNew: before === null })
}

export async function removeMemberOf(
  edge: Edge,
  workspaceId: string,
  email: Email,
  actor: Actor,
): Promise<Result<null, MemberRefusal>> {
  const { db } = edge
  const found = await findFirst(db, selectMaybeMember(db, workspaceId, email))
  if (!found?.role) return err('not-a-member')
  const { accountId, role: before } = found
  if (!mayChangeRole(actor.role, before, null)) return err('not-allowed')
  const refused = await change(
    edge,
    { workspaceId, accountId, before },
    removeMember(db, { workspaceId, accountId, before }, actor.isStill),
    ofWorkspace(workspaceId, { by: actor.name, about: accountId }, 'member.removed', { was: before }),
  )
  return refused ? err(refused) : ok(null)
}

interface Membership {
  readonly workspaceId: string
  readonly accountId: string
  /** The role on which the change was decided. Null if the account is not a member. */
  readonly before: Role | null
}

/**
 * Makes the change, and ends an open invitation of the person. Returns null if it succeeded. A refusal has one of two causes: the member is the last
 * owner, or another request was faster.
 */
async function change(
  edge: Edge,
  { workspaceId, accountId, before }: Membership,
  statement: D1PreparedStatement,
  entry: AuditEntry,
): Promise<MemberRefusal | null> {
  const { db } = edge
  const isDone = ifChanged('recorded')
  const { changed, held } = await batch(db, {
    changed: statement,
    recorded: audited(edge, entry, ifChanged('changed')),
    invitationEnded: under(isDone, endInvitationOf(db, { workspaceId, accountId }, isDone)),
    held: before === 'owner' ? selectOwnerHold(db, workspaceId, accountId) : null,
  })
  return changed.changed ? null : (held.first ?? 'changed-meanwhile')
}

export interface MembersView {
  readonly facts: PoliciesAndGroups
  /** The standing of the members to list. Null lists everybody. */
  readonly standing: Standing | null
  /** `passkey` lists only members who need a passkey and lack it. */
  readonly lacks?: 'passkey' | null
  /** How the address begins, as somebody typed it. Empty for all addresses. */
  readonly search: string
  /** The account id of the last member on the previous page. Empty for the first page. */
  readonly after: string
  readonly size: number
}

export interface SeenMember extends ListedMember {
  readonly standing: Standing
  /** True if another person's date can be extended: a policy covers the member, who lacks its factor. */
  readonly mayBeExtended: boolean
}

/** Lists members. Each call is recorded in the audit log, because it reveals who has not enrolled. */
export async function viewMembers(
  edge: Edge,
  workspaceId: string,
  view: MembersView,
  actor: Actor,
): Promise<Page<SeenMember>> {
  const { steps, pageFrom } = memberSteps(edge, workspaceId, view, actor)
  return pageFrom(await batch(edge.db, steps))
}

/** The steps that record a view and read it, and the function that makes the page from their results. */
export function memberSteps(
  edge: Edge,
  workspaceId: string,
  { facts, standing, lacks = null, search, after, size }: MembersView,
  { name: by, accountId: actorId }: Actor,
) {
  const { db, now } = edge
  // Records that it was searched, not for what. Otherwise a link could write any words into the log in an admin's name.
  const searched = search === '' ? {} : { searched: true }
  const detail = {
    is_enrolled: standing === null ? null : standing === 'enrolled',
    standing,
    ...(lacks === null ? {} : { lacks }),
    after,
    ...searched,
  }
  const prefix = keyPrefixOf(search)
  const asked = {
    groups: standing === null && lacks === null ? null : groupsWith({ standing, lacks }, facts, now),
    prefix: prefix ?? '',
    after,
    limit: rowsFor(size),
    looksForImports: facts.unusedImports > 0,
  }
  const steps = {
    viewed: audited(edge, ofWorkspace(workspaceId, { by }, 'members.viewed', detail)),
    walked: prefix === null ? {} : selectMembers(db, workspaceId, asked, now),
  }
  const { secondFactor } = facts.policies
  const vouched = new Set(facts.groups.filter(({ isVouchedFor }) => isVouchedFor).map(({ key }) => key))
  const extendable = new Set(facts.groups.filter((group) => isWaitedFor(group, facts)).map(({ key }) => key))
  const seenFrom = (member: ListedMember): SeenMember => {
    const isVouchedFor = vouched.has(member.groupKey)
    const enforcement = enforcementFor(secondFactor, member, now)
    const { extendedUntil } = member
    return {
      ...member,
      extendedUntil: extendedUntil !== null && extendedUntil > now ? extendedUntil : null,
      standing: standingOf({ ...member, isVouchedFor }, enforcement),
      mayBeExtended: member.accountId !== actorId && extendable.has(member.groupKey),
    }
  }
  const pageFrom = ({ walked }: Pick<Results<typeof steps>, 'walked'>) =>
    pageOf(membersIn(walked, asked.limit).map(seenFrom), size, ({ accountId }) => accountId)
  return { steps, pageFrom }
}

/** Returns whether a policy that is scheduled or in effect covers the members of a group, who lack its factor. */
const isWaitedFor = (group: MemberGroup, { policies }: PoliciesAndGroups): boolean =>
  POLICY_KINDS.some((kind) => {
    const policy = policyOf(policies, kind)
    return policy.effectiveAt !== null && concerns(policy, kind, group)
  })

/** Returns the groups whose members have this standing, if one is given, and lack this factor, if one is given. */
function groupsWith(
  { standing, lacks }: { readonly standing: Standing | null; readonly lacks: 'passkey' | null },
  { policies: { secondFactor, phishingResistant }, groups }: PoliciesAndGroups,
  now: number,
): readonly ListedGroup[] {
  const isAsked = (group: MemberGroup) =>
    (standing === null || standingOfGroup(group, secondFactor, now) === standing) &&
    (lacks === null || concerns(phishingResistant, 'phishing-resistant', group))
  return groups.flatMap((group): ListedGroup[] => {
    const { key, isExtended } = group
    if (!isExtended) return isAsked(group) ? [{ key, extension: null }] : []
    return [
      ...(isAsked(group) ? [{ key, extension: 'in-force' } as const] : []),
      ...(isAsked({ ...group, isExtended: false }) ? [{ key, extension: 'over' } as const] : []),
    ]
  })
}
