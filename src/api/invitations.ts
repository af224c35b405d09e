// /workspaces/{slug}/invitations: lists, sends and revokes invitations.

import { toRfc3339 } from '../core/time.ts'
import { makerOf } from '../flows/administration/bearer.ts'
import {
  type Invitation,
  type InviteRefusal,
  invite,
  type ResendRefusal,
  resendInvitation,
} from '../flows/invitations/invite.ts'
import type { Inviter } from '../flows/invitations/inviter.ts'
import { listInvitations, type RevokeRefusal, revokeInvitation } from '../flows/invitations/manage.ts'
import type { ApiContext } from './context.ts'
import { BODY_REFUSALS, body, calls, describe, json, refusals } from './describe.ts'
import { EXAMPLES } from './invitation-examples.ts'
import * as schema from './invitation-schemas.ts'
import { refuse } from './refusals.ts'
import { CursorQuery, PAGE_SIZE, SlugPath } from './schemas.ts'

const tags = ['Invitations']
const path = '/workspaces/{slug}/invitations'

export const invitations = calls()

invitations.openapi(
  describe({
    method: 'get',
    path,
    tags,
    operationId: 'listInvitations',
    'x-token': 'workspace',
    summary: 'List invitations',
    description: 'The last sent first, for 30 days after their last mail. Never with their links.',
    request: { params: SlugPath, query: CursorQuery },
    responses: {
      200: json(schema.InvitationPage, 'One page of the list', EXAMPLES.invitations),
      ...refusals(403, 404, 422),
    },
  }),
  async (c) => {
    const { cursor = '' } = c.req.valid('query')
    const slice = { cursor, size: PAGE_SIZE, isUnaccepted: false }
    const { rows, next } = await listInvitations(c.env.edge, c.var.workspace.id, slice)
    return c.json({ invitations: rows.map(present), next_cursor: next }, 200)
  },
)

invitations.openapi(
  describe({
    method: 'post',
    path,
    tags,
    operationId: 'invite',
    'x-token': 'workspace',
    summary: 'Invite an address by mail',
    description:
      'Answers the same whether or not the address has an account. The link works for 7 days, and only while the person who invited, or who made the token, may give the role.',
    request: { params: SlugPath, ...body(schema.InvitationBody, EXAMPLES.invitationBody) },
    responses: {
      200: json(
        schema.Invitation,
        'The address has an open invitation; nothing was sent',
        EXAMPLES.invitation,
      ),
      201: json(schema.Invitation, 'Sent', EXAMPLES.invitation),
      ...refusals(403, 404, 409, 429, ...BODY_REFUSALS),
    },
  }),
  async (c) => {
    const { email, role } = c.req.valid('json')
    const invited = await invite(c.env.edge, c.var.workspace.id, { email, role }, inviterFrom(c))
    if (!invited.ok) throw refuseSending(invited.error)
    return c.json(present(invited.value.invitation), invited.value.isNew ? 201 : 200)
  },
)

invitations.openapi(
  describe({
    method: 'post',
    path: `${path}/{id}/resend`,
    tags,
    operationId: 'resendInvitation',
    'x-token': 'workspace',
    summary: 'Send an invitation again',
    description: 'It is open for 7 more days. The link of the mail before still works.',
    request: { params: schema.InvitationPath },
    responses: {
      200: json(schema.Invitation, 'Sent', EXAMPLES.invitation),
      ...refusals(403, 404, 409, 429),
    },
  }),
  async (c) => {
    const { id } = c.req.valid('param')
    const sent = await resendInvitation(c.env.edge, c.var.workspace.id, id, inviterFrom(c))
    if (!sent.ok) throw refuseSending(sent.error)
    return c.json(present(sent.value), 200)
  },
)

invitations.openapi(
  describe({
    method: 'delete',
    path: `${path}/{id}`,
    tags,
    operationId: 'revokeInvitation',
    'x-token': 'workspace',
    summary: 'Revoke an invitation',
    description: 'Its links stop working at once.',
    request: { params: schema.InvitationPath },
    responses: { 204: { description: 'Revoked' }, ...refusals(403, 404, 409) },
  }),
  async (c) => {
    const { id } = c.req.valid('param')
    const revoked = await revokeInvitation(c.env.edge, c.var.workspace.id, id, c.var.actor)
    if (!revoked.ok) throw refuseRevoking(revoked.error)
    return c.body(null, 204)
  },
)

/** A program has no language of pages, so a mail to an address without an account is in English. */
const inviterFrom = ({ var: { bearer, actor } }: ApiContext): Inviter => ({
  ...actor,
  personId: makerOf(bearer)?.accountId ?? null,
  language: 'en',
})

function refuseSending(refusal: InviteRefusal | ResendRefusal) {
  if (refusal.reason === 'too-many-invitations') return refuse(refusal)
  if (refusal.reason === 'no-mail' || refusal.reason === 'already-a-member') return refuse(refusal.reason)
  return refuseRevoking(refusal.reason)
}

function refuseRevoking(reason: RevokeRefusal) {
  switch (reason) {
    case 'not-allowed':
      return refuse('owners-only')
    case 'changed-meanwhile':
      return refuse('invitation-changed-meanwhile')
    case 'not-found':
    case 'already-accepted':
      return refuse(reason)
  }
}

const present = ({ id, email, role, state, createdAt, expiresAt, lastSentAt }: Invitation) => ({
  ...{ id, email, role, state },
  created_at: toRfc3339(createdAt),
  expires_at: toRfc3339(expiresAt),
  last_sent_at: toRfc3339(lastSentAt),
})
