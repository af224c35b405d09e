// Reads and writes the table `notice_fan_outs`: notices whose emails go to the members of a workspace.
//
// The emails are added to the outbox in chunks. A workspace of 100,000 members costs each run as much as one
// of ten.

import { MAILS_APART_SECONDS } from '../core/delivery.ts'
import { concerns } from '../core/member-groups.ts'
import { type AppliesTo, POLICY_KINDS, type PolicyKind } from '../core/policy.ts'
import type { Provider } from '../core/provider.ts'
import { batch, type Query, query } from './batch.ts'
import { type CountedGroupsRow, countedGroupColumns, groupsFrom } from './counted-groups.ts'
import { TABLE_OF } from './policies.ts'
import { BINDS } from './ways-taken.ts'

// How long to wait for emails about the other policy that are under way.
const RETRY_SECONDS = 60
// When the workspace's last emails about either policy were sent. 0 if there were none.
const MAILED_AT = 'max(coalesce(p.mailed_at, 0), coalesce(q.mailed_at, 0))'

/**
 * Plans the emails of a notice, if the same batch wrote it. They replace the emails of an earlier notice about
 * the same policy. The first ones are sent once the workspace's previous emails about either policy are old
 * enough.
 */
export function startFanOut(db: D1Database, noticeId: string, now: number): D1PreparedStatement {
  return db
    .prepare(
      `INSERT OR REPLACE INTO notice_fan_outs (notice_id, workspace_id, policy, after, turn_at)
       SELECT n.id, n.workspace_id, n.policy, '', max(?2, ${MAILED_AT} + ${MAILS_APART_SECONDS})
       FROM notices n LEFT JOIN policies p ON p.workspace_id = n.workspace_id
         LEFT JOIN phishing_resistant_policies q ON q.workspace_id = n.workspace_id WHERE n.id = ?1`,
    )
    .bind(noticeId, now)
}

export interface FanOut {
  readonly noticeId: string
  readonly workspaceId: string
  readonly after: string
  /** False once the policy has another version. The remaining members must not get this notice. */
  readonly isCurrent: boolean
  readonly policy: PolicyKind
  /**
   * When the first emails may be sent, if the workspace got emails about its other policy since this was planned.
   * In Unix seconds. Null: now.
   */
  readonly waitsUntil: number | null
  /** The keys of the groups of members who need the policy's factor and lack it. */
  readonly lacking: readonly string[]
}

// As `MAILED_AT`, for the fan-out `f`.
const MAILED_AT_OF_F = `max(${POLICY_KINDS.map(
  (kind) => `coalesce((SELECT mailed_at FROM ${TABLE_OF[kind]} WHERE workspace_id = f.workspace_id), 0)`,
).join(', ')})`
const IS_OTHER_UNDER_WAY = `EXISTS (SELECT 1 FROM notice_fan_outs o
  WHERE o.workspace_id = f.workspace_id AND o.policy <> f.policy AND o.after <> '')`

/**
 * Selects the fan-outs whose turn has come, the earliest first. If two are about one workspace, the policy with
 * the older emails comes first. Otherwise an admin who keeps changing one policy could hold up the emails about the
 * other.
 */
export const selectFanOuts = (
  db: D1Database,
  providers: readonly Provider[],
  limit: number,
  now: number,
): Query<FanOut> =>
  query<FanOutRow, FanOut>(
    db
      .prepare(
        `SELECT f.notice_id AS noticeId, f.workspace_id AS workspaceId, f.after, f.policy,
           n.policy_version IS coalesce(p.version, q.version) AS isCurrent,
           coalesce(p.applies_to, q.applies_to) AS appliesTo,
           ${MAILED_AT_OF_F} AS mailedAt, ${IS_OTHER_UNDER_WAY} AS isOtherUnderWay,
           ${countedGroupColumns('?2')}
         FROM notice_fan_outs f JOIN notices n ON n.id = f.notice_id
           LEFT JOIN policies p ON p.workspace_id = f.workspace_id AND f.policy = 'second-factor'
           LEFT JOIN phishing_resistant_policies q ON q.workspace_id = f.workspace_id AND f.policy = 'phishing-resistant'
           LEFT JOIN enrollment_counts c ON c.workspace_id = f.workspace_id
         WHERE f.turn_at <= ?2 ORDER BY f.turn_at, coalesce(p.mailed_at, q.mailed_at, 0) LIMIT ?1`,
      )
      .bind(limit, now),
    (row) => {
      const { noticeId, workspaceId, after, policy, isCurrent, appliesTo } = row
      const lacking = groupsFrom(row, providers).filter(
        (group) => appliesTo !== null && concerns({ appliesTo }, policy, group),
      )
      return {
        noticeId,
        workspaceId,
        after,
        policy,
        isCurrent: isCurrent === 1,
        waitsUntil: waitsUntil(row, now),
        lacking: lacking.map(({ key }) => key),
      }
    },
  )

interface FanOutRow extends CountedGroupsRow {
  readonly noticeId: string
  readonly workspaceId: string
  readonly after: string
  readonly policy: PolicyKind
  readonly isCurrent: 0 | 1
  readonly mailedAt: number
  readonly isOtherUnderWay: 0 | 1
  readonly appliesTo: AppliesTo | null
}

function waitsUntil({ after, mailedAt, isOtherUnderWay }: FanOutRow, now: number): number | null {
  if (after !== '') return null
  const mayBeginAt = mailedAt + MAILS_APART_SECONDS
  if (mayBeginAt > now) return mayBeginAt
  return isOtherUnderWay ? now + RETRY_SECONDS : null
}

export interface AudienceMember {
  readonly accountId: string
  /**
   * False for a member who has never entered the workspace, and so gets no mail. Otherwise any admin could
   * have mails sent to strangers.
   */
  readonly isTold: boolean
}

/**
 * Lists the next members by account id: members who lack the factor, owners and admins. Each query follows an
 * index and reads at most `limit` rows, whatever the size of the workspace.
 */
export async function listAudience(
  db: D1Database,
  { workspaceId, after, lacking }: FanOut,
  limit: number,
): Promise<readonly AudienceMember[]> {
  const walk = (index: string, where: string) =>
    `SELECT accountId, isTold FROM (SELECT account_id AS accountId, ${BINDS} AS isTold FROM members m INDEXED BY ${index}
       WHERE workspace_id = ?1 AND ${where} AND account_id > ?2 ORDER BY account_id LIMIT ?3)`
  const administering = (['owner', 'admin'] as const).flatMap((role) =>
    [0, 1].map((isEnrolled) => walk('members_by_role', `role = '${role}' AND is_enrolled = ${isEnrolled}`)),
  )
  const ofGroup = db.prepare(walk('members_by_group', 'group_key = ?4'))
  const byGroup = lacking.map((key, i) => {
    const asked = members(ofGroup.bind(workspaceId, after, limit, key))
    return [`group ${i}`, asked] as const
  })
  const done = await batch(db, {
    administering: members(db.prepare(administering.join(' UNION ')).bind(workspaceId, after, limit)),
    lacking: Object.fromEntries(byGroup),
  })
  const found = [done.administering, ...Object.values(done.lacking)].flatMap(({ all }) => all)
  const byId = new Map(found.map((member) => [member.accountId, member]))
  return [...byId.values()].sort((a, b) => (a.accountId < b.accountId ? -1 : 1)).slice(0, limit)
}

const members = (statement: D1PreparedStatement) =>
  query<{ accountId: string; isTold: 0 | 1 }, AudienceMember>(statement, ({ accountId, isTold }) => ({
    accountId,
    isTold: isTold === 1,
  }))

/** Ends a fan-out whose notice is no longer true. */
export const endFanOut = (db: D1Database, { noticeId }: FanOut): D1PreparedStatement =>
  db.prepare('DELETE FROM notice_fan_outs WHERE notice_id = ?1').bind(noticeId)

/** Puts off a fan-out that has not begun. */
export const postponeFanOut = (db: D1Database, { noticeId }: FanOut, until: number): D1PreparedStatement =>
  db
    .prepare("UPDATE notice_fan_outs SET turn_at = ?2 WHERE notice_id = ?1 AND after = ''")
    .bind(noticeId, until)

/**
 * Adds the deliveries of a chunk, and moves on or ends. Does nothing if another run has moved on, or if
 * another notice has replaced this one. Otherwise a member could get the same email twice. Nor does it begin if
 * another run has just sent emails about the other policy.
 */
export function advanceFanOut(
  db: D1Database,
  { noticeId, workspaceId, after, policy }: FanOut,
  { chunk, isLast }: { chunk: readonly AudienceMember[]; isLast: boolean },
  now: number,
) {
  const recipients = chunk.filter(({ isTold }) => isTold).map(({ accountId }) => accountId)
  const other = TABLE_OF[policy === 'second-factor' ? 'phishing-resistant' : 'second-factor']
  const mayGoOn = `EXISTS (SELECT 1 FROM notice_fan_outs WHERE notice_id = ?1 AND after = ?2)
    AND (?2 <> '' OR NOT EXISTS (SELECT 1 FROM ${other} WHERE workspace_id = ?3 AND mailed_at > ?4 - ${MAILS_APART_SECONDS})
      AND NOT EXISTS (SELECT 1 FROM notice_fan_outs WHERE workspace_id = ?3 AND notice_id <> ?1 AND after <> ''))`
  const prepare = (sql: string, ...values: string[]) =>
    db.prepare(`${sql} AND ${mayGoOn}`).bind(noticeId, after, workspaceId, now, ...values)
  const enqueued = prepare(
    `INSERT INTO notice_deliveries (notice_id, carrier, recipient, attempts, next_at)
     SELECT ?1, 'email', k.value, 0, ?4 FROM json_each(?5) k WHERE 1`,
    JSON.stringify(recipients),
  )
  const mailed = prepare(`UPDATE ${TABLE_OF[policy]} SET mailed_at = ?4 WHERE workspace_id = ?3`)
  const moved = isLast
    ? prepare('DELETE FROM notice_fan_outs WHERE notice_id = ?1 AND after = ?2')
    : prepare(
        'UPDATE notice_fan_outs SET after = ?5, turn_at = ?4 WHERE notice_id = ?1 AND after = ?2',
        chunk.at(-1)?.accountId ?? after,
      )
  return { enqueued, mailed: recipients.length > 0 ? mailed : null, moved }
}
