// Reads and writes the table `tokens`: bearer tokens of workspaces, stored as digests.
//
// A token works only while its creator may administer the workspace. Triggers delete it when the creator
// loses the role, and the join in `selectTokenHolder` checks again.

import type { Role } from '../core/roles.ts'
import type { Digest } from '../crypto/digest.ts'
import { type Query, query } from './batch.ts'
import { ALWAYS, type Condition, numbered } from './condition.ts'

export interface TokenHolder {
  readonly id: string
  readonly name: string
  readonly workspaceId: string
  readonly slug: string
  readonly expiresAt: number
  /** True if the workspace requires two-factor authentication now. */
  readonly isEnforced: boolean
  readonly maker: Maker | 'operator'
}

/** The member who created a token, with their current role. */
export interface Maker {
  readonly accountId: string
  readonly email: string
  readonly role: Exclude<Role, 'member'>
  readonly isEnrolled: boolean
}

interface HolderRow {
  readonly id: string
  readonly name: string
  readonly workspaceId: string
  readonly slug: string
  readonly expiresAt: number
  readonly isEnforced: 0 | 1
  readonly makerId: string | null
  readonly email: string | null
  readonly role: 'owner' | 'admin' | null
  readonly isEnrolled: 0 | 1 | null
}

/** Selects a valid token by its digest, with its creator's current role. */
export const selectTokenHolder = (db: D1Database, digest: Digest, now: number): Query<TokenHolder> =>
  query<HolderRow, TokenHolder>(
    db
      .prepare(
        `SELECT t.id, t.name, t.workspace_id AS workspaceId, w.slug, t.expires_at AS expiresAt, t.maker_id AS makerId,
         a.email, m.role, m.is_enrolled AS isEnrolled, coalesce(p.effective_at <= ?2, 0) AS isEnforced
       FROM tokens t JOIN live_workspaces w ON w.id = t.workspace_id
         LEFT JOIN policies p ON p.workspace_id = t.workspace_id
         LEFT JOIN accounts a ON a.id = t.maker_id
         LEFT JOIN members m ON m.workspace_id = t.workspace_id AND m.account_id = t.maker_id
       WHERE t.digest = ?1 AND t.expires_at > ?2 AND (t.maker_id IS NULL OR (a.id IS NOT NULL AND m.role IN ('owner', 'admin')))`,
      )
      .bind(digest, now),
    ({ isEnforced, makerId, email, role, isEnrolled, ...token }) => ({
      ...token,
      isEnforced: isEnforced === 1,
      maker: makerFrom({ makerId, email, role, isEnrolled }),
    }),
  )

/** Throws for a maker without an address or a role. Otherwise their token would get the operator's rights. */
function makerFrom(row: Pick<HolderRow, 'makerId' | 'email' | 'role' | 'isEnrolled'>): Maker | 'operator' {
  const { makerId: accountId, email, role, isEnrolled } = row
  if (accountId === null) return 'operator'
  if (email === null || role === null) throw new Error('the maker of a token has no role in its workspace')
  return { accountId, email, role, isEnrolled: isEnrolled === 1 }
}

export interface ListedToken {
  readonly id: string
  readonly name: string
  readonly madeBy: string | null
  readonly createdAt: number
  readonly expiresAt: number
}

/** Selects all valid tokens of a workspace, the newest first. There are at most `MOST_TOKENS`. */
export const selectTokens = (db: D1Database, workspaceId: string, now: number): Query<ListedToken> =>
  query(
    db
      .prepare(
        `SELECT t.id, t.name, a.email AS madeBy, t.created_at AS createdAt, t.expires_at AS expiresAt
         FROM tokens t LEFT JOIN accounts a ON a.id = t.maker_id
         WHERE t.workspace_id = ?1 AND t.expires_at > ?2 ORDER BY t.created_at DESC, t.id LIMIT 200`,
      )
      .bind(workspaceId, now),
  )

/** The most valid tokens of a workspace. */
export const MOST_TOKENS = 100

/**
 * Adds a token. Changes nothing if the workspace has ended or has `MOST_TOKENS` valid tokens. Also changes
 * nothing if the creator has lost the role, if the token that created it was revoked, or if `condition` does
 * not hold.
 */
export function addToken(
  db: D1Database,
  token: {
    id: string
    digest: Digest
    workspaceId: string
    makerId: string | null
    parentId: string | null
    name: string
    expiresAt: number
  },
  now: number,
  condition: Condition = ALWAYS,
): D1PreparedStatement {
  return db
    .prepare(
      `INSERT INTO tokens (id, digest, workspace_id, maker_id, name, created_at, expires_at, parent_id)
       SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8
       WHERE (SELECT count(*) FROM tokens WHERE workspace_id = ?3 AND expires_at > ?6) < ${MOST_TOKENS}
         AND EXISTS (SELECT 1 FROM live_workspaces WHERE id = ?3)
         AND (?8 IS NULL OR EXISTS (SELECT 1 FROM tokens WHERE id = ?8))
         AND (?4 IS NULL OR EXISTS (SELECT 1 FROM members
           WHERE workspace_id = ?3 AND account_id = ?4 AND role IN ('owner', 'admin')))
         AND ${numbered(condition, 9)}
       ON CONFLICT (id) DO NOTHING
       RETURNING id`,
    )
    .bind(
      token.id,
      token.digest,
      token.workspaceId,
      token.makerId,
      token.name,
      now,
      token.expiresAt,
      token.parentId,
      ...condition.values,
    )
}

export type TokenProblem = 'too-many' | 'made-already' | 'not-allowed'

/** Selects why `addToken` changed nothing. */
export const selectTokenProblem = (
  db: D1Database,
  { id, workspaceId }: { id: string; workspaceId: string },
  now: number,
): Query<TokenProblem> =>
  query<{ problem: TokenProblem }, TokenProblem>(
    db
      .prepare(
        `SELECT CASE WHEN EXISTS (SELECT 1 FROM tokens WHERE id = ?1) THEN 'made-already'
           WHEN (SELECT count(*) FROM tokens WHERE workspace_id = ?2 AND expires_at > ?3) >= ${MOST_TOKENS}
             THEN 'too-many'
           ELSE 'not-allowed' END AS problem`,
      )
      .bind(id, workspaceId, now),
    ({ problem }) => problem,
  )

/** Revokes a token of this workspace. */
export function revokeToken(
  db: D1Database,
  workspaceId: string,
  id: string,
  condition: Condition = ALWAYS,
): D1PreparedStatement {
  return db
    .prepare(
      `DELETE FROM tokens WHERE id = ?1 AND workspace_id = ?2 AND ${numbered(condition, 3)} RETURNING id`,
    )
    .bind(id, workspaceId, ...condition.values)
}

/**
 * Revokes all tokens that an account created. After a reset of the account they are as suspect as the account
 * was.
 */
export function endTokensOf(db: D1Database, accountId: string, condition: Condition): D1PreparedStatement {
  return db
    .prepare(`DELETE FROM tokens WHERE maker_id = ? AND ${condition.sql}`)
    .bind(accountId, ...condition.values)
}
