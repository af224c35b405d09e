// Table `sessions`, as their owner sees them: those that are alive, the busiest first.

import type { SecondFactorMethod } from '../core/assurance.ts'
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

export async function listSessionsOf(
  db: D1Database,
  accountId: string,
  lifetime: Lifetime,
  { limit, offset }: { limit: number; offset: number },
): Promise<ListedSession[]> {
  const alive = isAlive(lifetime)
  const vouched = isVouchedFor(lifetime)
  const { results } = await db
    .prepare(
      `SELECT s.id, s.created_at, s.last_seen_at, s.ip, s.user_agent, s.provider,
         CASE WHEN s.mfa_method IS NULL AND ${vouched.sql} THEN 'provider' ELSE s.mfa_method END AS method
       FROM sessions s
       WHERE s.account_id = ? AND ${alive.sql} ORDER BY s.last_seen_at DESC, s.id LIMIT ? OFFSET ?`,
    )
    .bind(...vouched.values, accountId, ...alive.values, limit, offset)
    .all<{
      id: string
      created_at: number
      last_seen_at: number
      ip: string
      user_agent: string
      provider: string
      method: SecondFactorMethod | null
    }>()
  return results.map((row) => ({
    id: row.id,
    createdAt: row.created_at,
    lastSeenAt: row.last_seen_at,
    ip: row.ip,
    userAgent: row.user_agent,
    provider: row.provider,
    method: row.method,
  }))
}
