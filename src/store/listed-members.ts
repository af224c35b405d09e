// Lists the table `members` for admins: a page of all members, or of the members of one group.

import type { Role } from '../core/roles.ts'
import { type Done, type Query, query } from './batch.ts'
import { IS_UNUSED_IMPORT } from './imported-authenticators.ts'

export interface ListedMember {
  readonly accountId: string
  readonly email: string
  readonly name: string
  readonly role: Role
  readonly isEnrolled: boolean
  readonly hasPasskey: boolean
  /** True if the member has an imported app that was never used. */
  readonly hasUnusedImport: boolean
  /** When the member's extension ends, in Unix seconds. Null without an extension. */
  readonly extendedUntil: number | null
  /** The member's group (core/member-groups.ts). */
  readonly groupKey: string
  readonly joinedAt: number
  /**
   * The address's place in the order of the list, as hexadecimal bytes. JavaScript would sort some letters
   * differently from SQLite.
   */
  readonly place: string
}

/** Members to list, by what their rows have. */
export interface ListedGroup {
  /** The value of `members.group_key`. */
  readonly key: string
  /** Lists only members whose extension is in force, or only those whose extension is over. Null lists both. */
  readonly extension: 'in-force' | 'over' | null
}

interface MembersAsked {
  /** The groups to list. Null lists everybody. */
  readonly groups: readonly ListedGroup[] | null
  /** The beginning that the addresses must have (`keyPrefixOf`). Empty for all of them. */
  readonly prefix: string
  /** The account of the last member on the previous page. Empty for the first page. */
  readonly after: string
  readonly limit: number
  /** False if no member has an unused import, so that nobody's app need be read. */
  readonly looksForImports: boolean
}

type Row = Omit<ListedMember, 'isEnrolled' | 'hasPasskey' | 'hasUnusedImport'> & {
  readonly isEnrolled: 0 | 1
  readonly hasPasskey: 0 | 1
  readonly hasUnusedImport: 0 | 1
}

/**
 * The queries for one page. Each group has its own query along an index, so that no
 * query skips rows one by one.
 */
export type MemberWalks<Step> = Readonly<Record<string, Step>>

const COMPARED = { 'in-force': '>', over: '<=' } as const

/** Selects members by address, at most `limit` of each group. `membersIn` merges them into one page. */
export function selectMembers(
  db: D1Database,
  workspaceId: string,
  { groups, prefix, after, limit, looksForImports }: MembersAsked,
  now: number,
): MemberWalks<Query<ListedMember>> {
  // Give the query one lower bound. With two, SQLite would begin at one of them and skip the members up to the
  // other row by row.
  const from =
    after === ''
      ? 'm.email_key >= ?4'
      : `(m.email_key, m.account_id) > (max(?4, coalesce((SELECT email_key FROM accounts WHERE id = ?2), '')), ?2)`
  const unusedImport = looksForImports
    ? `EXISTS (SELECT 1 FROM authenticators WHERE account_id = m.account_id AND ${IS_UNUSED_IMPORT})`
    : '0'
  const walk = (index: string, where: string, ...values: (string | number)[]) =>
    query<Row, ListedMember>(
      db
        .prepare(
          `SELECT m.account_id AS accountId, a.email, a.name, m.role, m.is_enrolled AS isEnrolled,
             m.has_passkey AS hasPasskey, m.extended_until AS extendedUntil, m.group_key AS groupKey,
             ${unusedImport} AS hasUnusedImport, m.joined_at AS joinedAt, hex(m.email_key) AS place
           FROM members m INDEXED BY ${index} JOIN accounts a ON a.id = m.account_id
           WHERE m.workspace_id = ?1 ${where} AND ${from} AND m.email_key < ?4 || char(0x10FFFF)
           ORDER BY m.email_key, m.account_id LIMIT ?3`,
        )
        .bind(workspaceId, after, limit, prefix, ...values),
      (row) => ({
        ...row,
        isEnrolled: row.isEnrolled === 1,
        hasPasskey: row.hasPasskey === 1,
        hasUnusedImport: row.hasUnusedImport === 1,
      }),
    )
  // Name the index. Otherwise SQLite may use the primary key and skip the other members of a large workspace row by row.
  const ofGroup = ({ key, extension }: ListedGroup) => {
    const index = 'members_by_group_and_address'
    if (extension === null) return walk(index, 'AND m.group_key = ?5', key)
    return walk(index, `AND m.group_key = ?5 AND m.extended_until ${COMPARED[extension]} ?6`, key, now)
  }
  if (groups === null) return { everybody: walk('members_by_address', '') }
  return Object.fromEntries(groups.map((group, place) => [`group${place}`, ofGroup(group)]))
}

/** Merges the results into one page of at most `limit` members. */
export const membersIn = (walked: MemberWalks<Done<ListedMember>>, limit: number): readonly ListedMember[] =>
  Object.values(walked)
    .flatMap(({ all }) => all)
    .sort((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1))
    .slice(0, limit)

const placeOf = ({ place, accountId }: ListedMember): string => `${place} ${accountId}`
