// A new password by mail, and another address, stop an open recovery. Otherwise a thief of the mailbox could go on.

import { beforeEach, describe, expect, it } from 'vitest'
import { requireEmail } from '../../../src/core/email.ts'
import { moveAccount } from '../../../src/flows/administration/move-account.ts'
import { askAsPerson } from '../../../src/flows/recovery/ask.ts'
import { recoverAsOperator } from '../../../src/flows/recovery/ask-as-operator.ts'
import { findRedeemable } from '../../../src/flows/recovery/redeem.ts'
import { askForNewPassword, chooseNewPassword } from '../../../src/flows/sign-in/forgotten-password.ts'
import { settleDeferred } from '../../support/deferred.ts'
import { accountOf, actions, begin, LOGIN, MailedEdge } from '../../support/recovering.ts'
import {
  addAccount,
  addMember,
  addWorkspace,
  count,
  enrol,
  IN_EFFECT,
  NOW,
  PASSWORD_HASH,
  rows,
  setPolicy,
} from '../../support/rows.ts'

const NEXT = 'nine blue herons at dawn'
const CHANGES = [
  ['a new password by mail', choosePassword, 'password', 'pat@acme.example'],
  ['another address by the operator', move, 'address', 'operator'],
] as const
const PATHS = [
  ['operator', async () => recoverAsOperator(mailed.edge, await pat(), { by: 'operator', reason: 'lost' })],
  ['admins', () => askAsPerson(mailed.edge, LOGIN, 'admins')],
  ['delay', () => askAsPerson(mailed.edge, LOGIN, 'delay')],
] as const

let mailed: MailedEdge
beforeEach(async () => {
  mailed = await MailedEdge.at(NOW)
  await addAccount('pat', PASSWORD_HASH)
  await enrol('pat')
  await addWorkspace('acme')
  await addMember('acme', 'pat', 'member')
  await setPolicy('acme', IN_EFFECT)
  await rows('UPDATE workspaces SET self_recovery = 1')
  await begin(mailed.edge, 'pat')
})

const pat = () => accountOf(mailed.edge, 'pat')

async function choosePassword(): Promise<boolean> {
  await askForNewPassword(mailed.edge, 'pat@acme.example')
  await settleDeferred()
  const texts = mailed.mails.map(({ text = '' }) => text).join(' ')
  const [, token = ''] = /forgotten-password\/(spl_[\w-]+)/.exec(texts) ?? []
  return (await chooseNewPassword(mailed.edge, token, NEXT)).ok
}

async function move(): Promise<boolean> {
  const to = { email: requireEmail('pat@new.example'), reason: 'Lost the mailbox', by: 'operator' }
  return (await moveAccount(mailed.edge, await pat(), to)).ok
}

describe.each(CHANGES)('%s', (_, change, how, actor) => {
  it.each(PATHS)('stops a recovery by the path %s, records it, and tells the person', async (path, ask) => {
    await ask()
    expect(await rows('SELECT path, outcome FROM recoveries')).toEqual([{ path, outcome: null }])
    expect(await change()).toBe(true)
    expect(await rows('SELECT outcome, ended_at AS at FROM recoveries')).toEqual([
      { outcome: 'stopped', at: NOW },
    ])
    expect(
      await rows("SELECT actor, detail ->> 'how' AS how FROM audit WHERE action = 'recovery.stopped'"),
    ).toEqual(Array(2).fill({ actor, how }))
    expect(await rows("SELECT account_id AS id FROM notices WHERE kind = 'recovery.stopped'")).toEqual([
      { id: 'pat' },
    ])
  })

  it('ends the link that was mailed before', async () => {
    await recoverAsOperator(mailed.edge, await pat(), { by: 'operator', reason: 'lost' })
    const token = await mailed.token('recover')
    await change()
    expect(await findRedeemable(mailed.edge, token, LOGIN)).toBe('dead-link')
  })

  it('writes nothing about a recovery where none is open', async () => {
    expect(await change()).toBe(true)
    expect(await actions('operator')).not.toContain('recovery.stopped')
    expect(await count("notices WHERE kind = 'recovery.stopped'")).toBe(0)
  })
})
