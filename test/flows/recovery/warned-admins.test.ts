// An admin is warned before a decision of changes that a thief of the mailbox can make.

import { beforeEach, expect, it } from 'vitest'
import { requireEmail } from '../../../src/core/email.ts'
import { moveAccount } from '../../../src/flows/administration/move-account.ts'
import { viewMemberRecovery } from '../../../src/flows/recovery/approve.ts'
import type { Admin } from '../../../src/flows/recovery/ask.ts'
import { askForNewPassword, chooseNewPassword } from '../../../src/flows/sign-in/forgotten-password.ts'
import { settleDeferred } from '../../support/deferred.ts'
import { accountOf, MailedEdge } from '../../support/recovering.ts'
import {
  addAccount,
  addMember,
  addWorkspace,
  author,
  enrol,
  IN_EFFECT,
  NOW,
  PASSWORD_HASH,
  rows,
  setPolicy,
} from '../../support/rows.ts'

const OLGA: Admin = { ...author('olga'), accountId: 'olga', workspaceId: 'acme' }
const LATER = NOW + 60

let mailed: MailedEdge
beforeEach(async () => {
  mailed = await MailedEdge.at(LATER)
  await addWorkspace('acme')
  for (const [id, role] of [
    ['olga', 'owner'],
    ['pat', 'member'],
  ] as const)
    await addMember('acme', await addAccount(id, PASSWORD_HASH), role)
  await enrol('pat')
  await setPolicy('acme', IN_EFFECT)
})

const seen = async (email: string) => {
  const member = await viewMemberRecovery(mailed.edge, OLGA, requireEmail(email))
  return member && { addressSince: member.addressSince, passwordMailedAt: member.passwordMailedAt }
}

it('nothing of an account that nobody has changed', async () => {
  expect(await seen('pat@acme.example')).toEqual({ addressSince: null, passwordMailedAt: null })
})

it.each(['open', 'locked'])(
  'when the address was changed and the password set by mail, while the account is %s',
  async (state) => {
    await askForNewPassword(mailed.edge, 'pat@acme.example')
    await settleDeferred()
    const texts = mailed.mails.map(({ text = '' }) => text).join(' ')
    const [, token = ''] = /forgotten-password\/(spl_[\w-]+)/.exec(texts) ?? []
    expect((await chooseNewPassword(mailed.edge, token, 'nine blue herons at dawn')).ok).toBe(true)
    const to = { email: requireEmail('pat@new.example'), reason: 'Lost the mailbox', by: 'operator' }
    await moveAccount(mailed.edge, await accountOf(mailed.edge, 'pat'), to)
    if (state === 'locked')
      await rows("UPDATE accounts SET locked_at = ?1 WHERE id = 'pat'".replace('?1', String(LATER)))
    expect(await seen('pat@new.example')).toEqual({ addressSince: LATER, passwordMailedAt: LATER })
  },
)
