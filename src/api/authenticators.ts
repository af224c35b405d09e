// /accounts/{email}/authenticator: imports the authenticator app that a person used before. Only the operator may call
// it.

import { findAccount } from '../flows/administration/accounts.ts'
import { nameOf } from '../flows/administration/bearer.ts'
import { importAuthenticatorOf } from '../flows/administration/import-authenticator.ts'
import * as schema from './account-schemas.ts'
import { BODY_REFUSALS, body, calls, describe, json, refusals } from './describe.ts'
import { EXAMPLES } from './examples.ts'
import { refuse, unprocessable } from './refusals.ts'
import { EmailPath } from './schemas.ts'

export const authenticators = calls()

authenticators.openapi(
  describe({
    method: 'put',
    path: '/accounts/{email}/authenticator',
    tags: ['Accounts'],
    operationId: 'importAuthenticator',
    'x-token': 'operator',
    summary: 'Import an authenticator app',
    description:
      'For a person who moves here with the authenticator app that they already use. The account is enrolled at once, and nobody gets a mail. Codes from before the import are refused. An account that has a second factor keeps it (409). The command `sallyport import` reads the exports of other products.',
    request: { params: EmailPath, ...body(schema.AuthenticatorBody, EXAMPLES.authenticatorBody) },
    responses: {
      201: json(schema.ImportedAuthenticator, 'Imported', EXAMPLES.importedAuthenticator),
      ...refusals(403, 404, 409, ...BODY_REFUSALS),
    },
  }),
  async (c) => {
    const { edge } = c.env
    const account = await findAccount(edge, c.req.valid('param').email)
    if (!account) throw refuse('not-found')
    const { code = null, ...app } = c.req.valid('json')
    const imported = await importAuthenticatorOf(edge, account, { app, code }, nameOf(c.var.bearer))
    if (imported.ok) return c.json({ state: 'imported' as const }, 201)
    if (imported.error === 'already-enrolled') throw refuse('already-enrolled')
    throw unprocessable('code', 'Is not a code that an app with this secret and these settings shows now')
  },
)
