// /accounts: creates, reads, changes and deletes accounts. Only the operator may call it.

import { COMMON_PASSWORDS } from '../core/common-passwords.ts'
import { findPasswordProblem, PASSWORD_PROBLEMS } from '../core/password.ts'
import { toRfc3339 } from '../core/time.ts'
import {
  type Account,
  type DeletionRefusal,
  deleteAccountOf,
  findAccount,
  putAccountOf,
  resetSecondFactor,
} from '../flows/administration/accounts.ts'
import { nameOf } from '../flows/administration/bearer.ts'
import { moveAccount } from '../flows/administration/move-account.ts'
import { unlockAccountOf } from '../flows/administration/unlock.ts'
import * as schema from './account-schemas.ts'
import { BODY_REFUSALS, body, calls, describe, json, refusals } from './describe.ts'
import { EXAMPLES } from './examples.ts'
import { refuse, unprocessable } from './refusals.ts'
import { EmailPath } from './schemas.ts'

const tags = ['Accounts']

export const accounts = calls()

accounts.openapi(
  describe({
    method: 'put',
    path: '/accounts/{email}',
    tags,
    operationId: 'putAccount',
    'x-token': 'operator',
    summary: 'Create or change an account',
    description:
      'Creates the account, or changes its name, password or language. The same body again changes nothing. A new password ends every session, sign-in under way and API token of the account.',
    request: { params: EmailPath, ...body(schema.AccountBody, EXAMPLES.accountBody) },
    responses: {
      200: json(schema.Account, 'Changed', EXAMPLES.account),
      201: json(schema.Account, 'Created', EXAMPLES.account),
      ...refusals(403, 409, ...BODY_REFUSALS),
    },
  }),
  async (c) => {
    const { email } = c.req.valid('param')
    const { name, password, language } = c.req.valid('json')
    const owner = { email: email.address, name, platform: c.env.edge.config.brand.name }
    const problem = password === undefined ? null : findPasswordProblem(password, owner, COMMON_PASSWORDS)
    if (problem) throw unprocessable('password', PASSWORD_PROBLEMS[problem])
    const put = await putAccountOf(
      c.env.edge,
      email,
      { name, password: password ?? null, language: language ?? null },
      nameOf(c.var.bearer),
    )
    if (!put.ok) throw refuse('put-overtaken')
    return c.json(present(put.value.account), put.value.isNew ? 201 : 200)
  },
)

accounts.openapi(
  describe({
    method: 'get',
    path: '/accounts/{email}',
    tags,
    operationId: 'getAccount',
    'x-token': 'operator',
    summary: 'Get an account',
    request: { params: EmailPath },
    responses: { 200: json(schema.Account, 'The account', EXAMPLES.account), ...refusals(403, 404, 422) },
  }),
  async (c) => {
    const account = await findAccount(c.env.edge, c.req.valid('param').email)
    if (!account) throw refuse('not-found')
    return c.json(present(account), 200)
  },
)

accounts.openapi(
  describe({
    method: 'delete',
    path: '/accounts/{email}',
    tags,
    operationId: 'deleteAccount',
    'x-token': 'operator',
    summary: 'Delete an account',
    description: 'Deletes the account with its sessions and memberships.',
    request: { params: EmailPath },
    responses: { 204: { description: 'Deleted' }, ...refusals(403, 404, 409, 422) },
  }),
  async (c) => {
    const { edge } = c.env
    const account = await findAccount(edge, c.req.valid('param').email)
    if (!account) throw refuse('not-found')
    const deleted = await deleteAccountOf(edge, account, nameOf(c.var.bearer))
    if (!deleted.ok) throw refuseDeletion(deleted.error)
    return c.body(null, 204)
  },
)

accounts.openapi(
  describe({
    method: 'delete',
    path: '/accounts/{email}/second-factor',
    tags,
    operationId: 'resetSecondFactor',
    'x-token': 'operator',
    summary: 'Reset a second factor',
    description:
      'For a person who lost their device. Verify their identity first. Removes the authenticator app, all passkeys and the recovery codes, and ends their sessions and API tokens. Where a workspace requires a second factor, the next sign-in asks for a new one.',
    request: { params: EmailPath, ...body(schema.ResetBody, EXAMPLES.resetBody) },
    responses: { 204: { description: 'Reset' }, ...refusals(403, 404, ...BODY_REFUSALS) },
  }),
  async (c) => {
    const { edge } = c.env
    const account = await findAccount(edge, c.req.valid('param').email)
    if (!account) throw refuse('not-found')
    await resetSecondFactor(edge, account, c.req.valid('json').reason, nameOf(c.var.bearer))
    return c.body(null, 204)
  },
)

accounts.openapi(
  describe({
    method: 'post',
    path: '/accounts/{email}/unlock',
    tags,
    operationId: 'unlockAccount',
    'x-token': 'operator',
    summary: 'Unlock an account',
    description:
      'For a person who can’t sign in. Verify their identity first. Ends the waits after wrong passwords and codes, and makes an authenticator app work again that was blocked after 100 wrong codes. Also ends the lock of an account whose owner reported a change as not theirs. Password, second factors and tokens stay as they are.',
    request: { params: EmailPath, ...body(schema.ResetBody, EXAMPLES.unlockBody) },
    responses: { 204: { description: 'Unlocked' }, ...refusals(403, 404, ...BODY_REFUSALS) },
  }),
  async (c) => {
    const { edge } = c.env
    const account = await findAccount(edge, c.req.valid('param').email)
    if (!account) throw refuse('not-found')
    const { reason } = c.req.valid('json')
    await unlockAccountOf(edge, account, { reason, by: nameOf(c.var.bearer) })
    return c.body(null, 204)
  },
)

accounts.openapi(
  describe({
    method: 'post',
    path: '/accounts/{email}/address',
    tags,
    operationId: 'changeAddress',
    'x-token': 'operator',
    summary: 'Change an address',
    description:
      'Gives the account another address. Verify that the person can read mail there. Id, second factors, memberships and identities stay. Ends every session and sign-in under way. Tells both addresses, if mail is set up. A change that the person has asked for is cancelled. Afterwards the old address has no account, and `PUT /accounts/{email}` with it creates another one.',
    request: { params: EmailPath, ...body(schema.AddressBody, EXAMPLES.addressBody) },
    responses: {
      200: json(schema.Account, 'The account with its new address', EXAMPLES.accountAfterMove),
      ...refusals(403, 404, 409, ...BODY_REFUSALS),
    },
  }),
  async (c) => {
    const { edge } = c.env
    const account = await findAccount(edge, c.req.valid('param').email)
    if (!account) throw refuse('not-found')
    const { email, reason = null } = c.req.valid('json')
    const moved = await moveAccount(edge, account, { email, reason, by: nameOf(c.var.bearer) })
    if (!moved.ok)
      throw refuse(moved.error === 'address-taken' ? 'address-taken' : 'account-changed-meanwhile')
    return c.json(present(moved.value), 200)
  },
)

function refuseDeletion(refusal: DeletionRefusal) {
  switch (refusal.reason) {
    case 'changed-meanwhile':
      return refuse('account-changed-meanwhile')
    case 'last-owner':
      return refuse({ reason: 'last-owner-somewhere', slugs: refusal.slugs })
    case 'last-enrolled-owner':
      return refuse({ reason: 'last-enrolled-owner-somewhere', slugs: refusal.slugs })
  }
}

const present = (account: Account) => ({
  id: account.id,
  email: account.email,
  name: account.name,
  enrolled: account.enrolledAt !== null,
  language: account.language,
  created_at: toRfc3339(account.createdAt),
  locked_at: account.lockedAt === null ? null : toRfc3339(account.lockedAt),
})
