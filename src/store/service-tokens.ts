// Reads and changes service tokens in the table `credentials`. store/credentials.ts adds and deletes them.

import type { ServiceScope } from '../core/service-scope.ts'
import type { Digest } from '../crypto/digest.ts'
import { type Query, query } from './batch.ts'
import { ALWAYS, type Condition, numbered } from './condition.ts'
import { mayReceive, type Receiver } from './credentials.ts'

/** A valid service token, as the gate needs it. Times are in Unix seconds. */
export interface Service {
  readonly id: string
  readonly name: string
  readonly scope: ServiceScope
  readonly expiresAt: number
  /** When the value that was sent ends. During a rotation, the previous value ends before the token. */
  readonly validUntil: number
  /** The day of the last use, in days since 1970. Null: never used. */
  readonly usedOn: number | null
}

// Who received the value ?1 of a token `c`: the current value, or the value before the rotation.
const RECEIVER = 'iif(c.digest = ?1, c.maker_id, c.previous_maker_id)'

/**
 * Selects a service token of this workspace by the digest of its current or previous value. Finds nothing if
 * it is unknown, expired, disabled, or of another workspace. Also finds nothing if the member who received
 * the value may no longer administer the workspace, even if a trigger has missed that.
 */
export const selectService = (
  db: D1Database,
  digest: Digest,
  workspaceId: string,
  now: number,
): Query<Service> =>
  query<Omit<Service, 'scope'> & { scope: string }, Service>(
    db
      .prepare(
        `SELECT c.id, c.name, c.scope, c.expires_at AS expiresAt, c.last_used_on AS usedOn,
           iif(c.digest = ?1, c.expires_at, min(c.previous_until, c.expires_at)) AS validUntil
         FROM credentials c JOIN live_workspaces w ON w.id = c.workspace_id
           LEFT JOIN members m ON m.workspace_id = c.workspace_id AND m.account_id = ${RECEIVER}
         WHERE (c.digest = ?1 OR (c.previous_digest = ?1 AND c.previous_until > ?3)) AND c.kind = 'service'
           AND c.workspace_id = ?2 AND c.expires_at > ?3 AND c.disabled_at IS NULL
           AND (${RECEIVER} IS NULL OR m.role IN ('owner', 'admin'))`,
      )
      .bind(digest, workspaceId, now),
    ({ scope, ...service }) => ({ ...service, scope: parseScope(scope) }),
  )

/** Records that a token was used on a day. Writes one row a day, however many requests use the token. */
export function recordUse(db: D1Database, id: string, day: number): D1PreparedStatement {
  return db
    .prepare(
      `UPDATE credentials SET last_used_on = ?2
       WHERE id = ?1 AND kind = 'service' AND (last_used_on IS NULL OR last_used_on < ?2)`,
    )
    .bind(id, day)
}

export interface ListedService {
  readonly id: string
  readonly name: string
  /** The address of the member who received the current value. Null: the operator. */
  readonly madeBy: string | null
  readonly scope: ServiceScope
  readonly createdAt: number
  readonly expiresAt: number
  /** How many days each value lasts. */
  readonly lifetimeDays: number
  /** A number that each rotation raises by one. */
  readonly version: number
  readonly isDisabled: boolean
  /** The day of the last use, in days since 1970. Null: never used. */
  readonly lastUsedOn: number | null
  /** When the value before the rotation ends. Null: no rotation is under way. */
  readonly previousValidUntil: number | null
}

interface ListedRow extends Omit<ListedService, 'scope' | 'isDisabled'> {
  readonly scope: string
  readonly isDisabled: 0 | 1
}

const LISTED = `SELECT c.id, c.name, a.email AS madeBy, c.scope, c.created_at AS createdAt, c.expires_at AS expiresAt,
    c.lifetime_days AS lifetimeDays, c.version, c.disabled_at IS NOT NULL AS isDisabled,
    c.last_used_on AS lastUsedOn, iif(c.previous_until > ?2, c.previous_until, NULL) AS previousValidUntil
  FROM credentials c LEFT JOIN accounts a ON a.id = c.maker_id
  WHERE c.workspace_id = ?1 AND c.kind = 'service' AND c.expires_at > ?2`

const listedFrom = ({ scope, isDisabled, ...row }: ListedRow): ListedService => ({
  ...row,
  scope: parseScope(scope),
  isDisabled: isDisabled === 1,
})

/** Selects valid and disabled tokens of a workspace that have not expired, the newest first. */
export const selectServices = (
  db: D1Database,
  workspaceId: string,
  { after, limit }: { after: ServiceKey | null; limit: number },
  now: number,
): Query<ListedService> =>
  query<ListedRow, ListedService>(
    db
      .prepare(
        `${LISTED} AND (?3 IS NULL OR (c.created_at, c.id) < (?3, ?4))
         ORDER BY c.created_at DESC, c.id DESC LIMIT ?5`,
      )
      .bind(workspaceId, now, after?.createdAt ?? null, after?.id ?? null, limit),
    listedFrom,
  )

/** The place of a token in the list. */
export type ServiceKey = Pick<ListedService, 'createdAt' | 'id'>

/** Selects one token of a workspace that has not expired. */
export const selectOneService = (
  db: D1Database,
  { id, workspaceId }: { id: string; workspaceId: string },
  now: number,
): Query<ListedService> =>
  query<ListedRow, ListedService>(
    db.prepare(`${LISTED} AND c.id = ?3`).bind(workspaceId, now, id),
    listedFrom,
  )

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

/** Changes the given parts of a token. Other parts keep what another request may have just saved. */
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

/** Returns a scope that this file's own writers stored. Throws for any other text, so that nothing opens. */
function parseScope(text: string): ServiceScope {
  const { paths, methods, networks } = JSON.parse(text) as Partial<ServiceScope>
  if (!Array.isArray(paths) || !Array.isArray(methods))
    throw new Error('the scope of a service token is damaged')
  return { paths, methods, networks: networks ?? null }
}
