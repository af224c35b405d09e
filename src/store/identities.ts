// Reads and writes the table `identities`: which account a provider's subject belongs to.
//
// An account is found by provider and subject, never by an email address. Otherwise the next holder of an
// address at the provider could open the account of the previous one.

import type { Email } from '../core/email.ts'
import type { Digest } from '../crypto/digest.ts'
import { IS_UNLOCKED } from './account-locks.ts'
import { ACCOUNT_COLUMNS, type Account, accountFrom } from './accounts.ts'
import { listAll, type Query, query } from './batch.ts'
import type { Condition } from './condition.ts'
import { allWorkspacesTake } from './ways-taken.ts'

export interface IdentityName {
  readonly provider: string
  readonly subject: string
}

/** A linked identity. `email` is the address that the provider sent when it was linked. */
export interface Identity extends IdentityName {
  readonly email: string | null
  readonly linkedAt: number
}

/** SQL for an identity and an account: columns or numbered parameters. */
interface InSql {
  readonly provider: string
  readonly subject: string
  readonly account: string
}

/** Returns SQL that holds if the identity is linked to the account. */
export const isLinked = ({ provider, subject, account }: InSql): string =>
  `EXISTS (SELECT 1 FROM identities i
     WHERE i.provider = ${provider} AND i.subject = ${subject} AND i.account_id = ${account})`

/**
 * Returns SQL that holds if an address may link the identity to the account. The identity must be free. The
 * account must not have another identity of this provider, and none of this provider may have been unlinked
 * from it.
 *
 * Otherwise the next holder of an address at the provider could open the account of the previous one. And a
 * new subject with the same address could undo an unlink. A person who links by hand, while signed in, does
 * not need this check.
 */
export const mayLinkByAddress = ({ provider, subject, account }: InSql): string =>
  `(NOT EXISTS (SELECT 1 FROM identities i WHERE i.provider = ${provider} AND i.subject = ${subject})
    AND NOT EXISTS (SELECT 1 FROM identities i WHERE i.account_id = ${account} AND i.provider = ${provider})
    AND NOT EXISTS (SELECT 1 FROM unlinked_identities u INDEXED BY unlinked_identities_by_account
      WHERE u.account_id = ${account} AND u.provider = ${provider}))`

/** Selects the account that a provider's subject is linked to. */
export const selectAccountOfIdentity = (
  db: D1Database,
  { provider, subject }: IdentityName,
): Query<Account> =>
  query(
    db
      .prepare(
        `SELECT ${ACCOUNT_COLUMNS} FROM identities i JOIN accounts a ON a.id = i.account_id
         WHERE i.provider = ?1 AND i.subject = ?2`,
      )
      .bind(provider, subject),
    accountFrom,
  )

/** Links an identity to an account. Changes nothing if the identity is linked to any account. */
export function linkIdentity(
  db: D1Database,
  identity: IdentityName & { email: string | null },
  accountId: string,
  now: number,
): D1PreparedStatement {
  return db
    .prepare(
      `INSERT INTO identities (provider, subject, account_id, email, linked_at)
       SELECT ?1, ?2, id, ?4, ?5 FROM accounts WHERE id = ?3
       ON CONFLICT DO NOTHING RETURNING provider`,
    )
    .bind(identity.provider, identity.subject, accountId, identity.email, now)
}

/**
 * Links an identity to the account of a session. `proved` is a condition on `s`: the session is alive and has
 * the proof that a link needs.
 *
 * Every workspace that binds the account must allow the session's sign-in method. Otherwise a session that a
 * workspace refuses could link a method that the workspace allows.
 */
export function linkIdentityOfSession(
  db: D1Database,
  identity: IdentityName & { email: string | null },
  token: Digest,
  proved: Condition,
  now: number,
): D1PreparedStatement {
  return db
    .prepare(
      `INSERT INTO identities (provider, subject, account_id, email, linked_at)
       SELECT ?, ?, s.account_id, ?, ? FROM sessions s WHERE s.token_digest = ? AND ${proved.sql}
         AND ${allWorkspacesTake({ account: 's.account_id', provider: 's.provider' })}
       ON CONFLICT DO NOTHING RETURNING provider`,
    )
    .bind(identity.provider, identity.subject, identity.email, now, token, ...proved.values)
}

/** Selects the account of an identity. */
export const selectOwnerOf = (
  db: D1Database,
  { provider, subject }: IdentityName,
): Query<{ readonly accountId: string }> =>
  query(
    db
      .prepare('SELECT account_id AS accountId FROM identities WHERE provider = ?1 AND subject = ?2')
      .bind(provider, subject),
  )

const BY_EMAIL = `a.email_key = ?3 AND ${mayLinkByAddress({ provider: '?1', subject: '?2', account: 'a.id' })}`

/**
 * Links an identity to the account of an address, if it may be linked by address and the account has no
 * second factor. Links nothing to a locked account. Otherwise it would get another way in before its owner is back.
 */
export function linkIdentityByEmail(
  db: D1Database,
  identity: IdentityName,
  email: Email,
  now: number,
): D1PreparedStatement {
  return db
    .prepare(
      `INSERT INTO identities (provider, subject, account_id, email, linked_at)
       SELECT ?1, ?2, a.id, ?4, ?5 FROM accounts a WHERE ${BY_EMAIL} AND a.enrolled_at IS NULL AND ${IS_UNLOCKED}
       RETURNING provider`,
    )
    .bind(identity.provider, identity.subject, email.key, email.address, now)
}

/**
 * Selects the account of an address that does have a second factor. Its identity is linked by
 * `linkIdentityOfLogin`, after the second factor was proved. Otherwise a provider alone could open an account
 * that a second factor protects.
 */
export const selectAccountToLink = (db: D1Database, identity: IdentityName, email: Email): Query<Account> =>
  query(
    db
      .prepare(`SELECT ${ACCOUNT_COLUMNS} FROM accounts a WHERE ${BY_EMAIL} AND a.enrolled_at IS NOT NULL`)
      .bind(identity.provider, identity.subject, email.key),
    accountFrom,
  )

/**
 * Links the identity that waits in a login. `proved` must hold only if the second factor of that login was
 * proved.
 */
export function linkIdentityOfLogin(
  db: D1Database,
  login: Digest,
  proved: Condition,
  now: number,
): D1PreparedStatement {
  return db
    .prepare(
      `INSERT INTO identities (provider, subject, account_id, email, linked_at)
       SELECT l.provider, l.link_subject, l.account_id, l.link_email, ? FROM logins l
       WHERE l.token_digest = ? AND l.link_subject IS NOT NULL AND ${proved.sql}
       RETURNING provider`,
    )
    .bind(now, login, ...proved.values)
}

/** Adds an account for a new identity. Adds nothing if the address or the identity already has an account. */
export function provisionAccount(
  db: D1Database,
  account: { id: string; email: Email; name: string },
  { provider, subject }: IdentityName,
  now: number,
): D1PreparedStatement {
  return db
    .prepare(
      `INSERT INTO accounts (id, email, email_key, name, created_at) SELECT ?1, ?2, ?3, ?4, ?5
       WHERE NOT EXISTS (SELECT 1 FROM identities WHERE provider = ?6 AND subject = ?7)
       ON CONFLICT (email_key) DO NOTHING RETURNING id`,
    )
    .bind(account.id, account.email.address, account.email.key, account.name, now, provider, subject)
}

/** Selects the identities of an account, the oldest link first, at most 100. */
export const selectIdentitiesOf = (db: D1Database, accountId: string): Query<Identity> =>
  query(
    db
      .prepare(
        `SELECT provider, subject, email, linked_at AS linkedAt FROM identities WHERE account_id = ?1
         ORDER BY linked_at, provider, subject LIMIT 100`,
      )
      .bind(accountId),
  )

export const listIdentitiesOf = (db: D1Database, accountId: string): Promise<readonly Identity[]> =>
  listAll(db, selectIdentitiesOf(db, accountId))
