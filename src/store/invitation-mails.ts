// Limits invitations: writes and reads the table `invitation_mails`, and counts open invitations.
//
// The statement that writes an invitation includes these checks. Otherwise many requests at once could send more mails
// than the limits allow.

import type { Email } from '../core/email.ts'
import {
  INVITATION_SECONDS,
  MAILS_OF_WORKSPACE,
  MAILS_TO_ADDRESS,
  MOST_OPEN_INVITATIONS,
} from '../core/invitation.ts'
import type { Digest } from '../crypto/digest.ts'
import { type Query, query } from './batch.ts'
import type { Condition } from './condition.ts'

/** Where a workspace sends an invitation to. `address` is a digest. */
export interface Envelope {
  readonly workspaceId: string
  readonly address: Digest
}

const countSince = (address: string) =>
  `(SELECT count(*) FROM invitation_mails WHERE workspace_id = ?${address} AND at > ?)`

/** Holds if the workspace may send one more mail today, and one more to this address this week. */
export const mayMail = ({ workspaceId, address }: Envelope, now: number): Condition => ({
  sql: `(${countSince('')} < ${MAILS_OF_WORKSPACE.most} AND ${countSince(' AND address = ?')} < ${MAILS_TO_ADDRESS.most})`,
  values: [
    ...[workspaceId, now - MAILS_OF_WORKSPACE.seconds],
    ...[workspaceId, address, now - MAILS_TO_ADDRESS.seconds],
  ],
})

/** Holds if the workspace has room for one more open invitation besides the one of this address. */
export const hasRoomFor = (workspaceId: string, email: Email, now: number): Condition => ({
  sql: `(SELECT count(*) FROM invitations WHERE workspace_id = ? AND sent_at > ? AND accepted_at IS NULL
    AND email_key <> ?) < ${MOST_OPEN_INVITATIONS}`,
  values: [workspaceId, now - INVITATION_SECONDS, email.key],
})

/** Counts a mail if `condition` holds. */
export function countMail(
  db: D1Database,
  { workspaceId, address }: Envelope,
  id: string,
  now: number,
  condition: Condition,
): D1PreparedStatement {
  return db
    .prepare(
      `INSERT INTO invitation_mails (workspace_id, at, id, address) SELECT ?, ?, ?, ? WHERE ${condition.sql}`,
    )
    .bind(workspaceId, now, id, address, ...condition.values)
}

/** Selects when the next invitation may be sent, in Unix seconds. Null if none of the limits is reached. */
export const selectMayMailAt = (
  db: D1Database,
  { workspaceId, address }: Envelope,
  email: Email,
  now: number,
): Query<number | null> => {
  const nth = (
    table: string,
    where: string,
    column: string,
    { most, seconds }: { most: number; seconds: number },
  ) =>
    `coalesce((SELECT ${column} FROM ${table} WHERE workspace_id = ?1 AND ${where} AND ${column} > ?2 - ${seconds}
      ORDER BY ${column} DESC LIMIT 1 OFFSET ${most - 1}) + ${seconds}, 0)`
  const open = { most: MOST_OPEN_INVITATIONS, seconds: INVITATION_SECONDS }
  return query(
    db
      .prepare(
        `SELECT nullif(max(${nth('invitation_mails', '1', 'at', MAILS_OF_WORKSPACE)},
           ${nth('invitation_mails', 'address = ?3', 'at', MAILS_TO_ADDRESS)},
           ${nth('invitations', 'accepted_at IS NULL AND email_key <> ?4', 'sent_at', open)}), 0) AS at`,
      )
      .bind(workspaceId, now, address, email.key),
    ({ at }: { at: number | null }) => at,
  )
}
