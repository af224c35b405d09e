// /workspaces/{slug}/members/{email}/extension: gives one member more time to meet the policies.

import { EXTENSION_MOST_DAYS } from '../core/extension.ts'
import { toRfc3339 } from '../core/time.ts'
import { makerOf } from '../flows/administration/bearer.ts'
import {
  endExtension,
  type GrantedExtension,
  type Granter,
  type GrantRefusal,
  grantExtension,
} from '../flows/administration/extend-member.ts'
import type { ApiContext } from './context.ts'
import { BODY_REFUSALS, body, calls, describe, json, refusals } from './describe.ts'
import { EXAMPLES } from './examples.ts'
import * as schema from './member-schemas.ts'
import { refuse, unprocessable } from './refusals.ts'
import { MemberPath } from './schemas.ts'

const tags = ['Members']
const path = '/workspaces/{slug}/members/{email}/extension'

export const extensions = calls()

extensions.openapi(
  describe({
    method: 'put',
    path,
    tags,
    operationId: 'grantExtension',
    'x-token': 'workspace',
    summary: 'Give a member more time',
    description:
      'Until then, neither policy of the workspace blocks this member. Each member gets one extension for the current versions of both policies, even if it is ended early. Any change of either policy ends it. A token can’t extend the member who created it.',
    request: { params: MemberPath, ...body(schema.ExtensionBody, EXAMPLES.extensionBody) },
    responses: {
      200: json(schema.Extension, 'The extension', EXAMPLES.extension),
      ...refusals(403, 404, 409, ...BODY_REFUSALS),
    },
  }),
  async (c) => {
    const { email } = c.req.valid('param')
    const { until, reason } = c.req.valid('json')
    const asked = { email, until: Math.floor(Date.parse(until) / 1000), reason }
    const granted = await grantExtension(c.env.edge, c.var.workspace.id, asked, granterFrom(c))
    if (!granted.ok) throw refuseGrant(granted.error)
    return c.json(present(granted.value), 200)
  },
)

extensions.openapi(
  describe({
    method: 'delete',
    path,
    tags,
    operationId: 'endExtension',
    'x-token': 'workspace',
    summary: 'End a member’s extension',
    description:
      'The member’s pass follows when it is renewed. No other extension can be granted until a policy changes.',
    request: { params: MemberPath },
    responses: { 204: { description: 'Ended' }, ...refusals(403, 404, 422) },
  }),
  async (c) => {
    const { email } = c.req.valid('param')
    const isEnded = await endExtension(c.env.edge, c.var.workspace.id, email, c.var.actor)
    if (!isEnded) throw refuse('not-found')
    return c.body(null, 204)
  },
)

const granterFrom = ({ var: { bearer, actor } }: ApiContext): Granter => ({
  ...actor,
  personId: makerOf(bearer)?.accountId ?? null,
})

function refuseGrant(reason: GrantRefusal) {
  switch (reason) {
    case 'unusable-end':
      return unprocessable('until', `Must be in the future, and at most ${EXTENSION_MOST_DAYS} days from now`)
    case 'not-a-member':
      return refuse('not-found')
    case 'changed-meanwhile':
      return refuse('member-changed-meanwhile')
    case 'own-extension':
    case 'nothing-to-extend':
    case 'already-extended':
      return refuse(reason)
  }
}

const present = ({ email, until, reason, grantedBy, grantedAt }: GrantedExtension) => ({
  email,
  until: toRfc3339(until),
  reason,
  granted_by: grantedBy,
  granted_at: toRfc3339(grantedAt),
})
