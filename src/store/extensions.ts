// Grants and ends extensions. `extensions` remembers for which versions of the policies a member got one.
// `members.extended_until` has its end while it is in force, and triggers clear it when a policy changes.

import type { Email } from '../core/email.ts'
import { type Query, query } from './batch.ts'
import { type Condition, numbered } from './condition.ts'
import { coversMember, type PolicyAlias, policyJoins } from './joined-policies.ts'

export interface Extension {
  /** Unix seconds. */
  readonly until: number
  readonly reason: string
  /** The name of the admin or token in the audit log. */
  readonly grantedBy: string
  readonly grantedAt: number
}

/** A member, as far as an extension depends on it. */
export interface ExtensionFacts {
  readonly accountId: string
  readonly email: string
  /** True if a policy covers the member and is scheduled or in effect. */
  readonly hasPolicy: boolean
  /** True if the member has got an extension from these versions of the policies. */
  readonly isSpent: boolean
  /** When the extension in force ends. Null if no extension is in force. */
  readonly extendedUntil: number | null
}

type FactsRow = Omit<ExtensionFacts, 'hasPolicy' | 'isSpent'> & {
  readonly hasPolicy: 0 | 1
  readonly isSpent: 0 | 1
}

/** Holds if the policy covers the member `m` and is scheduled or in effect. */
const binds = (policy: PolicyAlias) => `(${policy}.effective_at IS NOT NULL AND ${coversMember(policy)})`
const HAS_POLICY = `(${binds('p')} OR ${binds('q')})`
const VERSIONS = 'coalesce(p.version, 0), coalesce(q.version, 0)'

/** Selects the member with this address. Selects nothing for an account that is not a member. */
export const selectExtensionFacts = (
  db: D1Database,
  workspaceId: string,
  email: Email,
  now: number,
): Query<ExtensionFacts> =>
  query<FactsRow, ExtensionFacts>(
    db
      .prepare(
        `SELECT a.id AS accountId, a.email, ${HAS_POLICY} AS hasPolicy, EXISTS (
           SELECT 1 FROM extensions e WHERE e.workspace_id = m.workspace_id AND e.account_id = m.account_id
             AND (e.policy_version, e.phishing_resistant_version) = (${VERSIONS})) AS isSpent,
           iif(m.extended_until > ?3, m.extended_until, NULL) AS extendedUntil
         FROM accounts a JOIN members m ON m.workspace_id = ?1 AND m.account_id = a.id ${policyJoins('m.workspace_id')}
         WHERE a.email_key = ?2`,
      )
      .bind(workspaceId, email.key, now),
    (row) => ({ ...row, hasPolicy: row.hasPolicy === 1, isSpent: row.isSpent === 1 }),
  )

/** Selects the extension that is in force. */
export const selectExtension = (
  db: D1Database,
  workspaceId: string,
  email: Email,
  now: number,
): Query<Extension> =>
  query(
    db
      .prepare(
        `SELECT e.until, e.reason, e.granted_by AS grantedBy, e.granted_at AS grantedAt
         FROM accounts a JOIN members m ON m.workspace_id = ?1 AND m.account_id = a.id AND m.extended_until > ?3
           JOIN extensions e ON e.workspace_id = m.workspace_id AND e.account_id = m.account_id
         WHERE a.email_key = ?2`,
      )
      .bind(workspaceId, email.key, now),
  )

interface OfMember {
  readonly workspaceId: string
  readonly accountId: string
}

/**
 * Grants an extension under the current versions of both policies. Changes nothing if no policy covers the
 * member, or if the member has got one under these versions. Otherwise two admins who grant at the same time,
 * or one who grants again and again, could keep a member out of the policies for ever.
 *
 * `extendMember` must directly follow.
 */
export const grantExtension = (
  db: D1Database,
  { workspaceId, accountId }: OfMember,
  { until, reason, grantedBy, grantedAt }: Extension,
  condition: Condition,
): Query<Extension> =>
  query(
    db
      .prepare(
        `INSERT INTO extensions (workspace_id, account_id, until, reason, granted_by, granted_at, policy_version,
           phishing_resistant_version)
         SELECT m.workspace_id, m.account_id, ?3, ?4, ?5, ?6, ${VERSIONS}
         FROM members m JOIN live_workspaces w ON w.id = m.workspace_id ${policyJoins('m.workspace_id')}
         WHERE m.workspace_id = ?1 AND m.account_id = ?2 AND ${HAS_POLICY} AND ${numbered(condition, 7)}
         ON CONFLICT (workspace_id, account_id) DO UPDATE
         SET until = excluded.until, reason = excluded.reason, granted_by = excluded.granted_by,
             granted_at = excluded.granted_at, policy_version = excluded.policy_version,
             phishing_resistant_version = excluded.phishing_resistant_version
         WHERE extensions.policy_version <> excluded.policy_version
           OR extensions.phishing_resistant_version <> excluded.phishing_resistant_version
         RETURNING until, reason, granted_by AS grantedBy, granted_at AS grantedAt`,
      )
      .bind(workspaceId, accountId, until, reason, grantedBy, grantedAt, ...condition.values),
  )

/** Puts the extension in force. */
export const extendMember = (
  db: D1Database,
  { workspaceId, accountId }: OfMember,
  until: number,
  condition: Condition,
): D1PreparedStatement =>
  db
    .prepare(
      `UPDATE members SET extended_until = ? WHERE workspace_id = ? AND account_id = ? AND ${condition.sql}`,
    )
    .bind(until, workspaceId, accountId, ...condition.values)

/** Ends the extension that is in force. The member can't get another under the same policies. */
export const endExtension = (
  db: D1Database,
  { workspaceId, accountId }: OfMember,
  now: number,
  condition: Condition,
): D1PreparedStatement =>
  db
    .prepare(
      `UPDATE members SET extended_until = NULL
       WHERE workspace_id = ? AND account_id = ? AND extended_until > ? AND ${condition.sql}`,
    )
    .bind(workspaceId, accountId, now, ...condition.values)
