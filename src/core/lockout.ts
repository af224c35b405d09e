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

/** So many failures in a row without a success put the authenticator out of use until a recovery code or an operator's reset. */
export const FAILURES_THAT_DISABLE = 100

export function blockedUntil(budget: Budget, failures: number, now: number): number {
  if (failures < budget.free) return 0
  const wait = budget.firstWaitSeconds * 2 ** (failures - budget.free)
  return now + Math.min(wait, budget.longestWaitSeconds)
}
