// Counts the ways into a workspace that need no person: paths that are open to everybody, and service tokens.

import { type Query, query } from './batch.ts'

export interface OpenWays {
  readonly publicPaths: number
  /** The tokens that work now. */
  readonly serviceTokens: number
}

/** Counts these ways in at `now`, in Unix seconds. Reads at most 50 rules and 100 tokens. */
export const selectOpenWays = (db: D1Database, workspaceId: string, now: number): Query<OpenWays> =>
  query(
    db
      .prepare(
        `SELECT
           (SELECT count(*) FROM access_rules r, json_each(r.rules) e
            WHERE r.workspace_id = ?1 AND e.value ->> '$.access' = 'public') AS publicPaths,
           (SELECT count(*) FROM credentials
            WHERE workspace_id = ?1 AND kind = 'service' AND expires_at > ?2 AND disabled_at IS NULL) AS serviceTokens`,
      )
      .bind(workspaceId, now),
  )
