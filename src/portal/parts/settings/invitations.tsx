// The part of the members page about invitations: the form that sends one, and the people who are invited.

import type { Child } from 'hono/jsx'
import {
  INVITATION_SECONDS,
  MAILS_OF_WORKSPACE,
  MAILS_TO_ADDRESS,
  MOST_OPEN_INVITATIONS,
} from '../../../core/invitation.ts'
import type { Page } from '../../../core/keyset-page.ts'
import { mayChangeRole, type Role } from '../../../core/roles.ts'
import { DAY_SECONDS } from '../../../core/time.ts'
import type { Invitation, ResendRefusal } from '../../../flows/invitations/invite.ts'
import type { InvitationWords } from '../../../words/words.ts'
import { Form } from '../../frame/form.tsx'
import { Alert, Contact, Countdown, EmailField, Time } from '../../frame/layout.tsx'
import { useEdge, useWords } from '../../frame/words.ts'
import { rolesFor } from './member-list.tsx'

type Say = InvitationWords['members']
export type InvitationDone = keyof Say['done']
export type InvitationRefusal = ResendRefusal | { readonly reason: 'not-an-address' | 'not-a-role' }

interface AroundInvitations {
  /** The path of the members page. */
  readonly path: string
  readonly actorRole: Role
  readonly say: Say
}

interface InviteFormProps extends AroundInvitations {
  /** False if this platform sends no mail. Then nobody would get the invitation. */
  readonly canInvite: boolean
  readonly filled: { readonly email: string; readonly role: string } | null
  readonly refusedInvitation: InvitationRefusal | null
}

export function InviteForm({ path, actorRole, say, canInvite, filled, refusedInvitation }: InviteFormProps) {
  const { members, layout } = useWords()
  return (
    <section class="card" aria-labelledby="invite">
      <h2 id="invite">{say.invite}</h2>
      {refusedInvitation && refusedInvitation.reason !== 'no-mail' ? (
        <Alert>
          <Refused {...{ say }} refusal={refusedInvitation} />
        </Alert>
      ) : null}
      {canInvite ? (
        <>
          <p>{say.explanation}</p>
          <p class="quiet">{say.limits(LIMITS)}</p>
          <Form action={`${path}/invitations`} class="inline">
            <input type="hidden" name="form" value="invite" />
            <EmailField label={members.email} value={filled?.email ?? ''} autocomplete="off" />
            <label>
              {members.role}
              <select name="role">
                {rolesFor(actorRole, null).map((role) => (
                  <option value={role} selected={role === (filled?.role || 'member')}>
                    {layout.roles[role]}
                  </option>
                ))}
              </select>
            </label>
            <button type="submit" class="wide-on-phone">
              {say.submit}
            </button>
          </Form>
        </>
      ) : (
        <p>{say.noMail({ contact: <Contact /> })}</p>
      )}
    </section>
  )
}

const LIMITS = {
  days: INVITATION_SECONDS / DAY_SECONDS,
  aDay: MAILS_OF_WORKSPACE.most,
  aWeek: MAILS_TO_ADDRESS.most,
  open: MOST_OPEN_INVITATIONS,
}

function Refused({ refusal, say }: { readonly refusal: InvitationRefusal; readonly say: Say }): Child {
  const { members } = useWords()
  const { now } = useEdge()
  switch (refusal.reason) {
    case 'too-many-invitations':
      return <>{say.tooMany({ span: <Countdown until={now + refusal.retryAfterSeconds} now={now} /> })}</>
    case 'no-mail':
      return <>{say.noMail({ contact: <Contact /> })}</>
    case 'changed-meanwhile':
    case 'not-found':
    case 'already-accepted':
      return <>{say.refusals[refusal.reason]}</>
    default:
      return <>{members.refusals[refusal.reason]}</>
  }
}

interface InvitationsProps extends AroundInvitations {
  readonly invitations: Page<Invitation>
  readonly canInvite: boolean
}

/** Lists nothing on a platform that has never sent an invitation and can't send one. */
export function Invitations(props: InvitationsProps) {
  const { invitations, canInvite, path, say } = props
  const { layout } = useWords()
  const { rows, next } = invitations
  if (rows.length === 0 && !canInvite) return null
  return (
    <section class="card" aria-labelledby="invitations">
      <h2 id="invitations">{say.title}</h2>
      {rows.length === 0 ? <p>{say.none}</p> : null}
      <ul class="items">
        {rows.map((invitation) => (
          <Row {...props} invitation={invitation} />
        ))}
      </ul>
      {next ? (
        <p>
          <a class="button second" href={`${path}?${new URLSearchParams({ invited: next })}#invitations`}>
            {layout.more}
          </a>
        </p>
      ) : null}
    </section>
  )
}

function Row({ invitation, path, actorRole, canInvite, say }: InvitationsProps & { invitation: Invitation }) {
  const { layout } = useWords()
  const { id, email, role, state, lastSentAt, expiresAt } = invitation
  const isOpen = state === 'open'
  return (
    <li class="row between entry">
      <div>
        <bdi>{email}</bdi> <span class="badge">{layout.roles[role]}</span>{' '}
        <span class={isOpen ? 'badge' : 'badge warn'}>{say.states[state]}</span>
        <p class="quiet">
          {isOpen ? say.sent({ at: <Time at={lastSentAt} />, until: <Time at={expiresAt} /> }) : say.expired}
        </p>
      </div>
      {mayChangeRole(actorRole, null, role) ? (
        <div class="row">
          {canInvite ? (
            <Form action={`${path}/invitations/${id}/resend`}>
              <button type="submit" class="second small" aria-label={say.resendThis(email)}>
                {say.resend}
              </button>
            </Form>
          ) : null}
          <Form action={`${path}/invitations/${id}/revoke`}>
            <button type="submit" class="danger small" aria-label={say.revokeThis(email)}>
              {say.revoke}
            </button>
          </Form>
        </div>
      ) : null}
    </li>
  )
}
