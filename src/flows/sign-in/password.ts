// Checks passwords.
//
// A guess is charged before it is checked: to the account, and to the client's network unless the browser is
// known. A password guess never changes the second factor's budget, or a session's.

import { clientNetworkOf } from '../../core/client-address.ts'
import type { Email } from '../../core/email.ts'
import { ADDRESS_BUCKET, PASSWORD_BUDGET } from '../../core/lockout.ts'
import { takesPasswords } from '../../core/provider.ts'
import { err, ok, type Result } from '../../core/result.ts'
import { type Digest, digest } from '../../crypto/digest.ts'
import { hashPassword, isWeakerHash, verifyPassword } from '../../crypto/password.ts'
import {
  type Account,
  hasPassword,
  replacePasswordHash,
  selectAccountByEmail,
  selectPasswordHash,
} from '../../store/accounts.ts'
import {
  charge,
  chargeUnlessFull,
  fillIfCharged,
  forgetAttempts,
  giveBack,
  selectLongestWait,
  subjectBelow,
} from '../../store/attempts.ts'
import { batch, following, type Steps } from '../../store/batch.ts'
import { ALWAYS } from '../../store/condition.ts'
import type { Edge } from '../edge/edge.ts'
import { isOfThisPassword, type KnownBrowser } from './known-browser.ts'

export interface PasswordGuess {
  readonly email: Email
  readonly password: string
  /** The browser, if the account has signed in there before. It has its own budget. */
  readonly browser: KnownBrowser | null
}

export type PasswordRefusal =
  | { readonly reason: 'wrong'; readonly account: Account | null }
  | { readonly reason: 'throttled'; readonly until: number }

export interface RightPassword {
  readonly account: Account
  /** Steps that give the charge back. They join the batch that uses the password. */
  readonly forgiven: Steps
}

/**
 * Checks a password and charges the guess.
 *
 * Does the same work for an address without an account. Otherwise the answer or its time would reveal who has
 * one.
 */
export async function checkPassword(
  edge: Edge,
  { email, password, browser }: PasswordGuess,
  where: 'at-the-door' | 'in-a-session',
): Promise<Result<RightPassword, PasswordRefusal>> {
  const { db, ring, now } = edge
  const subject = await passwordBudgetOf(edge, email, browser)
  const network =
    where === 'at-the-door' && !browser
      ? await digest(ring, 'address-budget', clientNetworkOf(edge.client.ip))
      : null
  const done = await batch(db, {
    account: selectAccountByEmail(db, email),
    wait: selectLongestWait(db, PASSWORD_BUDGET, [subject, network ?? subject]),
    ...chargeSteps(edge, subject, network),
  })
  const account = done.account.first
  // The browser's cookie may be for an older password. Then the account's own budget applies.
  if (browser && !(await isKnownTo(edge, browser, email, account))) {
    return checkPassword(edge, { email, password, browser: null }, where)
  }
  if (!done.charged.first) return err({ reason: 'throttled', until: done.wait.first ?? now })
  const isRight = await verifyPassword(ring, password, account?.passwordHash ?? null)
  if (!account || !isRight) return err({ reason: 'wrong', account })
  const forgiven = {
    forgotten: forgetAttempts(db, PASSWORD_BUDGET, subject),
    givenBack: network ? giveBack(db, ADDRESS_BUCKET, network) : null,
  }
  return ok({ account, forgiven })
}

/**
 * Returns the subject of guesses at a password: of an account, or of an account in a known browser. The second begins
 * with the first, so that the operator can end both waits (administration/unlock.ts).
 */
export async function passwordBudgetOf(
  { ring }: Edge,
  { key }: Email,
  browser: KnownBrowser | null = null,
): Promise<string> {
  const ofAccount = await digest(ring, 'password-budget', key)
  return browser ? subjectBelow(ofAccount, await digest(ring, 'password-budget', key, browser.id)) : ofAccount
}

/**
 * If the network's budget is empty, does not charge the account either. Otherwise one network could lock
 * accounts at no cost.
 */
const chargeSteps = ({ db, now }: Edge, subject: string, network: Digest | null) =>
  network
    ? {
        charged: chargeUnlessFull(db, PASSWORD_BUDGET, subject, network, now),
        filled: following('charged', fillIfCharged(db, ADDRESS_BUCKET, network, now)),
      }
    : { charged: charge(db, PASSWORD_BUDGET, subject, now) }

const isKnownTo = async (edge: Edge, browser: KnownBrowser, email: Email, account: Account | null) =>
  account !== null && (await isOfThisPassword(edge, browser, { email, passwordHash: account.passwordHash }))

/** Returns true if the person can sign in with a password: they have one, and passwords are enabled. */
export async function usesPassword({ db, config }: Edge, accountId: string): Promise<boolean> {
  return takesPasswords(config.providers) && (await hasPassword(db, accountId))
}

/**
 * Hashes a correct password again if its hash has weaker parameters. Returns the account's hash for this
 * password, or null if the password was changed meanwhile.
 *
 * The longer time reveals nothing, because the password was already proved.
 */
export async function strengthenHash(edge: Edge, account: Account, password: string): Promise<string | null> {
  const { db, ring } = edge
  const before = account.passwordHash
  if (before === null || !isWeakerHash(before)) return before
  const after = await hashPassword(ring, password)
  const done = await batch(db, {
    replaced: replacePasswordHash(db, account.id, { before, after }, ALWAYS),
    hash: selectPasswordHash(db, account.id),
  })
  if (done.replaced.changed) return after
  // Another sign-in may have rehashed the same password first.
  const current = done.hash.first ?? null
  return (await verifyPassword(ring, password, current)) ? current : null
}
