// Two admins of each concerned workspace agree with a recovery. The last agreement mails the link.

import { beforeEach, describe, expect, it } from 'vitest'
import { requireEmail } from '../../../src/core/email.ts'
import { runNotices } from '../../../src/flows/notices/notice-run.ts'
import {
  approve,
  approveAsOperator,
  listRecoveries,
  refuseRecovery,
} from '../../../src/flows/recovery/approve.ts'
import { askAsAdmin, askAsPerson, viewOwnRecovery } from '../../../src/flows/recovery/ask.ts'
import { recoverAsOperator } from '../../../src/flows/recovery/ask-as-operator.ts'
import { findRedeemable } from '../../../src/flows/recovery/redeem.ts'
import { sendLinkAgain } from '../../../src/flows/recovery/send-again.ts'
import { settleDeferred } from '../../support/deferred.ts'
import { edgeAt } from '../../support/edge-at.ts'
import { accountOf, actions, adminAt, begin, LOGIN, MailedEdge, recoverAt } from '../../support/recovering.ts'
import {
  addAccount,
  addMember,
  addSession,
  addStranger,
  addWorkspace,
  BY_PASSWORD,
  count,
  enrol,
  IN_EFFECT,
  NOW,
  PASSWORD_HASH,
  rows,
  setPolicy,
  settle,
} from '../../support/rows.ts'

const PAT = requireEmail('pat@acme.example')
const DEED = { email: PAT, reason: 'Called Pat' }

let mailed: MailedEdge
beforeEach(async () => {
  mailed = await MailedEdge.at(NOW)
  await addAccount('pat', PASSWORD_HASH)
  for (const id of ['amy', 'ann', 'art']) await addAccount(id)
  for (const id of ['pat', 'amy', 'ann', 'art']) await enrol(id)
  await addWorkspace('acme')
  await addMember('acme', 'pat', 'member')
  for (const id of ['amy', 'ann']) await addMember('acme', id, 'admin')
  for (const id of ['amy', 'ann', 'art', 'pat']) await addSession(id, id, { mfaTime: NOW })
  await setPolicy('acme', IN_EFFECT)
  await settle()
})

const admin = (id: string, workspaceId = 'acme') => adminAt(mailed.edge, id, workspaceId)
const ask = async (edge = mailed.edge) => {
  await begin(edge, 'pat')
  return askAsPerson(edge, LOGIN, 'admins')
}
const state = async () => (await rows('SELECT path, linked_at AS linkedAt, outcome FROM recoveries'))[0]
const written = async () => [
  await count('recoveries'),
  await count('recovery_approvals'),
  await count('audit'),
  await count('notices'),
]

describe('a person who lost everything', () => {
  it('asks after the first factor, is told by mail, and goes on once two admins agree', async () => {
    expect(await ask()).toBeNull()
    expect(await state()).toEqual({ path: 'admins', linkedAt: null, outcome: null })
    await mailed.token('stop-recovery')
    expect(mailed.mails).toHaveLength(1)
    expect(await approve(mailed.edge, admin('amy'), DEED)).toEqual({ ok: true, value: null })
    expect((await state())?.linkedAt).toBeNull()
    expect(await approve(mailed.edge, admin('ann'), DEED)).toEqual({ ok: true, value: null })
    expect((await state())?.linkedAt).toBe(NOW)
    const token = await mailed.token('recover')
    expect(mailed.mails).toHaveLength(4)
    expect(await recoverAt(mailed.edge, token)).toMatchObject({ ok: true })
    expect(await actions('acme')).toEqual([
      'recovery.asked',
      'recovery.approved',
      'recovery.approved',
      'recovery.linked',
      'recovery.completed',
    ])
  })

  it('and each admin who may agree gets a mail that leads to the decision, once', async () => {
    await addStranger('acme', 'art', 'admin')
    await ask()
    await runNotices(mailed.edge)
    await settleDeferred()
    const toAdmins = mailed.mails.filter(({ to }) => to !== 'pat@acme.example')
    expect(toAdmins.map(({ to }) => to).sort()).toEqual(['amy@acme.example', 'ann@acme.example'])
    expect(toAdmins[0]?.text).toContain('/workspaces/acme/settings/members/recovery?email=pat%40acme.example')
    expect(toAdmins[0]?.text).not.toContain('spl_')
    await runNotices(mailed.edge)
    expect(mailed.mails).toHaveLength(3)
  })

  it('is told nothing that names a workspace or an admin', async () => {
    await begin(mailed.edge, 'pat')
    const own = await viewOwnRecovery(mailed.edge, LOGIN)
    expect(own).toMatchObject({ hasAdmins: true, needsOperator: false, recovery: null })
    expect(JSON.stringify(own)).not.toMatch(/acme"|amy|ann/)
  })

  it.each([
    ['without a login', async () => askAsPerson(mailed.edge, 'made up', 'admins'), 'gone'],
    ['where no mail is set up', async () => ask({ ...(await edgeAt(NOW)) }), 'no-mail'],
    [
      'while one is open',
      async () => ask().then(() => askAsPerson(mailed.edge, LOGIN, 'admins')),
      'recovery-open',
    ],
    [
      'in a login that only links an identity',
      async () => {
        const factor = {
          ...BY_PASSWORD,
          ...{ kind: 'fed' as const, provider: 'password', passwordHash: null },
          ...{ subject: 'x', linkEmail: 'pat@acme.example' },
        }
        await begin(mailed.edge, 'pat', { factor })
        return askAsPerson(mailed.edge, LOGIN, 'admins')
      },
      'other-way',
    ],
    [
      'in no workspace that is concerned',
      async () => {
        await rows('DELETE FROM policies')
        return ask()
      },
      'not-open',
    ],
    [
      'in no workspace that they entered',
      async () => {
        await rows('UPDATE members SET entered_at = NULL')
        return ask()
      },
      'not-open',
    ],
  ])('is refused %s', async (_, act, refusal) => {
    expect(await act()).toBe(refusal)
    expect(await count('recoveries')).toBe(refusal === 'recovery-open' ? 1 : 0)
  })

  it('may ask three times a day', async () => {
    for (let i = 0; i < 3; i++) {
      await rows("UPDATE recoveries SET ended_at = 1, outcome = 'stopped' WHERE ended_at IS NULL")
      expect(
        await askAsPerson(mailed.edge, await begin(mailed.edge, 'pat', { cookie: `${i}` }), 'admins'),
      ).toBeNull()
    }
    await rows("UPDATE recoveries SET ended_at = 1, outcome = 'stopped' WHERE ended_at IS NULL")
    expect(await askAsPerson(mailed.edge, '2', 'admins')).toMatchObject({ reason: 'too-many-recoveries' })
    expect(await count('recoveries')).toBe(3)
  })

  it('gets another link, which ends the one before, after a minute', async () => {
    await ask()
    for (const id of ['amy', 'ann']) await approve(mailed.edge, admin(id), DEED)
    const first = await mailed.token('recover')
    for (let i = 0; i < 5; i++)
      expect(await sendLinkAgain(mailed.edge, LOGIN)).toMatchObject({ reason: 'too-many-recoveries' })
    const later = mailed.later(60)
    expect(await sendLinkAgain(later, LOGIN)).toBeNull()
    await settleDeferred()
    expect(await findRedeemable(later, first, LOGIN)).toBe('dead-link')
    expect(await findRedeemable(later, await mailed.token('recover'), LOGIN)).toMatchObject({
      sentAt: NOW + 60,
    })
  })
})

describe('an admin who asks', () => {
  it('is not asked by mail, because they have agreed', async () => {
    await askAsAdmin(mailed.edge, admin('amy'), DEED)
    await runNotices(mailed.edge)
    await settleDeferred()
    expect(mailed.mails.map(({ to }) => to).sort()).toEqual(['ann@acme.example', 'pat@acme.example'])
  })

  it('has agreed, so that one more is enough', async () => {
    expect(await askAsAdmin(mailed.edge, admin('amy'), DEED)).toEqual({ ok: true, value: null })
    expect(await listRecoveries(mailed.edge, 'acme')).toMatchObject([
      { email: 'pat@acme.example', approvals: [{ by: 'amy@acme.example', reason: 'Called Pat', at: NOW }] },
    ])
    await approve(mailed.edge, admin('ann'), DEED)
    expect((await state())?.linkedAt).toBe(NOW)
  })

  it.each([
    [
      'for themselves',
      () => admin('pat'),
      async () => rows("UPDATE members SET role = 'admin'"),
      'own-recovery',
    ],
    [
      'for a stranger',
      () => admin('amy'),
      async () => rows("DELETE FROM members WHERE account_id = 'pat'"),
      'not-a-member',
    ],
    [
      'for somebody without a factor',
      () => admin('amy'),
      async () => rows("DELETE FROM authenticators WHERE account_id = 'pat'"),
      'nothing-to-recover',
    ],
    [
      'where nothing is required',
      () => admin('amy'),
      async () => rows('DELETE FROM policies'),
      'not-concerned',
    ],
    [
      'for somebody who never entered the workspace',
      () => admin('amy'),
      async () => rows("UPDATE members SET entered_at = NULL WHERE account_id = 'pat'"),
      'never-entered',
    ],
    [
      'as one of this week',
      () => admin('amy'),
      async () => rows("UPDATE members SET role_at = ? WHERE account_id = 'amy'", NOW),
      'too-new',
    ],
    ['while one is open', () => admin('amy'), async () => void (await ask()), 'recovery-open'],
  ])('is refused %s, and nothing is written', async (_, who, prepare, error) => {
    await prepare()
    const before = await written()
    expect(await askAsAdmin(mailed.edge, who(), DEED)).toEqual({ ok: false, error })
    expect(await written()).toEqual(before)
  })

  it('asks at most ten times a day in a workspace', async () => {
    await rows("INSERT INTO recent_counts (what, used, until) VALUES ('acme recoveries', 10, ?)", NOW + 100)
    const before = await written()
    expect(await askAsAdmin(mailed.edge, admin('amy'), DEED)).toMatchObject({
      error: { reason: 'too-many-recoveries' },
    })
    expect(await written()).toEqual(before)
    expect(await askAsAdmin(mailed.later(100), admin('amy'), DEED)).toMatchObject({ ok: true })
    expect(await rows("SELECT used FROM recent_counts WHERE what = 'acme recoveries'")).toEqual([{ used: 1 }])
  })
})

describe('an approval', () => {
  beforeEach(async () => {
    expect(await ask()).toBeNull()
  })

  it.each([
    ['twice', async () => approve(mailed.edge, admin('amy'), DEED), 'amy', 'already-approved'],
    ['by the person', async () => rows("UPDATE members SET role = 'admin'"), 'pat', 'own-recovery'],
    ['by a new admin', async () => rows('UPDATE members SET role_at = ?', NOW), 'amy', 'too-new'],
    [
      'by a new owner of a factor',
      async () => rows('UPDATE accounts SET enrolled_at = ?', NOW),
      'amy',
      'too-new',
    ],
    ['with an old second factor', async () => rows('UPDATE sessions SET mfa_time = 1'), 'amy', 'too-late'],
    [
      'after a veto',
      async () => rows("UPDATE recoveries SET ended_at = 1, outcome = 'stopped'"),
      'amy',
      'too-late',
    ],
    ['after the link was mailed', async () => rows('UPDATE recoveries SET linked_at = 1'), 'amy', 'too-late'],
  ])('%s is refused, and nothing is written', async (_, prepare, who, error) => {
    await prepare()
    const before = await written()
    expect(await approve(mailed.edge, admin(who), DEED)).toEqual({ ok: false, error })
    expect(await written()).toEqual(before)
  })

  it('of two admins who added a stranger to a workspace of their own opens nothing', async () => {
    await rows('DELETE FROM policies')
    await addWorkspace('mine')
    await addStranger('mine', 'pat', 'admin')
    for (const id of ['amy', 'art']) await addMember('mine', id, 'admin')
    await settle()
    for (const id of ['amy', 'art']) await approve(mailed.edge, admin(id, 'mine'), DEED)
    expect((await state())?.linkedAt).toBeNull()
  })

  it('of one workspace is not enough for another', async () => {
    await addWorkspace('other')
    await addMember('other', 'pat', 'member')
    for (const id of ['amy', 'art']) await addMember('other', id, 'admin')
    await settle()
    await setPolicy('other', IN_EFFECT)
    for (const id of ['amy', 'ann']) await approve(mailed.edge, admin(id), DEED)
    expect((await state())?.linkedAt).toBeNull()
    expect((await listRecoveries(mailed.edge, 'other'))[0]?.approvals).toEqual([])
    for (const id of ['amy', 'art']) await approve(mailed.edge, admin(id, 'other'), DEED)
    expect((await state())?.linkedAt).toBe(NOW)
  })

  it('by the operator completes that of the only admin, once', async () => {
    await rows("DELETE FROM members WHERE account_id = 'ann'")
    const pat = await accountOf(mailed.edge, 'pat')
    const deed = { reason: 'checked', by: 'operator' }
    expect(await approveAsOperator(mailed.edge, pat, deed)).toMatchObject({ ok: true })
    expect(await approveAsOperator(mailed.edge, pat, deed)).toEqual({ ok: false, error: 'already-approved' })
    expect((await state())?.linkedAt).toBeNull()
    await approve(mailed.edge, admin('amy'), DEED)
    expect((await state())?.linkedAt).toBe(NOW)
    expect(await approveAsOperator(mailed.edge, pat, deed)).toEqual({ ok: false, error: 'too-late' })
    expect(await recoverAsOperator(mailed.edge, pat, deed)).toEqual({ ok: false, error: 'recovery-open' })
  })

  it('can be followed by a veto of the same admin, also once the link is out', async () => {
    for (const id of ['amy', 'ann']) await approve(mailed.edge, admin(id), DEED)
    const token = await mailed.token('recover')
    expect(await refuseRecovery(mailed.edge, admin('amy'), DEED)).toBeNull()
    expect(await findRedeemable(mailed.edge, token, LOGIN)).toBe('dead-link')
    expect(await refuseRecovery(mailed.edge, admin('ann'), DEED)).toBe('too-late')
  })

  it('a member, or an admin of a workspace that is not concerned, can’t stop it', async () => {
    await addWorkspace('free')
    await addMember('free', 'pat', 'member')
    await addMember('free', 'art', 'admin')
    expect(await refuseRecovery(mailed.edge, admin('art', 'free'), DEED)).toBe('too-new')
    expect(await refuseRecovery(mailed.edge, admin('pat'), DEED)).toBe('own-recovery')
    expect((await state())?.outcome).toBeNull()
  })
})
