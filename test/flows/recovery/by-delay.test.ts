// The path by delay: nobody must agree, but the person waits 72 hours, and every concerned workspace must allow it.

import { beforeEach, describe, expect, it } from 'vitest'
import { loadRing } from '../../../src/flows/edge/ring.ts'
import { tellDue } from '../../../src/flows/notices/due-notices.ts'
import { runNotices } from '../../../src/flows/notices/notice-run.ts'
import { askAsPerson, viewOwnRecovery } from '../../../src/flows/recovery/ask.ts'
import { recoverAsOperator } from '../../../src/flows/recovery/ask-as-operator.ts'
import { findByStopLink, stopByLink } from '../../../src/flows/recovery/stop-by-link.ts'
import { settleDeferred } from '../../support/deferred.ts'
import { accountOf, begin, LOGIN, MailedEdge, recoverAt } from '../../support/recovering.ts'
import {
  addAccount,
  addMember,
  addStranger,
  addWorkspace,
  count,
  enrol,
  IN_EFFECT,
  NOW,
  PASSWORD_HASH,
  rows,
  SCHEDULED,
  setPolicy,
} from '../../support/rows.ts'

const DAY = 86_400

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

const ask = (at = mailed.edge) => askAsPerson(at, LOGIN, 'delay')
const mayWait = async (at = mailed.edge) => (await viewOwnRecovery(at, LOGIN))?.mayWait
const state = async () =>
  (await rows('SELECT linked_at AS linkedAt, outcome, next_step_at AS next FROM recoveries'))[0]
const cronAt = async (seconds: number) => {
  await runNotices(mailed.later(seconds))
  await settleDeferred()
}
const addressChangedAt = (at: number) =>
  rows(
    `INSERT INTO notices (id, at, kind, account_id, detail, ip, user_agent, expires_at)
     VALUES ('n', ?, 'address.changed', 'pat', '{"by":"owner"}', '', '', ?)`,
    at,
    NOW + DAY,
  )
const subjects = () => mailed.mails.map(({ subject }) => subject)

describe('the path by delay', () => {
  it('reminds each day, and mails the link after 72 hours', async () => {
    expect(await ask()).toBeNull()
    await settleDeferred()
    expect(mailed.mails).toHaveLength(1)
    await cronAt(DAY - 1)
    expect(mailed.mails).toHaveLength(1)
    await cronAt(DAY)
    await cronAt(DAY)
    await cronAt(2 * DAY)
    expect(subjects().slice(1)).toEqual(Array(2).fill('A recovery of your account is waiting'))
    await cronAt(3 * DAY - 1)
    expect(await state()).toMatchObject({ linkedAt: null })
    await cronAt(3 * DAY)
    await cronAt(3 * DAY)
    expect(await state()).toEqual({ linkedAt: NOW + 3 * DAY, outcome: null, next: null })
    expect(mailed.mails).toHaveLength(4)
    const at = mailed.later(3 * DAY + 60)
    // The cron trigger has read the ring anew.
    const later = { ...at, ring: await loadRing(at) }
    const cookie = await begin(later, 'pat', { cookie: 'later' })
    const token = await mailed.token('recover')

    expect(await recoverAt(later, token, cookie)).toMatchObject({ ok: true })
  })

  it('sends one reminder for all that an outage has missed', async () => {
    await ask()
    await cronAt(2.5 * DAY)
    expect(subjects().filter((subject) => subject?.includes('waiting'))).toHaveLength(1)
    expect((await state())?.next).toBe(NOW + 3 * DAY)
  })

  it('is stopped by the link in any of its mails, and nothing is mailed later', async () => {
    await ask()
    await cronAt(DAY)
    const found = await findByStopLink(mailed.edge, await mailed.token('stop-recovery'))
    expect(found && (await stopByLink(mailed.later(DAY), found))).toBe(true)
    await settleDeferred()
    const before = mailed.mails.length
    await cronAt(3 * DAY)
    expect(mailed.mails).toHaveLength(before)
    expect(await mayWait(mailed.edge)).toBe(false)
  })
})

describe('it is open', () => {
  it.each([
    ['where the only workspace allows it', async () => {}, true],
    ['to somebody whose workspaces require nothing', () => rows('DELETE FROM policies'), true],
    ['not where it is off', () => rows('UPDATE workspaces SET self_recovery = 0'), false],
    ['not to an owner of a workspace that enforces', () => rows("UPDATE members SET role = 'owner'"), false],
    [
      'not to an admin of one that has scheduled it',
      async () => {
        await setPolicy('acme', SCHEDULED)
        await rows("UPDATE members SET role = 'admin'")
      },
      false,
    ],
    [
      'to an admin of one that requires nothing, and allows it',
      async () => {
        await rows('DELETE FROM policies')
        await rows("UPDATE members SET role = 'admin'")
      },
      true,
    ],
    [
      'not where one of two does not allow it',
      async () => {
        await addWorkspace('other')
        await addStranger('other', 'pat', 'member')
        await setPolicy('other', IN_EFFECT, 'phishing-resistant')
      },
      false,
    ],
    [
      'not for a week after a new password',
      () =>
        rows(
          `INSERT INTO notices (id, at, kind, account_id, detail, ip, user_agent, expires_at)
           VALUES ('n', ?, 'password.changed', 'pat', '{}', '', '', ?)`,
          NOW - 7 * DAY + 1,
          NOW + DAY,
        ),
      false,
    ],
    ['not for a week after another address', () => addressChangedAt(NOW - 7 * DAY + 1), false],
    ['a week after another address', () => addressChangedAt(NOW - 7 * DAY), true],
    [
      'not to an account that was locked after its address was changed, however long ago',
      async () => {
        await addressChangedAt(NOW - 30 * DAY)
        await rows('UPDATE accounts SET locked_at = ?', NOW - 29 * DAY)
      },
      false,
    ],
    [
      'to a locked account with its own address',
      () => rows('UPDATE accounts SET locked_at = ?', NOW - DAY),
      true,
    ],
  ])('%s', async (_, prepare, isOpen) => {
    await prepare()
    expect(await mayWait()).toBe(isOpen)
    expect(await ask()).toBe(isOpen ? null : 'not-open')
    expect(await count('recoveries')).toBe(isOpen ? 1 : 0)
  })

  it('again seven days after a veto, and three times a year', async () => {
    for (const day of [0, 100, 200]) {
      await rows(
        `INSERT INTO recoveries (id, account_id, path, asked_by, asked_at, ready_at, expires_at, ended_at, outcome)
         VALUES (?, 'pat', 'delay', 'pat', ?1, ?1, ?1, ?1, 'expired')`.replaceAll(
          '?1',
          `${NOW - 365 * DAY + day * DAY}`,
        ),
        `r${day}`,
      )
    }
    expect(await mayWait()).toBe(true)
    await rows('UPDATE recoveries SET asked_at = asked_at + 1')
    expect(await mayWait()).toBe(false)
    await rows("UPDATE recoveries SET path = 'operator', ready_at = NULL")
    expect(await mayWait()).toBe(true)
    await rows("UPDATE recoveries SET outcome = 'stopped', ended_at = ? WHERE id = 'r200'", NOW - 7 * DAY + 1)
    expect(await mayWait()).toBe(false)
    await rows("UPDATE recoveries SET ended_at = ? WHERE id = 'r200'", NOW - 7 * DAY)
    expect(await mayWait()).toBe(true)
  })
})

it.each([
  ['joins a workspace that does not allow it', () => join('member')],
  ['becomes an admin', () => rows("UPDATE members SET role = 'admin'")],
  ['is in a workspace that takes it back', () => rows('UPDATE workspaces SET self_recovery = 0')],
])('a person who %s during the wait gets no link, and is told', async (_, change) => {
  await ask()
  await change()
  await cronAt(3 * DAY)
  expect(await state()).toMatchObject({ linkedAt: null, outcome: 'stopped' })
  expect(await rows("SELECT 1 FROM notices WHERE kind = 'recovery.link'")).toEqual([])
  expect(subjects().at(-1)).toBe('A recovery of your account was stopped')
})

async function join(role: 'member') {
  await addWorkspace('other')
  await addStranger('other', 'pat', role)
  await setPolicy('other', IN_EFFECT)
}

it('two runs of the cron trigger at once mail one link', async () => {
  await ask()
  await Promise.all([tellDue(mailed.later(3 * DAY)), tellDue(mailed.later(3 * DAY))])
  expect(await rows("SELECT 1 FROM notices WHERE kind = 'recovery.link'")).toHaveLength(1)
})

it('the operator’s recovery is refused while one waits', async () => {
  await ask()
  const asked = await recoverAsOperator(mailed.edge, await accountOf(mailed.edge, 'pat'), {
    by: 'operator',
    reason: 'lost',
  })
  expect(asked).toEqual({ ok: false, error: 'recovery-open' })
})
