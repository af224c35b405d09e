// Checks that a session has a fresh proof. Every statement that makes a protected change includes the check.
//
// The page's own check comes too early. Since then, the session may have ended, or the operator may have
// reset the password or the factor.

import { FRESH_PROOF_SECONDS } from '../core/assurance.ts'
import type { Digest } from '../crypto/digest.ts'
import type { Condition } from './condition.ts'
import { isAlive, isVouchedFor, type Lifetime } from './sessions.ts'

/**
 * Holds if the session `s` is alive and has the proof that changes of factors and sign-in methods need. The
 * proof must be newer than ten minutes. It is the second factor if the account has one now, otherwise the
 * first factor.
 */
export const hasFreshProof = (lifetime: Lifetime): Condition => {
  const alive = isAlive(lifetime)
  const vouched = isVouchedFor(lifetime)
  const since = lifetime.now - FRESH_PROOF_SECONDS
  return {
    sql: `${alive.sql} AND CASE WHEN EXISTS (SELECT 1 FROM accounts a WHERE a.id = s.account_id AND a.enrolled_at IS NOT NULL)
      THEN coalesce(s.mfa_time, iif(${vouched.sql}, s.auth_time, 0)) > ? ELSE s.auth_time > ? END`,
    values: [...alive.values, ...vouched.values, since, since],
  }
}

/** Holds if the session of this cookie has that proof. */
export function sessionHasFreshProof(token: Digest, lifetime: Lifetime): Condition {
  const fresh = hasFreshProof(lifetime)
  return {
    sql: `EXISTS (SELECT 1 FROM sessions s WHERE s.token_digest = ? AND ${fresh.sql})`,
    values: [token, ...fresh.values],
  }
}

/** Holds if the session of this cookie is alive and has proved a second factor in the last ten minutes. */
export function hasFreshSecondFactor(token: Digest, lifetime: Lifetime): Condition {
  const alive = isAlive(lifetime)
  const vouched = isVouchedFor(lifetime)
  return {
    sql: `EXISTS (SELECT 1 FROM sessions s WHERE s.token_digest = ? AND ${alive.sql}
      AND coalesce(s.mfa_time, CASE WHEN ${vouched.sql} THEN s.auth_time END) > ?)`,
    values: [token, ...alive.values, ...vouched.values, lifetime.now - FRESH_PROOF_SECONDS],
  }
}
