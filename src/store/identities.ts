// Tables `identities` and `unlinked_identities`: whom a provider means by a subject, and whom no longer. An account is found
// by the pair, never by an address.

import type { Email } from '../core/email.ts'
import type { Digest } from '../crypto/digest.ts'
import { ACCOUNT_COLUMNS, type Account, accountFrom } from './accounts.ts'
import { listAll, type Query, query } from './batch.ts'
import { type Condition, numbered } from './condition.ts'
import { allWorkspacesTake } from './ways-taken.ts'

export interface IdentityName {
  readonly provider: string
  readonly subject: string
}

/** `email` is what the provider said when the two were linked. */
export interface Identity extends IdentityName {
  readonly email: string | null
  readonly linkedAt: number
}

/** An identity and an account, as SQL names them: columns, or numbered parameters. */
interface InSql {
  readonly provider: string
  readonly subject: string
  readonly account: string
}

export const isLinked = ({ provider, subject, account }: InSql): string =>
  `EXISTS (SELECT 1 FROM identities i
     WHERE i.provider = ${provider} AND i.subject = ${subject} AND i.account_id = ${account})`

/**
 * An address links an identity only if nobody has the identity, and the account neither has nor had another of the same
 * provider. Otherwise the holder of a recycled address at the provider could open the account of the previous holder, and
 * a new subject with the same address could undo an unlink. A link by hand is not asked this.
 */
export const mayLinkByAddress = ({ provider, subject, account }: InSql): string =>
  `(NOT EXISTS (SELECT 1 FROM identities i WHERE i.provider = ${provider} AND i.subject = ${subject})
    AND NOT EXISTS (SELECT 1 FROM identities i WHERE i.account_id = ${account} AND i.provider = ${provider})
    AND NOT EXISTS (SELECT 1 FROM unlinked_identities u INDEXED BY unlinked_identities_by_account
      WHERE u.account_id = ${account} AND u.provider = ${provider}))`

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

/** Nothing changes where the identity is somebody's already. */
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
 * The same for the account of a session that came in by a way that may link another. `proved` is a condition on `s`: that it
 * lives, and has the proof that a link takes.
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

/** Whose identity it is. */
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

/** To the account of an address, if there is one that an address may link and that no second factor protects. */
export function linkIdentityByEmail(
  db: D1Database,
  identity: IdentityName,
  email: Email,
  now: number,
): D1PreparedStatement {
  return db
    .prepare(
      `INSERT INTO identities (provider, subject, account_id, email, linked_at)
       SELECT ?1, ?2, a.id, ?4, ?5 FROM accounts a WHERE ${BY_EMAIL} AND a.enrolled_at IS NULL
       RETURNING provider`,
    )
    .bind(identity.provider, identity.subject, email.key, email.address, now)
}

/** The one that a second factor does protect: it is linked by `linkIdentityOfLogin`, and not before. */
export const selectAccountToLink = (db: D1Database, identity: IdentityName, email: Email): Query<Account> =>
  query(
    db
      .prepare(`SELECT ${ACCOUNT_COLUMNS} FROM accounts a WHERE ${BY_EMAIL} AND a.enrolled_at IS NOT NULL`)
      .bind(identity.provider, identity.subject, email.key),
    accountFrom,
  )

/** What a login has waited to link, under the condition that its second factor was proved. */
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

/** A new account, unless somebody has the address or the identity by now. */
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

/**
 * Not the last way in: another identity at a provider that is still configured, or a password where passwords are. The
 * guard stands in the statement, so that two can't go side by side.
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

/** Whatever is left afterwards: the operator's. */
export function unlinkIdentity(
  db: D1Database,
  { provider, subject }: IdentityName,
  accountId: string,
): D1PreparedStatement {
  return db
    .prepare(
      'DELETE FROM identities WHERE provider = ?1 AND subject = ?2 AND account_id = ?3 RETURNING provider',
    )
    .bind(provider, subject, accountId)
}

/** Under the condition that it was unlinked. */
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

export const wasUnlinkedAt = (
  { provider, subject }: IdentityName,
  accountId: string,
  now: number,
): Condition => ({
  sql: `EXISTS (SELECT 1 FROM unlinked_identities
    WHERE provider = ? AND subject = ? AND account_id = ? AND at = ?)`,
  values: [provider, subject, accountId, now],
})

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
