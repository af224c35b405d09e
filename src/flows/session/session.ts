// The session of a browser on the portal, from its cookie.

import type { Proof } from '../../core/assurance.ts'
import { type Language, languageFrom } from '../../core/language.ts'
import { type Digest, digest } from '../../crypto/digest.ts'
import {
  isAlive,
  proofFrom,
  SEEN_EVERY_SECONDS,
  SESSION_COLUMNS,
  type SessionRow,
  touchSession,
} from '../../store/sessions.ts'
import { type Edge, lifetimeOf } from '../edge/edge.ts'

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

interface Row extends SessionRow {
  readonly email: string
  readonly name: string
  readonly enrolled_at: number | null
  readonly language: string | null
  readonly last_seen_at: number
}

/**
 * Null where there is none that lives. One that was begun before its account enrolled elsewhere comes with
 * `isEnrolled` and no second factor: whoever uses it must ask for that first (`needsSecondFactor`).
 */
export async function findSession(edge: Edge, cookie: string): Promise<Session | null> {
  return findSessionByToken(edge, await digest(edge.ring, 'session', cookie))
}

/** By the digest of its cookie. */
export async function findSessionByToken(edge: Edge, token: Digest): Promise<Session | null> {
  const alive = isAlive(lifetimeOf(edge))
  const row = await edge.db
    .prepare(
      `SELECT ${SESSION_COLUMNS}, a.email, a.name, a.enrolled_at, a.language, s.last_seen_at FROM sessions s JOIN accounts a ON a.id = s.account_id
       WHERE s.token_digest = ? AND ${alive.sql}`,
    )
    .bind(token, ...alive.values)
    .first<Row>()
  if (!row) return null
  if (row.last_seen_at < edge.now - SEEN_EVERY_SECONDS)
    await touchSession(edge.db, row.session_id, lifetimeOf(edge)).run()
  return {
    id: row.session_id,
    token,
    accountId: row.account_id,
    email: row.email,
    name: row.name,
    isEnrolled: row.enrolled_at !== null,
    language: languageFrom(row.language),
    proof: proofFrom(row, edge.config.providers),
  }
}

export const needsSecondFactor = (session: Session): boolean =>
  session.isEnrolled && session.proof.secondFactor === null
