// Counts what links in mails ask of D1. docs/scale.md has the numbers.

import { env } from 'cloudflare:workers'
import { beforeEach, expect, it } from 'vitest'
import { requireEmail } from '../../src/core/email.ts'
import { hashPassword } from '../../src/crypto/password.ts'
import { unlockAccountOf } from '../../src/flows/administration/unlock.ts'
import type { Edge } from '../../src/flows/edge/edge.ts'
import { tellAccount } from '../../src/flows/notices/notices.ts'
import { disown, findReported } from '../../src/flows/own-account/disown.ts'
import { approve } from '../../src/flows/recovery/approve.ts'
import { askAsPerson } from '../../src/flows/recovery/ask.ts'
import {
  askForNewPassword,
  chooseNewPassword,
  findForgotten,
} from '../../src/flows/sign-in/forgotten-password.ts'
import { findAccountByEmail } from '../../src/store/accounts.ts'
import { batch } from '../../src/store/batch.ts'
import { ALWAYS } from '../../src/store/condition.ts'
import { settleDeferred } from '../support/deferred.ts'
import { mailingAt } from '../support/enforcement.ts'
import { metered } from '../support/metered.ts'
import { addAdministered, adminAt, begin, recoverAt, redeemableAt } from '../support/recovering.ts'
import { addAccount, addSession, enrol, NOW, PASSWORD_HASH, settle } from '../support/rows.ts'

const EMAIL = 'ada@acme.example'

let sent: string[]
let edge: Edge
let meter: ReturnType<typeof metered>['meter']
beforeEach(async () => {
  sent = []
  const base = await mailingAt(NOW, ({ text = '' }) => void sent.push(text))
  const counted = metered(env.DB)
  edge = { ...base, db: counted.db }
  meter = counted.meter
  await addAccount('ada', await hashPassword(base.ring, 'correct horse battery staple'))
  await enrol('ada')
  await addSession('laptop', 'ada')
})

const tokenIn = (text = '') => /spl_[\w-]+/.exec(text)?.[0] ?? ''

/** Returns round trips, rows read and rows written of one operation. */
async function cost(act: () => Promise<unknown>): Promise<number[]> {
  for (const name of Object.keys(meter)) Object.assign(meter, { [name]: 0 })
  await act()
  const { roundTrips, rowsRead, rowsWritten } = meter
  return [roundTrips, rowsRead, rowsWritten]
}

/** Holds if the operation costs at most this: round trips, rows read and rows written. */
async function expectAtMost(
  most: readonly [number, number, number],
  act: () => Promise<unknown>,
): Promise<void> {
  const counted = await cost(act)
  expect(
    counted.every((value, place) => value <= (most[place] ?? 0)),
    counted.join(', '),
  ).toBe(true)
}

it('a forgotten password: asking, the mail, opening the link and choosing', async () => {
  const work: Promise<unknown>[] = []
  await expectAtMost([1, 1, 2], () =>
    askForNewPassword({ ...edge, defer: (part) => void work.push(part) }, EMAIL),
  )
  await expectAtMost([5, 20, 12], async () => {
    for (const part of work) await part
  })
  await settleDeferred()
  const token = tokenIn(sent[0])
  await expectAtMost([1, 2, 0], () => findForgotten(edge, token))
  await expectAtMost([2, 32, 10], () =>
    chooseNewPassword({ ...edge, defer: () => {} }, token, 'nine blue herons at dawn'),
  )
})

it('a report: opening the link, and each kind', async () => {
  const telling = tellAccount(edge, 'second_factor.removed', 'ada', ALWAYS)
  await batch(edge.db, telling.steps)
  telling.deliver()
  await settleDeferred()
  const token = tokenIn(sent[0])
  await expectAtMost([1, 6, 0], () => findReported(edge, token))
  await expectAtMost([2, 64, 10], () => disown({ ...edge, defer: () => {} }, token))
})

it('an unlock', async () => {
  const account = await findAccountByEmail(env.DB, requireEmail(EMAIL))
  if (!account) throw new Error('no account')
  await expectAtMost([1, 3, 1], () => unlockAccountOf(edge, account, { reason: 'a test', by: 'operator' }))
})

it('a recovery by two admins: asking, agreeing, the link, and the new app', async () => {
  await addAccount('pat', PASSWORD_HASH)
  await enrol('pat')
  await addAdministered('acme', 'pat', ['amy', 'ann'])
  await settle()
  const login = await begin(edge, 'pat')
  const work: Promise<unknown>[] = []
  const deferring = { ...edge, defer: (part: Promise<unknown>) => void work.push(part) }
  /** The mails are sent after each step, and not counted with it. */
  const settled = () => Promise.all(work.splice(0))
  const deed = { email: requireEmail('pat@acme.example'), reason: 'Called Pat' }
  const agree = (id: string) => approve(deferring, adminAt(edge, id), deed)
  await expectAtMost([2, 72, 25], () => askAsPerson(deferring, login, 'admins'))
  await settled()
  await expectAtMost([2, 68, 10], () => agree('amy'))
  await settled()
  await expectAtMost([2, 95, 19], () => agree('ann'))
  await settled()
  const token = /recover\/(spl_[\w-]+)/.exec(sent.join())?.[1] ?? ''
  await expectAtMost([1, 7, 0], () => redeemableAt(edge, token))
  await expectAtMost([2, 79, 28], () => recoverAt(edge, token))
})
