// Locks and unlocks accounts: the column `accounts.locked_at`.
//
// A locked account has no session (a trigger ends them), and no statement starts one. So everything that needs a session
// is refused: pages, hand-offs, new passes and renewals. Its API tokens and service tokens are refused meanwhile. A right
// first factor still starts a login. The login opens nothing, but lets the person read why, and ask for a recovery.

import type { Condition } from './condition.ts'

/** SQL that holds if the account `a` may get sessions. */
export const IS_UNLOCKED = 'a.locked_at IS NULL'

/** SQL that holds if the account with this id is locked. False for an id of null. */
export const isLocked = (id: string): string =>
  `EXISTS (SELECT 1 FROM accounts WHERE id = ${id} AND locked_at IS NOT NULL)`

/** Holds if the account is not locked. */
export const isNotLocked = (accountId: string): Condition => ({
  sql: `NOT ${isLocked('?')}`,
  values: [accountId],
})

/** Ends the lock, so that sign-ins work again. Ended sessions do not return. */
export function unlockAccount(db: D1Database, accountId: string, condition: Condition): D1PreparedStatement {
  return db
    .prepare(
      `UPDATE accounts SET locked_at = NULL WHERE id = ? AND locked_at IS NOT NULL AND ${condition.sql}`,
    )
    .bind(accountId, ...condition.values)
}

/**
 * Locks the account, and ends its sessions and logins. Does nothing if it is locked already: the page says since when.
 */
export function lockAccount(
  db: D1Database,
  accountId: string,
  now: number,
  condition: Condition,
): D1PreparedStatement {
  return db
    .prepare(
      `UPDATE accounts SET locked_at = ?, login_epoch = login_epoch + 1
       WHERE id = ? AND locked_at IS NULL AND ${condition.sql}`,
    )
    .bind(now, accountId, ...condition.values)
}
