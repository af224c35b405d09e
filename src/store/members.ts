// Reads and writes the table `members`.

import type { Email } from '../core/email.ts'
import type { Policies } from '../core/policy.ts'
import type { Role } from '../core/roles.ts'
import type { Digest } from '../crypto/digest.ts'
import { type Query, query } from './batch.ts'
import { ALWAYS, type Condition, numbered } from './condition.ts'
import { policyAsJson, policyFrom, policyJoins } from './joined-policies.ts'
import { IS_HELD_AS_OWNER } from './owners.ts'
import { SHOWN_NAME } from './sites.ts'
import { BINDS } from './ways-taken.ts'

/**
 * Selects the role of the session's account in a workspace. Must be in the same batch as a query that checks
 * that the session is alive.
 */
export const selectRoleByToken = (db: D1Database, token: Digest, slug: string): Query<Role> =>
  query<{ role: Role }, Role>(
    db
      .prepare(
        `SELECT m.role FROM sessions s JOIN live_workspaces w ON w.slug = ?2
           JOIN members m ON m.workspace_id = w.id AND m.account_id = s.account_id
         WHERE s.token_digest = ?1`,
      )
      .bind(token, slug),
    ({ role }) => role,
  )

/** Selects whether a member has a passkey. */
export const selectHasPasskey = (
  db: D1Database,
  { workspaceId, accountId }: { readonly workspaceId: string; readonly accountId: string },
): Query<boolean> =>
  query<{ hasPasskey: 0 | 1 }, boolean>(
    db
      .prepare('SELECT has_passkey AS hasPasskey FROM members WHERE workspace_id = ?1 AND account_id = ?2')
      .bind(workspaceId, accountId),
    ({ hasPasskey }) => hasPasskey === 1,
  )

/** An account, with its role if it is a member. */
export interface MaybeMember {
  readonly accountId: string
  readonly role: Role | null
}

/** Selects the account of an address, and its role in the workspace. */
export const selectMaybeMember = (db: D1Database, workspaceId: string, email: Email): Query<MaybeMember> =>
  query(
    db
      .prepare(
        `SELECT a.id AS accountId, m.role FROM accounts a
           LEFT JOIN members m ON m.workspace_id = ?1 AND m.account_id = a.id
         WHERE a.email_key = ?2`,
      )
      .bind(workspaceId, email.key),
  )

/**
 * Adds a member, or changes a member's role. `before` is the current role, or null to add.
 *
 * Changes nothing if the member now has another role than `before`. Otherwise an admin could change the role
 * of a member who has become an owner in the meantime. Also changes nothing if the workspace needs this owner
 * (owners.ts).
 */
export function putMember(
  db: D1Database,
  member: { workspaceId: string; accountId: string; before: Role | null; role: Role },
  now: number,
  condition: Condition = ALWAYS,
): D1PreparedStatement {
  if (member.before === null) {
    return db
      .prepare(
        `INSERT INTO members (workspace_id, account_id, role, is_enrolled, has_passkey, joined_at, role_at, email_key)
         SELECT ?1, id, ?3, enrolled_at IS NOT NULL, EXISTS (SELECT 1 FROM passkeys WHERE account_id = ?2), ?4, ?4, email_key
         FROM accounts WHERE id = ?2
           AND ${numbered(condition, 5)}
         ON CONFLICT DO NOTHING RETURNING role`,
      )
      .bind(member.workspaceId, member.accountId, member.role, now, ...condition.values)
  }
  return db
    .prepare(
      `UPDATE members SET role = ?3, role_at = iif(role = 'member', ?5, role_at)
       WHERE workspace_id = ?1 AND account_id = ?2 AND role = ?4
         AND (?3 = 'owner' OR NOT ${IS_HELD_AS_OWNER}) AND ${numbered(condition, 6)} RETURNING role`,
    )
    .bind(member.workspaceId, member.accountId, member.role, member.before, now, ...condition.values)
}

/** Removes a member who still has the role `before`, unless the workspace needs this owner (owners.ts). */
export function removeMember(
  db: D1Database,
  member: { workspaceId: string; accountId: string; before: Role },
  condition: Condition = ALWAYS,
): D1PreparedStatement {
  return db
    .prepare(
      `DELETE FROM members WHERE workspace_id = ?1 AND account_id = ?2 AND role = ?3
         AND NOT ${IS_HELD_AS_OWNER} AND ${numbered(condition, 4)} RETURNING role`,
    )
    .bind(member.workspaceId, member.accountId, member.before, ...condition.values)
}

/** Ends a person's own membership, whatever their role, unless the workspace needs this owner (owners.ts). */
export function endOwnMembership(
  db: D1Database,
  member: { workspaceId: string; accountId: string },
  condition: Condition,
): D1PreparedStatement {
  return db
    .prepare(
      `DELETE FROM members WHERE workspace_id = ?1 AND account_id = ?2
         AND NOT ${IS_HELD_AS_OWNER} AND ${numbered(condition, 3)} RETURNING role`,
    )
    .bind(member.workspaceId, member.accountId, ...condition.values)
}

/**
 * Records that an account has accepted its membership. From then on, the workspace's rules bind the account.
 */
export function acceptMembership(
  db: D1Database,
  { workspaceId, accountId }: { workspaceId: string; accountId: string },
  now: number,
  condition: Condition,
): D1PreparedStatement {
  return db
    .prepare(
      `UPDATE members SET entered_at = ?
       WHERE workspace_id = ? AND account_id = ? AND entered_at IS NULL AND ${condition.sql}`,
    )
    .bind(now, workspaceId, accountId, ...condition.values)
}

export interface Membership {
  readonly workspaceId: string
  readonly slug: string
  readonly name: string
  readonly role: Role
  readonly hosts: readonly string[]
  /** True once the account has entered the workspace, or has set its policy or sign-in methods. */
  readonly isBinding: boolean
  readonly policies: Policies
  readonly hasPasskey: boolean
  /** When the member's extension ends, in Unix seconds. Null without an extension. */
  readonly extendedUntil: number | null
}

type MembershipRow = Omit<Membership, 'hosts' | 'isBinding' | 'hasPasskey' | 'policies'> & {
  readonly secondFactor: string | null
  readonly phishingResistant: string | null
  readonly hosts: string
  readonly isBinding: 0 | 1
  readonly hasPasskey: 0 | 1
}

/**
 * Selects the memberships of an account by workspace name. The default limit is what the Security tab needs:
 * it looks for workspaces that require a second factor.
 */
export const selectMembershipsOf = (
  db: D1Database,
  accountId: string,
  { limit, offset }: { limit: number; offset: number } = { limit: 500, offset: 0 },
): Query<Membership> =>
  query<MembershipRow, Membership>(
    db
      .prepare(
        `SELECT w.id AS workspaceId, w.slug, ${SHOWN_NAME} AS name, m.role, ${BINDS} AS isBinding,
           m.has_passkey AS hasPasskey, m.extended_until AS extendedUntil, ${policyAsJson('p')} AS secondFactor,
           ${policyAsJson('q')} AS phishingResistant,
           (SELECT json_group_array(host) FROM (SELECT host FROM hosts WHERE workspace_id = w.id ORDER BY host)) AS hosts
         FROM members m JOIN live_workspaces w ON w.id = m.workspace_id ${policyJoins('w.id')}
         WHERE m.account_id = ?1 ORDER BY ${SHOWN_NAME}, w.id LIMIT ?2 OFFSET ?3`,
      )
      .bind(accountId, limit, offset),
    ({ secondFactor, phishingResistant, ...row }) => ({
      ...row,
      policies: {
        secondFactor: policyFrom(secondFactor),
        phishingResistant: policyFrom(phishingResistant),
      },
      hosts: JSON.parse(row.hosts) as string[],
      isBinding: row.isBinding === 1,
      hasPasskey: row.hasPasskey === 1,
    }),
  )
