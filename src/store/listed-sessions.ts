// Lists the live sessions of an account for its owner: the session that reads first, then the most recently used.

import type { SecondFactorMethod } from '../core/assurance.ts'
import { type Query, query } from './batch.ts'
import { isAlive, isVouchedFor, type Lifetime } from './sessions.ts'

export interface ListedSession {
  readonly id: string
  readonly createdAt: number
  readonly lastSeenAt: number
  readonly ip: string
  readonly userAgent: string
  readonly provider: string
  readonly method: SecondFactorMethod | null
}

export function selectSessionsOf(
  db: D1Database,
  { id, accountId }: { readonly id: string; readonly accountId: string },
  lifetime: Lifetime,
  { limit, offset }: { limit: number; offset: number },
): Query<ListedSession> {
  const alive = isAlive(lifetime)
  const vouched = isVouchedFor(lifetime)
  return query(
    db
      .prepare(
        `SELECT s.id, s.created_at AS createdAt, s.last_seen_at AS lastSeenAt, s.ip, s.user_agent AS userAgent, s.provider,
           CASE WHEN s.mfa_method IS NULL AND ${vouched.sql} THEN 'provider' ELSE s.mfa_method END AS method
         FROM sessions s
         WHERE s.account_id = ? AND ${alive.sql} ORDER BY s.id = ? DESC, s.last_seen_at DESC, s.id LIMIT ? OFFSET ?`,
      )
      .bind(...vouched.values, accountId, ...alive.values, id, limit, offset),
  )
}
