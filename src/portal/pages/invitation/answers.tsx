// The answers of the page of an invitation. A GET changes nothing, because mail scanners open each link.

import {
  type Arrived,
  acceptInvitation,
  findInvited,
  type Invited,
  isFor,
  type LinkRefusal,
  missingForInvitation,
} from '../../../flows/invitations/accept.ts'
import { makeInvitedAccount, waysToAccount } from '../../../flows/invitations/make-account.ts'
import { isReading } from '../../../http/methods.ts'
import { wayIn } from '../../frame/asked-way.ts'
import { keepSession, type PortalContext, portalUrl, seeOther } from '../../frame/context.ts'
import { page } from '../../frame/layout.tsx'
import { seeProof } from '../../frame/missing-proof.ts'
import type { AccountForm } from './invitation-facts.ts'
import { AcceptedView, EndedView, InvitationView } from './invitation-view.tsx'

const pathOf = (c: PortalContext): string => `/invitations/${c.req.param('link') ?? ''}`

const find = (c: PortalContext) => findInvited(c.var.edge, c.req.param('link') ?? '')

export async function showInvitation(c: PortalContext): Promise<Response> {
  const found = await find(c)
  return found.ok ? invitationPage(c, found.value) : endedPage(c, found.error)
}

/** Accepts, and leads into the workspace. A second press of the button leads there too. */
export async function accept(c: PortalContext): Promise<Response> {
  const found = await find(c)
  if (!found.ok)
    return isAcceptedHere(c, found.error) ? seeWorkspace(c, found.error.invited) : endedPage(c, found.error)
  const { session, edge } = c.var
  if (!session || missingForInvitation(found.value.invited, session) !== null)
    return invitationPage(c, found.value)
  const accepted = await acceptInvitation(edge, found.value, session)
  // Something changed since it was read. The page says what.
  return accepted.ok ? seeWorkspace(c, found.value.invited) : showInvitation(c)
}

export async function makeAccount(c: PortalContext): Promise<Response> {
  const found = await find(c)
  if (!found.ok) return endedPage(c, found.error)
  const { edge, form, session, words } = c.var
  const typed = { name: form.get('name') ?? '', password: form.get('new_password') ?? '' }
  const again = form.get('new_password_again')
  // A program may leave out the repetition, because it does not mistype.
  if (again !== null && again !== typed.password) {
    return invitationPage(c, found.value, { name: typed.name, refusal: { reason: 'not-repeated' } })
  }
  const made = await makeInvitedAccount(edge, found.value, typed, { previous: session, language: words.code })
  if (!made.ok) {
    // Somebody else may have made the account, or used the invitation up.
    const now = made.error.reason === 'changed-meanwhile' ? await find(c) : found
    return now.ok
      ? invitationPage(c, now.value, { name: typed.name, refusal: made.error })
      : endedPage(c, now.error)
  }
  if (made.value.next === 'session') keepSession(c, made.value)
  // The link leads into the workspace once it was accepted. Before, it says what is missing.
  return found.value.invited.requiresFactor
    ? seeOther(c, portalUrl(c, pathOf(c)))
    : seeWorkspace(c, found.value.invited)
}

const seeWorkspace = (c: PortalContext, { host }: Pick<Invited, 'host'>): Response =>
  seeOther(c, portalUrl(c, wayIn(host, '/')))

interface Ended {
  readonly reason: LinkRefusal
  readonly invited: Invited | null
}

/** Tells whether this person has accepted the invitation, so that the link may say so. */
const isAcceptedHere = (c: PortalContext, ended: Ended): ended is Ended & { readonly invited: Invited } =>
  ended.invited?.acceptedBy != null && ended.invited.acceptedBy === c.var.session?.accountId

async function endedPage(c: PortalContext, ended: Ended): Promise<Response> {
  const { invitation: say } = await c.var.words.loadInvitations()
  if (isAcceptedHere(c, ended)) {
    const { invited } = ended
    return page(
      c,
      { title: say.acceptedTitle, accent: invited.accent, leadsAway: true },
      <AcceptedView {...{ invited, say }} />,
    )
  }
  const inviter = ended.reason === 'expired' && ended.invited ? ended.invited : null
  return page(c, { title: say.endedTitle, status: 410 }, <EndedView invited={inviter} say={say} />)
}

const EMPTY: AccountForm = { name: '', refusal: null }

async function invitationPage(
  c: PortalContext,
  { invited }: Arrived,
  form: AccountForm = EMPTY,
): Promise<Response> {
  const { edge, session, words } = c.var
  const here = pathOf(c)
  const missing = missingForInvitation(invited, session)
  if (missing === 'second-factor') return seeProof(c, missing, here)
  // A button that was pressed in another session than the page had.
  const isRefused = form.refusal === null && !isReading(c.req.method)
  const { invitation: say } = await words.loadInvitations()
  const { refusal } = form
  const isTooMany = refusal?.reason === 'too-many-tries'
  return page(
    c,
    {
      title: say.titleOf(invited.name),
      status: isRefused ? 403 : refusal === null ? 200 : 422,
      ...(isTooMany ? { retryAt: edge.now + refusal.retryAfterSeconds } : {}),
      accent: invited.accent,
      leadsAway: true,
    },
    <InvitationView
      {...{ invited, here, missing, form, say }}
      signedInAs={session && !isFor(invited, session) ? session.email : null}
      ways={waysToAccount(edge, invited)}
    />,
  )
}
