// A proof of the last ten minutes, asked again by the statement that makes the change which such a proof protects. The page
// asked before; in between, the session may have ended, or the operator may have reset the password or the factor.

import { FRESH_PROOF_SECONDS } from '../core/assurance.ts'
import type { Digest } from '../crypto/digest.ts'
import type { Condition } from './condition.ts'
import { isAlive, isVouchedFor, type Lifetime } from './sessions.ts'

/**
 * For `s`: it lives, and has the proof that a change of factors or ways in takes, of the last ten minutes. It is the second
 * factor where the account has one at this moment, else the first.
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

/** The same for the session of this cookie, as the condition of a statement. */
export function sessionHasFreshProof(token: Digest, lifetime: Lifetime): Condition {
  const fresh = hasFreshProof(lifetime)
  return {
    sql: `EXISTS (SELECT 1 FROM sessions s WHERE s.token_digest = ? AND ${fresh.sql})`,
    values: [token, ...fresh.values],
  }
}

/** Whether the session of this cookie lives, with a second factor of the last ten minutes. */
export function hasFreshSecondFactor(token: Digest, lifetime: Lifetime): Condition {
  const alive = isAlive(lifetime)
  const vouched = isVouchedFor(lifetime)
  return {
    sql: `EXISTS (SELECT 1 FROM sessions s WHERE s.token_digest = ? AND ${alive.sql}
      AND coalesce(s.mfa_time, CASE WHEN ${vouched.sql} THEN s.auth_time END) > ?)`,
    values: [token, ...alive.values, ...vouched.values, lifetime.now - FRESH_PROOF_SECONDS],
  }
}
