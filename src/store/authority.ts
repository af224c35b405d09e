// Checks whether a person or token may still make a change. Each statement that makes a change includes this
// check. Otherwise a change that was already running would survive an operator's reset of the account. Such a
// change could create a token that is valid for a year.

import type { Role } from '../core/roles.ts'
import type { Digest } from '../crypto/digest.ts'
import { isLocked } from './account-locks.ts'
import type { Condition } from './condition.ts'
import { hasFreshSecondFactor } from './fresh-proof.ts'
import type { Lifetime } from './sessions.ts'

/**
 * Holds if the session is alive and has proved a second factor in the last ten minutes. Its account must
 * still have the role that the decision was based on, and the workspace must still take the session's way in.
 */
export function isFreshAdmin(
  { token, workspaceId, role }: { token: Digest; workspaceId: string; role: Role },
  lifetime: Lifetime,
): Condition {
  const fresh = hasFreshSecondFactor(token, lifetime)
  return {
    sql: `(${fresh.sql} AND EXISTS (SELECT 1 FROM sessions s JOIN members m ON m.account_id = s.account_id
      JOIN live_workspaces w ON w.id = m.workspace_id
      WHERE s.token_digest = ? AND m.workspace_id = ? AND m.role = ? AND (w.allowed_providers IS NULL
        OR s.provider IN (SELECT value FROM json_each(w.allowed_providers)))))`,
    values: [...fresh.values, token, workspaceId, role],
  }
}

/**
 * Holds if the token is valid and its creator still has the role that the decision was based on, and is not locked.
 */
export const isLiveToken = ({ id, role }: { id: string; role: Role }, now: number): Condition => ({
  sql: `EXISTS (SELECT 1 FROM credentials t
    LEFT JOIN members m ON m.workspace_id = t.workspace_id AND m.account_id = t.maker_id
    WHERE t.id = ? AND t.kind = 'api' AND t.expires_at > ? AND (t.maker_id IS NULL OR (m.role = ? AND NOT ${isLocked('t.maker_id')})))`,
  values: [id, now, role],
})
