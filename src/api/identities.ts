// /accounts/{email}/identities: lists, links and unlinks the identities by which providers know an account.
// Only the operator may call it.

import type { Email } from '../core/email.ts'
import { findProvider, isFederated } from '../core/provider.ts'
import { toRfc3339 } from '../core/time.ts'
import { findAccount } from '../flows/administration/accounts.ts'
import { nameOf } from '../flows/administration/bearer.ts'
import { type Identity, listIdentities } from '../flows/administration/identities.ts'
import { linkByOperator, unlinkByOperator } from '../flows/own-account/link-identity.ts'
import * as schema from './account-schemas.ts'
import type { ApiContext } from './context.ts'
import { BODY_REFUSALS, body, calls, describe, json, refusals } from './describe.ts'
import { EXAMPLES } from './examples.ts'
import { refuse, unprocessable } from './refusals.ts'
import { EmailPath } from './schemas.ts'

const tags = ['Accounts']
const path = '/accounts/{email}/identities'

export const identities = calls()

identities.openapi(
  describe({
    method: 'get',
    path,
    tags,
    operationId: 'listIdentities',
    'x-token': 'operator',
    summary: 'List the identities of an account',
    description: 'Lists the subjects by which providers know the account.',
    request: { params: EmailPath },
    responses: {
      200: json(schema.IdentityList, 'The whole list', EXAMPLES.identities),
      ...refusals(403, 404, 422),
    },
  }),
  async (c) => {
    const account = await requireAccount(c, c.req.valid('param').email)
    return c.json(present(await listIdentities(c.env.edge, account)), 200)
  },
)

identities.openapi(
  describe({
    method: 'post',
    path,
    tags,
    operationId: 'linkIdentity',
    'x-token': 'operator',
    summary: 'Link an identity to an account',
    description: 'The same identity again changes nothing.',
    request: { params: EmailPath, ...body(schema.IdentityBody, EXAMPLES.identity) },
    responses: {
      200: json(schema.IdentityList, 'The whole list, changed', EXAMPLES.identities),
      ...refusals(403, 404, 409, ...BODY_REFUSALS),
    },
  }),
  async (c) => {
    const { edge } = c.env
    const identity = c.req.valid('json')
    const provider = findProvider(edge.config.providers, identity.provider)
    if (!provider || !isFederated(provider)) {
      throw unprocessable('provider', 'No provider of kind oidc or ticket has this id')
    }
    const account = await requireAccount(c, c.req.valid('param').email)
    if (!(await linkByOperator(edge, account, identity, nameOf(c.var.bearer)))) {
      throw refuse('identity-taken')
    }
    return c.json(present(await listIdentities(edge, account)), 200)
  },
)

identities.openapi(
  describe({
    method: 'delete',
    path,
    tags,
    operationId: 'unlinkIdentity',
    'x-token': 'operator',
    summary: 'Unlink an identity from an account',
    description: 'Works for the last identity, too. Ends the sessions that were begun with it.',
    request: { params: EmailPath, ...body(schema.IdentityBody, EXAMPLES.identity) },
    responses: { 204: { description: 'Unlinked' }, ...refusals(403, 404, ...BODY_REFUSALS) },
  }),
  async (c) => {
    const account = await requireAccount(c, c.req.valid('param').email)
    const isDone = await unlinkByOperator(c.env.edge, account, c.req.valid('json'), nameOf(c.var.bearer))
    if (!isDone) throw refuse('not-found')
    return c.body(null, 204)
  },
)

async function requireAccount(c: ApiContext, email: Email) {
  const account = await findAccount(c.env.edge, email)
  if (!account) throw refuse('not-found')
  return account
}

const present = (linked: readonly Identity[]) => ({
  identities: linked.map(({ provider, subject, email, linkedAt }) => ({
    provider,
    subject,
    email,
    linked_at: toRfc3339(linkedAt),
  })),
})
