// Reads and dismisses the notices that pages show until they are dismissed.

import {
  type AccountNotice,
  type EnforcementNotice,
  EXTENSION_GRANTED,
  type ExtensionNotice,
} from '../core/notice.ts'
import { type Query, query } from './batch.ts'
import { KEPT_ONCE_SEEN_SECONDS } from './notices.ts'
import { NOTICE_COLUMNS, NOTICE_JOINS, type NoticeRow, noticeFrom } from './read-notices.ts'

const MOST_SHOWN = 20

export type NoticeForAccount = AccountNotice | ExtensionNotice

// A recovery that is over can't be stopped any more, as these notices advise. Another notice says how it ended. The kind
// comes first, so that other notices cost no further read.
const IS_OF_ENDED_RECOVERY = `n.kind IN ('recovery.asked', 'recovery.approved') AND NOT EXISTS (
  SELECT 1 FROM recoveries r WHERE r.id = n.detail ->> 'recovery' AND r.ended_at IS NULL AND r.expires_at > ?3)`

/** Selects the notices for an account, newest first. Leaves out those about an extension or a recovery that has ended. */
export const selectUnseenOfAccount = (
  db: D1Database,
  accountId: string,
  now: number,
): Query<NoticeForAccount> =>
  query<NoticeRow, NoticeForAccount>(
    db
      .prepare(
        `SELECT ${NOTICE_COLUMNS} FROM notices n ${NOTICE_JOINS}
         WHERE n.account_id = ?1 AND n.seen_at IS NULL AND (n.kind <> '${EXTENSION_GRANTED}' OR em.extended_until > ?3)
           AND NOT (${IS_OF_ENDED_RECOVERY})
         ORDER BY n.at DESC LIMIT ?2`,
      )
      .bind(accountId, MOST_SHOWN, now),
    (row) => noticeFrom(row) as NoticeForAccount,
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
 * Dismisses a notice about one of the workspace's policies, and the earlier ones about it, or a notice about an
 * extension. Leaves other notices alone, because no page shows them.
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
         AND ((id = ?1 AND kind = '${EXTENSION_GRANTED}')
           OR (policy, at) IN (SELECT n.policy, notices.at FROM notices n
             WHERE n.id = ?1 AND n.workspace_id = ?2 AND n.at >= notices.at))`,
    )
    .bind(noticeId, workspaceId, now, now + KEPT_ONCE_SEEN_SECONDS)
}
