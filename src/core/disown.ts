// Decides what “This wasn’t me” does about a change that a mail told of (decision 0059). It can lock somebody out. It
// never lets anybody in, because it only removes ways to sign in.

import type { AccountEvent, AccountNotice, DisownOutcome } from './notice.ts'

/** How long the link in a mail works. */
export const DISOWN_SECONDS = 10 * 86_400

/** Changes of a factor. The notice names the app or passkey. */
export const ADDED_APP = ['second_factor.added', 'second_factor.replaced'] as const satisfies AccountEvent[]
export const ADDED_PASSKEY = 'passkey.added' satisfies AccountEvent
const REMOVALS: readonly AccountEvent[] = [
  'second_factor.removed',
  'second_factor.recovered',
  'authenticator.removed',
  'passkey.removed',
]

export type ReportedChange = 'app' | 'passkey' | 'removal' | 'password' | 'identity' | 'address'

/**
 * Returns what a person can report about the notice. Null if its mail has no such link: other events, a removal by the
 * operator, and a notice of an earlier version, which does not name what was added.
 */
export function reportedChange({
  kind,
  by,
  about,
}: Pick<AccountNotice, 'kind' | 'by' | 'about'>): ReportedChange | null {
  if (REMOVALS.includes(kind)) return by === 'operator' ? null : 'removal'
  if (kind === 'password.changed') return 'password'
  if (kind === 'address.changed') return by === 'operator' ? null : 'address'
  if (about === undefined) return null
  if (kind === ADDED_PASSKEY) return 'passkey'
  if (kind === 'identity.linked') return 'identity'
  return ADDED_APP.some((each) => each === kind) ? 'app' : null
}

/** What is left of the change now. */
export interface Remains {
  /** The app, passkey, identity or password that the notice is about still works. True for a removal. */
  readonly isThere: boolean
  /** The account has another app or passkey. */
  readonly isBeside: boolean
  /** The address was changed at that time or since, and not by the operator. */
  readonly isMoved: boolean
}

/**
 * Decides what a report does. Every report also ends all sessions of the account, because whoever made the change has
 * one.
 */
export function decideDisowning(
  change: ReportedChange,
  { isThere, isBeside, isMoved }: Remains,
): DisownOutcome {
  // Whoever made the change may have changed the address, too. Then the next mails, and a new password by mail, are theirs.
  if (isMoved) return 'account_locked'
  // Never touch a later factor or password. Otherwise an old mail could undo what the owner has repaired.
  if (!isThere) return 'already_undone'
  if (change === 'password') return 'password_locked'
  if (change === 'identity') return 'identity_unlinked'
  // Take away a factor only if another one stays. Otherwise the account would be open with its first factor alone.
  if ((change === 'app' || change === 'passkey') && isBeside) return 'factor_removed'
  return 'account_locked'
}
