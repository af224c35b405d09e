// What keeps an owner in each workspace. The guards stand in the statements that remove, demote or delete, so that two
// owners who act at the same time can't both succeed.

import { type Query, query } from './batch.ts'

/** Why an owner has to stay. The first one that holds is named. */
export type OwnerHold = 'last-owner' | 'last-enrolled-owner'

/** A guard for one membership. `workspace` and `account` are SQL: a parameter or a column. */
interface Held {
  readonly workspace: string
  readonly account: string
}

/** True if this member is an owner and the workspace has no other. Otherwise nobody could make an owner again. */
const isLastOwner = ({ workspace, account }: Held) => `(
  EXISTS (SELECT 1 FROM members WHERE workspace_id = ${workspace} AND account_id = ${account} AND role = 'owner')
  AND NOT EXISTS (SELECT 1 FROM members
    WHERE workspace_id = ${workspace} AND role = 'owner' AND account_id <> ${account}))`

/**
 * True if this member is the only enrolled owner of a workspace that enforces or has scheduled it. Otherwise nobody could
 * change its policy any more.
 */
const isLastEnrolledOwner = ({ workspace, account }: Held) => `(
  EXISTS (SELECT 1 FROM policies WHERE workspace_id = ${workspace} AND effective_at IS NOT NULL)
  AND EXISTS (SELECT 1 FROM members
    WHERE workspace_id = ${workspace} AND account_id = ${account} AND role = 'owner' AND is_enrolled = 1)
  AND NOT EXISTS (SELECT 1 FROM members
    WHERE workspace_id = ${workspace} AND account_id <> ${account} AND role = 'owner' AND is_enrolled = 1))`

const MEMBER: Held = { workspace: '?1', account: '?2' }

/** ?1 workspace, ?2 account: true if this member may not leave the role of owner. */
export const IS_HELD_AS_OWNER = `(${isLastOwner(MEMBER)} OR ${isLastEnrolledOwner(MEMBER)})`

const holdOf = (of: Held) =>
  `CASE WHEN ${isLastOwner(of)} THEN 'last-owner' WHEN ${isLastEnrolledOwner(of)} THEN 'last-enrolled-owner' END`

/** Says why a change was refused, if this is why. It decides nothing: the statement that was refused has decided. */
export const selectOwnerHold = (
  db: D1Database,
  workspaceId: string,
  accountId: string,
): Query<OwnerHold | null> =>
  query<{ hold: OwnerHold | null }, OwnerHold | null>(
    db.prepare(`SELECT ${holdOf(MEMBER)} AS hold`).bind(workspaceId, accountId),
    ({ hold }) => hold,
  )

const OWNED = `SELECT w.slug, ${holdOf({ workspace: 'w.id', account: '?1' })} AS hold
  FROM members m JOIN live_workspaces w ON w.id = m.workspace_id WHERE m.account_id = ?1 AND m.role = 'owner'`

/** ?1 account: true if a workspace would be left without the owner that it needs. */
export const IS_HELD_ANYWHERE = `EXISTS (SELECT 1 FROM (${OWNED}) WHERE hold IS NOT NULL)`

const MOST_NAMED = 20

/** The workspaces that hold this account, those without any other owner first. */
export const selectHeldBy = (
  db: D1Database,
  accountId: string,
): Query<{ readonly slug: string; readonly hold: OwnerHold }> =>
  query(
    db
      .prepare(`SELECT slug, hold FROM (${OWNED}) WHERE hold IS NOT NULL ORDER BY hold DESC, slug LIMIT ?2`)
      .bind(accountId, MOST_NAMED),
  )
