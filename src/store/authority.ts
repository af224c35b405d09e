// Whether somebody may still make the change that a request has decided on. Each statement that makes one asks again.
// Otherwise a change, or a token for a year, that was under way would survive an operator's reset of the account.

import type { Role } from '../core/roles.ts'
import type { Digest } from '../crypto/digest.ts'
import type { Condition } from './condition.ts'
import { hasFreshSecondFactor } from './fresh-proof.ts'
import type { Lifetime } from './sessions.ts'

/** The session lives, has proved its second factor in the last ten minutes, and has the role that was decided on. */
export function isFreshAdmin(
  { token, workspaceId, role }: { token: Digest; workspaceId: string; role: Role },
  lifetime: Lifetime,
): Condition {
  const fresh = hasFreshSecondFactor(token, lifetime)
  return {
    sql: `(${fresh.sql} AND EXISTS (SELECT 1 FROM sessions s JOIN members m ON m.account_id = s.account_id
      WHERE s.token_digest = ? AND m.workspace_id = ? AND m.role = ?))`,
    values: [...fresh.values, token, workspaceId, role],
  }
}

/** The token is there, and its maker has the role that was decided on. */
export const isLiveToken = ({ id, role }: { id: string; role: Role }, now: number): Condition => ({
  sql: `EXISTS (SELECT 1 FROM tokens t
    LEFT JOIN members m ON m.workspace_id = t.workspace_id AND m.account_id = t.maker_id
    WHERE t.id = ? AND t.expires_at > ? AND (t.maker_id IS NULL OR m.role = ?))`,
  values: [id, now, role],
})
