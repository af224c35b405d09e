// Accepts an invitation, in a session of the invited address.

import { type Email, requireEmail } from '../../core/email.ts'
import { err, ok, type Result } from '../../core/result.ts'
import { type MailedLink, verifyLink } from '../../crypto/mailed-link.ts'
import {
  acceptedEntry,
  hasProvedEnough,
  type Invited,
  joinInvited,
  selectInvited,
  spendInvitation,
} from '../../store/accepted-invitations.ts'
import { auditedFrom } from '../../store/audit.ts'
import { batch, findFirst, type Steps } from '../../store/batch.ts'
import type { Condition } from '../../store/condition.ts'
import { type Edge, lifetimeOf } from '../edge/edge.ts'
import { needsSecondFactor, type Session } from '../session/session.ts'

export type { Invited } from '../../store/accepted-invitations.ts'

/** An invitation, and the link by which somebody came to it. */
export interface Arrived {
  readonly link: MailedLink
  readonly invited: Invited
}

/** `over`: the link is forged, revoked or older than the last two. `expired`: an admin can send the invitation again. */
export type LinkRefusal = 'over' | 'expired'

/** Finds the invitation of a link. Changes nothing. */
export async function findInvited(
  { db, ring, now }: Edge,
  token: string,
): Promise<Result<Arrived, { readonly reason: LinkRefusal; readonly invited: Invited | null }>> {
  const link = await verifyLink(ring, 'link-invitation', token)
  const invited = link && (await findFirst(db, selectInvited(db, link.id, now)))
  if (!link || !invited?.lastMails.includes(link.sentAt)) return err({ reason: 'over', invited: null })
  if (invited.isOpen) return ok({ link, invited })
  return err({ reason: invited.acceptedBy === null ? 'expired' : 'over', invited })
}

/**
 * What the person must do before the invitation can be accepted. `null`: nothing.
 *
 * `other-account`: the session belongs to another address. `second-factor`: the session is older than the account's
 * factor. `enrolment`: the workspace requires a second factor, and the account has none.
 */
export type MissingForInvitation = 'sign-in' | 'other-account' | 'second-factor' | 'enrolment' | null

export function missingForInvitation(invited: Invited, session: Session | null): MissingForInvitation {
  if (!session) return 'sign-in'
  if (!isFor(invited, session)) return 'other-account'
  if (needsSecondFactor(session)) return 'second-factor'
  const hasFactor = session.isEnrolled || session.proof.secondFactor !== null
  return invited.requiresFactor && !hasFactor ? 'enrolment' : null
}

/** Returns whether the invitation is for the session's account. Its address decides, in any spelling. */
export const isFor = ({ emailKey }: Invited, { email }: Pick<Session, 'email'>): boolean =>
  requireEmail(email).key === emailKey

/**
 * The steps that accept an invitation for an account. All of them take effect, or none. `spent` tells whether they did.
 */
export const acceptSteps = (
  edge: Edge,
  link: MailedLink,
  accountId: string,
  proved: Condition,
): Steps & { readonly spent: D1PreparedStatement } => ({
  spent: spendInvitation(edge.db, link, accountId, edge.now, proved),
  recorded: auditedFrom(edge, acceptedEntry(link, 'spent')),
  joined: joinInvited(edge.db, link, 'recorded', edge.now),
})

/**
 * Accepts the invitation. The statement checks everything that was read again: the link, the inviter's role, the session
 * and its proof, and the policy. Returns `changed-meanwhile` if something of it changed.
 */
export async function acceptInvitation(
  edge: Edge,
  { link }: Arrived,
  { accountId, token }: Session,
): Promise<Result<null, 'changed-meanwhile'>> {
  const done = await batch(
    edge.db,
    acceptSteps(edge, link, accountId, hasProvedEnough(token, lifetimeOf(edge))),
  )
  return done.spent.changed ? ok(null) : err('changed-meanwhile')
}

export const invitedEmail = ({ email }: Invited): Email => requireEmail(email)
