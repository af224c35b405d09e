// Asks for another address of the person's own account, or cancels it. A link is mailed to the new address, and a notice
// to the current one. change-address.ts does the change.
//
// The answer is the same for an address that belongs to another account. Only the mail to that address says so.
// Otherwise the form would tell anybody who has an account here.

import { type Email, requireEmail } from '../../core/email.ts'
import { err, ok, type Result } from '../../core/result.ts'
import { DAY_SECONDS } from '../../core/time.ts'
import { digest } from '../../crypto/digest.ts'
import { randomId } from '../../crypto/random.ts'
import {
  ADDRESS_LINK_SECONDS,
  type AddressChange,
  askForAddress,
  cancelAddressChange,
  isAskedFor,
  selectAddressChangeOf,
} from '../../store/address-changes.ts'
import { audited } from '../../store/audit.ts'
import { batch, findFirst } from '../../store/batch.ts'
import { both, ifChanged } from '../../store/condition.ts'
import { sessionHasFreshProof } from '../../store/fresh-proof.ts'
import { countLately, hasRoom, type Limit, selectFull } from '../../store/recent-counts.ts'
import { sessionHasToken } from '../../store/sessions.ts'
import { ofOwner } from '../edge/audit-entries.ts'
import { type Edge, lifetimeOf } from '../edge/edge.ts'
import { sendsMail } from '../notices/carriers.ts'
import { mailLink, tellAccount } from '../notices/notices.ts'
import type { Session } from '../session/session.ts'
import { limitChanges, TOO_MANY, type TooMany } from './limit-changes.ts'

export type { AddressChange }

// An account may have a few addresses mistyped and mailed. Otherwise it could have us mail strangers.
const MAILS_OF_ACCOUNT = { most: 5, seconds: 3600 }
// All accounts together may mail an address so often. Otherwise several accounts could fill a stranger's mailbox.
const MAILS_TO_ADDRESS = { most: 3, seconds: DAY_SECONDS }

export type AddressRefusal =
  | TooMany
  | { readonly reason: 'own-address' }
  /** No mail can be sent on this platform. */
  | { readonly reason: 'no-mail' }
  | { readonly reason: 'too-many-mails'; readonly until: number }
  /** The session has ended, or its proof is too old by now. */
  | { readonly reason: 'overtaken' }

/** Selects the change that waits for its link. */
export const findWaitingAddress = (
  { db, now }: Edge,
  { accountId }: Session,
): Promise<AddressChange | null> => findFirst(db, selectAddressChangeOf(db, accountId, now))

/** Asks for the address. Replaces an earlier request, whose link then ends. */
export async function askForOwnAddress(
  edge: Edge,
  session: Session,
  email: Email,
): Promise<Result<null, AddressRefusal>> {
  if (!sendsMail(edge)) return err({ reason: 'no-mail' })
  if (email.key === requireEmail(session.email).key) return err({ reason: 'own-address' })
  const { db, now } = edge
  const { accountId } = session
  const change = { id: randomId(), accountId, email, expiresAt: now + ADDRESS_LINK_SECONDS }
  const limits = await mailLimits(edge, session, email)
  const { mayChange, counted } = limitChanges(edge, session)
  const hasRoomForMails = both(hasRoom(limits.ofAccount, now), hasRoom(limits.toAddress, now))
  const mayAsk = both(sessionHasFreshProof(session.token, lifetimeOf(edge)), both(mayChange, hasRoomForMails))
  const isAsked = isAskedFor(change.id)
  const telling = tellingsOf(edge, session, change, email)
  const done = await batch(db, {
    full: selectFull(db, [limits.ofAccount, limits.toAddress], now),
    asked: askForAddress(db, change, mayAsk),
    recorded: audited(edge, ofOwner(session, 'address.requested', { email: email.address }), isAsked),
    told: telling.told.steps,
    mailed: telling.mailed.steps,
    ofAccount: countLately(db, limits.ofAccount, now, isAsked),
    toAddress: countLately(db, limits.toAddress, now, isAsked),
    counted,
  })
  if (!done.counted.changed) return err(TOO_MANY)
  if (done.full.first !== null) return err({ reason: 'too-many-mails', until: done.full.first })
  if (!done.asked.changed) return err({ reason: 'overtaken' })
  telling.told.deliver()
  telling.mailed.deliver()
  return ok(null)
}

const tellingsOf = (
  edge: Edge,
  session: Session,
  { id, accountId }: { id: string; accountId: string },
  email: Email,
) => {
  const addresses = { old: session.email, new: email.address }
  return {
    told: tellAccount(edge, 'address.requested', accountId, isAskedFor(id), { by: 'owner', addresses }),
    mailed: mailLink(
      edge,
      {
        kind: 'address.confirm',
        about: { accountId },
        subjectId: id,
        to: { email, language: session.language },
      },
      isAskedFor(id),
    ),
  }
}

/** The digest keeps addresses of strangers out of the table. */
async function mailLimits(
  { ring }: Edge,
  { accountId }: Session,
  { key }: Email,
): Promise<Readonly<Record<'ofAccount' | 'toAddress', Limit>>> {
  const address = await digest(ring, 'mailed-address', key)
  return {
    ofAccount: { what: `${accountId} addresses`, ...MAILS_OF_ACCOUNT },
    toAddress: { what: `${address} mails`, ...MAILS_TO_ADDRESS },
  }
}

/** Cancels the change. Needs no fresh proof: it only ends the link. */
export async function cancelOwnAddress(edge: Edge, session: Session): Promise<void> {
  const { db } = edge
  const { accountId } = session
  await batch(db, {
    cancelled: cancelAddressChange(db, accountId, sessionHasToken(session.token)),
    recorded: audited(edge, ofOwner(session, 'address.cancelled'), ifChanged('cancelled')),
  })
}
