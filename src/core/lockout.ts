// Limits guesses at passwords and second factors.
//
// Each guess is charged before anybody learns whether it was right (store/attempts.ts). Otherwise an attacker
// could send many guesses at once and learn of all of them before the first is counted. One SQL statement
// repeats the arithmetic of `blockedUntil`, and a test compares the two.

export interface Budget {
  readonly name: 'second-factor' | 'password'
  /** How many wrong guesses are allowed before the first wait. */
  readonly free: number
  readonly firstWaitSeconds: number
  readonly longestWaitSeconds: number
}

/**
 * The budget of an account for guesses at its second factor. It covers all sessions, addresses and kinds of
 * factor. Otherwise an attacker could get more guesses from another address or session.
 */
export const SECOND_FACTOR_BUDGET: Budget = {
  name: 'second-factor',
  free: 5,
  firstWaitSeconds: 30,
  longestWaitSeconds: 3600,
}

/**
 * The budget of an account for guesses at its password. It must not share guesses with the second factor's
 * budget. Otherwise an attacker who guesses at the password could lock the owner's second factor or a running
 * session.
 */
export const PASSWORD_BUDGET: Budget = {
  name: 'password',
  free: 10,
  firstWaitSeconds: 30,
  longestWaitSeconds: 3600,
}

/**
 * The budget of a network address for guesses at all accounts together: a leaky bucket.
 *
 * A success gives back only its own charge. Otherwise an attacker could empty the bucket by signing in to
 * their own account.
 */
export interface Bucket {
  /** The column `budget` of the table `attempts`. Its rows differ by the label of the subject's digest. */
  readonly name: 'password'
  readonly capacity: number
  /** One charge leaks away in this many seconds. */
  readonly leakSeconds: number
}

/**
 * Allows 60 failures at once and then one a minute, whatever the number of accounts. An attacker gets 1,500
 * guesses on the first day and 1,440 on each further day.
 *
 * An office of a thousand people behind one address stays below it. If every tenth mistypes a password in a
 * new browser in the first hour, the office makes 100 failures, and 120 fit.
 */
export const ADDRESS_BUCKET: Bucket = { name: 'password', capacity: 60, leakSeconds: 60 }

/**
 * Limits the answers from OpenID providers that one network sends and the provider then refuses. It allows
 * 120 at once, and then one every ten seconds. An answer counts while the provider is checking it.
 *
 * An office of a thousand people stays below it. If all sign in within five minutes, and the provider takes
 * five seconds, 17 answers are being checked at a time.
 */
export const CALLBACK_BUCKET: Bucket = { name: 'password', capacity: 120, leakSeconds: 10 }

/**
 * The number of failures in a row that disables an authenticator. It stays disabled until a recovery code is
 * used, or the operator unlocks the account or resets its factor. Otherwise an attacker with the password could guess slowly for years.
 */
export const FAILURES_THAT_DISABLE = 100

/**
 * Returns until when further guesses are refused, in Unix seconds, or 0. The wait doubles with each failure
 * past the free ones, up to the longest wait.
 */
export function blockedUntil(budget: Budget, failures: number, now: number): number {
  if (failures < budget.free) return 0
  const wait = budget.firstWaitSeconds * 2 ** (failures - budget.free)
  return now + Math.min(wait, budget.longestWaitSeconds)
}
