// Deletes expired rows of tables whose rows are kept for a long time, and clears extensions that are over. An
// index by time finds them.

import { INVITATION_KEPT_SECONDS, MAILS_TO_ADDRESS } from '../core/invitation.ts'
import { RECOVERIES_KEPT_DAYS } from '../core/recovery.ts'
import { DAY_SECONDS } from '../core/time.ts'

/** Deletes or clears at most `most` rows with each of its statements. Returns true if more rows may be left. */
export type Piece = (most: number) => Promise<boolean>

// Longer than any page shows, so that a chart knows the numbers before the first change in it.
const FIGURES_KEPT_DAYS = 400

const CREDENTIALS =
  'DELETE FROM credentials WHERE id IN (SELECT id FROM credentials WHERE expires_at <= ?1 LIMIT ?2)'

// An extension that is over is refused everywhere. Clearing it keeps the index of extensions short.
const EXTENSIONS = `UPDATE members SET extended_until = NULL WHERE (workspace_id, account_id) IN
  (SELECT workspace_id, account_id FROM members INDEXED BY members_by_extension WHERE extended_until <= ?1 LIMIT ?2)`

const INVITATIONS = `DELETE FROM invitations WHERE id IN
  (SELECT id FROM invitations INDEXED BY invitations_by_time WHERE sent_at <= ?1 - ${INVITATION_KEPT_SECONDS} LIMIT ?2)`
const INVITATION_MAILS = `DELETE FROM invitation_mails WHERE (workspace_id, at, id) IN (SELECT workspace_id, at, id
  FROM invitation_mails INDEXED BY invitation_mails_by_time WHERE at <= ?1 - ${MAILS_TO_ADDRESS.seconds} LIMIT ?2)`
// A recovery that has expired is refused everywhere. Ending it clears its mark from the lists of members.
const EXPIRED_RECOVERIES = `UPDATE recoveries SET ended_at = expires_at, outcome = 'expired' WHERE id IN
  (SELECT id FROM recoveries INDEXED BY recoveries_by_expiry WHERE ended_at IS NULL AND expires_at <= ?1 LIMIT ?2)`
const OLD_RECOVERIES = `DELETE FROM recoveries WHERE id IN (SELECT id FROM recoveries INDEXED BY recoveries_by_age
  WHERE asked_at <= ?1 - ${RECOVERIES_KEPT_DAYS * DAY_SECONDS} LIMIT ?2)`

const EXPIRED_NOTICES = 'SELECT id FROM notices WHERE expires_at <= ?1 ORDER BY expires_at LIMIT ?2'
const DELIVERIES = `DELETE FROM notice_deliveries WHERE (notice_id, carrier, recipient) IN
  (SELECT notice_id, carrier, recipient FROM notice_deliveries WHERE notice_id IN (${EXPIRED_NOTICES}) LIMIT ?2)`
// Delete a notice after its deliveries. Otherwise all of its deliveries would be deleted at once, however
// many.
const NOTICES = `DELETE FROM notices WHERE id IN (SELECT id FROM (${EXPIRED_NOTICES}) n
  WHERE NOT EXISTS (SELECT 1 FROM notice_deliveries WHERE notice_id = n.id))`

const oldFigures = (table: string) =>
  `DELETE FROM ${table} WHERE (workspace_id, day) IN (SELECT workspace_id, day FROM ${table}
     INDEXED BY ${table}_by_day WHERE day < CAST(?1 AS INTEGER) / ${DAY_SECONDS} - ${FIGURES_KEPT_DAYS} LIMIT ?2)`

/** Returns the pieces of work that delete rows that have expired at `now` (Unix seconds). */
export const expiredByIndex = (db: D1Database, now: number): readonly Piece[] =>
  [
    [CREDENTIALS],
    [EXTENSIONS],
    [INVITATIONS, INVITATION_MAILS],
    [EXPIRED_RECOVERIES, OLD_RECOVERIES],
    [DELIVERIES, NOTICES],
    [oldFigures('enrollment_days'), oldFigures('entries_without_factor')],
  ].map((statements) => async (most) => {
    let isFull = false
    // Each statement is its own transaction, so that none of them holds the database for long.
    for (const sql of statements) {
      const { meta } = await db.prepare(sql).bind(now, most).run()
      isFull ||= meta.changes >= most
    }
    return isFull
  })
