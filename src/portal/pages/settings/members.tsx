// /workspaces/{slug}/settings/members: lists the workspace's members and whether each meets its policy.

import { Hono } from 'hono'
import { type Email, parseEmail } from '../../../core/email.ts'
import { ROLES, type Role } from '../../../core/roles.ts'
import { STANDINGS } from '../../../core/standing.ts'
import { addMemberTo, changeRoleIn, removeMemberOf } from '../../../flows/administration/members.ts'
import { viewPeople } from '../../../flows/invitations/view-people.ts'
import { sendsMail } from '../../../flows/notices/carriers.ts'
import type { PortalContext, PortalEnv } from '../../frame/context.ts'
import { seeDone, takeDone } from '../../frame/done.ts'
import { settingsPage, settingsPath } from '../../frame/settings-page.tsx'
import type { InvitationRefusal } from '../../parts/settings/invitations.tsx'
import { type Place, queryOf } from '../../parts/settings/member-list.tsx'
import { type Filled, type FormRefusal, MembersView } from './members-view.tsx'

export const members = new Hono<PortalEnv>()

const PATH = settingsPath(':slug', 'members')
const PAGE_SIZE = 50

members.get(PATH, (c) => membersPage(c, { filled: filledIn(new URL(c.req.url).searchParams) }))

members.post(PATH, async (c) => {
  const filled = filledIn(c.var.form)
  const member = parseMember(filled)
  if (typeof member === 'string') return membersPage(c, { filled, refusal: member })
  const added = await addMemberTo(c.var.edge, c.var.workspace.id, member, c.var.actor)
  return added.ok ? seeList(c, 'put') : membersPage(c, { filled, refusal: added.error })
})

members.post(`${PATH}/role`, async (c) => {
  const member = parseMember(filledIn(c.var.form))
  if (typeof member === 'string') return membersPage(c, { refusal: member })
  const changed = await changeRoleIn(c.var.edge, c.var.workspace.id, member, c.var.actor)
  return changed.ok ? seeList(c, 'put') : membersPage(c, { refusal: changed.error })
})

members.post(`${PATH}/remove`, async (c) => {
  const email = parseEmail(c.var.form.get('email') ?? '')
  if (!email) return membersPage(c, { refusal: 'not-an-address' })
  const removed = await removeMemberOf(c.var.edge, c.var.workspace.id, email, c.var.actor)
  return removed.ok ? seeList(c, 'removed') : membersPage(c, { refusal: removed.error })
})

function seeList(c: PortalContext, done: 'put' | 'removed'): Response {
  const path = settingsPath(c.var.workspace.slug, 'members')
  return seeDone(c, path, done, queryOf(placeIn(c.var.form)))
}

/** Reads the fields about a person, and which of the page's forms they are from. */
export const filledIn = (fields: URLSearchParams): Filled => ({
  isToInvite: fields.get('form') === 'invite',
  email: fields.get('email') ?? '',
  role: fields.get('role') ?? '',
})

export function parseMember(filled: Filled): { email: Email; role: Role } | 'not-an-address' | 'not-a-role' {
  const email = parseEmail(filled.email)
  if (!email) return 'not-an-address'
  const role = ROLES.find((known) => known === filled.role)
  return role ? { email, role } : 'not-a-role'
}

/**
 * The cursor is recorded in the audit log, so it must be an id. Otherwise a link could write any text there.
 */
const placeIn = (fields: URLSearchParams): Place => ({
  standing: STANDINGS.find((known) => known === fields.get('standing')) ?? null,
  lacks: fields.get('lacks') === 'passkey' ? 'passkey' : null,
  search: (fields.get('search') ?? '').trim(),
  after: /^[\w-]{1,22}$/.exec(fields.get('cursor') ?? '')?.[0] ?? '',
})

interface Shown {
  readonly filled?: Filled
  readonly refusal?: FormRefusal
  /** Why an invitation was refused. */
  readonly refusedInvitation?: InvitationRefusal
}

/** Shows the members and the people who are invited, with a refusal if there is one. */
export async function membersPage(
  c: PortalContext,
  { filled = NOTHING, refusal, refusedInvitation }: Shown,
): Promise<Response> {
  const { edge, workspace, facts, actor, words } = c.var
  const fields = c.req.method === 'POST' ? c.var.form : new URL(c.req.url).searchParams
  const place = placeIn(fields)
  const view = { ...place, facts, size: PAGE_SIZE }
  const slice = { cursor: fields.get('invited') ?? '', size: PAGE_SIZE, isUnaccepted: true }
  const {
    members: listed,
    invitations,
    recovering,
  } = await viewPeople(edge, workspace.id, view, slice, actor)
  const [{ members: say }, { members: invitationSay }] = await Promise.all([
    words.loadExtension(),
    words.loadInvitations(),
  ])
  const done = takeDone(c)
  return settingsPage(
    c,
    {
      tab: 'members',
      title: words.members.titleOf(workspace.name),
      ...statusOf(edge.now, refusal, refusedInvitation),
    },
    <MembersView
      {...{ workspace, facts, listed, place, filled }}
      refusal={refusal ?? null}
      done={DONE.find((known) => known === done) ?? null}
      {...{ invitations, invitationSay, say }}
      canInvite={sendsMail(edge)}
      refusedInvitation={refusedInvitation ?? null}
      recovering={recovering}
      recoverySay={(await words.loadRecovery()).admin}
      actorRole={actor.role}
      actorEmail={actor.name}
      now={edge.now}
    />,
  )
}

const DONE = ['put', 'removed', 'extended', 'not-extended', 'sent', 'open', 'resent', 'revoked'] as const

function statusOf(now: number, refusal?: FormRefusal, refused?: InvitationRefusal) {
  if (refused?.reason === 'too-many-invitations') return { retryAt: now + refused.retryAfterSeconds }
  return { status: refusal || refused ? 422 : 200 } as const
}

const NOTHING: Filled = { isToInvite: false, email: '', role: '' }
