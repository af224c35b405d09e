// Reads and writes the table `logos`. A workspace has at most one logo, and browsers ask for it by the digest
// of its bytes. Triggers keep `workspaces.logo_digest` up to date.

import type { ImageMediaType } from '../core/image.ts'
import { findFirst, query } from './batch.ts'
import { ALWAYS, type Condition, numbered } from './condition.ts'

export interface Logo {
  readonly mediaType: ImageMediaType
  readonly bytes: Uint8Array<ArrayBuffer>
}

/** Finds a logo by its digest. Reads one row, even if several workspaces have the same logo. */
export const findLogo = (db: D1Database, digest: string): Promise<Logo | null> =>
  findFirst(
    db,
    query<Pick<Logo, 'mediaType'> & { readonly bytes: number[] }, Logo>(
      db.prepare('SELECT media_type AS mediaType, bytes FROM logos WHERE digest = ?1 LIMIT 1').bind(digest),
      ({ mediaType, bytes }) => ({ mediaType, bytes: Uint8Array.from(bytes) }),
    ),
  )

/** Replaces the logo of a workspace. `saved` changes a row if the logo is a new one. */
export function saveLogo(
  db: D1Database,
  workspaceId: string,
  digest: string,
  { mediaType, bytes }: Logo,
  condition: Condition = ALWAYS,
): Record<'removed' | 'saved', D1PreparedStatement> {
  return {
    removed: db
      .prepare(`DELETE FROM logos WHERE workspace_id = ?1 AND digest <> ?2 AND ${numbered(condition, 3)}`)
      .bind(workspaceId, digest, ...condition.values),
    saved: db
      .prepare(
        `INSERT INTO logos (digest, workspace_id, media_type, bytes) SELECT ?1, ?2, ?3, ?4
         WHERE NOT EXISTS (SELECT 1 FROM logos WHERE workspace_id = ?2)
           AND EXISTS (SELECT 1 FROM live_workspaces WHERE id = ?2) AND ${numbered(condition, 5)}`,
      )
      .bind(digest, workspaceId, mediaType, bytes, ...condition.values),
  }
}

/** Deletes the logo of a workspace. */
export function deleteLogo(
  db: D1Database,
  workspaceId: string,
  condition: Condition = ALWAYS,
): D1PreparedStatement {
  return db
    .prepare(`DELETE FROM logos WHERE workspace_id = ?1 AND ${numbered(condition, 2)}`)
    .bind(workspaceId, ...condition.values)
}
