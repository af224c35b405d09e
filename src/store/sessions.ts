// Table `sessions`: signed-in browsers on the portal host. The row is the truth that passes are renewed from.

import type { FirstFactor, Proof, SecondFactor } from '../core/assurance.ts'
import type { Digest } from '../crypto/digest.ts'
import type { Client, Condition } from './audit.ts'

export interface SessionRow {
  readonly session_id: string
  readonly account_id: string
  readonly first_factor: FirstFactor
  readonly auth_time: number
  readonly mfa_time: number | null
  readonly mfa_method: SecondFactor | null
}

export const SESSION_COLUMNS =
  's.id AS session_id, s.account_id, s.first_factor, s.auth_time, s.mfa_time, s.mfa_method'

export function proofFrom(row: SessionRow): Proof {
  return {
    firstFactor: row.first_factor,
    authTime: row.auth_time,
    secondFactor:
      row.mfa_time !== null && row.mfa_method !== null ? { method: row.mfa_method, at: row.mfa_time } : null,
  }
}

/** When a session counts as alive. */
export interface Lifetime {
  readonly now: number
  readonly idleSeconds: number
}

// For `s`: neither past its absolute end nor idle for too long.
export const isAlive = ({ now, idleSeconds }: Lifetime): Condition => ({
  sql: '(s.expires_at > ? AND s.last_seen_at > ?)',
  values: [now, now - idleSeconds],
})

export interface NewSession {
  readonly id: string
  readonly tokenDigest: Digest
  readonly now: number
  readonly expiresAt: number
  readonly client: Client
}

const INSERT = `INSERT INTO sessions (id, token_digest, created_at, last_seen_at, expires_at, ip, user_agent,
  account_id, first_factor, auth_time, mfa_time, mfa_method)`

const newSessionValues = (session: NewSession) => [
  session.id,
  session.tokenDigest,
  session.now,
  session.now,
  session.expiresAt,
  session.client.ip,
  session.client.userAgent,
]

/** Straight after the first factor, and only for an account that has no second one at this very moment. */
export function startSessionOfUnenrolled(
  db: D1Database,
  session: NewSession,
  accountId: string,
  firstFactor: FirstFactor,
): D1PreparedStatement {
  return db
    .prepare(
      `${INSERT} SELECT ?, ?, ?, ?, ?, ?, ?, id, ?, ?, NULL, NULL FROM accounts WHERE id = ? AND enrolled_at IS NULL`,
    )
    .bind(...newSessionValues(session), firstFactor, session.now, accountId)
}

/** In a batch, straight after the statement that spent the second factor: there is a session only if that one changed a row. */
export function startSessionIfSpent(
  db: D1Database,
  session: NewSession,
  login: Digest,
  method: SecondFactor,
): D1PreparedStatement {
  return db
    .prepare(
      `${INSERT} SELECT ?, ?, ?, ?, ?, ?, ?, account_id, first_factor, auth_time, ?, ?
       FROM logins WHERE token_digest = ? AND expires_at > ? AND changes() = 1`,
    )
    .bind(...newSessionValues(session), session.now, method, login, session.now)
}

/** Step-up, likewise straight after what spent the factor. The cookie's value changes with the proof. */
export function strengthenSessionIfSpent(
  db: D1Database,
  sessionId: string,
  tokenDigest: Digest,
  method: SecondFactor,
  now: number,
): D1PreparedStatement {
  return db
    .prepare(
      `UPDATE sessions SET token_digest = ?2, mfa_time = ?3, mfa_method = ?4, last_seen_at = ?3
       WHERE id = ?1 AND changes() = 1`,
    )
    .bind(sessionId, tokenDigest, now, method)
}

/** Of a session that is as it was read, straight after the change that its cookie must not outlive. */
export function renewTokenIfChanged(
  db: D1Database,
  sessionId: string,
  token: { before: Digest; after: Digest },
): D1PreparedStatement {
  return db
    .prepare('UPDATE sessions SET token_digest = ?3 WHERE id = ?1 AND token_digest = ?2 AND changes() = 1')
    .bind(sessionId, token.before, token.after)
}

/** The condition under which whatever belongs to a new or strengthened session may be done too. */
export const sessionHasToken = (tokenDigest: Digest): Condition => ({
  sql: 'EXISTS (SELECT 1 FROM sessions WHERE token_digest = ?)',
  values: [tokenDigest],
})

/** An account without a factor has no session that claims one. */
export function weakenSessionsOf(
  db: D1Database,
  accountId: string,
  condition: Condition,
): D1PreparedStatement {
  return db
    .prepare(
      `UPDATE sessions SET mfa_time = NULL, mfa_method = NULL WHERE account_id = ? AND ${condition.sql}`,
    )
    .bind(accountId, ...condition.values)
}

export const SEEN_EVERY_SECONDS = 60

/** Idle time is told to the minute: most requests write nothing. */
export function touchSession(db: D1Database, sessionId: string, now: number): D1PreparedStatement {
  return db
    .prepare('UPDATE sessions SET last_seen_at = ?2 WHERE id = ?1 AND last_seen_at <= ?3')
    .bind(sessionId, now, now - SEEN_EVERY_SECONDS)
}

/**
 * After the statement that started the session of `token`: what the browser had before gives way to it. Of the same
 * account, it goes on as that session, under its own id, so that the passes of other tabs can still be renewed and end
 * with it; of another account, it ends. Nothing happens if no session was started.
 */
export function succeedSession(db: D1Database, previousId: string, token: Digest): D1PreparedStatement[] {
  const ofSameAccount = 'account_id = (SELECT account_id FROM sessions WHERE token_digest = ?2)'
  return [
    db
      .prepare(`DELETE FROM sessions WHERE id = ?1 AND token_digest <> ?2 AND ${ofSameAccount}`)
      .bind(previousId, token),
    db
      .prepare('UPDATE sessions SET id = ?1 WHERE token_digest = ?2 AND changes() = 1')
      .bind(previousId, token),
    db
      .prepare(
        `DELETE FROM sessions WHERE id = ?1 AND token_digest <> ?2
           AND EXISTS (SELECT 1 FROM sessions WHERE token_digest = ?2)`,
      )
      .bind(previousId, token),
  ]
}

/** One's own only: the account stands in the condition. */
export function endSessionOf(db: D1Database, accountId: string, sessionId: string): D1PreparedStatement {
  return db
    .prepare('DELETE FROM sessions WHERE id = ?1 AND account_id = ?2 RETURNING id')
    .bind(sessionId, accountId)
}

export function endOtherSessionsOf(
  db: D1Database,
  session: { id: string; accountId: string },
  condition: Condition,
): D1PreparedStatement {
  return db
    .prepare(`DELETE FROM sessions WHERE account_id = ? AND id <> ? AND ${condition.sql}`)
    .bind(session.accountId, session.id, ...condition.values)
}

export function endSessionsOf(
  db: D1Database,
  accountId: string,
  exceptSessionId: string | null,
): D1PreparedStatement {
  return db
    .prepare('DELETE FROM sessions WHERE account_id = ?1 AND id IS NOT ?2')
    .bind(accountId, exceptSessionId)
}

export interface ListedSession {
  readonly id: string
  readonly createdAt: number
  readonly lastSeenAt: number
  readonly ip: string
  readonly userAgent: string
  readonly method: SecondFactor | null
}

export async function listSessionsOf(
  db: D1Database,
  accountId: string,
  { now, idleSeconds }: Lifetime,
): Promise<ListedSession[]> {
  const alive = isAlive({ now, idleSeconds })
  const { results } = await db
    .prepare(
      `SELECT s.id, s.created_at, s.last_seen_at, s.ip, s.user_agent, s.mfa_method FROM sessions s
       WHERE s.account_id = ? AND ${alive.sql} ORDER BY s.last_seen_at DESC LIMIT 100`,
    )
    .bind(accountId, ...alive.values)
    .all<{
      id: string
      created_at: number
      last_seen_at: number
      ip: string
      user_agent: string
      mfa_method: SecondFactor | null
    }>()
  return results.map((row) => ({
    id: row.id,
    createdAt: row.created_at,
    lastSeenAt: row.last_seen_at,
    ip: row.ip,
    userAgent: row.user_agent,
    method: row.mfa_method,
  }))
}
