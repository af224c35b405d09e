// Reads the sign-in methods of an account.

import { type Query, query } from './batch.ts'

export interface OwnWays {
  readonly hasPassword: boolean
  /** The ids of the linked providers. */
  readonly linked: readonly string[]
}

/** Selects whether the account has a password, and its linked providers. */
export function selectOwnWays(db: D1Database, accountId: string): Query<OwnWays> {
  const statement = db
    .prepare(
      `SELECT a.password_hash IS NOT NULL AS hasPassword,
         (SELECT json_group_array(i.provider) FROM identities i WHERE i.account_id = a.id) AS linked
       FROM accounts a WHERE a.id = ?1`,
    )
    .bind(accountId)
  return query(statement, (row: { hasPassword: 0 | 1; linked: string }) => ({
    hasPassword: row.hasPassword === 1,
    linked: JSON.parse(row.linked) as string[],
  }))
}
