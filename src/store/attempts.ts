// Table `attempts`: guesses in a row without a success. A guess is charged before it is checked, by one statement that
// also refuses it while a wait is running: fifty guesses in the same millisecond get the budget, and not one more.

import type { Budget } from '../core/lockout.ts'
import type { Digest } from '../crypto/digest.ts'

export interface AttemptsRow {
  readonly failures: number
  readonly blocked_until: number
}

// ?1 budget, ?2 subject, ?3 now, ?4 free, ?5 first wait, ?6 longest wait. The shift stops at 12 (34 hours), far past
// the longest wait, so that it cannot overflow.
const CHARGE = `
  ON CONFLICT (budget, subject) DO UPDATE SET
    failures = failures + 1,
    blocked_until = CASE WHEN failures + 1 < ?4 THEN 0
      ELSE ?3 + min(?6, ?5 << min(failures + 1 - ?4, 12)) END,
    updated_at = ?3
  WHERE blocked_until <= ?3
  RETURNING failures, blocked_until`

/** Answers with a row if the guess may be checked, and with none while a wait is running. */
export function charge(db: D1Database, budget: Budget, subject: string, now: number): D1PreparedStatement {
  return db
    .prepare(
      `INSERT INTO attempts (budget, subject, failures, blocked_until, updated_at) VALUES (?1, ?2, 1, 0, ?3) ${CHARGE}`,
    )
    .bind(...bindings(budget, subject, now))
}

/** The same for the account of a login: one round trip serves to find the account and to charge it. */
export function chargeLogin(db: D1Database, budget: Budget, login: Digest, now: number): D1PreparedStatement {
  return db
    .prepare(
      `INSERT INTO attempts (budget, subject, failures, blocked_until, updated_at)
       SELECT ?1, account_id, 1, 0, ?3 FROM logins WHERE token_digest = ?2 AND expires_at > ?3 ${CHARGE}`,
    )
    .bind(...bindings(budget, login, now))
}

const bindings = (budget: Budget, subject: string, now: number) => [
  budget.name,
  subject,
  now,
  budget.free,
  budget.firstWaitSeconds,
  budget.longestWaitSeconds,
]

export function selectAttempts(db: D1Database, budget: Budget, subject: string): D1PreparedStatement {
  return db
    .prepare('SELECT failures, blocked_until FROM attempts WHERE budget = ?1 AND subject = ?2')
    .bind(budget.name, subject)
}

export function forgetAttempts(db: D1Database, budget: Budget, subject: string): D1PreparedStatement {
  return db.prepare('DELETE FROM attempts WHERE budget = ?1 AND subject = ?2').bind(budget.name, subject)
}
