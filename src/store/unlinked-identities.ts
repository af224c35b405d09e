// Unlinks identities, and writes the table `unlinked_identities`: which account a provider's subject no
// longer belongs to.

import { ALWAYS, type Condition, numbered } from './condition.ts'
import type { IdentityName } from './identities.ts'

/**
 * Unlinks an identity, unless it is the account's last sign-in method. Another method is an identity at a
 * configured provider, or a password if passwords are configured.
 *
 * The statement itself checks this. Otherwise two unlinks at the same time could lock the owner out.
 */
export function unlinkIdentityUnlessLast(
  db: D1Database,
  { provider, subject }: IdentityName,
  accountId: string,
  configured: { readonly providers: readonly string[]; readonly hasPasswords: boolean },
  condition: Condition,
): D1PreparedStatement {
  return db
    .prepare(
      `DELETE FROM identities WHERE provider = ?1 AND subject = ?2 AND account_id = ?3 AND (
         EXISTS (SELECT 1 FROM identities o WHERE o.account_id = ?3 AND NOT (o.provider = ?1 AND o.subject = ?2)
           AND o.provider IN (SELECT value FROM json_each(?4)))
         OR (?5 AND EXISTS (SELECT 1 FROM accounts WHERE id = ?3 AND password_hash IS NOT NULL)))
         AND ${numbered(condition, 6)}
       RETURNING provider`,
    )
    .bind(
      provider,
      subject,
      accountId,
      JSON.stringify(configured.providers),
      configured.hasPasswords ? 1 : 0,
      ...condition.values,
    )
}

/** Unlinks an identity if `condition` holds, even if it is the last sign-in method. */
export function unlinkIdentity(
  db: D1Database,
  { provider, subject }: IdentityName,
  accountId: string,
  condition: Condition = ALWAYS,
): D1PreparedStatement {
  return db
    .prepare(
      `DELETE FROM identities WHERE provider = ? AND subject = ? AND account_id = ? AND ${condition.sql}
       RETURNING provider`,
    )
    .bind(provider, subject, accountId, ...condition.values)
}

/**
 * Records an unlink, so that no address links the two again. `condition` must hold only if the identity was
 * unlinked.
 */
export function rememberUnlinked(
  db: D1Database,
  { provider, subject }: IdentityName,
  accountId: string,
  now: number,
  condition: Condition,
): D1PreparedStatement {
  return db
    .prepare(
      `INSERT OR REPLACE INTO unlinked_identities (provider, subject, account_id, at)
       SELECT ?, ?, ?, ? WHERE ${condition.sql}`,
    )
    .bind(provider, subject, accountId, now, ...condition.values)
}

/** Holds if the identity was unlinked from the account at `now`. */
export const wasUnlinkedAt = (
  { provider, subject }: IdentityName,
  accountId: string,
  now: number,
): Condition => ({
  sql: `EXISTS (SELECT 1 FROM unlinked_identities
    WHERE provider = ? AND subject = ? AND account_id = ? AND at = ?)`,
  values: [provider, subject, accountId, now],
})
