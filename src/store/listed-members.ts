// Table `members`, as an admin sees it: a page at a time, of everybody or of those who stand alike.

import type { Role } from '../core/roles.ts'
import { type Done, type Query, query } from './batch.ts'

export interface ListedMember {
  readonly accountId: string
  readonly email: string
  readonly name: string
  readonly role: Role
  readonly isEnrolled: boolean
  /** Whose word about a second factor they last came in with (core/voucher.ts); '' where enrolled, or nobody's. */
  readonly voucher: string
  readonly joinedAt: number
}

/** Everybody, those who are enrolled, or of the others those with one of these vouchers. */
export type MemberGroup = 'everybody' | 'enrolled' | { readonly withVoucher: readonly string[] }

type Row = Omit<ListedMember, 'isEnrolled'> & { readonly isEnrolled: 0 | 1 }

/** Of one page: a walk along an index for each kind of member in the group, so that nothing is skipped row by row. */
export type MemberWalks<Step> = Readonly<Record<string, Step>>

/** By account id, `limit` at most of each. `membersIn` makes one page of them. */
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
  // Left to itself, SQLite takes the primary key, and skips all the others of a large workspace row by row.
  const byStanding = (isEnrolled: 0 | 1, voucher: string) =>
    walk('INDEXED BY members_by_standing', `AND m.is_enrolled = ${isEnrolled} AND m.voucher = ?4`, voucher)
  if (group === 'everybody') return { everybody: walk('', '') }
  if (group === 'enrolled') return { enrolled: byStanding(1, '') }
  return Object.fromEntries(
    group.withVoucher.map((voucher, place) => [`voucher${place}`, byStanding(0, voucher)]),
  )
}

export const membersIn = (walked: MemberWalks<Done<ListedMember>>, limit: number): readonly ListedMember[] =>
  Object.values(walked)
    .flatMap(({ all }) => all)
    // As SQLite orders them: by their bytes, which are ASCII.
    .sort((a, b) => (a.accountId < b.accountId ? -1 : 1))
    .slice(0, limit)
