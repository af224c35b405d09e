// Invites somebody to a workspace by mail, and sends the mail again.
//
// The address need not have an account. So nobody learns from an invitation whether it has one.

import { type Email, requireEmail } from '../../core/email.ts'
import { languageFrom } from '../../core/language.ts'
import { err, ok, type Result } from '../../core/result.ts'
import { mayChangeRole, type Role } from '../../core/roles.ts'
import { digest } from '../../crypto/digest.ts'
import { randomId } from '../../crypto/random.ts'
import { audited } from '../../store/audit.ts'
import { batch, findFirst, type Query, under } from '../../store/batch.ts'
import { both, type Condition, ifChanged } from '../../store/condition.ts'
import * as mails from '../../store/invitation-mails.ts'
import * as invitations from '../../store/invitations.ts'
import { ofWorkspace } from '../edge/audit-entries.ts'
import type { Edge } from '../edge/edge.ts'
import { sendsMail } from '../notices/carriers.ts'
import { mailLink } from '../notices/notices.ts'
import type { Inviter } from './inviter.ts'

export type { Invitation } from '../../store/invitations.ts'

export type InviteRefusal =
  /** Only owners invite owners. */
  | { readonly reason: 'not-allowed' }
  | { readonly reason: 'already-a-member' }
  /** No mail is set up, so nobody would get the invitation. */
  | { readonly reason: 'no-mail' }
  | { readonly reason: 'too-many-invitations'; readonly retryAfterSeconds: number }
  /** Another request was faster, or the inviter lost the role. */
  | { readonly reason: 'changed-meanwhile' }

export type ResendRefusal = InviteRefusal | { readonly reason: 'not-found' | 'already-accepted' }

interface Invited {
  readonly invitation: invitations.Invitation
  /** False if the address had an open invitation. Then nothing was sent. */
  readonly isNew: boolean
}

/** Invites an address. Returns an open invitation that it already has, whatever its role. */
export async function invite(
  edge: Edge,
  workspaceId: string,
  { email, role }: { readonly email: Email; readonly role: Role },
  by: Inviter,
): Promise<Result<Invited, InviteRefusal>> {
  const { db, now } = edge
  if (!mayChangeRole(by.role, null, role)) return err({ reason: 'not-allowed' })
  const found = await read(edge, workspaceId, email)
  const known = decideOn(found)
  if (known) return known
  if (!sendsMail(edge)) return err({ reason: 'no-mail' })
  const asked = { id: randomId(), workspaceId, email, role, inviterId: by.personId }
  const sent = await send(edge, asked, by, {
    action: 'invitation.sent',
    language: languageFrom(found.invitee?.language ?? by.language),
    written: (mayMail) => invitations.addInvitation(db, asked, now, mayMail),
  })
  if (sent.ok) return ok({ invitation: sent.value, isNew: true })
  // Another request may have invited the same address first.
  return decideOn(await read(edge, workspaceId, email)) ?? sent
}

interface Read {
  readonly invitee: invitations.Invitee | null
  readonly invitation: invitations.Invitation | null
}

async function read({ db, now }: Edge, workspaceId: string, email: Email): Promise<Read> {
  const { invitee, invitation } = await batch(db, {
    invitee: invitations.selectInvitee(db, workspaceId, email),
    invitation: invitations.selectInvitationOf(db, workspaceId, email, now),
  })
  return { invitee: invitee.first, invitation: invitation.first }
}

/** Returns the answer if nothing is to be sent. Returns null for an address that can be invited. */
function decideOn({ invitee, invitation }: Read): Result<Invited, InviteRefusal> | null {
  if (invitee?.isMember) return err({ reason: 'already-a-member' })
  return invitation?.state === 'open' ? ok({ invitation, isNew: false }) : null
}

/** Sends another mail. The inviter of the next one answers for the invitation from then on. */
export async function resendInvitation(
  edge: Edge,
  workspaceId: string,
  id: string,
  by: Inviter,
): Promise<Result<invitations.Invitation, ResendRefusal>> {
  const { db, now } = edge
  const found = await findFirst(db, invitations.selectInvitation(db, workspaceId, id, now))
  if (!found) return err({ reason: 'not-found' })
  if (found.state === 'accepted') return err({ reason: 'already-accepted' })
  if (!mayChangeRole(by.role, null, found.role)) return err({ reason: 'not-allowed' })
  const email = requireEmail(found.email)
  const { invitee } = await read(edge, workspaceId, email)
  if (invitee?.isMember) return err({ reason: 'already-a-member' })
  if (!sendsMail(edge)) return err({ reason: 'no-mail' })
  const asked = { id, workspaceId, email, role: found.role, inviterId: by.personId }
  return send(edge, asked, by, {
    action: 'invitation.resent',
    language: languageFrom(invitee?.language ?? by.language),
    written: (mayMail) => invitations.sendAgain(db, asked, now, mayMail),
  })
}

interface Sending {
  readonly action: 'invitation.sent' | 'invitation.resent'
  readonly language: ReturnType<typeof languageFrom>
  /** The statement that writes the row, if one more mail is allowed. */
  readonly written: (mayMail: Condition) => Query<invitations.Invitation>
}

/** Writes the row, counts the mail, records it and puts the mail into the outbox, all or nothing. */
async function send(
  edge: Edge,
  { id, workspaceId, email, role }: invitations.NewInvitation,
  { name, isStill }: Inviter,
  { action, language, written }: Sending,
): Promise<Result<invitations.Invitation, InviteRefusal>> {
  const { db, ring, now } = edge
  const envelope = { workspaceId, address: await digest(ring, 'invited-address', email.key) }
  const mayMail = both(mails.mayMail(envelope, now), mails.hasRoomFor(workspaceId, email, now))
  const entry = ofWorkspace(workspaceId, { by: name }, action, { email: email.address, role })
  const mail = mailLink(
    edge,
    { kind: 'invitation.sent', about: { workspaceId }, subjectId: id, to: { email, language } },
    ifChanged('recorded'),
  )
  const done = await batch(db, {
    written: written(both(isStill, mayMail)),
    counted: under(
      ifChanged('written'),
      mails.countMail(db, envelope, randomId(), now, ifChanged('written')),
    ),
    recorded: audited(edge, entry, ifChanged('counted')),
    mail: mail.steps,
    mayMailAt: mails.selectMayMailAt(db, envelope, email, now),
  })
  if (done.written.first) {
    mail.deliver()
    return ok(done.written.first)
  }
  const at = done.mayMailAt.first
  return err(
    at === null || at === undefined
      ? { reason: 'changed-meanwhile' }
      : { reason: 'too-many-invitations', retryAfterSeconds: Math.max(1, at - now) },
  )
}
