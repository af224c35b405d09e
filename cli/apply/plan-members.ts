// Compares the members of a document with those of the workspace.

import { requireEmail } from '../../src/core/email.ts'
import { ROLES, type Role } from '../../src/core/roles.ts'
import type { Member } from '../portal/answers.ts'
import { path } from '../portal/portal.ts'
import type { PlanComplaint, Step } from './change.ts'
import type { Current } from './current.ts'
import type { Wish, WishedMember } from './shape.ts'

interface MembersPlan {
  /** Members who are added or get a higher role. Owners come first. */
  readonly rising: readonly Step[]
  /** Members who get a lower role or are removed. */
  readonly sinking: readonly Step[]
  readonly notes: readonly string[]
  readonly complaints: readonly PlanComplaint[]
}

export function planMembers(
  { workspace, members }: Wish,
  { members: present }: Current,
  prune: boolean,
): MembersPlan {
  if (!members) return { rising: [], sinking: [], notes: [], complaints: [] }
  const before = new Map(present.map((member) => [keyOf(member), member]))
  const wished = new Set(members.map(({ email }) => email.key))
  const changed = members.flatMap((member) => {
    const from = before.get(member.email.key)?.role ?? null
    return from === member.role ? [] : [{ member, from }]
  })
  const unlisted = prune ? present.filter((member) => !wished.has(keyOf(member))) : []
  const isOwned = members.some(({ role }) => role === 'owner')
  // Keep the current owners if the document names no owner. Otherwise nobody would be left to own the
  // workspace.
  const kept = isOwned ? [] : unlisted.filter(({ role }) => role === 'owner')
  const removed = unlisted.filter((member) => !kept.includes(member))
  const isRise = ({ member, from }: (typeof changed)[number]) =>
    from === null || rank(member.role) < rank(from)
  const stepFor = ({ member, from }: (typeof changed)[number]) => put(workspace, member, from)
  return {
    rising: changed
      .filter(isRise)
      .toSorted((one, other) => rank(one.member.role) - rank(other.member.role))
      .map(stepFor),
    sinking: [
      ...changed.filter((each) => !isRise(each)).map(stepFor),
      ...removed.map((member) => remove(workspace, member)),
    ],
    notes: kept.map(({ email }) => `${workspace}: ${email} stays, because the document names no owner.`),
    complaints: complaintsAbout(present, removed, members),
  }
}

/** A workspace that has an owner must keep one. */
function complaintsAbout(
  present: readonly Member[],
  removed: readonly Member[],
  members: readonly WishedMember[],
): PlanComplaint[] {
  const roles = new Map<string, Role>(present.map((member) => [keyOf(member), member.role]))
  const isOwned = () => [...roles.values()].includes('owner')
  if (!isOwned()) return []
  for (const { email, role } of members) roles.set(email.key, role)
  for (const member of removed) roles.delete(keyOf(member))
  return isOwned() ? [] : [{ path: ['members'], message: 'Nobody would own the workspace any more' }]
}

const rank = (role: Role): number => ROLES.indexOf(role)
const keyOf = ({ email }: Member): string => requireEmail(email).key
const pathOf = (workspace: string, email: string) => path`/workspaces/${workspace}/members/${email}`

function put(workspace: string, { email, role }: WishedMember, from: Role | null): Step {
  const { address } = email
  const field = `members.${address}`
  const change =
    from === null
      ? ({ action: 'add', field, from, to: role, text: `member ${address}: ${role}` } as const)
      : ({ action: 'change', field, from, to: role, text: `member ${address}: ${from} → ${role}` } as const)
  return {
    workspace,
    changes: [change],
    call: { method: 'PUT', path: pathOf(workspace, address), body: { role } },
  }
}

function remove(workspace: string, { email, role }: Member): Step {
  const change = {
    action: 'remove',
    field: `members.${email}`,
    from: role,
    to: null,
    text: `member ${email}`,
  } as const
  return { workspace, changes: [change], call: { method: 'DELETE', path: pathOf(workspace, email) } }
}
