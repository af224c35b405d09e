// Issues stale passes: for people whose pass ended while D1 could not be asked about them.

import { mintPass } from '../../crypto/pass.ts'
import type { Edge } from '../edge/edge.ts'
import type { IssuedPass } from './issue-pass.ts'

/** The lifetime of a stale pass. After it, D1 is asked again. */
const STALE_SECONDS = 30

/**
 * Issues a stale pass with what the ended pass said. Returns null once `config.outageSeconds` have passed since the last
 * pass ended that D1 had confirmed. Stale passes don't extend that time.
 */
export async function issueStalePass(
  { config, ring, now }: Edge,
  { claims, secret }: IssuedPass,
): Promise<IssuedPass | null> {
  // No stale pass can begin after its own end.
  const since = Math.min(claims.stale_since ?? claims.exp, claims.exp)
  const exp = Math.min(now + STALE_SECONDS, since + config.outageSeconds)
  if (exp <= now) return null
  const stale = { ...claims, iat: now, exp, stale: true, stale_since: since } as const
  return { token: await mintPass(ring, stale), claims: stale, secret }
}
