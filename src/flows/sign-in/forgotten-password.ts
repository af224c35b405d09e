// Sets a new password by a link in a mail, for a person who has forgotten theirs.
//
// The link replaces the first factor only. The person then signs in with the new password, and with the second factor if
// the account has one.

import { clientNetworkOf } from '../../core/client-address.ts'
import { type Email, parseEmail, requireEmail } from '../../core/email.ts'
import { PASSWORD_BUDGET } from '../../core/lockout.ts'
import { findPasswordProblem, loadCommonPasswords, type PasswordProblem } from '../../core/password.ts'
import { takesPasswords } from '../../core/provider.ts'
import { err, ok, type Result } from '../../core/result.ts'
import { digest } from '../../crypto/digest.ts'
import { type MailedLink, verifyLink } from '../../crypto/mailed-link.ts'
import { hashPassword } from '../../crypto/password.ts'
import { randomId } from '../../crypto/random.ts'
import { log } from '../../log.ts'
import { findAccountByEmail, hasHash } from '../../store/accounts.ts'
import { forgetAttempts } from '../../store/attempts.ts'
import { audited } from '../../store/audit.ts'
import { batch, findFirst, following } from '../../store/batch.ts'
import { ifChanged, not } from '../../store/condition.ts'
import { endSessionsOf } from '../../store/end-sessions.ts'
import { endLoginsOf } from '../../store/logins.ts'
import {
  isReset,
  openReset,
  RESET_SECONDS,
  type ResetOwner,
  selectReset,
  setPasswordBy,
} from '../../store/password-resets.ts'
import { countLately, hasRoom, selectFull } from '../../store/recent-counts.ts'
import { ofOwner, ofPlatform } from '../edge/audit-entries.ts'
import type { Edge } from '../edge/edge.ts'
import { sendsMail } from '../notices/carriers.ts'
import { mailLink, tellAccount } from '../notices/notices.ts'
import { passwordBudgetOf } from './password.ts'
import { stopByChange } from './stop-recovery.ts'

export type { ResetOwner }

const HOUR = 3600
const MOST_TO_AN_ADDRESS = 3
const MOST_FROM_A_NETWORK = 20

/** Whether a forgotten password can be replaced here: by mail, only by the support team, or not at all. */
export function wayToNewPassword(edge: Edge): 'by-mail' | 'by-support' | 'no-passwords' {
  if (!takesPasswords(edge.config.providers)) return 'no-passwords'
  return sendsMail(edge) ? 'by-mail' : 'by-support'
}

export type AskRefusal =
  | { readonly reason: 'not-here' }
  | { readonly reason: 'malformed' }
  /** Too many mails within an hour: to the address, or for this network. */
  | { readonly reason: 'too-many-mails'; readonly retryAfterSeconds: number }

/**
 * Asks for a link. Answers before the account is looked for, so that neither the answer nor its time reveals who has
 * an account. The limits count every address, whether it has an account or not.
 */
export async function askForNewPassword(edge: Edge, typed: string): Promise<Result<Email, AskRefusal>> {
  if (wayToNewPassword(edge) !== 'by-mail') return err({ reason: 'not-here' })
  const email = parseEmail(typed)
  if (!email) return err({ reason: 'malformed' })
  const { db, ring, now, client } = edge
  const [address, network] = await Promise.all([
    digest(ring, 'link-forgotten-password', email.key),
    digest(ring, 'address-budget', clientNetworkOf(client.ip)),
  ])
  const ofNetwork = { what: `${network} forgotten`, most: MOST_FROM_A_NETWORK, seconds: HOUR }
  const ofAddress = { what: `${address} forgotten`, most: MOST_TO_AN_ADDRESS, seconds: HOUR }
  const done = await batch(db, {
    counted: countLately(db, ofAddress, now, hasRoom(ofNetwork, now)),
    ofNetwork: following('counted', countLately(db, ofNetwork, now, ifChanged('counted'))),
  })
  if (!done.counted.changed) {
    const until = await findFirst(db, selectFull(db, [ofAddress, ofNetwork], now))
    return err({ reason: 'too-many-mails', retryAfterSeconds: Math.max(1, (until ?? now) - now) })
  }
  edge.defer(mailNewPassword(edge, email).catch(logFailure))
  return ok(email)
}

/**
 * Opens a link and mails it. Does nothing for an address without an account. An account without a password gets a mail
 * that says so, because its owner waits for one.
 */
async function mailNewPassword(edge: Edge, email: Email): Promise<void> {
  const { db, now } = edge
  const account = await findAccountByEmail(db, email)
  if (!account) return
  const about = { accountId: account.id }
  const reset = { id: randomId(), accountId: account.id }
  const isOpen = ifChanged('recorded')
  const mailed = mailLink(edge, { kind: 'password.forgotten', about, subjectId: reset.id }, isOpen)
  const explained = mailLink(
    edge,
    { kind: 'password.none', about, subjectId: account.id },
    not(isReset(reset)),
  )
  const entry = ofPlatform({ by: account.email, about: account.id }, 'password.link_sent')
  const done = await batch(db, {
    opened: openReset(db, reset, now),
    recorded: audited(edge, entry, ifChanged('opened')),
    ...mailed.steps,
    explained: explained.steps,
  })
  const mail = done.opened.changed ? mailed : explained
  mail.deliver()
}

function logFailure(error: unknown): void {
  log('error', { event: 'password_link.failed', error: error instanceof Error ? error.message : 'unknown' })
}

/** Returns the account whose password the link sets. Null if the link has ended. Changes nothing. */
export async function findForgotten(edge: Edge, token: string): Promise<ResetOwner | null> {
  const link = await liveLink(edge, token)
  return link && findFirst(edge.db, selectReset(edge.db, link, edge.now))
}

/** Returns null for a link that nobody made, or that is too old, without asking the database. */
async function liveLink({ ring, now, config }: Edge, token: string): Promise<MailedLink | null> {
  if (!takesPasswords(config.providers)) return null
  const link = await verifyLink(ring, 'link-forgotten-password', token)
  return link && link.sentAt > now - RESET_SECONDS ? link : null
}

export type NewPasswordRefusal =
  | { readonly reason: 'unusable'; readonly problem: PasswordProblem; readonly owner: ResetOwner }
  | { readonly reason: 'ended' }

/**
 * Sets the password, once. An unusable password does not use the link up.
 *
 * Ends every session and login. Known browsers are forgotten, because they know the previous hash. Second factors stay.
 * Stops an open recovery. Otherwise the mailbox alone would be enough: it chooses the first factor, and gets the link.
 */
export async function chooseNewPassword(
  edge: Edge,
  token: string,
  password: string,
): Promise<Result<null, NewPasswordRefusal>> {
  const { db, ring, now, config } = edge
  const link = await liveLink(edge, token)
  const owner = link && (await findFirst(db, selectReset(db, link, now)))
  if (!link || !owner) return err({ reason: 'ended' })
  const about = { ...owner, platform: config.brand.name }
  const problem = findPasswordProblem(password, about, await loadCommonPasswords())
  if (problem) return err({ reason: 'unusable', problem, owner })
  const hash = await hashPassword(ring, password)
  const { accountId, email } = owner
  const isDone = hasHash(accountId, hash)
  const budget = await passwordBudgetOf(edge, requireEmail(email))
  const told = tellAccount(edge, 'password.changed', accountId, isDone, { by: 'owner' })
  const recovery = stopByChange(edge, { accountId, actor: email, how: 'password' }, isDone)
  const done = await batch(db, {
    changed: setPasswordBy(db, link, hash, now),
    recorded: audited(edge, ofOwner(owner, 'password.changed', { by: 'a mailed link' }), isDone),
    told: told.steps,
    recovery: recovery.steps,
    sessionsEnded: endSessionsOf(db, accountId, null, isDone),
    loginsEnded: endLoginsOf(db, accountId, isDone),
    // The guesses were at the old password. Otherwise they would keep the owner from using the new one.
    guessesForgotten: forgetAttempts(db, PASSWORD_BUDGET, budget, isDone),
  })
  if (!done.changed.changed) return err({ reason: 'ended' })
  told.deliver()
  recovery.deliver()
  return ok(null)
}
