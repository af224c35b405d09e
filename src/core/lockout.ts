// Budgets of guesses. Each guess is charged before it is checked (store/attempts.ts), in one statement that carries
// the same arithmetic as `blockedUntil`; a test keeps the two equal.

export interface Budget {
  readonly name: 'second-factor' | 'password'
  /** Guesses before the first wait. */
  readonly free: number
  readonly firstWaitSeconds: number
  readonly longestWaitSeconds: number
}

/** One for an account, over all its sessions, addresses and kinds of factor. */
export const SECOND_FACTOR_BUDGET: Budget = {
  name: 'second-factor',
  free: 5,
  firstWaitSeconds: 30,
  longestWaitSeconds: 3600,
}

/** Apart from the other, so that guessing at a password never locks a second factor or a running session. */
export const PASSWORD_BUDGET: Budget = {
  name: 'password',
  free: 10,
  firstWaitSeconds: 30,
  longestWaitSeconds: 3600,
}

/**
 * One for each address that passwords are guessed from, over all accounts: a bucket that leaks. A success gives back what
 * it was charged, and no more, so that nobody empties it by signing in as themselves.
 */
export interface Bucket {
  readonly name: 'password'
  readonly capacity: number
  readonly leakSeconds: number
}

/**
 * 60 failures at once and one a minute after them: 1,500 on the first day and 1,440 on each further one, whatever the
 * number of accounts. An office of a thousand behind one address, where in the first hour every tenth mistypes a password
 * in a browser that is new to Sallyport, makes 100 failures where 120 fit.
 */
export const ADDRESS_BUCKET: Bucket = { name: 'password', capacity: 60, leakSeconds: 60 }

/**
 * Answers from OpenID providers that one network brings and the provider doesn't take: 120 at once, and one every ten seconds
 * after them. An answer that is on its way to the provider counts for as long: an office of a thousand, who all sign in
 * within five minutes at a provider that takes five seconds, has 17 of them under way.
 */
export const CALLBACK_BUCKET: Bucket = { name: 'password', capacity: 120, leakSeconds: 10 }

/** So many failures in a row without a success put the authenticator out of use until a recovery code or an operator's reset. */
export const FAILURES_THAT_DISABLE = 100

export function blockedUntil(budget: Budget, failures: number, now: number): number {
  if (failures < budget.free) return 0
  const wait = budget.firstWaitSeconds * 2 ** (failures - budget.free)
  return now + Math.min(wait, budget.longestWaitSeconds)
}
