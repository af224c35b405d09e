// Table `hand_offs`: single-use codes that carry a session from the portal to a workspace host.

import type { Client } from '../core/client.ts'
import type { Role } from '../core/roles.ts'
import type { Digest } from '../crypto/digest.ts'
import type { Condition } from './condition.ts'
import { isAlive, isVouchedFor, type Lifetime, SESSION_COLUMNS, type SessionRow } from './sessions.ts'
import { SITE_COLUMNS, SITE_JOINS, type SiteRow } from './sites.ts'

export const HAND_OFF_SECONDS = 60

/** A session before a workspace host: everything that entering is decided on. */
export interface EntryRow extends SessionRow, SiteRow {
  readonly email: string
  readonly account_name: string
  readonly enrolled_at: number | null
  readonly role: Role | null
  readonly has_deferred_prompt: 0 | 1
}

const ENTRY_COLUMNS = `${SESSION_COLUMNS}, ${SITE_COLUMNS}, a.email, a.name AS account_name, a.enrolled_at, m.role,
  EXISTS (SELECT 1 FROM prompt_deferrals d WHERE d.session_id = s.id AND d.workspace_id = h.workspace_id) AS has_deferred_prompt`
const ENTRY_JOINS = `${SITE_JOINS} JOIN accounts a ON a.id = s.account_id
  LEFT JOIN members m ON m.workspace_id = h.workspace_id AND m.account_id = s.account_id`

// Whom core/access.ts admits, for `s` and `h`.
const ADMISSION_JOINS = `JOIN live_workspaces w ON w.id = h.workspace_id JOIN accounts a ON a.id = s.account_id
  JOIN members m ON m.workspace_id = h.workspace_id AND m.account_id = s.account_id
  LEFT JOIN policies p ON p.workspace_id = h.workspace_id`
const isAdmitted = (lifetime: Lifetime): Condition => {
  const alive = isAlive(lifetime)
  const vouched = isVouchedFor(lifetime)
  return {
    sql: `${alive.sql} AND (w.allowed_providers IS NULL
    OR EXISTS (SELECT 1 FROM json_each(w.allowed_providers) allowed WHERE allowed.value = s.provider))
  AND CASE WHEN ${vouched.sql} THEN 1 WHEN a.enrolled_at IS NOT NULL THEN s.mfa_time IS NOT NULL
  ELSE p.effective_at IS NULL OR (p.effective_at > ? AND EXISTS (
    SELECT 1 FROM prompt_deferrals d WHERE d.session_id = s.id AND d.workspace_id = h.workspace_id)) END`,
    values: [...alive.values, ...vouched.values, lifetime.now],
  }
}

const whose = (who: { token: Digest } | { sessionId: string }): Condition =>
  'token' in who
    ? { sql: 's.token_digest = ?', values: [who.token] }
    : { sql: 's.id = ?', values: [who.sessionId] }

export function selectEntry(
  db: D1Database,
  who: { token: Digest } | { sessionId: string },
  host: string,
  lifetime: Lifetime,
): D1PreparedStatement {
  const by = whose(who)
  const alive = isAlive(lifetime)
  return db
    .prepare(
      `SELECT ${ENTRY_COLUMNS} FROM sessions s JOIN hosts h ON h.host = ? ${ENTRY_JOINS} WHERE ${by.sql} AND ${alive.sql}`,
    )
    .bind(host, ...by.values, ...alive.values)
}

/**
 * A code only for whom core/access.ts admits: the same conditions, once more, at the moment of writing. It names the
 * flow that began in this browser at the gate, so that nobody can be handed somebody else's session. It also names the
 * cookie that asked: see `spendHandOff`.
 */
export function offerHandOff(
  db: D1Database,
  offer: { code: Digest; flow: Digest; token: Digest; host: string; returnTo: string },
  lifetime: Lifetime,
): D1PreparedStatement {
  const admitted = isAdmitted(lifetime)
  return db
    .prepare(
      `INSERT INTO hand_offs (code_digest, session_id, workspace_id, host, flow_digest, return_to, expires_at, token_digest)
       SELECT ?, s.id, h.workspace_id, h.host, ?, ?, ?, s.token_digest
       FROM sessions s JOIN hosts h ON h.host = ? ${ADMISSION_JOINS}
       WHERE s.token_digest = ? AND ${admitted.sql}
       RETURNING code_digest`,
    )
    .bind(
      offer.code,
      offer.flow,
      offer.returnTo,
      lifetime.now + HAND_OFF_SECONDS,
      offer.host,
      offer.token,
      ...admitted.values,
    )
}

export interface SpentHandOff extends EntryRow {
  readonly hand_off_host: string
  readonly flow_digest: string
  readonly return_to: string
  readonly hand_off_expires_at: number
  /** Whether the session still has the cookie that asked for the code. */
  readonly has_same_token: 0 | 1
}

const HAND_OFF_JOINS = `JOIN sessions s ON s.id = o.session_id
  JOIN hosts h ON h.host = o.host AND h.workspace_id = o.workspace_id`

/**
 * What the code stands for, the audit entry if it admits the browser that brings it, and its end, in one transaction: of
 * two requests with one code the second finds nothing. It is burnt whatever else is wrong with it.
 *
 * The session must still have the cookie that asked for the code. Otherwise somebody with a copy of an older cookie could
 * keep a code, wait until the owner enrols or steps up, and share in the new proof.
 */
export function spendHandOff(
  db: D1Database,
  brought: { code: Digest; flow: Digest; host: string; client: Client },
  lifetime: Lifetime,
): [D1PreparedStatement, D1PreparedStatement, D1PreparedStatement, D1PreparedStatement] {
  const { code, flow, host, client } = brought
  const alive = isAlive(lifetime)
  const admitted = isAdmitted(lifetime)
  const vouched = isVouchedFor(lifetime)
  return [
    db
      .prepare(
        `SELECT ${ENTRY_COLUMNS}, o.host AS hand_off_host, o.flow_digest, o.return_to, o.expires_at AS hand_off_expires_at,
           o.token_digest IS s.token_digest AS has_same_token
         FROM hand_offs o ${HAND_OFF_JOINS} ${ENTRY_JOINS}
         WHERE o.code_digest = ? AND ${alive.sql}`,
      )
      .bind(code, ...alive.values),
    db
      .prepare(
        `INSERT INTO audit (scope, id, at, actor, action, account_id, ip, user_agent, detail)
         SELECT o.workspace_id, coalesce((SELECT max(id) FROM audit WHERE scope = o.workspace_id), 0) + 1, ?, a.email,
           'workspace.entered', s.account_id, ?, ?, json_object('acr', iif(s.mfa_time IS NOT NULL OR ${vouched.sql}, 'aal2', 'aal1'))
         FROM hand_offs o ${HAND_OFF_JOINS} ${ADMISSION_JOINS}
         WHERE o.code_digest = ? AND o.flow_digest = ? AND o.host = ? AND o.expires_at > ?
           AND o.token_digest = s.token_digest AND ${admitted.sql}`,
      )
      .bind(
        lifetime.now,
        client.ip,
        client.userAgent,
        ...vouched.values,
        code,
        flow,
        host,
        lifetime.now,
        ...admitted.values,
      ),
    // Straight after the entry, and only where it was written. A row is written only where the voucher is another one.
    db
      .prepare(
        `UPDATE members SET vouched_by = e.voucher FROM (
           SELECT o.workspace_id, s.account_id, CASE WHEN ${vouched.sql} THEN s.provider || ' ' ||
             (SELECT group_concat(value, ' ') FROM json_each(s.provider_amr)) ELSE '' END AS voucher
           FROM hand_offs o JOIN sessions s ON s.id = o.session_id WHERE o.code_digest = ?) e
         WHERE changes() = 1 AND members.workspace_id = e.workspace_id AND members.account_id = e.account_id
           AND members.vouched_by <> e.voucher`,
      )
      .bind(...vouched.values, code),
    db.prepare('DELETE FROM hand_offs WHERE code_digest = ?1 RETURNING code_digest').bind(code),
  ]
}

export function deferPrompt(db: D1Database, sessionId: string, workspaceId: string): D1PreparedStatement {
  return db
    .prepare(
      `INSERT INTO prompt_deferrals (session_id, workspace_id)
       SELECT ?1, workspace_id FROM members WHERE workspace_id = ?2 AND account_id = (SELECT account_id FROM sessions WHERE id = ?1)
       ON CONFLICT DO NOTHING`,
    )
    .bind(sessionId, workspaceId)
}
