// Puts mails into the outbox that ask the admins of each concerned workspace to decide about a recovery.

import type { Client } from '../core/client.ts'
import { MOST_OWN_RECOVERIES_A_DAY, MOST_RECOVERIES_A_DAY } from '../core/recovery.ts'
import { DAY_SECONDS } from '../core/time.ts'
import { MOST_ADMINS } from './notice-deliveries.ts'
import { KEPT_ONCE_SEEN_SECONDS } from './notices.ts'
import { IS_ELIGIBLE } from './recovery-stands.ts'
import { concernedBy } from './recovery-workspaces.ts'

const KIND = 'recovery.decide'

/** SQL for how many of these notices the workspace `w` got within a day. Such a notice counts as seen from the start. */
const toldToday = (which = '') =>
  `(SELECT count(*) FROM notices t INDEXED BY notices_by_workspace
    WHERE t.workspace_id = w.id AND t.seen_at > ?2 - ${DAY_SECONDS} AND t.kind = '${KIND}' ${which})`

interface Asked {
  readonly id: string
  readonly accountId: string
}

/**
 * Steps that write one notice for each concerned workspace, and a mail to each admin who may agree and has not. They do
 * nothing if the recovery was not opened. Leaves out admins who never entered. Otherwise any admin could have mails sent to
 * strangers. A workspace is told of ten recoveries a day, and of three of one person, because admins of another workspace
 * may ask again and again. The members page lists each recovery, also one without a mail.
 */
export const askAdmins = (db: D1Database, { id, accountId }: Asked, client: Client, now: number) => ({
  // No page shows these notices: the members page lists the recoveries.
  told: db
    .prepare(
      `INSERT INTO notices (id, at, kind, workspace_id, detail, ip, user_agent, seen_at, expires_at)
       SELECT lower(hex(randomblob(11))), ?2, '${KIND}', w.id, json_object('subject_id', ?3, 'account_id', ?1), ?4, ?5, ?2, ?6
       FROM ${concernedBy('?1')} AND EXISTS (SELECT 1 FROM recoveries WHERE id = ?3)
         AND ${toldToday()} < ${MOST_RECOVERIES_A_DAY}
         AND ${toldToday("AND t.detail ->> 'account_id' = ?1")} < ${MOST_OWN_RECOVERIES_A_DAY}`,
    )
    .bind(accountId, now, id, client.ip, client.userAgent, now + KEPT_ONCE_SEEN_SECONDS),
  queued: db
    .prepare(
      `INSERT INTO notice_deliveries (notice_id, carrier, recipient, attempts, next_at)
       SELECT n.id, 'email', e.account_id, 0, ?2
       FROM recoveries r JOIN members mine ON mine.account_id = r.account_id
         JOIN notices n INDEXED BY notices_by_workspace ON n.workspace_id = mine.workspace_id AND n.seen_at = ?2 AND n.at = ?2
           AND n.kind = '${KIND}' AND n.detail ->> 'subject_id' = r.id
         JOIN members e ON e.workspace_id = n.workspace_id
       WHERE r.id = ?1 AND ${IS_ELIGIBLE} AND e.entered_at IS NOT NULL AND NOT EXISTS (
         SELECT 1 FROM recovery_approvals v
         WHERE v.recovery_id = r.id AND v.workspace_id = e.workspace_id AND v.approver_id = e.account_id)
       LIMIT ${MOST_ADMINS}`,
    )
    .bind(id, now),
})
