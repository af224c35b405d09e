// Reads the table `sessions` for a request: the account of a session, and what the session has proved.

import type { FirstFactor, Proof, SecondFactor } from '../core/assurance.ts'
import { type Language, languageFrom } from '../core/language.ts'
import { findProvider, isFederated, methodOf, type Provider, stillTrusted } from '../core/provider.ts'
import type { Digest } from '../crypto/digest.ts'
import type { Sealed } from '../crypto/seal.ts'
import { type Query, query } from './batch.ts'
import { isAlive, type Lifetime } from './sessions.ts'

/** How a session was authenticated, as its row stores it. */
export interface ProvedRow {
  readonly firstFactor: FirstFactor
  readonly provider: string
  /** The trusted provider's methods as a JSON array, or null if it proved no second factor. */
  readonly providerAmr: string | null
  readonly authTime: number
  readonly mfaTime: number | null
  readonly mfaMethod: SecondFactor | null
  /** What a passkey proved, as a JSON array. Only if `mfaMethod` is `passkey`. */
  readonly mfaAmr: string | null
}

/** The columns of a session `s`. */
export const PROVED_COLUMNS = `s.first_factor AS firstFactor, s.provider, s.provider_amr AS providerAmr,
  s.auth_time AS authTime, s.mfa_time AS mfaTime, s.mfa_method AS mfaMethod, s.mfa_amr AS mfaAmr`

/**
 * Returns what a session has proved, according to the current configuration. A provider's words count only if
 * the provider is still trusted. Otherwise a provider would stay trusted for the life of a session after the
 * operator stopped trusting it.
 */
export function proofFrom(row: ProvedRow, providers: readonly Provider[]): Proof {
  const { firstFactor, provider, authTime } = row
  return { firstFactor, provider, authTime, secondFactor: secondFactorFrom(row, providers) }
}

/**
 * Returns Sallyport's own second factor, which is always the later one. Falls back to the provider's, which
 * was proved with the first factor.
 */
function secondFactorFrom(row: ProvedRow, providers: readonly Provider[]): Proof['secondFactor'] {
  const { mfaTime: at, mfaMethod: method } = row
  if (at !== null && method !== null) {
    return method === 'passkey'
      ? { method, at, amr: JSON.parse(row.mfaAmr ?? '[]') as string[] }
      : { method, at }
  }
  const words = vouchedWordsFrom(row, providers)
  return words && { method: 'provider', at: row.authTime, amr: [...new Set(words.map(methodOf))] }
}

/**
 * Returns the provider's words that prove a second factor and are still trusted (core/provider.ts), or null.
 */
export function vouchedWordsFrom(row: ProvedRow, providers: readonly Provider[]): readonly string[] | null {
  const provider = row.providerAmr === null ? null : findProvider(providers, row.provider)
  if (row.providerAmr === null || !provider || !isFederated(provider)) return null
  return stillTrusted(provider, JSON.parse(row.providerAmr) as string[])
}

export interface Session {
  readonly id: string
  readonly token: Digest
  readonly accountId: string
  readonly email: string
  readonly name: string
  readonly isEnrolled: boolean
  /** The language of the emails to this account. */
  readonly language: Language
  readonly proof: Proof
}

type SessionRow = ProvedRow &
  Pick<Session, 'id' | 'accountId' | 'email' | 'name'> & { isEnrolled: 0 | 1; language: string | null }

/** Selects the session of this cookie while it is alive. */
export function selectSession(db: D1Database, token: Digest, lifetime: Lifetime): Query<Session> {
  const alive = isAlive(lifetime)
  const statement = db
    .prepare(
      `SELECT s.id, s.account_id AS accountId, ${PROVED_COLUMNS}, a.email, a.name, a.enrolled_at IS NOT NULL AS isEnrolled, a.language
       FROM sessions s JOIN accounts a ON a.id = s.account_id WHERE s.token_digest = ? AND ${alive.sql}`,
    )
    .bind(token, ...alive.values)
  return query(statement, (row: SessionRow) => ({
    id: row.id,
    token,
    accountId: row.accountId,
    email: row.email,
    name: row.name,
    isEnrolled: row.isEnrolled === 1,
    language: languageFrom(row.language),
    proof: proofFrom(row, lifetime.providers),
  }))
}

/** Selects the provider's sealed ID token. Null if the provider sent none. */
export const selectIdToken = (db: D1Database, sessionId: string): Query<Sealed | null> =>
  query(
    db.prepare('SELECT sealed_id_token AS idToken FROM sessions WHERE id = ?1').bind(sessionId),
    ({ idToken }: { idToken: Sealed | null }) => idToken,
  )
