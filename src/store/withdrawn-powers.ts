// Takes back what a reported account has done as an admin, as far as it still has an effect. Otherwise an intruder's
// agreements and invitations would work again once the lock ends.

import type { Condition } from './condition.ts'

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
