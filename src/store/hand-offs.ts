// Spends hand-off codes. The code itself is sealed (crypto/hand-off.ts), and D1 only stores that it was
// spent.

import type { Client } from '../core/client.ts'
import type { Digest } from '../crypto/digest.ts'
import { auditedFrom } from './audit.ts'
import { following } from './batch.ts'
import { ALWAYS } from './condition.ts'
import { ADMISSION_JOINS, isAdmitted, selectEntrant } from './entrants.ts'
import { isVouchedFor, type Lifetime } from './sessions.ts'
import { spendArrivalIf } from './spent-arrivals.ts'

/** A code that was opened and checked, from the browser that it was made for. */
export interface BroughtHandOff {
  /** The digest under which the code is spent. */
  readonly code: Digest
  readonly spentUntil: number
  /** The digest of the session cookie that asked for the code. */
  readonly token: Digest
  readonly workspaceId: string
  readonly host: string
  readonly client: Client
}

/**
 * Spends the code, records the entry if core/access.ts admits the session, and reads the facts of that
 * decision. If two requests bring one code, the second one spends nothing and does not enter.
 *
 * The session must still have the cookie that asked for the code. Otherwise an attacker with a copy of an
 * older cookie could keep a code until the owner proves a second factor. The code would then share that
 * proof.
 *
 * The host must still belong to the workspace that the code was made for. Otherwise a code could enter the
 * workspace that was given the host later.
 */
export function spendHandOff(db: D1Database, brought: BroughtHandOff, lifetime: Lifetime) {
  const { code, spentUntil, token, workspaceId, host, client } = brought
  const { now } = lifetime
  const admitted = isAdmitted(lifetime)
  const vouched = isVouchedFor(lifetime)
  const entry = {
    sql: `SELECT h.workspace_id AS scope, a.email AS actor, 'workspace.entered' AS action, s.account_id,
        json_object('acr', iif(s.mfa_time IS NOT NULL OR ${vouched.sql}, 'aal2', 'aal1')) AS detail
      FROM sessions s JOIN hosts h ON h.workspace_id = ? AND h.host = ? ${ADMISSION_JOINS}
      WHERE s.token_digest = ? AND changes() = 1 AND ${admitted.sql}`,
    values: [...vouched.values, workspaceId, host, token, ...admitted.values],
    after: 'spent',
  }
  // Writes a row only if the voucher has changed.
  const vouchedFor = db
    .prepare(
      `UPDATE members SET vouched_by = e.voucher FROM (
         SELECT s.account_id, CASE WHEN ${vouched.sql} THEN s.provider || ' ' ||
           (SELECT group_concat(value, ' ') FROM json_each(s.provider_amr)) ELSE '' END AS voucher
         FROM sessions s WHERE s.token_digest = ?) e
       WHERE changes() = 1 AND members.workspace_id = ? AND members.account_id = e.account_id
         AND members.vouched_by <> e.voucher`,
    )
    .bind(...vouched.values, token, workspaceId)
  return {
    spent: spendArrivalIf(db, code, spentUntil, ALWAYS),
    entered: auditedFrom({ db, client, now }, entry),
    vouchedFor: following('entered', vouchedFor),
    entrant: selectEntrant(db, { token }, host, lifetime),
  }
}
