// Accepts invitations: uses one up and makes the membership, in one batch.

import type { Email } from '../core/email.ts'
import { INVITATION_SECONDS } from '../core/invitation.ts'
import { ROLES, type Role } from '../core/roles.ts'
import type { Digest } from '../crypto/digest.ts'
import type { MailedLink } from '../crypto/mailed-link.ts'
import type { EntrySource } from './audit.ts'
import { type Query, query, under } from './batch.ts'
import { type Condition, ifChanged } from './condition.ts'
import { isOpenAt } from './invitations.ts'
import { type PolicyAlias, policyJoins } from './joined-policies.ts'
import { isAlive, isVouchedFor, type Lifetime } from './sessions.ts'
import { SHOWN_NAME } from './sites.ts'

/** Holds if the policy is in effect for somebody with the role of the invitation `v`. */
const isInEffect = (policy: PolicyAlias, now: string) =>
  `(coalesce(${policy}.effective_at <= ${now}, 0) AND (${policy}.applies_to = 'everybody' OR v.role <> 'member'))`

/** SQL that is 1 if the workspace of the invitation `v` requires a second factor of its invitee now. */
const requiresFactor = (now: string) =>
  `EXISTS (SELECT 1 FROM (SELECT 1) ${policyJoins('v.workspace_id')} WHERE ${isInEffect('p', now)} OR ${isInEffect('q', now)})`

/** What a page says about an invitation. Times are in Unix seconds. */
export interface Invited {
  readonly id: string
  readonly email: string
  readonly emailKey: string
  readonly role: Role
  readonly expiresAt: number
  /** Whether the links of the last two mails work. */
  readonly isOpen: boolean
  readonly lastMails: readonly number[]
  /** The account that accepted it. Null before. */
  readonly acceptedBy: string | null
  readonly workspaceId: string
  readonly slug: string
  readonly name: string
  readonly host: string
  readonly logo: string | null
  readonly accent: string | null
  readonly allowedProviders: readonly string[] | null
  /** The address of the inviter. Null for the operator. */
  readonly inviter: string | null
  /** Whether the address has an account. */
  readonly hasAccount: boolean
  /** Whether the workspace requires a second factor of the person now. */
  readonly requiresFactor: boolean
}

interface InvitedRow
  extends Omit<Invited, 'isOpen' | 'lastMails' | 'allowedProviders' | 'hasAccount' | 'requiresFactor'> {
  readonly isOpen: 0 | 1
  readonly sentAt: number
  readonly previousSentAt: number | null
  readonly expiresAt: number
  readonly allowedProviders: string | null
  readonly hasAccount: 0 | 1
  readonly requiresFactor: 0 | 1
}

/** Selects an invitation with its workspace. Selects nothing once the workspace has ended. */
export const selectInvited = (db: D1Database, id: string, now: number): Query<Invited> =>
  query<InvitedRow, Invited>(
    db
      .prepare(
        `SELECT v.id, v.email, v.email_key AS emailKey, v.role, v.sent_at AS sentAt, v.previous_sent_at AS previousSentAt,
           v.accepted_by AS acceptedBy, v.sent_at + ${INVITATION_SECONDS} AS expiresAt, ${isOpenAt('?2')} AS isOpen,
           w.id AS workspaceId, w.slug, ${SHOWN_NAME} AS name, w.logo_digest AS logo, w.accent,
           coalesce((SELECT min(host) FROM hosts WHERE workspace_id = w.id), w.slug) AS host,
           w.allowed_providers AS allowedProviders, i.email AS inviter,
           EXISTS (SELECT 1 FROM accounts a WHERE a.email_key = v.email_key) AS hasAccount,
           ${requiresFactor('?2')} AS requiresFactor
         FROM invitations v JOIN live_workspaces w ON w.id = v.workspace_id LEFT JOIN accounts i ON i.id = v.inviter_id
         WHERE v.id = ?1`,
      )
      .bind(id, now),
    ({ sentAt, previousSentAt, allowedProviders, ...row }) => ({
      ...row,
      isOpen: row.isOpen === 1,
      lastMails: previousSentAt === null ? [sentAt] : [sentAt, previousSentAt],
      allowedProviders: allowedProviders === null ? null : (JSON.parse(allowedProviders) as string[]),
      hasAccount: row.hasAccount === 1,
      requiresFactor: row.requiresFactor === 1,
    }),
  )

/** Holds if the link is one of the last two of an open invitation `v`. */
const isUsable = ({ sentAt }: MailedLink, now: number): Condition => ({
  sql: `(? IN (v.sent_at, v.previous_sent_at) AND ${isOpenAt('?')} AND EXISTS (
    SELECT 1 FROM live_workspaces w WHERE w.id = v.workspace_id))`,
  values: [sentAt, now],
})

/** Holds if the link still works, and belongs to this address. For a statement that makes the account. */
export function invitesAddress(link: MailedLink, email: Email, now: number): Condition {
  const usable = isUsable(link, now)
  return {
    sql: `EXISTS (SELECT 1 FROM invitations v WHERE v.id = ? AND v.email_key = ? AND ${usable.sql})`,
    values: [link.id, email.key, ...usable.values],
  }
}

/**
 * Holds for the invitation `v` if the session is alive and has proved what the workspace requires: a second factor of
 * an enrolled account, and enrolment while a policy is in effect.
 */
export function hasProvedEnough(token: Digest, lifetime: Lifetime): Condition {
  const alive = isAlive(lifetime)
  const vouched = isVouchedFor(lifetime)
  return {
    sql: `EXISTS (SELECT 1 FROM sessions s JOIN accounts sa ON sa.id = s.account_id
      WHERE s.token_digest = ? AND s.account_id = a.id AND ${alive.sql} AND (s.mfa_time IS NOT NULL OR ${vouched.sql}
        OR (sa.enrolled_at IS NULL AND NOT ${requiresFactor('?')})))`,
    values: [token, ...alive.values, ...vouched.values, lifetime.now, lifetime.now],
  }
}

/** Holds for the invitation `v` if its workspace requires no second factor of the person now. */
export const asksForNoFactor = (now: number): Condition => ({
  sql: `NOT ${requiresFactor('?')}`,
  values: [now, now],
})

/**
 * Uses an invitation up for the account, which must have its address. `proved` is a condition on the invitation `v` and
 * the account `a`.
 */
export function spendInvitation(
  db: D1Database,
  link: MailedLink,
  accountId: string,
  now: number,
  proved: Condition,
): D1PreparedStatement {
  const usable = isUsable(link, now)
  return db
    .prepare(
      `UPDATE invitations AS v SET accepted_at = ?, accepted_by = ? WHERE v.id = ? AND ${usable.sql}
         AND EXISTS (SELECT 1 FROM accounts a WHERE a.id = ? AND a.email_key = v.email_key AND ${proved.sql})`,
    )
    .bind(now, accountId, link.id, ...usable.values, accountId, ...proved.values)
}

const rankOf = (role: string) =>
  `CASE ${role} ${ROLES.map((known, at) => `WHEN '${known}' THEN ${ROLES.length - at}`).join(' ')} ELSE 0 END`

/** The entry of the audit log. It has the role that the person has from now on, and the role before. */
export const acceptedEntry = ({ id }: MailedLink, after: string): EntrySource => ({
  after,
  sql: `SELECT v.workspace_id AS scope, a.email AS actor, 'invitation.accepted' AS action, a.id AS account_id, json_object(
      'role', iif(${rankOf('m.role')} > ${rankOf('v.role')}, m.role, v.role), 'was', m.role) AS detail
    FROM invitations v JOIN accounts a ON a.id = v.accepted_by
      LEFT JOIN members m ON m.workspace_id = v.workspace_id AND m.account_id = a.id
    WHERE v.id = ? AND changes() > 0`,
  values: [id],
})

/**
 * Makes the account that accepted a member. A member keeps a role that is higher. The membership binds the account once
 * it enters. Must directly follow the step `after`, which must change a row only if the invitation was used up.
 */
export const joinInvited = (db: D1Database, { id }: MailedLink, after: string, now: number) =>
  under(
    ifChanged(after),
    db
      .prepare(
        `INSERT INTO members (workspace_id, account_id, role, is_enrolled, has_passkey, joined_at, role_at, email_key)
         SELECT v.workspace_id, a.id, v.role, a.enrolled_at IS NOT NULL,
           EXISTS (SELECT 1 FROM passkeys WHERE account_id = a.id), ?1, ?1, a.email_key
         FROM invitations v JOIN accounts a ON a.id = v.accepted_by WHERE v.id = ?2 AND changes() > 0
         ON CONFLICT (workspace_id, account_id) DO UPDATE SET role = excluded.role,
           role_at = iif(role = 'member', excluded.role_at, role_at)
         WHERE ${rankOf('excluded.role')} > ${rankOf('members.role')}`,
      )
      .bind(now, id),
  )
