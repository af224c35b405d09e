// Table `attempts`: guesses in a row without a success. A guess is charged before anybody is told whether it was right, by
// one statement that also refuses it while a wait is running: fifty guesses in the same millisecond get the budget, and not
// one more.

import type { Bucket, Budget } from '../core/lockout.ts'
import type { Digest } from '../crypto/digest.ts'
import { type Query, query } from './batch.ts'
import { ALWAYS, type Condition, numbered } from './condition.ts'

export interface Attempts {
  readonly failures: number
  readonly blockedUntil: number
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
  RETURNING failures, blocked_until AS blockedUntil`

/** Answers with a row if the guess counts, and with none while a wait is running, or where `when` does not hold. */
export const charge = (
  db: D1Database,
  budget: Budget,
  subject: string,
  now: number,
  when: Condition = ALWAYS,
): Query<Attempts> =>
  query(
    db
      .prepare(
        `INSERT INTO attempts (budget, subject, failures, blocked_until, updated_at)
         SELECT ?1, ?2, 1, 0, ?3 WHERE ${numbered(when, 7)} ${CHARGE}`,
      )
      .bind(...budgetValues(budget, subject, now), ...when.values),
  )

/** Holds while no wait is running, and fewer than `most` guesses in a row were wrong. */
export const mayGuess = (budget: Budget, subject: string, now: number, most: number): Condition => ({
  sql: `NOT EXISTS (SELECT 1 FROM attempts
    WHERE budget = ? AND subject = ? AND (blocked_until > ? OR failures >= ?))`,
  values: [budget.name, subject, now, most],
})

/** The same for a guess that also fills the bucket of an address: while that is full, the account isn't charged either. */
export const chargeUnlessFull = (
  db: D1Database,
  budget: Budget,
  subject: string,
  address: Digest,
  now: number,
): Query<Attempts> =>
  charge(db, budget, subject, now, {
    sql: 'NOT EXISTS (SELECT 1 FROM attempts WHERE budget = ? AND subject = ? AND blocked_until > ?)',
    values: [budget.name, address, now],
  })

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

export const selectAttempts = (db: D1Database, budget: Budget, subject: string): Query<Attempts> =>
  query(
    db
      .prepare(
        'SELECT failures, blocked_until AS blockedUntil FROM attempts WHERE budget = ?1 AND subject = ?2',
      )
      .bind(budget.name, subject),
  )

/** When all of them are over: null where none of them has begun. */
export const selectLongestWait = (
  db: D1Database,
  budget: Budget,
  subjects: readonly [string, string],
): Query<number | null> =>
  query(
    db
      .prepare('SELECT max(blocked_until) AS until FROM attempts WHERE budget = ?1 AND subject IN (?2, ?3)')
      .bind(budget.name, ...subjects),
    ({ until }: { until: number | null }) => until,
  )

export function forgetAttempts(
  db: D1Database,
  budget: Budget,
  subject: string,
  when: Condition = ALWAYS,
): D1PreparedStatement {
  return db
    .prepare(`DELETE FROM attempts WHERE budget = ? AND subject = ? AND ${when.sql}`)
    .bind(budget.name, subject, ...when.values)
}
