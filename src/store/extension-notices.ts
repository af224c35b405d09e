// Reads and writes the notices about extensions in the table `notices`, and their mails.

import { EXTENSION_GRANTED, type ExtensionNotice } from '../core/notice.ts'
import { DAY_SECONDS } from '../core/time.ts'
import { type Query, query } from './batch.ts'
import type { Condition } from './condition.ts'
import { MOST_ADMINS } from './notice-deliveries.ts'
import { NOTICE_COLUMNS, NOTICE_JOINS, type NoticeRow, noticeFrom } from './read-notices.ts'
import { BINDS } from './ways-taken.ts'

const MOST_SHOWN = 20

/**
 * The most notices of one workspace in a day that are mailed, to the admins and to each member. Otherwise an
 * admin who changes the policy and grants extensions in a loop could fill the outbox.
 */
const MOST_MAILED_A_DAY = { admins: 20, member: 3 }

/** Selects the notices about extensions in force that no admin has dismissed, newest first. */
export const selectUnseenExtensions = (
  db: D1Database,
  workspaceId: string,
  now: number,
): Query<ExtensionNotice> =>
  query<NoticeRow, ExtensionNotice>(
    db
      .prepare(
        `SELECT ${NOTICE_COLUMNS} FROM notices n INDEXED BY notices_about_extensions ${NOTICE_JOINS}
         WHERE n.workspace_id = ?1 AND n.kind = '${EXTENSION_GRANTED}' AND n.seen_at IS NULL AND em.extended_until > ?2
         ORDER BY n.at DESC LIMIT ?3`,
      )
      .bind(workspaceId, now, MOST_SHOWN),
    (row) => noticeFrom(row) as ExtensionNotice,
  )

/**
 * Holds if the notice to the admins was written, and the member has entered the workspace. Otherwise any admin
 * could write to a stranger.
 */
export const ifMemberIsTold = (
  adminsNoticeId: string,
  { workspaceId, accountId }: { workspaceId: string; accountId: string },
): Condition => ({
  sql: `EXISTS (SELECT 1 FROM notices WHERE id = ?) AND EXISTS (
    SELECT 1 FROM members m WHERE m.workspace_id = ? AND m.account_id = ? AND ${BINDS})`,
  values: [adminsNoticeId, workspaceId, accountId],
})

// Counts the notices of this kind from the last day with the same reader as the notice `i`. ?2 is now.
const ofToday = (column: 'workspace_id' | 'account_id') =>
  `(SELECT count(*) FROM notices n WHERE n.${column} = i.${column} AND n.kind = '${EXTENSION_GRANTED}'
      AND (n.seen_at IS NULL OR n.seen_at > ?2 - ${DAY_SECONDS}) AND n.at > ?2 - ${DAY_SECONDS}
      AND (n.account_id IS NULL OR n.detail ->> 'workspace_id' = i.detail ->> 'workspace_id'))`

/** Adds the mail to the member, if the same batch wrote the notice. */
export const enqueueToMember = (db: D1Database, noticeId: string, now: number): D1PreparedStatement =>
  db
    .prepare(
      `INSERT INTO notice_deliveries (notice_id, carrier, recipient, attempts, next_at)
       SELECT i.id, 'email', i.account_id, 0, ?2 FROM notices i
       WHERE i.id = ?1 AND ${ofToday('account_id')} <= ${MOST_MAILED_A_DAY.member}`,
    )
    .bind(noticeId, now)

/**
 * Adds mails to the owners and admins who have entered the workspace. Leaves out the admin who granted the
 * extension, and the member, who gets a mail of their own.
 */
export const enqueueToOtherAdmins = (db: D1Database, noticeId: string, now: number): D1PreparedStatement =>
  db
    .prepare(
      `INSERT INTO notice_deliveries (notice_id, carrier, recipient, attempts, next_at)
       SELECT i.id, 'email', m.account_id, 0, ?2 FROM notices i JOIN members m ON m.workspace_id = i.workspace_id
       WHERE i.id = ?1 AND m.role IN ('owner', 'admin') AND ${BINDS}
         AND m.account_id IS NOT i.detail ->> 'account_id' AND m.account_id IS NOT i.detail ->> 'granter_id'
         AND ${ofToday('workspace_id')} <= ${MOST_MAILED_A_DAY.admins} LIMIT ${MOST_ADMINS}`,
    )
    .bind(noticeId, now)
