// Gives the person's own account another address, when they use the link in the mail to it.
//
// The link alone opens nothing: it needs a session of the account that asked, with a fresh proof. Otherwise the owner of
// a mistyped address could take over the account. Ends every other session.

import { requireEmail } from '../../core/email.ts'
import { err, ok, type Result } from '../../core/result.ts'
import { type Digest, digest } from '../../crypto/digest.ts'
import { verifyLink } from '../../crypto/mailed-link.ts'
import { randomId, randomToken } from '../../crypto/random.ts'
import { selectPasswordHash } from '../../store/accounts.ts'
import {
  type AddressChange,
  changeAddress,
  selectAddressChange,
  spendAddressChange,
} from '../../store/address-changes.ts'
import { audited, auditedInWorkspacesOf } from '../../store/audit.ts'
import { batch, findFirst, following } from '../../store/batch.ts'
import { both, ifChanged } from '../../store/condition.ts'
import { endOtherSessionsOf, renameSession } from '../../store/end-sessions.ts'
import { sessionHasFreshProof } from '../../store/fresh-proof.ts'
import { renewTokenIfChanged, sessionHasToken } from '../../store/sessions.ts'
import { ofOwner } from '../edge/audit-entries.ts'
import { type Edge, lifetimeOf } from '../edge/edge.ts'
import { tellAccount } from '../notices/notices.ts'
import type { Session } from '../session/session.ts'
import { introduceBrowser } from '../sign-in/known-browser.ts'
import { stopByFactor } from '../sign-in/stop-recovery.ts'
import { limitChanges, TOO_MANY, type TooMany } from './limit-changes.ts'

/**
 * Why a link does nothing. `gone`: it was used, replaced or cancelled, has expired, or is not genuine. `not-yours`: another
 * account asked. `taken`: another account got the address since.
 */
export type LinkRefusal = 'gone' | 'not-yours' | 'taken'

/** Reads what the link is about. Changes nothing, because mail scanners open each link. */
export async function readAddressLink(
  edge: Edge,
  session: Session,
  token: string,
): Promise<Result<AddressChange, LinkRefusal>> {
  const link = await verifyLink(edge.ring, 'link-address', token)
  const change = link && (await findFirst(edge.db, selectAddressChange(edge.db, link.id, edge.now)))
  if (!change) return err('gone')
  if (change.accountId !== session.accountId) return err('not-yours')
  return change.isTaken ? err('taken') : ok(change)
}

export interface ChangedAddress {
  /** The new values of the cookies of the session and of this browser. */
  readonly cookie: string
  readonly known: string
}

/** `overtaken`: the session has ended, or its proof is too old by now. */
export type ChangeAddressRefusal = TooMany | { readonly reason: 'gone' | 'taken' | 'overtaken' }

/**
 * Changes the address and gives the session a new cookie and a new id. Otherwise copies of its cookie and passes would
 * stay valid.
 *
 * The statement that spends the link checks again that the address is free. Otherwise two accounts that confirm the same
 * address at once could both pass.
 */
export async function changeOwnAddress(
  edge: Edge,
  session: Session,
  change: AddressChange,
): Promise<Result<ChangedAddress, ChangeAddressRefusal>> {
  const { db } = edge
  const cookie = randomToken()
  const token = await digest(edge.ring, 'session', cookie)
  const changing = stepsOf(edge, session, change, token)
  const done = await batch(db, {
    ...changing.steps,
    // Must be after the change, so that it tells why nothing was changed.
    left: selectAddressChange(db, change.id, edge.now),
    password: selectPasswordHash(db, session.accountId),
  })
  if (!done.counted.changed) return err(TOO_MANY)
  if (!done.renewed.changed) return err({ reason: whyNot(done.left.first) })
  changing.deliver()
  const owner = { email: requireEmail(change.email), passwordHash: done.password.first ?? null }
  return ok({ cookie, known: await introduceBrowser(edge, owner) })
}

const whyNot = (left: AddressChange | null) => {
  if (!left) return 'gone'
  return left.isTaken ? 'taken' : 'overtaken'
}

function stepsOf(edge: Edge, session: Session, { id, email: address }: AddressChange, token: Digest) {
  const { db, now } = edge
  const { accountId } = session
  const email = requireEmail(address)
  const isDone = sessionHasToken(token)
  const { mayChange, counted } = limitChanges(edge, session)
  const maySpend = both(sessionHasFreshProof(session.token, lifetimeOf(edge)), mayChange)
  const addresses = { old: session.email, new: email.address }
  const told = tellAccount(edge, 'address.changed', accountId, isDone, { by: 'owner', addresses })
  const entry = ofOwner(session, 'address.changed', { email: email.address, was_email: session.email })
  const steps = {
    spent: spendAddressChange(db, { id, accountId }, now, maySpend),
    changed: following('spent', changeAddress(db, accountId, email, now, ifChanged('spent'))),
    renewed: following(
      'changed',
      renewTokenIfChanged(db, session.id, { before: session.token, after: token }),
    ),
    othersEnded: endOtherSessionsOf(db, session, isDone),
    // A thief may have asked for it. Its next mails would go to the new address, so the owner could not stop it.
    recovery: stopByFactor(edge, { ...session, isRecovering: false }, isDone).steps,
    recorded: audited(edge, entry, isDone),
    recordedInWorkspaces: auditedInWorkspacesOf(
      edge,
      { ...entry, accountId, action: 'member.address_changed' },
      isDone,
    ),
    told: told.steps,
    renamed: renameSession(db, token, randomId()),
    counted,
  }
  return { steps, deliver: told.deliver }
}
