// Table `sessions`, as a request reads it: whose it is, and what has been proved in it.

import type { FirstFactor, Proof, SecondFactor } from '../core/assurance.ts'
import { type Language, languageFrom } from '../core/language.ts'
import { findProvider, isFederated, methodOf, type Provider, stillTrusted } from '../core/provider.ts'
import type { Digest } from '../crypto/digest.ts'
import { type Query, query } from './batch.ts'
import { isAlive, type Lifetime } from './sessions.ts'

/** How a session was proved, as its row says it. */
export interface ProvedRow {
  readonly firstFactor: FirstFactor
  readonly provider: string
  /** JSON. */
  readonly providerAmr: string | null
  readonly authTime: number
  readonly mfaTime: number | null
  readonly mfaMethod: SecondFactor | null
}

/** For `s`. */
export const PROVED_COLUMNS = `s.first_factor AS firstFactor, s.provider, s.provider_amr AS providerAmr,
  s.auth_time AS authTime, s.mfa_time AS mfaTime, s.mfa_method AS mfaMethod`

/** What the session is worth by the current configuration: the word of a provider that is no longer trusted is worth nothing. */
export function proofFrom(row: ProvedRow, providers: readonly Provider[]): Proof {
  const { firstFactor, provider, authTime } = row
  return { firstFactor, provider, authTime, secondFactor: secondFactorFrom(row, providers) }
}

/** Our own, which is always the later one; else the provider's, proved with the first factor. */
function secondFactorFrom(row: ProvedRow, providers: readonly Provider[]): Proof['secondFactor'] {
  if (row.mfaTime !== null && row.mfaMethod !== null) return { method: row.mfaMethod, at: row.mfaTime }
  const words = vouchedWordsFrom(row, providers)
  return words && { method: 'provider', at: row.authTime, amr: [...new Set(words.map(methodOf))] }
}

/** Returns the provider's words about a second factor that are still trusted (core/provider.ts), or null. */
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
  /** In which they are written to. */
  readonly language: Language
  readonly proof: Proof
}

type SessionRow = ProvedRow &
  Pick<Session, 'id' | 'accountId' | 'email' | 'name'> & { isEnrolled: 0 | 1; language: string | null }

/** The session of this cookie, while it is alive. */
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
