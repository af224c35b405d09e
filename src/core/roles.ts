// What a role may do to others. An admin runs the workspace; only an owner makes or unmakes an owner.

export const ROLES = ['owner', 'admin', 'member'] as const
export type Role = (typeof ROLES)[number]

export const administers = (role: Role): role is 'owner' | 'admin' => role !== 'member'

/** Roles are null where there is no membership before or after. */
export function mayChangeRole(actor: Role, before: Role | null, after: Role | null): boolean {
  if (actor === 'owner') return true
  return actor === 'admin' && before !== 'owner' && after !== 'owner'
}
