// Reads API tokens from the table `credentials`. store/credentials.ts writes them.

import type { Role } from '../core/roles.ts'
import type { Digest } from '../crypto/digest.ts'
import { IS_UNLOCKED } from './account-locks.ts'
import { type Query, query } from './batch.ts'
import { MOST_CREDENTIALS } from './credentials.ts'

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

/**
 * Selects a valid token by its digest, with its creator's current role. Finds nothing if the creator may no
 * longer administer the workspace, even if a trigger has missed that. The same while the creator's account is locked.
 */
export const selectTokenHolder = (db: D1Database, digest: Digest, now: number): Query<TokenHolder> =>
  query<HolderRow, TokenHolder>(
    db
      .prepare(
        `SELECT t.id, t.name, t.workspace_id AS workspaceId, w.slug, t.expires_at AS expiresAt, t.maker_id AS makerId,
         a.email, m.role, m.is_enrolled AS isEnrolled, coalesce(p.effective_at <= ?2, 0) AS isEnforced
       FROM credentials t JOIN live_workspaces w ON w.id = t.workspace_id
         LEFT JOIN policies p ON p.workspace_id = t.workspace_id
         LEFT JOIN accounts a ON a.id = t.maker_id
         LEFT JOIN members m ON m.workspace_id = t.workspace_id AND m.account_id = t.maker_id
       WHERE t.digest = ?1 AND t.kind = 'api' AND t.expires_at > ?2 AND (t.maker_id IS NULL OR (a.id IS NOT NULL AND ${IS_UNLOCKED} AND m.role IN ('owner', 'admin')))`,
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

/** Selects all valid tokens of a workspace, the newest first. There are at most `MOST_CREDENTIALS`. */
export const selectTokens = (db: D1Database, workspaceId: string, now: number): Query<ListedToken> =>
  query(
    db
      .prepare(
        `SELECT t.id, t.name, a.email AS madeBy, t.created_at AS createdAt, t.expires_at AS expiresAt
         FROM credentials t LEFT JOIN accounts a ON a.id = t.maker_id
         WHERE t.workspace_id = ?1 AND t.kind = 'api' AND t.expires_at > ?2
         ORDER BY t.created_at DESC, t.id LIMIT ${MOST_CREDENTIALS}`,
      )
      .bind(workspaceId, now),
  )
