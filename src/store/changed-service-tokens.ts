// Changes and rotates service tokens in the table `credentials`. store/credentials.ts adds and deletes them.

import type { ServiceScope } from '../core/service-scope.ts'
import type { Digest } from '../crypto/digest.ts'
import { ALWAYS, type Condition, numbered } from './condition.ts'
import { mayReceive, type Receiver } from './credentials.ts'

export interface ServiceChange {
  readonly id: string
  readonly workspaceId: string
  /** The new name. Null keeps the current one. */
  readonly name: string | null
  /** Whether the token is to be disabled. Null changes nothing. */
  readonly isDisabled: boolean | null
  /** The parts of the scope to replace. */
  readonly scope: Partial<ServiceScope>
}

/**
 * Changes the given parts of a token. Does not write the other parts. Otherwise it could undo what another
 * request has just saved there.
 */
export function changeService(
  db: D1Database,
  { id, workspaceId, name, isDisabled, scope }: ServiceChange,
  now: number,
  condition: Condition,
): D1PreparedStatement {
  return db
    .prepare(
      `UPDATE credentials SET name = coalesce(?4, name), scope = json_patch(scope, ?5),
         disabled_at = CASE ?6 WHEN 1 THEN coalesce(disabled_at, ?3) WHEN 0 THEN NULL ELSE disabled_at END
       WHERE id = ?1 AND workspace_id = ?2 AND kind = 'service' AND expires_at > ?3
         AND ${numbered(condition, 7)}`,
    )
    .bind(
      id,
      workspaceId,
      now,
      name,
      JSON.stringify(scope),
      isDisabled === null ? null : Number(isDisabled),
      ...condition.values,
    )
}

export interface Rotation extends Receiver {
  readonly id: string
  readonly workspaceId: string
  /** The version that the caller read. If the token has been rotated since, nothing is changed. */
  readonly version: number
  readonly digest: Digest
  readonly expiresAt: number
  readonly nextNoticeAt: number
  /**
   * The latest time at which the current value ends. If it would have ended earlier without the rotation, it
   * still does.
   */
  readonly previousUntil: number
}

/**
 * Replaces a token's value. The current value becomes the previous one until `previousUntil`, and an earlier
 * previous value ends. Changes nothing if the token was rotated or deleted since it was read, if it has
 * expired, or if its receiver may not have it.
 */
export function rotateService(
  db: D1Database,
  rotation: Rotation,
  now: number,
  condition: Condition = ALWAYS,
): D1PreparedStatement {
  const { id, workspaceId, version, digest, expiresAt, nextNoticeAt, previousUntil } = rotation
  const isKept = previousUntil > now
  return db
    .prepare(
      `UPDATE credentials SET digest = ?5, expires_at = ?6, next_notice_at = ?7, version = version + 1,
         previous_digest = iif(?8, digest, NULL), previous_until = iif(?8, min(?9, expires_at), NULL),
         previous_maker_id = iif(?8, maker_id, NULL), previous_parent_id = iif(?8, parent_id, NULL),
         maker_id = ?10, parent_id = ?11
       WHERE id = ?1 AND workspace_id = ?2 AND kind = 'service' AND version = ?4 AND expires_at > ?3
         AND ${mayReceive({ workspace: '?2', maker: '?10', parent: '?11' })}
         AND EXISTS (SELECT 1 FROM live_workspaces WHERE id = ?2)
         AND ${numbered(condition, 12)}`,
    )
    .bind(
      id,
      workspaceId,
      now,
      version,
      digest,
      expiresAt,
      nextNoticeAt,
      Number(isKept),
      previousUntil,
      rotation.makerId,
      rotation.parentId,
      ...condition.values,
    )
}
