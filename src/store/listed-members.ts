// Lists the table `members` for admins: a page of all members, or of the members of one group.

import type { Role } from '../core/roles.ts'
import { type Done, type Query, query } from './batch.ts'

export interface ListedMember {
  readonly accountId: string
  readonly email: string
  readonly name: string
  readonly role: Role
  readonly isEnrolled: boolean
  /**
   * The provider and its words that proved the second factor of the last entry (core/voucher.ts). Empty if
   * the member is enrolled, or if there was no such proof.
   */
  readonly voucher: string
  readonly joinedAt: number
}

/** All members, the enrolled members, or the members who are not enrolled and have one of these vouchers. */
export type MemberGroup = 'everybody' | 'enrolled' | { readonly withVoucher: readonly string[] }

type Row = Omit<ListedMember, 'isEnrolled'> & { readonly isEnrolled: 0 | 1 }

/**
 * The queries for one page. Each kind of member in the group has its own query along an index, so that no
 * query skips rows one by one.
 */
export type MemberWalks<Step> = Readonly<Record<string, Step>>

/** Selects members by account id, at most `limit` of each kind. `membersIn` merges them into one page. */
export function selectMembers(
  db: D1Database,
  workspaceId: string,
  { group, after, limit }: { group: MemberGroup; after: string; limit: number },
): MemberWalks<Query<ListedMember>> {
  const walk = (index: string, where: string, ...values: string[]) =>
    query<Row, ListedMember>(
      db
        .prepare(
          `SELECT m.account_id AS accountId, a.email, a.name, m.role, m.is_enrolled AS isEnrolled, m.voucher,
             m.joined_at AS joinedAt
           FROM members m ${index} JOIN accounts a ON a.id = m.account_id
           WHERE m.workspace_id = ?1 AND m.account_id > ?2 ${where} ORDER BY m.account_id LIMIT ?3`,
        )
        .bind(workspaceId, after, limit, ...values),
      (row) => ({ ...row, isEnrolled: row.isEnrolled === 1 }),
    )
  // Name the index. Otherwise SQLite uses the primary key and skips the other members of a large workspace
  // row by row.
  const byStanding = (isEnrolled: 0 | 1, voucher: string) =>
    walk('INDEXED BY members_by_standing', `AND m.is_enrolled = ${isEnrolled} AND m.voucher = ?4`, voucher)
  if (group === 'everybody') return { everybody: walk('', '') }
  if (group === 'enrolled') return { enrolled: byStanding(1, '') }
  return Object.fromEntries(
    group.withVoucher.map((voucher, place) => [`voucher${place}`, byStanding(0, voucher)]),
  )
}

/** Merges the results into one page of at most `limit` members. */
export const membersIn = (walked: MemberWalks<Done<ListedMember>>, limit: number): readonly ListedMember[] =>
  Object.values(walked)
    .flatMap(({ all }) => all)
    // Sorts as SQLite does: by bytes, which are ASCII.
    .sort((a, b) => (a.accountId < b.accountId ? -1 : 1))
    .slice(0, limit)
