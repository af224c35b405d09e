// The operator's account flows: create, change and delete accounts, and reset a lost second factor.

import type { Email } from '../../core/email.ts'
import type { Language } from '../../core/language.ts'
import { SECOND_FACTOR_BUDGET } from '../../core/lockout.ts'
import { err, ok, type Result } from '../../core/result.ts'
import { hashPassword, type PasswordHash, verifyPassword } from '../../crypto/password.ts'
import { randomId } from '../../crypto/random.ts'
import {
  type Account,
  changeAccount,
  deleteAccount,
  findAccountByEmail,
  findAccountWithHash,
  hasHash,
  isEnrolled,
  makeAccount,
} from '../../store/accounts.ts'
import { forgetAttempts } from '../../store/attempts.ts'
import { audited } from '../../store/audit.ts'
import { removeAuthenticatorIf } from '../../store/authenticators.ts'
import { batch } from '../../store/batch.ts'
import { ALWAYS, type Condition, ifChanged } from '../../store/condition.ts'
import { endCredentialsOf } from '../../store/credentials.ts'
import { endSessionsOf } from '../../store/end-sessions.ts'
import { endLoginsOf } from '../../store/logins.ts'
import { type OwnerHold, selectHeldBy } from '../../store/owners.ts'
import { removePasskeysOf } from '../../store/passkeys.ts'
import { stopRecoveryOf } from '../../store/recoveries.ts'
import { dropRecoveryCodes } from '../../store/recovery-codes.ts'
import { ofPlatform } from '../edge/audit-entries.ts'
import type { Edge } from '../edge/edge.ts'
import { tellAccount } from '../notices/notices.ts'

export type { Account } from '../../store/accounts.ts'

export const findAccount = ({ db }: Edge, email: Email): Promise<Account | null> =>
  findAccountByEmail(db, email)

export interface AccountChange {
  readonly name: string
  /** Null keeps the current password. The same for `language`. */
  readonly password: string | null
  readonly language: Language | null
}

// How often the change is tried if another request changes the account at the same time. Each try reads the
// account again.
const TRIES = 5

/**
 * Creates or changes the account.
 *
 * The same change again changes nothing. Otherwise provisioning that runs twice would sign people out. A new
 * password ends every session, login and API token of the account.
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

/** Returns null if another request created an account with this address first. */
async function makeAccountOf(
  edge: Edge,
  email: Email,
  { name, password, language }: AccountChange,
  by: string,
): Promise<Account | null> {
  const { db, ring, now } = edge
  const id = randomId()
  const passwordHash = password === null ? null : await hashPassword(ring, password)
  const done = await batch(db, {
    made: makeAccount(db, { id, email, name, passwordHash, language }, now),
    recorded: audited(edge, putEntry({ id, email: email.address }, passwordHash, by), ifChanged('made')),
  })
  return done.made.first
}

/**
 * Returns null if another request changed the password first.
 *
 * The statements require the hash that the given password was compared with. Otherwise a password that was
 * found to be the same could leave another request's new password in place.
 */
async function changeAccountOf(
  edge: Edge,
  before: Account,
  { name, password, language }: AccountChange,
  by: string,
): Promise<Account | null> {
  const { db, ring } = edge
  const isNewPassword = password !== null && !(await hasThisPassword(edge, before, password))
  if (!isNewPassword && name === before.name && (language ?? before.language) === before.language) {
    return findAccountWithHash(db, before)
  }
  const passwordHash = isNewPassword ? await hashPassword(ring, password) : null
  const isDone = passwordHash === null ? null : hasHash(before.id, passwordHash)
  const told = isDone && tellAccount(edge, 'password.changed', before.id, isDone, { by: 'operator' })
  const done = await batch(db, {
    changed: changeAccount(db, before, { name, passwordHash, language }),
    recorded: audited(edge, putEntry(before, passwordHash, by), ifChanged('changed')),
    ended: isDone && endAllOf(db, before.id, isDone),
    told: told?.steps ?? null,
  })
  if (done.changed.first) told?.deliver()
  return done.changed.first
}

const hasThisPassword = async ({ ring }: Edge, { passwordHash }: Account, password: string) =>
  passwordHash !== null && (await verifyPassword(ring, password, passwordHash))

const putEntry = (
  { id, email }: Pick<Account, 'id' | 'email'>,
  passwordHash: PasswordHash | null,
  by: string,
) => ofPlatform({ by, about: id }, 'account.put', { email, sets_password: passwordHash !== null })

export type DeletionRefusal =
  /** The workspaces that need this account as an owner. If both reasons apply, the reason is `last-owner`. */
  { readonly reason: OwnerHold; readonly slugs: readonly string[] } | { readonly reason: 'changed-meanwhile' }

/** Deletes the account with its sessions and memberships. Refuses while a workspace needs it as an owner. */
export async function deleteAccountOf(
  edge: Edge,
  { id, email }: Account,
  by: string,
): Promise<Result<null, DeletionRefusal>> {
  const { db } = edge
  const entry = ofPlatform({ by, about: id }, 'account.deleted', { email })
  const { deleted, held } = await batch(db, {
    deleted: deleteAccount(db, id),
    recorded: audited(edge, entry, ifChanged('deleted')),
    held: selectHeldBy(db, id),
  })
  if (deleted.changed) return ok(null)
  if (!held.first) return err({ reason: 'changed-meanwhile' })
  return err({ reason: held.first.hold, slugs: held.all.map(({ slug }) => slug) })
}

/**
 * Resets a second factor after the device was lost. The operator must verify the person's identity first.
 *
 * Ends every session, login, credential and recovery of the account. Otherwise the link of a recovery would still work
 * once the account has enrolled again. Where a workspace requires a second factor, the next
 * sign-in enrols again, without a new grace period.
 */
export async function resetSecondFactor(
  edge: Edge,
  account: Account,
  reason: string,
  by: string,
): Promise<void> {
  const { db } = edge
  const entry = ofPlatform({ by, about: account.id }, 'second_factor.reset', {
    reason,
    was_enrolled: account.enrolledAt !== null,
  })
  // Tell before the factors go, while the statement can see that there is one.
  const told = tellAccount(edge, 'second_factor.reset', account.id, isEnrolled(account.id))
  await batch(db, {
    told: told.steps,
    recoveryStopped: stopRecoveryOf(db, account.id, edge.now),
    appRemoved: removeAuthenticatorIf(db, account.id, ALWAYS),
    passkeysRemoved: removePasskeysOf(db, account.id, ALWAYS),
    codes: dropRecoveryCodes(db, account.id, ALWAYS),
    ended: endAllOf(db, account.id, ALWAYS),
    forgotten: forgetAttempts(db, SECOND_FACTOR_BUDGET, account.id),
    recorded: audited(edge, entry),
  })
  told.deliver()
}

const endAllOf = (db: D1Database, accountId: string, condition: Condition) => ({
  sessions: endSessionsOf(db, accountId, null, condition),
  logins: endLoginsOf(db, accountId, condition),
  credentials: endCredentialsOf(db, accountId, condition),
})
