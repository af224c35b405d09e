// /workspaces/{slug}/members: lists, adds, changes and removes members.

import { toRfc3339 } from '../core/time.ts'
import {
  type MemberRefusal,
  putMemberOf,
  removeMemberOf,
  type SeenMember,
  viewMembers,
} from '../flows/administration/members.ts'
import { BODY_REFUSALS, body, calls, describe, json, refusals } from './describe.ts'
import { EXAMPLES } from './examples.ts'
import * as schema from './member-schemas.ts'
import { refuse } from './refusals.ts'
import { MemberPath, PAGE_SIZE, SlugPath } from './schemas.ts'

const tags = ['Members']

export const members = calls()

members.openapi(
  describe({
    method: 'get',
    path: '/workspaces/{slug}/members',
    tags,
    operationId: 'listMembers',
    'x-token': 'workspace',
    summary: 'List members',
    description: 'Shows names, roles and standings. Each call is recorded in the audit log.',
    request: { params: SlugPath, query: schema.MemberQuery },
    responses: {
      200: json(schema.MemberPage, 'One page of the list', EXAMPLES.members),
      ...refusals(403, 404, 422),
    },
  }),
  async (c) => {
    const { edge } = c.env
    const { workspace, facts, actor } = c.var
    const { standing = null, lacks = null, cursor = '' } = c.req.valid('query')
    const view = { facts, standing, lacks, search: '', after: cursor, size: PAGE_SIZE }
    const { rows, next } = await viewMembers(edge, workspace.id, view, actor)
    return c.json({ members: rows.map(present), next_cursor: next }, 200)
  },
)

members.openapi(
  describe({
    method: 'put',
    path: '/workspaces/{slug}/members/{email}',
    tags,
    operationId: 'putMember',
    'x-token': 'workspace',
    summary: 'Add a member or change their role',
    request: { params: MemberPath, ...body(schema.MemberBody, EXAMPLES.memberBody) },
    responses: {
      200: json(schema.MemberBody, 'Changed', EXAMPLES.memberBody),
      201: json(schema.MemberBody, 'Added', EXAMPLES.memberBody),
      ...refusals(403, 404, 409, ...BODY_REFUSALS),
    },
  }),
  async (c) => {
    const { email } = c.req.valid('param')
    const { role } = c.req.valid('json')
    const put = await putMemberOf(c.env.edge, c.var.workspace.id, { email, role }, c.var.actor)
    if (!put.ok) throw refuseChange(put.error)
    return c.json({ role }, put.value.isNew ? 201 : 200)
  },
)

members.openapi(
  describe({
    method: 'delete',
    path: '/workspaces/{slug}/members/{email}',
    tags,
    operationId: 'removeMember',
    'x-token': 'workspace',
    summary: 'Remove a member',
    description: 'Does not delete their account.',
    request: { params: MemberPath },
    responses: { 204: { description: 'Removed' }, ...refusals(403, 404, 409, 422) },
  }),
  async (c) => {
    const removed = await removeMemberOf(
      c.env.edge,
      c.var.workspace.id,
      c.req.valid('param').email,
      c.var.actor,
    )
    if (!removed.ok) throw refuseChange(removed.error)
    return c.body(null, 204)
  },
)

function refuseChange(reason: MemberRefusal) {
  switch (reason) {
    case 'not-a-member':
      return refuse('not-found')
    case 'not-allowed':
      return refuse('owners-only')
    case 'changed-meanwhile':
      return refuse('member-changed-meanwhile')
    case 'no-such-account':
    case 'already-a-member':
    case 'last-owner':
    case 'last-enrolled-owner':
      return refuse(reason)
  }
}

const present = ({ extendedUntil, ...member }: SeenMember) => ({
  email: member.email,
  name: member.name,
  role: member.role,
  standing: member.standing,
  with_passkey: member.hasPasskey,
  imported: member.hasUnusedImport,
  extended_until: extendedUntil === null ? null : toRfc3339(extendedUntil),
  joined_at: toRfc3339(member.joinedAt),
})
