// The mails of a recovery show the person from where somebody asked in their name. They never show from where an admin or
// the operator decided.

import { beforeEach, describe, expect, it } from 'vitest'
import { requireEmail } from '../../../src/core/email.ts'
import { moveAccount } from '../../../src/flows/administration/move-account.ts'
import type { Edge } from '../../../src/flows/edge/edge.ts'
import { runNotices } from '../../../src/flows/notices/notice-run.ts'
import { approve, approveAsOperator, refuseRecovery } from '../../../src/flows/recovery/approve.ts'
import { askAsAdmin, askAsPerson } from '../../../src/flows/recovery/ask.ts'
import { recoverAsOperator, stopAsOperator } from '../../../src/flows/recovery/ask-as-operator.ts'
import { settleDeferred } from '../../support/deferred.ts'
import { accountOf, addAdministered, adminAt, begin, LOGIN, MailedEdge } from '../../support/recovering.ts'
import { addAccount, enrol, NOW, PASSWORD_HASH, rows, settle } from '../../support/rows.ts'

const OWN_IP = '192.0.2.1'
const THEIR_IP = '203.0.113.77'
const THEIR_BROWSER = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'
const DEED = { email: requireEmail('pat@acme.example'), reason: 'Called Pat' }
const BY_OPERATOR = { by: 'operator', reason: 'Called Pat' }

let mailed: MailedEdge
/** The edge as an admin or the operator uses it. */
let theirs: Edge
beforeEach(async () => {
  mailed = await MailedEdge.at(NOW)
  theirs = { ...mailed.edge, client: { ip: THEIR_IP, userAgent: THEIR_BROWSER } }
  await addAccount('pat', PASSWORD_HASH)
  await enrol('pat')
  await addAdministered('acme', 'pat', ['amy', 'ann'])
  await settle()
})

const admin = (id: string) => adminAt(theirs, id)
const pat = () => accountOf(mailed.edge, 'pat')
const askAs = async (path: 'admins' | 'delay') => {
  await begin(mailed.edge, 'pat')
  expect(await askAsPerson(mailed.edge, LOGIN, path)).toBeNull()
}
const mailsToPat = async () => {
  await settleDeferred()
  return mailed.mails.filter(({ to }) => String(to).startsWith('pat@'))
}

describe('the person is not told the network address or the browser', () => {
  it.each([
    [
      'of the admins who ask for a recovery, agree with it and stop it',
      async () => {
        await askAsAdmin(theirs, admin('amy'), DEED)
        await approve(theirs, admin('ann'), DEED)
        await refuseRecovery(theirs, admin('amy'), DEED)
      },
      4,
    ],
    [
      'of the operator who mails the link alone, and stops the recovery',
      async () => {
        await recoverAsOperator(theirs, await pat(), BY_OPERATOR)
        await stopAsOperator(theirs, await pat(), 'operator')
      },
      2,
    ],
    [
      'of the operator who changes the address meanwhile',
      async () => {
        await askAs('admins')
        await settleDeferred()
        mailed.mails.length = 0
        await moveAccount(theirs, await pat(), { email: requireEmail('pat@new.example'), ...BY_OPERATOR })
      },
      3,
    ],
    [
      'of the operator who agrees where a workspace has too few admins',
      async () => {
        await rows("DELETE FROM members WHERE account_id = 'ann'")
        await askAsAdmin(theirs, admin('amy'), DEED)
        await approveAsOperator(theirs, await pat(), BY_OPERATOR)
      },
      3,
    ],
    [
      'that nobody has, while they wait',
      async () => {
        await rows('UPDATE workspaces SET self_recovery = 1')
        await askAs('delay')
        await settleDeferred()
        mailed.mails.length = 0
        for (const days of [1, 2, 3]) {
          await runNotices({ ...mailed.later(days * 86_400), client: { ip: '', userAgent: '' } })
          await settleDeferred()
        }
      },
      3,
    ],
  ])('%s', async (_, act, count) => {
    await act()
    const mails = await mailsToPat()
    expect(mails).toHaveLength(count)
    for (const { text = '', subject } of mails) {
      expect(text, subject).not.toContain(THEIR_IP)
      expect(text, subject).not.toContain('From:')
    }
  })
})

it('the person is told from where somebody asked in their name', async () => {
  await askAs('admins')
  expect((await mailsToPat())[0]?.text).toContain(OWN_IP)
})
