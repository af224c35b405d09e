// Table `members`, as an admin sees it: a page at a time, of everybody or of those who stand alike.

import type { Role } from '../core/roles.ts'

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

interface Row {
  readonly account_id: string
  readonly email: string
  readonly name: string
  readonly role: Role
  readonly is_enrolled: 0 | 1
  readonly voucher: string
  readonly joined_at: number
}

/** By account id, `limit` at most. Each group is a walk along an index: nothing is skipped row by row. */
export async function listMembers(
  db: D1Database,
  workspaceId: string,
  { group, after, limit }: { group: MemberGroup; after: string; limit: number },
): Promise<ListedMember[]> {
  const walk = (index: string, where: string, ...values: string[]) =>
    db
      .prepare(
        `SELECT m.account_id, a.email, a.name, m.role, m.is_enrolled, m.voucher, m.joined_at
         FROM members m ${index} JOIN accounts a ON a.id = m.account_id
         WHERE m.workspace_id = ?1 AND m.account_id > ?2 ${where} ORDER BY m.account_id LIMIT ?3`,
      )
      .bind(workspaceId, after, limit, ...values)
  // Left to itself, SQLite takes the primary key, and skips all the others of a large workspace row by row.
  const byStanding = (isEnrolled: 0 | 1, voucher: string) =>
    walk('INDEXED BY members_by_standing', `AND m.is_enrolled = ${isEnrolled} AND m.voucher = ?4`, voucher)
  if (group === 'everybody') return membersFrom([await walk('', '').all<Row>()], limit)
  if (group === 'enrolled') return membersFrom([await byStanding(1, '').all<Row>()], limit)
  const walks = group.withVoucher.map((voucher) => byStanding(0, voucher))
  return walks.length === 0 ? [] : membersFrom(await db.batch<Row>(walks), limit)
}

/** One page out of several walks of a page each. */
const membersFrom = (walks: readonly D1Result<Row>[], limit: number): ListedMember[] =>
  walks
    .flatMap(({ results }) => results)
    .map((row) => ({
      accountId: row.account_id,
      email: row.email,
      name: row.name,
      role: row.role,
      isEnrolled: row.is_enrolled === 1,
      voucher: row.voucher,
      joinedAt: row.joined_at,
    }))
    // As SQLite orders them: by their bytes, which are ASCII.
    .sort((a, b) => (a.accountId < b.accountId ? -1 : 1))
    .slice(0, limit)
