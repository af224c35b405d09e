// Table `sessions`: signed-in browsers on the portal host. The row is the truth that passes are renewed from.

import type { FirstFactor, SecondFactor } from '../core/assurance.ts'
import type { Client } from '../core/client.ts'
import { isFederated, type Provider, trustedWords } from '../core/provider.ts'
import type { Digest } from '../crypto/digest.ts'
import type { Sealed } from '../crypto/seal.ts'
import { type Query, query } from './batch.ts'
import type { Condition } from './condition.ts'
import { isLinked } from './identities.ts'

// For `s`, as `vouchedWordsOf` has it (read-sessions.ts).
export const isVouchedFor = ({ providers }: Lifetime): Condition => ({
  sql: `EXISTS (SELECT 1 FROM json_each(s.provider_amr) said
    JOIN json_each(?) trusted ON trusted.value = s.provider || ' ' || said.value)`,
  values: [
    JSON.stringify(
      providers
        .filter(isFederated)
        .flatMap((provider) => trustedWords(provider).map((word) => `${provider.id} ${word}`)),
    ),
  ],
})

/** What a session is held against: the time, and the configuration of now. */
export interface Lifetime {
  readonly now: number
  readonly idleSeconds: number
  readonly providers: readonly Provider[]
}

// For `s`: neither past its absolute end nor idle for too long, and of a provider that is still a way in.
export const isAlive = ({ now, idleSeconds, providers }: Lifetime): Condition => ({
  sql: '(s.expires_at > ? AND s.last_seen_at > ? AND s.provider IN (SELECT value FROM json_each(?)))',
  values: [now, now - idleSeconds, JSON.stringify(providers.map(({ id }) => id))],
})

/** Holds while the session is alive. */
export function sessionIsAlive(sessionId: string, lifetime: Lifetime): Condition {
  const { sql, values } = isAlive(lifetime)
  return {
    sql: `EXISTS (SELECT 1 FROM sessions s WHERE s.id = ? AND ${sql})`,
    values: [sessionId, ...values],
  }
}

export interface NewSession {
  readonly id: string
  readonly tokenDigest: Digest
  readonly now: number
  readonly expiresAt: number
  readonly client: Client
}

const INSERT = `INSERT INTO sessions (id, token_digest, created_at, last_seen_at, expires_at, ip, user_agent,
  account_id, first_factor, provider, sealed_id_token, auth_time, mfa_time, mfa_method, provider_amr)`

const newSessionValues = (session: NewSession) => [
  session.id,
  session.tokenDigest,
  session.now,
  session.now,
  session.expiresAt,
  session.client.ip,
  session.client.userAgent,
]

/** A first factor, as it was proved. */
export interface ProvedFirstFactor {
  readonly kind: FirstFactor
  readonly provider: string
  readonly authTime: number
  /** The words of a trusted provider that count as a second factor (core/provider.ts); null where it said none. */
  readonly providerAmr: readonly string[] | null
  readonly sealedIdToken: Sealed | null
  /** The hash that the password was checked against; null for a provider. */
  readonly passwordHash: string | null
  /** Whom the provider means; null for a password. */
  readonly subject: string | null
  /** The address by which that is linked once a second factor of ours is proved; null where it is linked already. */
  readonly linkEmail: string | null
}

/**
 * Straight after the first factor, and only for an account that has no second one at this very moment, or whose provider
 * is trusted and has just proved one. A provider's subject must be linked to it at this moment as well, and a password's
 * hash must still be the account's. Otherwise a sign-in that was under way would outlive a change of the password.
 */
export function startSessionAtOnce(
  db: D1Database,
  session: NewSession,
  accountId: string,
  factor: ProvedFirstFactor,
): D1PreparedStatement {
  const providerAmr = factor.providerAmr && JSON.stringify(factor.providerAmr)
  return db
    .prepare(
      `${INSERT} SELECT ?, ?, ?, ?, ?, ?, ?, a.id, ?, ?, ?, ?, NULL, NULL, ? FROM accounts a
       WHERE a.id = ? AND (a.enrolled_at IS NULL OR ? IS NOT NULL)
         AND (? IS NULL OR ${isLinked({ provider: '?', subject: '?', account: 'a.id' })})
         AND (? <> 'pwd' OR a.password_hash = ?)`,
    )
    .bind(
      ...newSessionValues(session),
      factor.kind,
      factor.provider,
      factor.sealedIdToken,
      factor.authTime,
      providerAmr,
      accountId,
      providerAmr,
      factor.subject,
      factor.provider,
      factor.subject,
      factor.kind,
      factor.passwordHash,
    )
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
      `${INSERT} SELECT ?, ?, ?, ?, ?, ?, ?, account_id, first_factor, provider, sealed_id_token, auth_time, ?, ?, NULL
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

/** A session by the digest of its cookie, or by its id. */
export type SessionName = { readonly token: Digest } | { readonly sessionId: string }

/** For `s`. */
export const isNamed = (name: SessionName): Condition =>
  'token' in name
    ? { sql: 's.token_digest = ?', values: [name.token] }
    : { sql: 's.id = ?', values: [name.sessionId] }

const SEEN_EVERY_SECONDS = 60

/**
 * Notes that the session was used, to the minute: most requests write nothing. A session that was idle for too long stays
 * idle. Otherwise a pass of it that is brought twice would find it alive the second time.
 */
export function touchSession(db: D1Database, name: SessionName, lifetime: Lifetime): D1PreparedStatement {
  const { now, idleSeconds } = lifetime
  const named = isNamed(name)
  return db
    .prepare(
      `UPDATE sessions AS s SET last_seen_at = ?
       WHERE ${named.sql} AND s.last_seen_at <= ? AND s.last_seen_at > ? AND s.expires_at > ?`,
    )
    .bind(now, ...named.values, now - SEEN_EVERY_SECONDS, now - idleSeconds, now)
}

/** The provider's ID token, sealed: null where the provider gave none. */
export const selectIdToken = (db: D1Database, sessionId: string): Query<Sealed | null> =>
  query(
    db.prepare('SELECT sealed_id_token AS idToken FROM sessions WHERE id = ?1').bind(sessionId),
    ({ idToken }: { idToken: Sealed | null }) => idToken,
  )
