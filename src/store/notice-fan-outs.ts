// Table `notice_fan_outs`: notices of a workspace whose mails are enqueued a chunk at a time, so that a workspace of
// 100,000 members costs each run the same as one of ten.

import { MAILS_APART_SECONDS } from '../core/delivery.ts'
import type { Provider } from '../core/provider.ts'
import { VOUCHER_COLUMNS, type VoucherRow, type Vouchers, vouchersFrom, vouchersWithout } from './vouchers.ts'
import { BINDS } from './ways-taken.ts'

/**
 * For a notice that the same batch has written, or has not. It takes the place of an earlier one of its workspace, and its
 * turn comes when the mails of the one before are long enough ago.
 */
export function startFanOut(db: D1Database, noticeId: string, now: number): D1PreparedStatement {
  return db
    .prepare(
      `INSERT OR REPLACE INTO notice_fan_outs (notice_id, workspace_id, after, turn_at)
       SELECT n.id, n.workspace_id, '', max(?2, coalesce(p.mailed_at + ${MAILS_APART_SECONDS}, ?2))
       FROM notices n JOIN policies p ON p.workspace_id = n.workspace_id WHERE n.id = ?1`,
    )
    .bind(noticeId, now)
}

export interface FanOut {
  readonly noticeId: string
  readonly workspaceId: string
  readonly after: string
  /** False once the policy has another version: nobody else is to be told. */
  readonly isCurrent: boolean
  readonly vouchers: Vouchers
}

/** Those whose turn has come, the longest ago first. */
export async function listFanOuts(
  db: D1Database,
  providers: readonly Provider[],
  limit: number,
  now: number,
): Promise<FanOut[]> {
  const { results } = await db
    .prepare(
      `SELECT f.notice_id, f.after, n.workspace_id, n.policy_version IS p.version AS is_current, ${VOUCHER_COLUMNS}
       FROM notice_fan_outs f JOIN notices n ON n.id = f.notice_id
         LEFT JOIN policies p ON p.workspace_id = n.workspace_id
         LEFT JOIN enrollment_counts c ON c.workspace_id = n.workspace_id
       WHERE f.turn_at <= ?2 ORDER BY f.turn_at LIMIT ?1`,
    )
    .bind(limit, now)
    .all<VoucherRow & { notice_id: string; after: string; workspace_id: string; is_current: 0 | 1 }>()
  return results.map((row) => ({
    noticeId: row.notice_id,
    workspaceId: row.workspace_id,
    after: row.after,
    isCurrent: row.is_current === 1,
    vouchers: vouchersFrom(row, providers),
  }))
}

export interface AudienceMember {
  readonly accountId: string
  /** A member who has never entered gets no mail. Otherwise any admin could have a stranger written to. */
  readonly isTold: boolean
}

/**
 * The next members by account: those who have to enrol, and the owners and admins. Each walk goes along an index and is of
 * `limit` rows at most, whatever the size of the workspace.
 */
export async function listAudience(
  db: D1Database,
  { workspaceId, after, vouchers }: FanOut,
  limit: number,
): Promise<AudienceMember[]> {
  const walk = (index: string, where: string) =>
    `SELECT account_id, is_told FROM (SELECT account_id, ${BINDS} AS is_told FROM members m INDEXED BY ${index}
       WHERE workspace_id = ?1 AND ${where} AND account_id > ?2 ORDER BY account_id LIMIT ?3)`
  const administering = (['owner', 'admin'] as const).flatMap((role) =>
    [0, 1].map((isEnrolled) => walk('members_by_role', `role = '${role}' AND is_enrolled = ${isEnrolled}`)),
  )
  const results = await db.batch<{ account_id: string; is_told: 0 | 1 }>([
    db.prepare(administering.join(' UNION ')).bind(workspaceId, after, limit),
    ...vouchersWithout(vouchers).map((voucher) =>
      db
        .prepare(walk('members_by_standing', 'is_enrolled = 0 AND voucher = ?4'))
        .bind(workspaceId, after, limit, voucher),
    ),
  ])
  const told = new Map(
    results.flatMap(({ results }) => results).map((row) => [row.account_id, row.is_told === 1]),
  )
  return [...told]
    .map(([accountId, isTold]) => ({ accountId, isTold }))
    .sort((a, b) => (a.accountId < b.accountId ? -1 : 1))
    .slice(0, limit)
}

/** Enqueues a chunk and moves on, or ends; neither if another run has moved it on meanwhile, or another one has its place. */
export function advanceFanOut(
  db: D1Database,
  { noticeId, workspaceId, after }: FanOut,
  audience: { chunk: readonly AudienceMember[]; isLast: boolean },
  now: number,
): D1PreparedStatement[] {
  const { chunk, isLast } = audience
  const recipients = chunk.filter(({ isTold }) => isTold).map(({ accountId }) => accountId)
  const enqueueChunk = db
    .prepare(
      `INSERT INTO notice_deliveries (notice_id, carrier, recipient, attempts, next_at)
       SELECT ?1, 'email', k.value, 0, ?4 FROM json_each(?3) k
       WHERE EXISTS (SELECT 1 FROM notice_fan_outs WHERE notice_id = ?1 AND after = ?2)`,
    )
    .bind(noticeId, after, JSON.stringify(recipients), now)
  const noteMails = db
    .prepare(
      `UPDATE policies SET mailed_at = ?4
       WHERE workspace_id = ?3 AND EXISTS (SELECT 1 FROM notice_fan_outs WHERE notice_id = ?1 AND after = ?2)`,
    )
    .bind(noticeId, after, workspaceId, now)
  const moveOn = isLast
    ? db.prepare('DELETE FROM notice_fan_outs WHERE notice_id = ?1 AND after = ?2').bind(noticeId, after)
    : db
        .prepare('UPDATE notice_fan_outs SET after = ?3, turn_at = ?4 WHERE notice_id = ?1 AND after = ?2')
        .bind(noticeId, after, chunk.at(-1)?.accountId ?? after, now)
  return [enqueueChunk, ...(recipients.length > 0 ? [noteMails] : []), moveOn]
}
