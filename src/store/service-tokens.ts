// Finds the service token that a request carries in the table `credentials`, and records its use.

import type { ServiceScope } from '../core/service-scope.ts'
import type { Digest } from '../crypto/digest.ts'
import { isLocked } from './account-locks.ts'
import { type Query, query } from './batch.ts'
import { parseScope } from './stored-scope.ts'

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
 * the value may no longer administer the workspace, even if a trigger has missed that. The same while that member's
 * account is locked.
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
           AND (${RECEIVER} IS NULL OR (m.role IN ('owner', 'admin') AND NOT ${isLocked(RECEIVER)}))`,
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
