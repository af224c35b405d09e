// Accounts as the operator makes and ends them, and the way back for somebody who has lost their second factor.

import type { Email } from '../../core/email.ts'
import type { Language } from '../../core/language.ts'
import { SECOND_FACTOR_BUDGET } from '../../core/lockout.ts'
import { err, ok, type Result } from '../../core/result.ts'
import { hashPassword, type PasswordHash, verifyPassword } from '../../crypto/password.ts'
import { randomId } from '../../crypto/random.ts'
import {
  type Account,
  type AccountRow,
  accountFrom,
  changeAccount,
  deleteAccount,
  findAccountByEmail,
  findAccountWithHash,
  hasHash,
  makeAccount,
} from '../../store/accounts.ts'
import { forgetAttempts } from '../../store/attempts.ts'
import { type AuditEntry, appendAudit, OPERATOR_SCOPE } from '../../store/audit.ts'
import { removeAuthenticator } from '../../store/authenticators.ts'
import { ALWAYS, type Condition, IF_CHANGED } from '../../store/condition.ts'
import { endSessionsOf } from '../../store/end-sessions.ts'
import { endLoginsOf } from '../../store/logins.ts'
import { listHeldBy, type OwnerHold } from '../../store/owners.ts'
import { dropRecoveryCodes } from '../../store/recovery-codes.ts'
import { endTokensOf } from '../../store/tokens.ts'
import type { Edge } from '../edge/edge.ts'
import { tellAccount } from '../notices/notices.ts'

export interface AccountChange {
  readonly name: string
  /** Null leaves the one it has, as with `language`. */
  readonly password: string | null
  readonly language: Language | null
}

// Each try starts from the account that is there by then.
const TRIES = 5

/**
 * Makes the account, or changes it. The same change again changes nothing: provisioning that runs twice must not sign
 * people out. A new password ends every session, login and token of the account.
 */
export async function putAccountOf(
  edge: Edge,
  email: Email,
  change: AccountChange,
  by: string,
): Promise<Result<{ account: Account; isNew: boolean }, 'changed-meanwhile'>> {
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const before = await findAccountByEmail(edge.db, email)
    const account = before
      ? await changeAccountOf(edge, before, change, by)
      : await makeAccountOf(edge, email, change, by)
    if (account) return ok({ account, isNew: before === null })
  }
  return err('changed-meanwhile')
}

/** Null where another request made an account with this address first. */
async function makeAccountOf(
  { db, ring, now, client }: Edge,
  email: Email,
  { name, password, language }: AccountChange,
  by: string,
): Promise<Account | null> {
  const id = randomId()
  const passwordHash = password === null ? null : await hashPassword(ring, password)
  const [made] = await db.batch<AccountRow>([
    makeAccount(db, { id, email, name, passwordHash, language }, now),
    appendAudit(db, putEntry({ id, email: email.address }, passwordHash, by), client, now, IF_CHANGED),
  ])
  const [row] = made?.results ?? []
  return row ? accountFrom(row) : null
}

/**
 * Null where another request changed the password first: the statements ask for the hash that the given password was
 * compared with. Otherwise a password that was "the same" could be left as another request has just set it.
 */
async function changeAccountOf(
  edge: Edge,
  before: Account,
  { name, password, language }: AccountChange,
  by: string,
): Promise<Account | null> {
  const { db, ring, now, client } = edge
  const isNewPassword = password !== null && !(await hasThisPassword(edge, before, password))
  if (!isNewPassword && name === before.name && (language ?? before.language) === before.language) {
    return findAccountWithHash(db, before)
  }
  const passwordHash = isNewPassword ? await hashPassword(ring, password) : null
  const change = changeAccount(db, before, { name, passwordHash, language })
  const audit = appendAudit(db, putEntry(before, passwordHash, by), client, now, IF_CHANGED)
  const isDone = passwordHash === null ? null : hasHash(before.id, passwordHash)
  const told = isDone && tellAccount(edge, 'password.changed', before.id, isDone, { by: 'operator' })
  const [changed] = await db.batch<AccountRow>([
    change,
    audit,
    ...(isDone ? endAllOf(db, before.id, isDone) : []),
    ...(told?.statements ?? []),
  ])
  const [row] = changed?.results ?? []
  if (!row) return null
  told?.deliver()
  return accountFrom(row)
}

const hasThisPassword = async ({ ring }: Edge, { passwordHash }: Account, password: string) =>
  passwordHash !== null && (await verifyPassword(ring, password, passwordHash))

const putEntry = (
  account: Pick<Account, 'id' | 'email'>,
  passwordHash: PasswordHash | null,
  by: string,
): AuditEntry => ({
  scope: OPERATOR_SCOPE,
  actor: by,
  action: 'account.put',
  accountId: account.id,
  detail: { email: account.email, sets_password: passwordHash !== null },
})

export type DeletionRefusal =
  /** The workspaces that need this account as their owner; an account that is the last one of any is named as that. */
  { readonly reason: OwnerHold; readonly slugs: readonly string[] } | { readonly reason: 'changed-meanwhile' }

export async function deleteAccountOf(
  { db, now, client }: Edge,
  account: Account,
  by: string,
): Promise<Result<null, DeletionRefusal>> {
  const entry = {
    scope: OPERATOR_SCOPE,
    actor: by,
    action: 'account.deleted',
    accountId: account.id,
    detail: { email: account.email },
  } as const
  const [deleted] = await db.batch([
    deleteAccount(db, account.id),
    appendAudit(db, entry, client, now, {
      sql: 'NOT EXISTS (SELECT 1 FROM accounts WHERE id = ?)',
      values: [account.id],
    }),
  ])
  if (deleted?.results.length === 1) return ok(null)
  const held = await listHeldBy(db, account.id)
  const [first] = held
  if (!first) return err({ reason: 'changed-meanwhile' })
  return err({ reason: first.hold, slugs: held.map(({ slug }) => slug) })
}

/**
 * For a lost device, once the operator has made sure who is asking. Whatever was signed in with the old factor ends; where
 * a workspace requires one, the next sign-in enrols again, with no grace of its own.
 */
export async function resetSecondFactor(
  edge: Edge,
  account: Account,
  reason: string,
  by: string,
): Promise<void> {
  const { db, now, client } = edge
  const entry = {
    scope: OPERATOR_SCOPE,
    actor: by,
    action: 'second_factor.reset',
    accountId: account.id,
    detail: { reason, was_enrolled: account.enrolledAt !== null },
  } as const
  const told = tellAccount(edge, 'second_factor.reset', account.id, IF_CHANGED)
  await db.batch([
    removeAuthenticator(db, account.id),
    ...told.statements,
    ...Object.values(dropRecoveryCodes(db, account.id, ALWAYS)),
    ...endAllOf(db, account.id, ALWAYS),
    forgetAttempts(db, SECOND_FACTOR_BUDGET, account.id),
    appendAudit(db, entry, client, now),
  ])
  told.deliver()
}

const endAllOf = (db: D1Database, accountId: string, condition: Condition): D1PreparedStatement[] => [
  endSessionsOf(db, accountId, null, condition),
  endLoginsOf(db, accountId, condition),
  endTokensOf(db, accountId, condition),
]
