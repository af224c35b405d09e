// Reads and writes the table `attempts`: wrong guesses in a row.
//
// A guess is charged before anyone learns whether it was right. The same statement refuses it while a wait is
// running. Otherwise an attacker could send fifty guesses at once and be told of all of them.

import type { Bucket, Budget } from '../core/lockout.ts'
import type { Digest } from '../crypto/digest.ts'
import { type Query, query } from './batch.ts'
import { ALWAYS, type Condition, numbered } from './condition.ts'

export interface Attempts {
  readonly failures: number
  readonly blockedUntil: number
}

// The parameters are ?1 budget, ?2 subject, ?3 now, ?4 free guesses, ?5 first wait and ?6 longest wait. The
// shift stops at 12 (34 hours). This is far above the longest wait, and it can't overflow.
const CHARGE = `
  ON CONFLICT (budget, subject) DO UPDATE SET
    failures = failures + 1,
    blocked_until = CASE WHEN failures + 1 < ?4 THEN 0
      ELSE ?3 + min(?6, ?5 << min(failures + 1 - ?4, 12)) END,
    updated_at = ?3
  WHERE blocked_until <= ?3
  RETURNING failures, blocked_until AS blockedUntil`

/**
 * Charges a guess. Returns a row if the caller may judge the guess. Returns no row while a wait is running,
 * or if `when` does not hold. A wrong guess stays charged. After a right one, the caller calls
 * `forgetAttempts`.
 */
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

/** Holds while no wait is running and fewer than `most` guesses in a row were wrong. */
export const mayGuess = (budget: Budget, subject: string, now: number, most: number): Condition => ({
  sql: `NOT EXISTS (SELECT 1 FROM attempts
    WHERE budget = ? AND subject = ? AND (blocked_until > ? OR failures >= ?))`,
  values: [budget.name, subject, now, most],
})

/**
 * Charges a guess, unless the bucket of its network address is full. The account is not charged then.
 * Otherwise one attacker could lock other people's accounts without limit.
 */
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

// The parameters are ?1 bucket, ?2 subject, ?3 now, ?4 the `blocked_until` of an empty bucket and ?5 leak
// seconds. An empty bucket has `blocked_until` one leak less than a whole capacity before now.
// `blocked_until` is when the next guess fits, and each guess moves it by one leak.
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

/** Fills the bucket, but only if `chargeUnlessFull` charged the guess. Must directly follow it. */
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

/** Fills the bucket. Returns a row if it had room. */
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

/**
 * Gives back one charge after a success. Never gives back more. Otherwise an attacker could empty the bucket
 * with their own account.
 */
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

/** Selects the wrong guesses and the wait of a subject. */
export const selectAttempts = (db: D1Database, budget: Budget, subject: string): Query<Attempts> =>
  query(
    db
      .prepare(
        'SELECT failures, blocked_until AS blockedUntil FROM attempts WHERE budget = ?1 AND subject = ?2',
      )
      .bind(budget.name, subject),
  )

/** Selects when the longer of two waits ends, in Unix seconds. Null if neither subject has attempts. */
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

/** Deletes the attempts of a subject after a success or a reset. */
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

/** The subject of a part of `subject`'s guesses, such as those from one browser. */
export const subjectBelow = (subject: string, part: string): string => `${subject}.${part}`

/** Deletes the attempts of all parts of a subject. `/` is the character after `.`. */
export function forgetAttemptsBelow(db: D1Database, budget: Budget, subject: string): D1PreparedStatement {
  return db
    .prepare("DELETE FROM attempts WHERE budget = ?1 AND subject > ?2 || '.' AND subject < ?2 || '/'")
    .bind(budget.name, subject)
}
