// Defines what a role may do. Admins manage the workspace. Only owners can add or remove owners.

export const ROLES = ['owner', 'admin', 'member'] as const
export type Role = (typeof ROLES)[number]

/** Returns whether a role may manage the workspace. */
export const administers = (role: Role): role is 'owner' | 'admin' => role !== 'member'

/**
 * Returns whether `actor` may change a member's role. `before` or `after` is null if the person is not a
 * member then.
 *
 * An admin must not touch owners. Otherwise an admin could take over the workspace.
 */
export function mayChangeRole(actor: Role, before: Role | null, after: Role | null): boolean {
  if (actor === 'owner') return true
  return actor === 'admin' && before !== 'owner' && after !== 'owner'
}
