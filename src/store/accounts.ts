// Reads and writes the table `accounts`.

import type { Email } from '../core/email.ts'
import { type Language, languageFrom } from '../core/language.ts'
import type { PasswordHash } from '../crypto/password.ts'
import { findFirst, type Query, query } from './batch.ts'
import { ALWAYS, type Condition, numbered } from './condition.ts'
import { IS_HELD_ANYWHERE } from './owners.ts'

export interface Account {
  readonly id: string
  readonly email: string
  readonly name: string
  readonly passwordHash: string | null
  readonly enrolledAt: number | null
  readonly recoverySetId: string | null
  /** The language of the emails to this account. */
  readonly language: Language
  readonly createdAt: number
  /** When it was locked (account-locks.ts). Null: it is not locked. */
  readonly lockedAt: number | null
}

export interface AccountRow extends Omit<Account, 'language'> {
  readonly language: string | null
}

const columnsOf = (table: string) =>
  `${table}id, ${table}email, ${table}name, ${table}password_hash AS passwordHash, ${table}enrolled_at AS enrolledAt,
   ${table}recovery_set_id AS recoverySetId, ${table}language, ${table}created_at AS createdAt,
   ${table}locked_at AS lockedAt`

/** The columns of an account, for the alias `a`. */
export const ACCOUNT_COLUMNS = columnsOf('a.')
const RETURNED = columnsOf('')

/** Returns the account of a row. */
export const accountFrom = (row: AccountRow): Account => ({ ...row, language: languageFrom(row.language) })

const accountOf = (statement: D1PreparedStatement): Query<Account> =>
  query<AccountRow, Account>(statement, accountFrom)

/** Selects the account of an address, by its canonical form. */
export const selectAccountByEmail = (db: D1Database, email: Email): Query<Account> =>
  accountOf(db.prepare(`SELECT ${ACCOUNT_COLUMNS} FROM accounts a WHERE a.email_key = ?1`).bind(email.key))

export const findAccountByEmail = (db: D1Database, email: Email): Promise<Account | null> =>
  findFirst(db, selectAccountByEmail(db, email))

/** Selects the stored password hash of an account. Null if it has no password. */
export const selectPasswordHash = (db: D1Database, accountId: string): Query<string | null> =>
  query(
    db.prepare('SELECT password_hash AS hash FROM accounts WHERE id = ?1').bind(accountId),
    ({ hash }: { hash: string | null }) => hash,
  )

/** Selects a row if the account has a password. */
export const selectHasPassword = (db: D1Database, accountId: string): Query<unknown> =>
  query(db.prepare('SELECT 1 FROM accounts WHERE id = ?1 AND password_hash IS NOT NULL').bind(accountId))

export const hasPassword = async (db: D1Database, accountId: string): Promise<boolean> =>
  (await findFirst(db, selectHasPassword(db, accountId))) !== null

/** Finds the account if it still has the hash that was read. */
export const findAccountWithHash = (
  db: D1Database,
  { id, passwordHash }: Pick<Account, 'id' | 'passwordHash'>,
): Promise<Account | null> =>
  findFirst(
    db,
    accountOf(
      db
        .prepare(`SELECT ${ACCOUNT_COLUMNS} FROM accounts a WHERE a.id = ?1 AND a.password_hash IS ?2`)
        .bind(id, passwordHash),
    ),
  )

/**
 * Holds if the account has this hash. The caller has just made it with a random salt, so no other request can
 * have set the same one.
 */
export const hasHash = (accountId: string, hash: PasswordHash): Condition => ({
  sql: 'EXISTS (SELECT 1 FROM accounts WHERE id = ? AND password_hash = ?)',
  values: [accountId, hash],
})

/** Holds if the account has a second factor. */
export const isEnrolled = (accountId: string): Condition => ({
  sql: 'EXISTS (SELECT 1 FROM accounts WHERE id = ? AND enrolled_at IS NOT NULL)',
  values: [accountId],
})

/** Selects a row if the account has a second factor. */
export const selectIsEnrolled = (db: D1Database, accountId: string): Query<unknown> =>
  query(db.prepare('SELECT 1 FROM accounts WHERE id = ?1 AND enrolled_at IS NOT NULL').bind(accountId))

interface NewAccount {
  readonly id: string
  readonly email: Email
  readonly name: string
  readonly passwordHash: PasswordHash | null
  readonly language: Language | null
}

/** Adds an account. Does nothing if the address already has one. */
export const makeAccount = (db: D1Database, account: NewAccount, now: number): Query<Account> =>
  makeAccountIf(db, account, now, ALWAYS)

/** The same, if `condition` holds. */
export const makeAccountIf = (
  db: D1Database,
  account: NewAccount,
  now: number,
  condition: Condition,
): Query<Account> =>
  accountOf(
    db
      .prepare(
        `INSERT INTO accounts (id, email, email_key, name, password_hash, language, created_at)
         SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7 WHERE ${numbered(condition, 8)}
         ON CONFLICT (email_key) DO NOTHING RETURNING ${RETURNED}`,
      )
      .bind(
        account.id,
        account.email.address,
        account.email.key,
        account.name,
        account.passwordHash,
        account.language,
        now,
        ...condition.values,
      ),
  )

/**
 * Changes an account if it still has the hash that was read. A null hash or language keeps the current one.
 */
export const changeAccount = (
  db: D1Database,
  before: Pick<Account, 'id' | 'passwordHash'>,
  after: Pick<NewAccount, 'name' | 'passwordHash' | 'language'>,
): Query<Account> =>
  accountOf(
    db
      .prepare(
        `UPDATE accounts
         SET name = ?3, password_hash = coalesce(?4, password_hash), language = coalesce(?5, language)
         WHERE id = ?1 AND password_hash IS ?2 RETURNING ${RETURNED}`,
      )
      .bind(before.id, before.passwordHash, after.name, after.passwordHash, after.language),
  )

/** Saves the language of the pages that the owner reads. Returns null if the account already has it. */
export function keepLanguage(
  db: D1Database,
  account: Pick<Account, 'id' | 'language'>,
  language: Language,
  condition: Condition,
): D1PreparedStatement | null {
  if (account.language === language) return null
  const sql = `UPDATE accounts SET language = ? WHERE id = ? AND ${condition.sql}`
  return db.prepare(sql).bind(language, account.id, ...condition.values)
}

/**
 * Replaces a password hash, if it is still the one that was read. Otherwise a slow request could undo a
 * password change that was made in the meantime.
 */
export function replacePasswordHash(
  db: D1Database,
  accountId: string,
  hash: { before: string; after: PasswordHash },
  condition: Condition,
): D1PreparedStatement {
  return db
    .prepare(`UPDATE accounts SET password_hash = ? WHERE id = ? AND password_hash = ? AND ${condition.sql}`)
    .bind(hash.after, accountId, hash.before, ...condition.values)
}

/**
 * Deletes an account, unless it is the owner that a workspace needs (owners.ts). The statement itself checks
 * this. Otherwise two owners who are deleted at the same time could leave a workspace without an owner.
 */
export function deleteAccount(db: D1Database, accountId: string): D1PreparedStatement {
  return db
    .prepare(`DELETE FROM accounts WHERE id = ?1 AND NOT ${IS_HELD_ANYWHERE} RETURNING id`)
    .bind(accountId)
}
