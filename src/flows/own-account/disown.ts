// “This wasn’t me”: a person reports a change by the link in its mail, without signing in.
//
// Anybody who reads the mail can use the link. So a report only removes ways to sign in, and can lock the account. It
// never adds one, and never ends a lock.

import { FRESH_PROOF_SECONDS } from '../../core/assurance.ts'
import { decideDisowning, type ReportedChange, reportedChange } from '../../core/disown.ts'
import { INVITATION_SECONDS } from '../../core/invitation.ts'
import type { AccountNotice, DisownOutcome } from '../../core/notice.ts'
import { verifyLink } from '../../crypto/mailed-link.ts'
import { hashPassword } from '../../crypto/password.ts'
import { randomId, randomToken } from '../../crypto/random.ts'
import { isNotLocked, lockAccount } from '../../store/account-locks.ts'
import { replacePasswordHash } from '../../store/accounts.ts'
import { audited } from '../../store/audit.ts'
import { removeAuthenticatorIf } from '../../store/authenticators.ts'
import { batch, findFirst, type Steps } from '../../store/batch.ts'
import { both, type Condition, ifChanged, not } from '../../store/condition.ts'
import { endCredentialsSince } from '../../store/credentials.ts'
import {
  type ReportedNotice,
  selectReported,
  spendDisowning,
  wasDisownedAs,
} from '../../store/disowned-notices.ts'
import { endSessionsOf } from '../../store/end-sessions.ts'
import { endLoginsOf } from '../../store/logins.ts'
import { keepAddressChanges, notToldSince } from '../../store/notices.ts'
import { removePasskey } from '../../store/passkeys.ts'
import { dropRecoveryCodes, hasCodes } from '../../store/recovery-codes.ts'
import { rememberUnlinked, unlinkIdentity } from '../../store/unlinked-identities.ts'
import {
  auditedEndings,
  endInvitationsBy,
  waitAgain,
  withdrawApprovals,
} from '../../store/withdrawn-powers.ts'
import { ofOwner } from '../edge/audit-entries.ts'
import type { Edge } from '../edge/edge.ts'
import { rpIdOf } from '../edge/relying-party.ts'
import { tellAccount } from '../notices/notices.ts'
import { stopByChange } from '../sign-in/stop-recovery.ts'

/** A change that a link reports. */
export interface Reported {
  readonly notice: AccountNotice
  readonly change: ReportedChange
  /** The outcome of a report that is made now, or of the one that was made. */
  readonly outcome: DisownOutcome
  readonly isReported: boolean
}

type Found = Reported & { readonly read: ReportedNotice }

/** Finds what the link reports. Null for a link that nobody made, has expired, or whose account is gone. */
export async function findReported(edge: Edge, token: string): Promise<Found | null> {
  const { db, ring, now } = edge
  const here = { now, rpId: rpIdOf(edge) }
  const link = await verifyLink(ring, 'link-not-me', token)
  const read = link && (await findFirst(db, selectReported(db, link, here)))
  const change = read && reportedChange(read.notice)
  if (!read || !change) return null
  const outcome = read.outcome ?? decideDisowning(change, read)
  return { notice: read.notice, change, outcome, isReported: read.outcome !== null, read }
}

// How often a report is tried if the account changes at the same time. Each try reads the account again.
const TRIES = 5

/**
 * Reports the change. Acts once: a second use of the link changes nothing. Returns null if the link no longer works.
 */
export async function disown(edge: Edge, token: string): Promise<Reported | null> {
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const found = await findReported(edge, token)
    if (!found || found.isReported) return found
    if (await carryOut(edge, found)) return { ...found, isReported: true }
  }
  throw new Error('the account changed during each try of a report')
}

/** Returns false if the account is no longer as it was read. Nothing is changed then. */
async function carryOut(edge: Edge, found: Found): Promise<boolean> {
  const { db, now } = edge
  const { notice, outcome, read } = found
  const { id: accountId, email } = notice.account
  const use = { noticeId: notice.id, as: `${outcome} ${randomId()}` }
  const isDone = wasDisownedAs(use)
  const detail = { reported: notice.kind, outcome }
  const told = tellAccount(edge, 'account.disowned', accountId, ifChanged('recorded'), detail)
  const acts = await stepsFor(edge, found, isDone)
  // The person who made the change may have asked for it, or may have read the mail of its link, which would end the
  // lock. In an account that is locked, it was asked for since.
  const stopping = both(isDone, isNotLocked(accountId))
  const recovery = stopByChange(edge, { accountId, actor: email, how: 'report' }, stopping)
  const done = await batch(db, {
    spent: spendDisowning(db, use, read, { now, rpId: rpIdOf(edge) }),
    recorded: audited(edge, ofOwner({ accountId, email }, 'account.disowned', detail), ifChanged('spent')),
    told: told.steps,
    recovery: recovery.steps,
    ...acts,
    waitAgain: waitAgain(db, accountId, isDone),
    withdrawn: withdrawApprovals(db, accountId, isDone),
    ...endWorkSince(edge, found, isDone),
    // The person who made the change has a session.
    sessionsEnded: endSessionsOf(db, accountId, null, isDone),
    loginsEnded: endLoginsOf(db, accountId, isDone),
  })
  if (done.spent.changed) {
    told.deliver()
    recovery.deliver()
  }
  return done.spent.changed
}

/**
 * Ends the tokens and invitations that the account made since the change, because they work without a session. Otherwise
 * the person who made the change could go on with them. A lock ends all open invitations of the account.
 */
function endWorkSince(edge: Edge, { notice, outcome }: Found, isDone: Condition): Steps {
  const { db, now } = edge
  const { id: accountId, email: actor } = notice.account
  const tokensSince = notice.at
  const invitationsSince = outcome === 'account_locked' ? now - INVITATION_SECONDS : notice.at
  const ending = { accountId, actor, tokensSince, invitationsSince }
  return {
    endingsRecorded: auditedEndings(edge, ending, isDone),
    ...endCredentialsSince(db, accountId, tokensSince, isDone),
    uninvited: endInvitationsBy(db, accountId, invitationsSince, isDone),
  }
}

/**
 * Deletes recovery codes that were made with the proof of the change, or since. Otherwise whoever made the change could go
 * on with the codes that they made.
 */
function withoutNewCodes(edge: Edge, { at, account }: AccountNotice, isDone: Condition): Steps {
  const { db } = edge
  const { id: accountId, email } = account
  const areNew = both(
    isDone,
    not(notToldSince(accountId, 'recovery_codes.regenerated', at - FRESH_PROOF_SECONDS)),
  )
  const entry = ofOwner({ accountId, email }, 'recovery_codes.removed')
  return {
    codesRecorded: audited(edge, entry, both(areNew, hasCodes(accountId))),
    told: tellAccount(edge, 'recovery_codes.removed', accountId, ifChanged('codesRecorded')).steps,
    dropped: dropRecoveryCodes(db, accountId, areNew),
  }
}

async function stepsFor(
  edge: Edge,
  { notice, change, outcome, read }: Found,
  isDone: Condition,
): Promise<Steps> {
  const { db, now, ring } = edge
  const accountId = notice.account.id
  const { about = '', provider = '' } = notice
  const identity = { provider, subject: about }
  switch (outcome) {
    case 'account_locked':
      return {
        locked: lockAccount(db, accountId, now, isDone),
        kept: keepAddressChanges(db, accountId, now, isDone),
        codes: withoutNewCodes(edge, notice, isDone),
      }
    case 'factor_removed':
      return {
        removed:
          change === 'app'
            ? removeAuthenticatorIf(db, accountId, isDone)
            : removePasskey(db, { id: about, accountId }, isDone),
        codes: withoutNewCodes(edge, notice, isDone),
      }
    case 'password_locked': {
      if (read.passwordHash === null) throw new Error('a password is locked that the account does not have')
      // The hash of a password that nobody knows. So the account still has a password, which a mailed link can replace,
      // and a guess at it takes the same time as any other.
      const hash = { before: read.passwordHash, after: await hashPassword(ring, randomToken()) }
      return { replaced: replacePasswordHash(db, accountId, hash, isDone) }
    }
    case 'identity_unlinked':
      return {
        unlinked: unlinkIdentity(db, identity, accountId, isDone),
        remembered: rememberUnlinked(db, identity, accountId, now, isDone),
      }
    case 'already_undone':
      return {}
  }
}
