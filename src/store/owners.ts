// Makes sure that each workspace keeps an owner.
//
// The statements that remove, demote or delete an owner include these checks. Otherwise two owners who act at
// the same time could both succeed and leave none.

import { POLICY_KINDS } from '../core/policy.ts'
import { type Query, query } from './batch.ts'
import { TABLE_OF } from './policies.ts'

/** Why an owner must stay. If both reasons hold, the first one is returned. */
export type OwnerHold = 'last-owner' | 'last-enrolled-owner'

/** A membership to check. `workspace` and `account` are SQL: a parameter or a column. */
interface Held {
  readonly workspace: string
  readonly account: string
}

/**
 * Holds if this member is an owner and the workspace has no other owner. Such an owner must stay. Otherwise
 * nobody could add an owner again.
 */
const isLastOwner = ({ workspace, account }: Held) => `(
  EXISTS (SELECT 1 FROM members WHERE workspace_id = ${workspace} AND account_id = ${account} AND role = 'owner')
  AND NOT EXISTS (SELECT 1 FROM members
    WHERE workspace_id = ${workspace} AND role = 'owner' AND account_id <> ${account}))`

/**
 * Holds if this member is the only enrolled owner of a workspace with a policy that is in effect or
 * scheduled. Such an owner must stay. Otherwise nobody could change its policy any more.
 */
const isLastEnrolledOwner = ({ workspace, account }: Held) => `(
  (${POLICY_KINDS.map(
    (kind) => `EXISTS (SELECT 1 FROM ${TABLE_OF[kind]}
    WHERE workspace_id = ${workspace} AND effective_at IS NOT NULL)`,
  ).join(' OR ')})
  AND EXISTS (SELECT 1 FROM members
    WHERE workspace_id = ${workspace} AND account_id = ${account} AND role = 'owner' AND is_enrolled = 1)
  AND NOT EXISTS (SELECT 1 FROM members
    WHERE workspace_id = ${workspace} AND account_id <> ${account} AND role = 'owner' AND is_enrolled = 1))`

const MEMBER: Held = { workspace: '?1', account: '?2' }

/** Holds if this member must stay an owner. The parameters are ?1 the workspace and ?2 the account. */
export const IS_HELD_AS_OWNER = `(${isLastOwner(MEMBER)} OR ${isLastEnrolledOwner(MEMBER)})`

const holdOf = (of: Held) =>
  `CASE WHEN ${isLastOwner(of)} THEN 'last-owner' WHEN ${isLastEnrolledOwner(of)} THEN 'last-enrolled-owner' END`

/** Selects why a change was refused. Only for the message: the refused statement has already decided. */
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

/** Holds if a workspace would lose an owner that it needs. The parameter ?1 is the account. */
export const IS_HELD_ANYWHERE = `EXISTS (SELECT 1 FROM (${OWNED}) WHERE hold IS NOT NULL)`

const MOST_NAMED = 20

/** Selects the workspaces that need this account as their owner, those without another owner first. */
export const selectHeldBy = (
  db: D1Database,
  accountId: string,
): Query<{ readonly slug: string; readonly hold: OwnerHold }> =>
  query(
    db
      .prepare(`SELECT slug, hold FROM (${OWNED}) WHERE hold IS NOT NULL ORDER BY hold DESC, slug LIMIT ?2`)
      .bind(accountId, MOST_NAMED),
  )
