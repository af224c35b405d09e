// /accounts/{email}/recovery: the operator asks for a recovery of an account, agrees with one, or stops it.
// /workspaces/{slug}/recoveries lists those that concern a workspace. Admins agree on pages only: two tokens would be no
// two people.

import { type Recovery, recoveryStateAt } from '../core/recovery.ts'
import { toRfc3339 } from '../core/time.ts'
import { findAccount } from '../flows/administration/accounts.ts'
import { nameOf } from '../flows/administration/bearer.ts'
import { approveAsOperator, listRecoveries } from '../flows/recovery/approve.ts'
import { recoverAsOperator, stopAsOperator } from '../flows/recovery/ask-as-operator.ts'
import { ResetBody } from './account-schemas.ts'
import { BODY_REFUSALS, body, calls, describe, json, refusals } from './describe.ts'
import { EXAMPLES } from './examples.ts'
import { RECOVERY_EXAMPLES } from './recovery-examples.ts'
import * as schema from './recovery-schemas.ts'
import { refuse } from './refusals.ts'
import { EmailPath, SlugPath } from './schemas.ts'

const tags = ['Accounts']
const path = '/accounts/{email}/recovery'

export const recoveries = calls()

recoveries.openapi(
  describe({
    method: 'post',
    path,
    tags,
    operationId: 'recoverAccount',
    'x-token': 'operator',
    summary: 'Recover an account',
    description:
      'For a person who lost every second factor. Verify their identity first. Mails them a link to set up a new one. The link works once, for 60 minutes, and needs their password or provider. The old factors, recovery codes and sessions end when the new factor is confirmed.',
    request: { params: EmailPath, ...body(ResetBody, EXAMPLES.resetBody) },
    responses: {
      202: json(schema.Recovery, 'The recovery. The mail is on its way', RECOVERY_EXAMPLES.recovery),
      ...refusals(403, 404, 409, ...BODY_REFUSALS),
    },
  }),
  async (c) => {
    const { edge } = c.env
    const account = await findAccount(edge, c.req.valid('param').email)
    if (!account) throw refuse('not-found')
    const deed = { by: nameOf(c.var.bearer), reason: c.req.valid('json').reason }
    const asked = await recoverAsOperator(edge, account, deed)
    if (!asked.ok) throw refuse(asked.error === 'no-mail' ? 'no-mail-for-recovery' : asked.error)
    return c.json(present(asked.value, edge.now), 202)
  },
)

recoveries.openapi(
  describe({
    method: 'post',
    path: `${path}/approve`,
    tags,
    operationId: 'approveRecovery',
    'x-token': 'operator',
    summary: 'Agree with the recovery of an account',
    description:
      'For a recovery that was asked for by the person or an admin, where a workspace has fewer than two admins who can agree. Verify the person’s identity first. If nobody else must agree, the link is mailed.',
    request: { params: EmailPath, ...body(ResetBody, EXAMPLES.resetBody) },
    responses: {
      200: json(schema.Recovery, 'The recovery', { ...RECOVERY_EXAMPLES.recovery, path: 'admins' }),
      ...refusals(403, 404, 409, 410, ...BODY_REFUSALS),
    },
  }),
  async (c) => {
    const { edge } = c.env
    const account = await findAccount(edge, c.req.valid('param').email)
    if (!account) throw refuse('not-found')
    const deed = { by: nameOf(c.var.bearer), reason: c.req.valid('json').reason }
    const approved = await approveAsOperator(edge, account, deed)
    if (!approved.ok) throw refuse(approved.error)
    return c.json(present(approved.value, edge.now), 200)
  },
)

recoveries.openapi(
  describe({
    method: 'get',
    path: '/workspaces/{slug}/recoveries',
    tags: ['Members'],
    operationId: 'listRecoveries',
    'x-token': 'workspace',
    summary: 'List the open recoveries of members',
    description:
      'Lists members who lost every second factor, where admins of this workspace must agree. Admins agree on the members page: approving is for persons, so no call does it. `approvals` are those on behalf of this workspace.',
    request: { params: SlugPath },
    responses: {
      200: json(schema.RecoveryList, 'At most 100, oldest first', RECOVERY_EXAMPLES.recoveries),
      ...refusals(403, 404),
    },
  }),
  async (c) => {
    const { edge } = c.env
    const listed = await listRecoveries(edge, c.var.workspace.id)
    return c.json(
      {
        recoveries: listed.map(({ approvals, ...recovery }) => ({
          ...present(recovery, edge.now),
          approvals: approvals.map(({ by, reason, at }) => ({ by, reason, approved_at: toRfc3339(at) })),
        })),
      },
      200,
    )
  },
)

recoveries.openapi(
  describe({
    method: 'delete',
    path,
    tags,
    operationId: 'stopRecovery',
    'x-token': 'operator',
    summary: 'Stop the recovery of an account',
    description: 'Its link stops working, and the person is told.',
    request: { params: EmailPath },
    responses: { 204: { description: 'Stopped' }, ...refusals(403, 404, 422) },
  }),
  async (c) => {
    const { edge } = c.env
    const account = await findAccount(edge, c.req.valid('param').email)
    if (!account || !(await stopAsOperator(edge, account, nameOf(c.var.bearer)))) throw refuse('not-found')
    return c.body(null, 204)
  },
)

function present({ id, email, path: way, ...recovery }: Recovery & { readonly email: string }, now: number) {
  const state = recoveryStateAt(recovery, now)
  return { id, email, state, path: way, asked_at: toRfc3339(recovery.askedAt) }
}
