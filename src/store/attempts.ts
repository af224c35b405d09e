// Table `attempts`: guesses in a row without a success. A guess is charged before it is checked, by one statement that
// also refuses it while a wait is running: fifty guesses in the same millisecond get the budget, and not one more.

import type { Bucket, Budget } from '../core/lockout.ts'
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
    .bind(...budgetValues(budget, subject, now))
}

/** The same for the account of a login: one round trip serves to find the account and to charge it. */
export function chargeLogin(db: D1Database, budget: Budget, login: Digest, now: number): D1PreparedStatement {
  return db
    .prepare(
      `INSERT INTO attempts (budget, subject, failures, blocked_until, updated_at)
       SELECT ?1, account_id, 1, 0, ?3 FROM logins WHERE token_digest = ?2 AND expires_at > ?3 ${CHARGE}`,
    )
    .bind(...budgetValues(budget, login, now))
}

/** The same for a guess that also fills the bucket of an address: while that is full, the account isn't charged either. */
export function chargeUnlessFull(
  db: D1Database,
  budget: Budget,
  subject: string,
  address: Digest,
  now: number,
): D1PreparedStatement {
  return db
    .prepare(
      `INSERT INTO attempts (budget, subject, failures, blocked_until, updated_at)
       SELECT ?1, ?2, 1, 0, ?3 WHERE NOT EXISTS
         (SELECT 1 FROM attempts WHERE budget = ?1 AND subject = ?7 AND blocked_until > ?3) ${CHARGE}`,
    )
    .bind(...budgetValues(budget, subject, now), address)
}

// ?1 bucket, ?2 subject, ?3 now, ?4 the `blocked_until` of an empty bucket: one leak less than a capacity before now,
// ?5 leak. `blocked_until` is when the next guess fits in. Each guess moves it on by one leak.
const FILL = `
  ON CONFLICT (budget, subject) DO UPDATE SET
    failures = failures + 1, blocked_until = max(blocked_until, ?4) + ?5, updated_at = ?3`

const fillBindings = ({ name, capacity, leakSeconds }: Bucket, subject: Digest, now: number) => [
  name,
  subject,
  now,
  now - (capacity - 1) * leakSeconds,
  leakSeconds,
]

/** Must directly follow `chargeUnlessFull`. Fills the bucket only if that charged. */
export function fillIfCharged(
  db: D1Database,
  bucket: Bucket,
  address: Digest,
  now: number,
): D1PreparedStatement {
  return db
    .prepare(
      `INSERT INTO attempts (budget, subject, failures, blocked_until, updated_at)
       SELECT ?1, ?2, 1, ?4 + ?5, ?3 WHERE changes() = 1 ${FILL}`,
    )
    .bind(...fillBindings(bucket, address, now))
}

/** Answers with a row if the bucket had room. */
export function fillUnlessFull(
  db: D1Database,
  bucket: Bucket,
  subject: Digest,
  now: number,
): D1PreparedStatement {
  return db
    .prepare(
      `INSERT INTO attempts (budget, subject, failures, blocked_until, updated_at) VALUES (?1, ?2, 1, ?4 + ?5, ?3)
       ${FILL} WHERE blocked_until <= ?3 RETURNING failures`,
    )
    .bind(...fillBindings(bucket, subject, now))
}

/** After a success: its own charge, and no more. */
export function giveBack(
  db: D1Database,
  { name, leakSeconds }: Bucket,
  address: Digest,
): D1PreparedStatement {
  return db
    .prepare(
      `UPDATE attempts SET failures = failures - 1, blocked_until = blocked_until - ?3
       WHERE budget = ?1 AND subject = ?2`,
    )
    .bind(name, address, leakSeconds)
}

const budgetValues = (budget: Budget, subject: string, now: number) => [
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

/** When all of them are over: no row, or null, where none of them has begun. */
export function selectLongestWait(
  db: D1Database,
  budget: Budget,
  subjects: readonly [string, string],
): D1PreparedStatement {
  return db
    .prepare(
      'SELECT max(blocked_until) AS blocked_until FROM attempts WHERE budget = ?1 AND subject IN (?2, ?3)',
    )
    .bind(budget.name, ...subjects)
}

export function forgetAttempts(db: D1Database, budget: Budget, subject: string): D1PreparedStatement {
  return db.prepare('DELETE FROM attempts WHERE budget = ?1 AND subject = ?2').bind(budget.name, subject)
}
