// Takes back what a reported account has done as an admin, as far as it still has an effect. Otherwise an intruder's
// agreements and invitations would work again once the lock ends.

import { type Asking, auditedFrom } from './audit.ts'
import type { Step } from './batch.ts'
import type { Condition } from './condition.ts'
import { IS_MADE_SINCE } from './credentials.ts'

/**
 * Lets recoveries wait again whose link was mailed with an agreement of this account. The link ends. Must come before
 * `withdrawApprovals`. The operator's recoveries need no agreement.
 */
export const waitAgain = (db: D1Database, approverId: string, condition: Condition): D1PreparedStatement =>
  db
    .prepare(
      `UPDATE recoveries SET linked_at = NULL, next_step_at = ready_at
       WHERE ended_at IS NULL AND linked_at IS NOT NULL AND path <> 'operator'
         AND id IN (SELECT recovery_id FROM recovery_approvals WHERE approver_id = ?) AND ${condition.sql}`,
    )
    .bind(approverId, ...condition.values)

/** Withdraws the agreements of this account with open recoveries. They may be given again. */
export const withdrawApprovals = (
  db: D1Database,
  approverId: string,
  condition: Condition,
): D1PreparedStatement =>
  db
    .prepare(
      `DELETE FROM recovery_approvals WHERE approver_id = ?
         AND EXISTS (SELECT 1 FROM recoveries WHERE id = recovery_id AND ended_at IS NULL) AND ${condition.sql}`,
    )
    .bind(approverId, ...condition.values)

/**
 * Ends the open invitations that this account sent since that time. Another admin can send them again, because the rows
 * stay.
 */
export const endInvitationsBy = (
  db: D1Database,
  inviterId: string,
  since: number,
  condition: Condition,
): D1PreparedStatement =>
  db
    .prepare(
      `UPDATE invitations SET inviter_id = ''
       WHERE inviter_id = ? AND sent_at >= ? AND accepted_at IS NULL AND ${condition.sql}`,
    )
    .bind(inviterId, since, ...condition.values)

/** Whose tokens and invitations end, and from which times on. */
interface Ending {
  readonly accountId: string
  /** The address of the account. */
  readonly actor: string
  readonly tokensSince: number
  readonly invitationsSince: number
}

/**
 * Records in each workspace how many tokens and invitations end there. Otherwise its admins could not see why a program no
 * longer works. Records nothing where none ends. Must come before they end.
 */
export const auditedEndings = (
  asking: Asking,
  { accountId, actor, tokensSince, invitationsSince }: Ending,
  condition: Condition,
): Step =>
  auditedFrom(asking, {
    sql: `SELECT w.id AS scope, ? AS actor, 'account.disowned' AS action, ? AS account_id,
        json_object('tokens_ended', sum(e.token), 'invitations_ended', sum(e.invitation)) AS detail
      FROM (SELECT workspace_id, 1 AS token, 0 AS invitation FROM credentials
          WHERE (maker_id = ? OR previous_maker_id = ?) AND ${IS_MADE_SINCE}
        UNION ALL SELECT workspace_id, 0, 1 FROM invitations
          WHERE inviter_id = ? AND sent_at >= ? AND accepted_at IS NULL) e
        JOIN live_workspaces w ON w.id = e.workspace_id
      WHERE ${condition.sql} GROUP BY w.id`,
    values: [
      ...[actor, accountId, accountId, accountId, tokensSince, tokensSince],
      ...[accountId, invitationsSince, ...condition.values],
    ],
  })
