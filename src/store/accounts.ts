// Table `accounts`.

import type { Email } from '../core/email.ts'
import { type Language, languageFrom } from '../core/language.ts'
import type { PasswordHash } from '../crypto/password.ts'
import { findFirst, type Query, query } from './batch.ts'
import type { Condition } from './condition.ts'
import { IS_HELD_ANYWHERE } from './owners.ts'

export interface Account {
  readonly id: string
  readonly email: string
  readonly name: string
  readonly passwordHash: string | null
  readonly enrolledAt: number | null
  readonly recoverySetId: string | null
  /** In which they are written to. */
  readonly language: Language
  readonly createdAt: number
}

export interface AccountRow extends Omit<Account, 'language'> {
  readonly language: string | null
}

const columnsOf = (table: string) =>
  `${table}id, ${table}email, ${table}name, ${table}password_hash AS passwordHash, ${table}enrolled_at AS enrolledAt,
   ${table}recovery_set_id AS recoverySetId, ${table}language, ${table}created_at AS createdAt`

/** For `a`. */
export const ACCOUNT_COLUMNS = columnsOf('a.')
const RETURNED = columnsOf('')

export const accountFrom = (row: AccountRow): Account => ({ ...row, language: languageFrom(row.language) })

const accountOf = (statement: D1PreparedStatement): Query<Account> =>
  query<AccountRow, Account>(statement, accountFrom)

export const selectAccountByEmail = (db: D1Database, email: Email): Query<Account> =>
  accountOf(db.prepare(`SELECT ${ACCOUNT_COLUMNS} FROM accounts a WHERE a.email_key = ?1`).bind(email.key))

export const findAccountByEmail = (db: D1Database, email: Email): Promise<Account | null> =>
  findFirst(db, selectAccountByEmail(db, email))

export const selectPasswordHash = (db: D1Database, accountId: string): Query<string | null> =>
  query(
    db.prepare('SELECT password_hash AS hash FROM accounts WHERE id = ?1').bind(accountId),
    ({ hash }: { hash: string | null }) => hash,
  )

/** A row where it has one. */
export const selectHasPassword = (db: D1Database, accountId: string): Query<unknown> =>
  query(db.prepare('SELECT 1 FROM accounts WHERE id = ?1 AND password_hash IS NOT NULL').bind(accountId))

export const hasPassword = async (db: D1Database, accountId: string): Promise<boolean> =>
  (await findFirst(db, selectHasPassword(db, accountId))) !== null

/** The account, if it still has the hash that was read. */
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

/** Whether the account has this hash, which was made for it just now. */
export const hasHash = (accountId: string, hash: PasswordHash): Condition => ({
  sql: 'EXISTS (SELECT 1 FROM accounts WHERE id = ? AND password_hash = ?)',
  values: [accountId, hash],
})

interface NewAccount {
  readonly id: string
  readonly email: Email
  readonly name: string
  readonly passwordHash: PasswordHash | null
  readonly language: Language | null
}

/** Does nothing where the address has an account. */
export const makeAccount = (db: D1Database, account: NewAccount, now: number): Query<Account> =>
  accountOf(
    db
      .prepare(
        `INSERT INTO accounts (id, email, email_key, name, password_hash, language, created_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT (email_key) DO NOTHING RETURNING ${RETURNED}`,
      )
      .bind(
        account.id,
        account.email.address,
        account.email.key,
        account.name,
        account.passwordHash,
        account.language,
        now,
      ),
  )

/** Changes the account if it still has the hash that was read. A null hash or language leaves the one it has. */
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

/** That of the pages that its owner reads. Null where it is that one already. */
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

/** Only over the very hash that was read: whoever changed the password in the meantime has the last word. */
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

/** Not while a workspace needs this account as its owner: the guard stands in the statement (owners.ts). */
export function deleteAccount(db: D1Database, accountId: string): D1PreparedStatement {
  return db
    .prepare(`DELETE FROM accounts WHERE id = ?1 AND NOT ${IS_HELD_ANYWHERE} RETURNING id`)
    .bind(accountId)
}
