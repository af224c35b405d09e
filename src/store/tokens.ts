// Table `tokens`: bearer tokens of workspaces, as digests. A token counts only while its maker may administer the
// workspace: triggers delete it with the role, and the join below looks again.

import type { Role } from '../core/roles.ts'
import type { Digest } from '../crypto/digest.ts'
import { ALWAYS, type Condition, numbered } from './condition.ts'

export interface TokenHolder {
  readonly id: string
  readonly name: string
  readonly workspaceId: string
  readonly slug: string
  readonly expiresAt: number
  /** Whether its workspace requires two-factor authentication by now. */
  readonly isEnforced: boolean
  /** Null: made by the operator. */
  readonly maker: {
    readonly accountId: string
    readonly email: string
    readonly role: Exclude<Role, 'member'>
    readonly isEnrolled: boolean
  } | null
}

export async function findTokenHolder(
  db: D1Database,
  digest: Digest,
  now: number,
): Promise<TokenHolder | null> {
  const row = await db
    .prepare(
      `SELECT t.id, t.name, t.workspace_id, w.slug, t.expires_at, t.maker_id, a.email, m.role, m.is_enrolled,
         coalesce(p.effective_at <= ?2, 0) AS is_enforced
       FROM tokens t JOIN live_workspaces w ON w.id = t.workspace_id
         LEFT JOIN policies p ON p.workspace_id = t.workspace_id
         LEFT JOIN accounts a ON a.id = t.maker_id
         LEFT JOIN members m ON m.workspace_id = t.workspace_id AND m.account_id = t.maker_id
       WHERE t.digest = ?1 AND t.expires_at > ?2 AND (t.maker_id IS NULL OR (a.id IS NOT NULL AND m.role IN ('owner', 'admin')))`,
    )
    .bind(digest, now)
    .first<{
      id: string
      name: string
      workspace_id: string
      slug: string
      expires_at: number
      maker_id: string | null
      email: string | null
      role: 'owner' | 'admin' | null
      is_enrolled: 0 | 1 | null
      is_enforced: 0 | 1
    }>()
  if (!row) return null
  return {
    id: row.id,
    name: row.name,
    workspaceId: row.workspace_id,
    slug: row.slug,
    expiresAt: row.expires_at,
    isEnforced: row.is_enforced === 1,
    maker:
      row.maker_id !== null && row.email !== null && row.role !== null
        ? { accountId: row.maker_id, email: row.email, role: row.role, isEnrolled: row.is_enrolled === 1 }
        : null,
  }
}

export interface ListedToken {
  readonly id: string
  readonly name: string
  readonly madeBy: string | null
  readonly createdAt: number
  readonly expiresAt: number
}

export async function listTokens(db: D1Database, workspaceId: string, now: number): Promise<ListedToken[]> {
  const { results } = await db
    .prepare(
      `SELECT t.id, t.name, a.email, t.created_at, t.expires_at FROM tokens t LEFT JOIN accounts a ON a.id = t.maker_id
       WHERE t.workspace_id = ?1 AND t.expires_at > ?2 ORDER BY t.created_at DESC, t.id LIMIT 200`,
    )
    .bind(workspaceId, now)
    .all<{ id: string; name: string; email: string | null; created_at: number; expires_at: number }>()
  return results.map((row) => ({
    id: row.id,
    name: row.name,
    madeBy: row.email,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
  }))
}

export const MOST_TOKENS = 100

/** Changes nothing where the workspace has its hundred already, or where it, the maker's role or the condition is gone. */
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

/** Why `addToken` changed nothing. */
export async function findTokenProblem(
  db: D1Database,
  { id, workspaceId }: { id: string; workspaceId: string },
  now: number,
): Promise<TokenProblem> {
  const found = await db
    .prepare(
      `SELECT EXISTS (SELECT 1 FROM tokens WHERE id = ?1) AS is_made,
         (SELECT count(*) FROM tokens WHERE workspace_id = ?2 AND expires_at > ?3) >= ${MOST_TOKENS} AS is_full`,
    )
    .bind(id, workspaceId, now)
    .first<{ is_made: 0 | 1; is_full: 0 | 1 }>()
  if (found?.is_made === 1) return 'made-already'
  return found?.is_full === 1 ? 'too-many' : 'not-allowed'
}

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

/** Whatever the account's tokens open is as suspect as the account was. */
export function endTokensOf(db: D1Database, accountId: string, condition: Condition): D1PreparedStatement {
  return db
    .prepare(`DELETE FROM tokens WHERE maker_id = ? AND ${condition.sql}`)
    .bind(accountId, ...condition.values)
}
