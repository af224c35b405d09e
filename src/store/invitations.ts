// Reads and writes the table `invitations`.
//
// Whether an invitation is open is one SQL condition, `isOpenAt`. Every statement that reads, sends or accepts an
// invitation uses it. Otherwise an invitation could work after its inviter has lost the role.

import type { Email } from '../core/email.ts'
import { INVITATION_SECONDS, type InvitationState } from '../core/invitation.ts'
import type { Role } from '../core/roles.ts'
import { isLocked } from './account-locks.ts'
import { type Query, query } from './batch.ts'
import { type Condition, numbered } from './condition.ts'

export interface Invitation {
  readonly id: string
  readonly email: string
  readonly role: Role
  readonly state: InvitationState
  /** Times are in Unix seconds. */
  readonly createdAt: number
  readonly expiresAt: number
  readonly lastSentAt: number
}

/**
 * Holds if the account `inviter` may give the role `role` in the workspace `workspace`. All are SQL. Must match
 * `mayChangeRole` (core/roles.ts). Null stands for the operator. A locked account gives no role. Otherwise an intruder could
 * invite accomplices, who would come in after the lock.
 */
const mayInvite = (inviter: string, role: string, workspace: string) =>
  `(${inviter} IS NULL OR EXISTS (SELECT 1 FROM members im WHERE im.workspace_id = ${workspace}
    AND im.account_id = ${inviter} AND (im.role = 'owner' OR (im.role = 'admin' AND ${role} <> 'owner'))
    AND NOT ${isLocked('im.account_id')}))`

/** Holds if the inviter of the invitation `v` may still give its role. */
export const INVITER_MAY_INVITE = mayInvite('v.inviter_id', 'v.role', 'v.workspace_id')

/** Holds if the invitation `v` is open. `now` is SQL for the time. */
export const isOpenAt = (now: string): string =>
  `(v.accepted_at IS NULL AND v.sent_at > ${now} - ${INVITATION_SECONDS} AND ${INVITER_MAY_INVITE})`

const invitationColumns = (now: string) =>
  `v.id, v.email, v.role, v.created_at AS createdAt, v.sent_at AS lastSentAt,
   v.sent_at + ${INVITATION_SECONDS} AS expiresAt,
   CASE WHEN v.accepted_at IS NOT NULL THEN 'accepted' WHEN ${isOpenAt(now)} THEN 'open' ELSE 'expired' END AS state`

/** The same for a statement that writes the row, whose RETURNING knows no alias. Such an invitation is open. */
const WRITTEN = `id, email, role, created_at AS createdAt, sent_at AS lastSentAt,
  sent_at + ${INVITATION_SECONDS} AS expiresAt, 'open' AS state`

export interface NewInvitation {
  readonly id: string
  readonly workspaceId: string
  readonly email: Email
  readonly role: Role
  /** The account of the inviter. Null for the operator. */
  readonly inviterId: string | null
}

/** Holds if nobody with this address is a member. */
const isNoMember = (workspaceId: string, emailKey: string): Condition => ({
  sql: 'NOT EXISTS (SELECT 1 FROM members WHERE workspace_id = ? AND email_key = ?)',
  values: [workspaceId, emailKey],
})

/**
 * Adds an invitation, in place of an expired one for this address. Changes nothing if the address has an open
 * invitation, or belongs to a member.
 */
export function addInvitation(
  db: D1Database,
  { id, workspaceId, email, role, inviterId }: NewInvitation,
  now: number,
  condition: Condition,
): Query<Invitation> {
  const isNew = isNoMember(workspaceId, email.key)
  return query(
    db
      .prepare(
        `INSERT INTO invitations AS v (id, workspace_id, email, email_key, role, inviter_id, created_at, sent_at)
         SELECT ?1, w.id, ?3, ?4, ?5, ?6, ?7, ?7 FROM live_workspaces w
         WHERE w.id = ?2 AND ${mayInvite('?6', '?5', 'w.id')} AND ${numbered(isNew, 8)} AND ${numbered(condition, 10)}
         ON CONFLICT (workspace_id, email_key) WHERE accepted_at IS NULL DO UPDATE
         SET id = excluded.id, email = excluded.email, role = excluded.role, inviter_id = excluded.inviter_id,
           created_at = excluded.created_at, sent_at = excluded.sent_at, previous_sent_at = NULL
         WHERE NOT ${isOpenAt('?7')} RETURNING ${WRITTEN}`,
      )
      .bind(
        ...[id, workspaceId, email.address, email.key, role, inviterId, now],
        ...isNew.values,
        ...condition.values,
      ),
  )
}

/**
 * Records another mail of an invitation, which is open again from then on. The link of the mail before stays valid.
 * Changes nothing if it was accepted, has another role than `role`, or if the person is a member.
 */
export function sendAgain(
  db: D1Database,
  { id, workspaceId, email, role, inviterId }: NewInvitation,
  now: number,
  condition: Condition,
): Query<Invitation> {
  const isNew = isNoMember(workspaceId, email.key)
  return query(
    db
      .prepare(
        `UPDATE invitations SET previous_sent_at = sent_at, sent_at = ?1, inviter_id = ?2
         WHERE id = ?3 AND workspace_id = ?4 AND role = ?5 AND accepted_at IS NULL
           AND ${mayInvite('?2', '?5', '?4')} AND ${numbered(isNew, 6)} AND ${numbered(condition, 8)}
         RETURNING ${WRITTEN}`,
      )
      .bind(now, inviterId, id, workspaceId, role, ...isNew.values, ...condition.values),
  )
}

/** Deletes an invitation that was not accepted. */
export function deleteInvitation(
  db: D1Database,
  { id, workspaceId, role }: { readonly id: string; readonly workspaceId: string; readonly role: Role },
  condition: Condition,
): D1PreparedStatement {
  return db
    .prepare(
      `DELETE FROM invitations WHERE id = ? AND workspace_id = ? AND role = ? AND accepted_at IS NULL
         AND ${condition.sql}`,
    )
    .bind(id, workspaceId, role, ...condition.values)
}

/**
 * Ends the invitation of an account's address that was not accepted. Otherwise a person who is added, and removed later,
 * could come back with it, in the role that it names.
 */
export function endInvitationOf(
  db: D1Database,
  { workspaceId, accountId }: { readonly workspaceId: string; readonly accountId: string },
  condition: Condition,
): D1PreparedStatement {
  return db
    .prepare(
      `DELETE FROM invitations WHERE workspace_id = ? AND accepted_at IS NULL
         AND email_key = (SELECT email_key FROM accounts WHERE id = ?) AND ${condition.sql}`,
    )
    .bind(workspaceId, accountId, ...condition.values)
}

/** Selects the invitation of this address that was not accepted. */
export const selectInvitationOf = (
  db: D1Database,
  workspaceId: string,
  email: Email,
  now: number,
): Query<Invitation> =>
  query(
    db
      .prepare(
        `SELECT ${invitationColumns('?3')} FROM invitations v
         WHERE v.workspace_id = ?1 AND v.email_key = ?2 AND v.accepted_at IS NULL`,
      )
      .bind(workspaceId, email.key, now),
  )

/** Selects an invitation of the workspace. */
export const selectInvitation = (
  db: D1Database,
  workspaceId: string,
  id: string,
  now: number,
): Query<Invitation> =>
  query(
    db
      .prepare(`SELECT ${invitationColumns('?3')} FROM invitations v WHERE v.id = ?2 AND v.workspace_id = ?1`)
      .bind(workspaceId, id, now),
  )

/** A place in the list: the time and the id of the last row shown. Null is the start. */
export interface InvitationPlace {
  readonly sentAt: number
  readonly id: string
}

/** Selects the invitations of a workspace, the last sent first. `isUnaccepted` leaves out those that were accepted. */
export const selectInvitations = (
  db: D1Database,
  workspaceId: string,
  { after, limit, isUnaccepted }: { after: InvitationPlace | null; limit: number; isUnaccepted: boolean },
  now: number,
): Query<Invitation> =>
  query(
    db
      .prepare(
        `SELECT ${invitationColumns('?2')} FROM invitations v
         WHERE v.workspace_id = ?1 AND (v.sent_at, v.id) < (?3, ?4)${isUnaccepted ? ' AND v.accepted_at IS NULL' : ''}
         ORDER BY v.sent_at DESC, v.id DESC LIMIT ?5`,
      )
      .bind(workspaceId, now, after?.sentAt ?? Number.MAX_SAFE_INTEGER, after?.id ?? '', limit),
  )

/** The account of an address. */
export interface Invitee {
  readonly language: string | null
  readonly isMember: boolean
}

/** Selects the account of an address, and whether it is a member. */
export const selectInvitee = (db: D1Database, workspaceId: string, email: Email): Query<Invitee> =>
  query(
    db
      .prepare(
        `SELECT a.language, EXISTS (SELECT 1 FROM members m WHERE m.workspace_id = ?1 AND m.account_id = a.id) AS isMember
         FROM accounts a WHERE a.email_key = ?2`,
      )
      .bind(workspaceId, email.key),
    ({ language, isMember }: { language: string | null; isMember: 0 | 1 }) => ({
      language,
      isMember: isMember === 1,
    }),
  )
