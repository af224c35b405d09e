// Reads and dismisses the notices that pages show until they are dismissed.

import type { AccountNotice, EnforcementNotice } from '../core/notice.ts'
import { type Query, query } from './batch.ts'
import { NOTICE_COLUMNS, NOTICE_JOINS, type NoticeRow, noticeFrom } from './notices.ts'

const KEPT_ONCE_SEEN_SECONDS = 90 * 86_400
const MOST_SHOWN = 20

/** Selects the notices about an account, newest first. */
export const selectUnseenOfAccount = (db: D1Database, accountId: string): Query<AccountNotice> =>
  query<NoticeRow, AccountNotice>(
    db
      .prepare(
        `SELECT ${NOTICE_COLUMNS} FROM notices n ${NOTICE_JOINS}
         WHERE n.account_id = ?1 AND n.seen_at IS NULL ORDER BY n.at DESC LIMIT ?2`,
      )
      .bind(accountId, MOST_SHOWN),
    (row) => noticeFrom(row) as AccountNotice,
  )

/** Selects the notices about a workspace's current policies, newest first. */
export const selectUnseenOfWorkspace = (db: D1Database, workspaceId: string): Query<EnforcementNotice> =>
  query<NoticeRow, EnforcementNotice>(
    db
      .prepare(
        // Name the index. Otherwise SQLite may read the notices of every earlier version of the policy.
        `SELECT ${NOTICE_COLUMNS} FROM (
           SELECT 'second-factor' AS kind, version FROM policies WHERE workspace_id = ?1
           UNION ALL SELECT 'phishing-resistant', version FROM phishing_resistant_policies WHERE workspace_id = ?1) p
         CROSS JOIN notices n INDEXED BY notices_by_policy ${NOTICE_JOINS}
         WHERE n.workspace_id = ?1 AND n.policy = p.kind AND n.policy_version = p.version AND n.seen_at IS NULL
         ORDER BY n.at DESC LIMIT ?2`,
      )
      .bind(workspaceId, MOST_SHOWN),
    (row) => noticeFrom(row) as EnforcementNotice,
  )

/**
 * Dismisses a notice about this account. The account is in the condition. Otherwise a person could dismiss
 * another person's notice.
 */
export function dismissOfAccount(
  db: D1Database,
  accountId: string,
  noticeId: string,
  now: number,
): D1PreparedStatement {
  return db
    .prepare(
      `UPDATE notices SET seen_at = ?3, expires_at = min(expires_at, ?4) WHERE id = ?1 AND account_id = ?2 AND seen_at IS NULL`,
    )
    .bind(noticeId, accountId, now, now + KEPT_ONCE_SEEN_SECONDS)
}

/** Dismisses the notices that were shown. A newer notice stays. */
export function dismissAllOfAccount(
  db: D1Database,
  accountId: string,
  noticeIds: readonly string[],
  now: number,
): D1PreparedStatement {
  return db
    .prepare(
      `UPDATE notices SET seen_at = ?3, expires_at = min(expires_at, ?4)
       WHERE id IN (SELECT value FROM json_each(?1)) AND account_id = ?2 AND seen_at IS NULL`,
    )
    .bind(JSON.stringify(noticeIds), accountId, now, now + KEPT_ONCE_SEEN_SECONDS)
}

/**
 * Dismisses a notice about a workspace's policy, and the earlier ones that it replaces. Leaves other notices
 * alone, because no page shows them.
 */
export function dismissOfWorkspace(
  db: D1Database,
  workspaceId: string,
  noticeId: string,
  now: number,
): D1PreparedStatement {
  return db
    .prepare(
      `UPDATE notices SET seen_at = ?3, expires_at = min(expires_at, ?4) WHERE workspace_id = ?2 AND seen_at IS NULL
         AND policy_version IS NOT NULL AND at <= (SELECT at FROM notices WHERE id = ?1 AND workspace_id = ?2)`,
    )
    .bind(noticeId, workspaceId, now, now + KEPT_ONCE_SEEN_SECONDS)
}
