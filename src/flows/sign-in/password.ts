// Whether a password is its account's. A guess is charged before it is checked, to the account, and to the network that
// it comes from unless the browser is known; never to a second factor or a session.

import { clientNetworkOf } from '../../core/client-address.ts'
import type { Email } from '../../core/email.ts'
import { ADDRESS_BUCKET, PASSWORD_BUDGET } from '../../core/lockout.ts'
import { takesPasswords } from '../../core/provider.ts'
import { err, ok, type Result } from '../../core/result.ts'
import { digest } from '../../crypto/digest.ts'
import { hashPassword, isWeakerHash, verifyPassword } from '../../crypto/password.ts'
import {
  type Account,
  type AccountRow,
  accountFrom,
  findPasswordHash,
  hasPassword,
  replacePasswordHash,
  selectAccountByEmail,
} from '../../store/accounts.ts'
import {
  charge,
  chargeUnlessFull,
  fillIfCharged,
  forgetAttempts,
  giveBack,
  selectLongestWait,
} from '../../store/attempts.ts'
import { ALWAYS } from '../../store/condition.ts'
import type { Edge } from '../edge/edge.ts'
import { isOfThisPassword, type KnownBrowser } from './known-browser.ts'

export interface PasswordGuess {
  readonly email: Email
  readonly password: string
  /** One that has signed in to this account before: it has a budget of its own. */
  readonly browser: KnownBrowser | null
}

export type PasswordRefusal =
  | { readonly reason: 'wrong'; readonly account: Account | null }
  | { readonly reason: 'throttled'; readonly until: number }

/** The answer and the work are the same for an address without an account. */
export async function provePassword(
  edge: Edge,
  { email, password, browser }: PasswordGuess,
  where: 'at-the-door' | 'in-a-session',
): Promise<Result<Account, PasswordRefusal>> {
  const { db, ring, now } = edge
  const subject = await digest(ring, 'password-budget', email.key, ...(browser ? [browser.id] : []))
  const network =
    where === 'at-the-door' && !browser
      ? await digest(ring, 'address-budget', clientNetworkOf(edge.client.ip))
      : null
  const [found, waits, charged] = await db.batch([
    selectAccountByEmail(db, email).statement,
    selectLongestWait(db, PASSWORD_BUDGET, [subject, network ?? subject]),
    ...(network
      ? [
          chargeUnlessFull(db, PASSWORD_BUDGET, subject, network, now),
          fillIfCharged(db, ADDRESS_BUCKET, network, now),
        ]
      : [charge(db, PASSWORD_BUDGET, subject, now)]),
  ])
  const [row] = (found?.results ?? []) as AccountRow[]
  const account = row ? accountFrom(row) : null
  if (browser && !(await isKnownTo(edge, browser, email, account))) {
    return provePassword(edge, { email, password, browser: null }, where)
  }
  if (charged?.results.length !== 1) {
    const [wait] = (waits?.results ?? []) as { blocked_until: number | null }[]
    return err({ reason: 'throttled', until: wait?.blocked_until ?? now })
  }
  const isRight = await verifyPassword(ring, password, account?.passwordHash ?? null)
  if (!account || !isRight) return err({ reason: 'wrong', account })
  await db.batch([
    forgetAttempts(db, PASSWORD_BUDGET, subject),
    ...(network ? [giveBack(db, ADDRESS_BUCKET, network)] : []),
  ])
  return ok(account)
}

const isKnownTo = async (edge: Edge, browser: KnownBrowser, email: Email, account: Account | null) =>
  account !== null && (await isOfThisPassword(edge, browser, { email, passwordHash: account.passwordHash }))

/** Whether this person can sign in with a password: they have one, and passwords are a way in here. */
export async function usesPassword({ db, config }: Edge, accountId: string): Promise<boolean> {
  return takesPasswords(config.providers) && (await hasPassword(db, accountId))
}

/**
 * Hashes a right password again where its hash was made with lower parameters, and returns the hash that the account has
 * for it then. Null where the password was changed in the meantime. The answer takes longer, which tells nothing: the
 * password has been proved.
 */
export async function strengthenHash(edge: Edge, account: Account, password: string): Promise<string | null> {
  const before = account.passwordHash
  if (before === null || !isWeakerHash(before)) return before
  const after = await hashPassword(edge.ring, password)
  const replaced = await replacePasswordHash(edge.db, account.id, { before, after }, ALWAYS).run()
  if (replaced.meta.changes === 1) return after
  // Another sign-in may have hashed the same password first.
  const current = await findPasswordHash(edge.db, account.id)
  return (await verifyPassword(edge.ring, password, current)) ? current : null
}
