// Reads and writes the table `sessions`: signed-in browsers on the portal host. Passes are renewed from these
// rows.

import { type FirstFactor, isPhishingResistant, type TypedFactor } from '../core/assurance.ts'
import type { Client } from '../core/client.ts'
import { isFederated, methodOf, type Provider, trustedWords } from '../core/provider.ts'
import type { Digest } from '../crypto/digest.ts'
import type { Sealed } from '../crypto/seal.ts'
import { IS_UNLOCKED } from './account-locks.ts'
import type { Condition } from './condition.ts'
import { isLinked } from './identities.ts'

// Holds if the session `s` has a trusted provider's second factor. Must match `vouchedWordsFrom`
// (read-sessions.ts).
export const isVouchedFor = ({ providers }: Lifetime): Condition => saysOneOf(providers, () => true)

// The same for a phishing-resistant factor. Must match `isPhishingResistant` (core/assurance.ts).
export const isVouchedForPasskey = ({ providers }: Lifetime): Condition =>
  saysOneOf(providers, (word) => isPhishingResistant({ method: 'provider', amr: [methodOf(word)] }))

const saysOneOf = (providers: readonly Provider[], isWanted: (word: string) => boolean): Condition => ({
  sql: `EXISTS (SELECT 1 FROM json_each(s.provider_amr) said
    JOIN json_each(?) trusted ON trusted.value = s.provider || ' ' || said.value)`,
  values: [
    JSON.stringify(
      providers.filter(isFederated).flatMap((provider) =>
        trustedWords(provider)
          .filter(isWanted)
          .map((word) => `${provider.id} ${word}`),
      ),
    ),
  ],
})

/** The facts that a session is compared with: the time in Unix seconds, and the current configuration. */
export interface Lifetime {
  readonly now: number
  readonly idleSeconds: number
  readonly providers: readonly Provider[]
}

// Holds if the session `s` has not expired, was used recently enough, and has a provider that is still
// configured. Must check the provider each time. Otherwise a provider that the operator removed could still
// admit people.
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
  account_id, first_factor, provider, sealed_id_token, auth_time, provider_amr, mfa_time, mfa_method`

const newSessionValues = (session: NewSession) => [
  session.id,
  session.tokenDigest,
  session.now,
  session.now,
  session.expiresAt,
  session.client.ip,
  session.client.userAgent,
]

/** A first factor that was proved. */
export interface ProvedFirstFactor {
  readonly kind: FirstFactor
  readonly provider: string
  readonly authTime: number
  /** The words of a trusted provider that prove a second factor (core/provider.ts). Null if it sent none. */
  readonly providerAmr: readonly string[] | null
  readonly sealedIdToken: Sealed | null
  /** The hash that the password was checked against. Null for a provider. */
  readonly passwordHash: string | null
  /** The provider's subject. Null for a password. */
  readonly subject: string | null
  /**
   * The address that links the subject once a second factor is proved. Null if the subject is already linked.
   */
  readonly linkEmail: string | null
}

/**
 * Starts a session after the first factor alone. The account must have no second factor now, or a trusted
 * provider must have just proved one. It must not be locked.
 *
 * A provider's subject must be linked to the account now, and a password's hash must still be the account's.
 * Otherwise a sign-in that was already running would survive a password change or an unlink.
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
      `${INSERT}) SELECT ?, ?, ?, ?, ?, ?, ?, a.id, ?, ?, ?, ?, ?, NULL, NULL FROM accounts a
       WHERE a.id = ? AND ${IS_UNLOCKED} AND (a.enrolled_at IS NULL OR ? IS NOT NULL)
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

/** A second factor that was proved. `amr` is what a passkey proved (core/assurance.ts). */
export type ProvedSecondFactor =
  | { readonly method: TypedFactor }
  | { readonly method: 'passkey'; readonly amr: readonly string[]; readonly passkeyId: string }

/** The values of `mfa_method`, `mfa_amr` and `passkey_id`. */
const secondFactorValues = (factor: ProvedSecondFactor) =>
  factor.method === 'passkey'
    ? [factor.method, JSON.stringify(factor.amr), factor.passkeyId]
    : [factor.method, null, null]

/**
 * Starts a session after the second factor. Must directly follow the step that spends the factor, and does
 * nothing if that step changed no row. Otherwise one code could start two sessions. The account must not be locked.
 */
export function startSessionIfSpent(
  db: D1Database,
  session: NewSession,
  login: Digest,
  factor: ProvedSecondFactor,
): D1PreparedStatement {
  return db
    .prepare(
      `${INSERT}, mfa_amr, passkey_id)
       SELECT ?, ?, ?, ?, ?, ?, ?, a.id, l.first_factor, l.provider, l.sealed_id_token, l.auth_time, NULL, ?, ?, ?, ?
       FROM logins l JOIN accounts a ON a.id = l.account_id
       WHERE l.token_digest = ? AND l.expires_at > ? AND ${IS_UNLOCKED} AND changes() = 1`,
    )
    .bind(...newSessionValues(session), session.now, ...secondFactorValues(factor), login, session.now)
}

/**
 * Records a second factor in a session (step-up). Must directly follow the step that spends the factor.
 *
 * Changes the cookie along with the proof. Otherwise a thief with a copy of the earlier cookie would share
 * the proof.
 */
export function strengthenSessionIfSpent(
  db: D1Database,
  sessionId: string,
  tokenDigest: Digest,
  factor: ProvedSecondFactor,
  now: number,
): D1PreparedStatement {
  return db
    .prepare(
      `UPDATE sessions SET token_digest = ?2, mfa_time = ?3, last_seen_at = ?3,
         mfa_method = ?4, mfa_amr = ?5, passkey_id = ?6
       WHERE id = ?1 AND changes() = 1`,
    )
    .bind(sessionId, tokenDigest, now, ...secondFactorValues(factor))
}

/**
 * Rotates the session's cookie. Must directly follow the change that it belongs to. Otherwise a thief with a
 * copy of the earlier cookie would keep the session after the change. Does nothing if the cookie was rotated
 * since it was read.
 */
export const renewTokenIfChanged = (
  db: D1Database,
  sessionId: string,
  token: { before: Digest; after: Digest },
): D1PreparedStatement => renewTokenIf(db, sessionId, token, { sql: 'changes() = 1', values: [] })

/**
 * Rotates the session's cookie if `condition` holds, and if the cookie was not rotated since it was read. For a
 * change of several statements, which then ask for the new cookie (`sessionHasToken`).
 */
export function renewTokenIf(
  db: D1Database,
  sessionId: string,
  token: { before: Digest; after: Digest },
  condition: Condition,
): D1PreparedStatement {
  return db
    .prepare(`UPDATE sessions SET token_digest = ? WHERE id = ? AND token_digest = ? AND ${condition.sql}`)
    .bind(token.after, sessionId, token.before, ...condition.values)
}

/**
 * Holds if a session has this cookie. For steps that may only run if the session was started or strengthened.
 */
export const sessionHasToken = (tokenDigest: Digest): Condition => ({
  sql: 'EXISTS (SELECT 1 FROM sessions WHERE token_digest = ?)',
  values: [tokenDigest],
})

/** Names a session by the digest of its cookie, or by its id. */
export type SessionName = { readonly token: Digest } | { readonly sessionId: string }

/** Holds for the session `s` with this name. */
export const isNamed = (name: SessionName): Condition =>
  'token' in name
    ? { sql: 's.token_digest = ?', values: [name.token] }
    : { sql: 's.id = ?', values: [name.sessionId] }

const SEEN_EVERY_SECONDS = 60

/**
 * Records that a session was used, at most once a minute, so that most requests write nothing.
 *
 * A session that was idle for too long stays idle. Otherwise a request with its pass would revive it for the
 * next request.
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
