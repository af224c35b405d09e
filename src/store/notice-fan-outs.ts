// Table `notice_fan_outs`: notices of a workspace whose mails are enqueued a chunk at a time, so that a workspace of
// 100,000 members costs each run the same as one of ten.

import { MAILS_APART_SECONDS } from '../core/delivery.ts'
import type { Provider } from '../core/provider.ts'
import { batch, type Query, query } from './batch.ts'
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
export const selectFanOuts = (
  db: D1Database,
  providers: readonly Provider[],
  limit: number,
  now: number,
): Query<FanOut> =>
  query<FanOutRow, FanOut>(
    db
      .prepare(
        `SELECT f.notice_id AS noticeId, f.workspace_id AS workspaceId, f.after,
           n.policy_version IS p.version AS isCurrent, ${VOUCHER_COLUMNS}
         FROM notice_fan_outs f JOIN notices n ON n.id = f.notice_id
           LEFT JOIN policies p ON p.workspace_id = f.workspace_id
           LEFT JOIN enrollment_counts c ON c.workspace_id = f.workspace_id
         WHERE f.turn_at <= ?2 ORDER BY f.turn_at LIMIT ?1`,
      )
      .bind(limit, now),
    (row) => {
      const { noticeId, workspaceId, after, isCurrent } = row
      return {
        noticeId,
        workspaceId,
        after,
        isCurrent: isCurrent === 1,
        vouchers: vouchersFrom(row, providers),
      }
    },
  )

interface FanOutRow extends VoucherRow {
  readonly noticeId: string
  readonly workspaceId: string
  readonly after: string
  readonly isCurrent: 0 | 1
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
): Promise<readonly AudienceMember[]> {
  const walk = (index: string, where: string) =>
    `SELECT accountId, isTold FROM (SELECT account_id AS accountId, ${BINDS} AS isTold FROM members m INDEXED BY ${index}
       WHERE workspace_id = ?1 AND ${where} AND account_id > ?2 ORDER BY account_id LIMIT ?3)`
  const administering = (['owner', 'admin'] as const).flatMap((role) =>
    [0, 1].map((isEnrolled) => walk('members_by_role', `role = '${role}' AND is_enrolled = ${isEnrolled}`)),
  )
  const withoutFactor = db.prepare(walk('members_by_standing', 'is_enrolled = 0 AND voucher = ?4'))
  const byVoucher = vouchersWithout(vouchers).map((voucher, i) => {
    const asked = members(withoutFactor.bind(workspaceId, after, limit, voucher))
    return [`voucher ${i}`, asked] as const
  })
  const done = await batch(db, {
    administering: members(db.prepare(administering.join(' UNION ')).bind(workspaceId, after, limit)),
    withoutFactor: Object.fromEntries(byVoucher),
  })
  const found = [done.administering, ...Object.values(done.withoutFactor)].flatMap(({ all }) => all)
  const byId = new Map(found.map((member) => [member.accountId, member]))
  return [...byId.values()].sort((a, b) => (a.accountId < b.accountId ? -1 : 1)).slice(0, limit)
}

const members = (statement: D1PreparedStatement) =>
  query<{ accountId: string; isTold: 0 | 1 }, AudienceMember>(statement, ({ accountId, isTold }) => ({
    accountId,
    isTold: isTold === 1,
  }))

/** Enqueues a chunk and moves on, or ends; neither if another run has moved it on meanwhile, or another one has its place. */
export function advanceFanOut(
  db: D1Database,
  { noticeId, workspaceId, after }: FanOut,
  { chunk, isLast }: { chunk: readonly AudienceMember[]; isLast: boolean },
  now: number,
) {
  const recipients = chunk.filter(({ isTold }) => isTold).map(({ accountId }) => accountId)
  const isHere = 'EXISTS (SELECT 1 FROM notice_fan_outs WHERE notice_id = ?1 AND after = ?2)'
  const enqueued = db
    .prepare(
      `INSERT INTO notice_deliveries (notice_id, carrier, recipient, attempts, next_at)
       SELECT ?1, 'email', k.value, 0, ?4 FROM json_each(?3) k WHERE ${isHere}`,
    )
    .bind(noticeId, after, JSON.stringify(recipients), now)
  const mailed = db
    .prepare(`UPDATE policies SET mailed_at = ?4 WHERE workspace_id = ?3 AND ${isHere}`)
    .bind(noticeId, after, workspaceId, now)
  const moved = isLast
    ? db.prepare('DELETE FROM notice_fan_outs WHERE notice_id = ?1 AND after = ?2').bind(noticeId, after)
    : db
        .prepare('UPDATE notice_fan_outs SET after = ?3, turn_at = ?4 WHERE notice_id = ?1 AND after = ?2')
        .bind(noticeId, after, chunk.at(-1)?.accountId ?? after, now)
  return { enqueued, mailed: recipients.length > 0 ? mailed : null, moved }
}
