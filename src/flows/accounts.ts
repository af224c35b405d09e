// Accounts as the operator makes and ends them, and the way back for somebody who has lost their second factor.

import type { Email } from '../core/email.ts'
import type { Language } from '../core/language.ts'
import { SECOND_FACTOR_BUDGET } from '../core/lockout.ts'
import { err, ok, type Result } from '../core/result.ts'
import { hashPassword } from '../crypto/password.ts'
import { randomId } from '../crypto/random.ts'
import { type Account, deleteAccount, findAccountByEmail, putAccount } from '../store/accounts.ts'
import { forgetAttempts } from '../store/attempts.ts'
import { ALWAYS, appendAudit, type Condition, IF_CHANGED, OPERATOR_SCOPE } from '../store/audit.ts'
import { removeAuthenticator } from '../store/authenticators.ts'
import { endSessionsOf } from '../store/end-sessions.ts'
import { endLoginsOf } from '../store/logins.ts'
import { listHeldBy, type OwnerHold } from '../store/owners.ts'
import { dropRecoveryCodes } from '../store/recovery-codes.ts'
import { endTokensOf } from '../store/tokens.ts'
import type { Edge } from './edge.ts'
import { tellAccount } from './notices.ts'

/** Makes the account, or renames it; a null password or language leaves the one it has. A new password ends every session, login and token of the account. */
export async function putAccountOf(
  edge: Edge,
  email: Email,
  change: { name: string; password: string | null; language: Language | null },
  by: string,
): Promise<{ account: Account; isNew: boolean }> {
  const { db, ring, now, client } = edge
  const passwordHash = change.password === null ? null : await hashPassword(ring, change.password)
  const before = await findAccountByEmail(db, email)
  const entry = {
    scope: OPERATOR_SCOPE,
    actor: by,
    action: 'account.put',
    accountId: before?.id ?? null,
    detail: { email: email.address, sets_password: change.password !== null },
  } as const
  const replaced = before !== null && passwordHash !== null ? { id: before.id, passwordHash } : null
  const told =
    replaced && tellAccount(edge, 'password.changed', replaced.id, isPutOf(replaced), { by: 'operator' })
  await db.batch([
    putAccount(
      db,
      { id: randomId(), email, name: change.name, passwordHash, language: change.language },
      now,
    ),
    ...(replaced ? endAllOf(db, replaced.id) : []),
    appendAudit(db, entry, client, now),
    ...(told?.statements ?? []),
  ])
  told?.deliver()
  const account = await findAccountByEmail(db, email)
  if (!account) throw new Error('an account was put and is not there')
  return { account, isNew: before === null }
}

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
    ...dropRecoveryCodes(db, account.id, ALWAYS),
    ...endAllOf(db, account.id),
    forgetAttempts(db, SECOND_FACTOR_BUDGET, account.id),
    appendAudit(db, entry, client, now),
  ])
  told.deliver()
}

/** Not where the account was deleted in between, and this made another one. */
const isPutOf = ({ id, passwordHash }: { id: string; passwordHash: string }): Condition => ({
  sql: 'EXISTS (SELECT 1 FROM accounts WHERE id = ? AND password_hash = ?)',
  values: [id, passwordHash],
})

const endAllOf = (db: D1Database, accountId: string): D1PreparedStatement[] => [
  endSessionsOf(db, accountId, null),
  endLoginsOf(db, accountId),
  endTokensOf(db, accountId),
]
