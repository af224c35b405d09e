// /accounts/{email}/second-factors: lists an account's second factors and removes a single one. Only the operator
// may call it.

import { toRfc3339 } from '../core/time.ts'
import { findAccount } from '../flows/administration/accounts.ts'
import { nameOf } from '../flows/administration/bearer.ts'
import {
  listSecondFactors,
  removeSecondFactor,
  type SecondFactorDetail,
} from '../flows/administration/second-factors.ts'
import * as schema from './account-schemas.ts'
import { BODY_REFUSALS, body, calls, describe, json, refusals } from './describe.ts'
import { EXAMPLES } from './examples.ts'
import { refuse } from './refusals.ts'
import { EmailPath } from './schemas.ts'

const tags = ['Accounts']
const path = '/accounts/{email}/second-factors'

export const secondFactors = calls()

secondFactors.openapi(
  describe({
    method: 'get',
    path,
    tags,
    operationId: 'listSecondFactors',
    'x-token': 'operator',
    summary: 'List the second factors of an account',
    description: 'Lists the authenticator app, the passkeys and the recovery codes that work. An array.',
    request: { params: EmailPath },
    responses: {
      200: json(schema.SecondFactors, 'The whole list', EXAMPLES.secondFactors),
      ...refusals(403, 404, 422),
    },
  }),
  async (c) => {
    const account = await findAccount(c.env.edge, c.req.valid('param').email)
    if (!account) throw refuse('not-found')
    return c.json((await listSecondFactors(c.env.edge, account)).map(present), 200)
  },
)

secondFactors.openapi(
  describe({
    method: 'delete',
    path: `${path}/{id}`,
    tags,
    operationId: 'removeSecondFactor',
    'x-token': 'operator',
    summary: 'Remove one second factor',
    description:
      'For a person who lost one of several. Verify their identity first. Ends the sessions that it had proved, and tells the person. Removing the last authenticator app or passkey resets the second factor.',
    request: { params: schema.FactorPath, ...body(schema.ResetBody, EXAMPLES.resetBody) },
    responses: { 204: { description: 'Removed' }, ...refusals(403, 404, ...BODY_REFUSALS) },
  }),
  async (c) => {
    const { edge } = c.env
    const { email, id } = c.req.valid('param')
    const account = await findAccount(edge, email)
    const removal = { reason: c.req.valid('json').reason, by: nameOf(c.var.bearer) }
    if (!account || !(await removeSecondFactor(edge, account, id, removal))) throw refuse('not-found')
    return c.body(null, 204)
  },
)

function present(factor: SecondFactorDetail) {
  const { id, name, createdAt, lastUsedAt } = factor
  const common = { id, name, created_at: timeOf(createdAt), last_used_at: timeOf(lastUsedAt) }
  switch (factor.kind) {
    case 'totp':
      return { ...common, kind: factor.kind }
    case 'passkey':
      return { ...common, kind: factor.kind, backed_up: factor.isBackedUp }
    case 'recovery_codes':
      return { ...common, kind: factor.kind, left: factor.left }
  }
}

const timeOf = (seconds: number | null) => (seconds === null ? null : toRfc3339(seconds))
