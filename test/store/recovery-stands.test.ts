// Who must still agree with a recovery: the statement that records the last agreement, and the rule in core.

import { env } from 'cloudflare:workers'
import { beforeEach, describe, expect, it } from 'vitest'
import { isAgreed } from '../../src/core/recovery.ts'
import { batch, listAll } from '../../src/store/batch.ts'
import { ALWAYS } from '../../src/store/condition.ts'
import { addApproval, agreeAsOperator, agreeIfAll, selectStands } from '../../src/store/recovery-stands.ts'
import {
  addAccount,
  addMember,
  addStranger,
  addWorkspace,
  changes,
  end,
  enrol,
  IN_EFFECT,
  NOW,
  rows,
  SCHEDULED,
  setPolicy,
  settle,
} from '../support/rows.ts'

const ADMINS = ['amy', 'ann', 'art'] as const
/** Less than seven days before a recovery that is asked for now. */
const TOO_LATE = NOW - 7 * 86_400 + 1

beforeEach(async () => {
  for (const id of ['pat', ...ADMINS, 'new']) await addAccount(id)
  for (const id of ['pat', ...ADMINS]) await enrol(id)
})

/** Adds a workspace with these admins, which the person has entered. */
async function workspace(id: string, admins: readonly string[], role: 'member' | 'admin' = 'member') {
  await addWorkspace(id)
  await addMember(id, 'pat', role)
  for (const admin of admins) await addMember(id, admin, 'admin')
  await settle()
}

const open = (askedAt = NOW) =>
  rows(
    `INSERT INTO recoveries (id, account_id, path, asked_by, asked_at, expires_at)
     VALUES ('r', 'pat', 'admins', 'pat', ?, ?)`,
    askedAt,
    NOW + 1000,
  )
const approve = (workspaceId: string, approverId: string) =>
  changes(
    addApproval(env.DB, { workspaceId, approverId }, { accountId: 'pat', reason: 'known' }, NOW, ALWAYS),
  )
const agree = () => changes(agreeIfAll(env.DB, 'pat', NOW, ALWAYS))

/** Checks that the statement and the rule say the same. */
async function agrees(): Promise<boolean> {
  const stands = await listAll(env.DB, selectStands(env.DB, 'r'))
  const [{ operator }] = (await rows('SELECT operator_agreed_at AS operator FROM recoveries')) as [
    { operator: number | null },
  ]
  const byRule = isAgreed(stands, operator !== null)
  const byStatement = await agree()
  await rows('UPDATE recoveries SET linked_at = NULL')
  expect(byStatement).toBe(byRule)
  return byStatement
}

describe('a workspace that enforces', () => {
  it.each([
    ['nobody', [], false, false],
    ['one admin', ['amy'], false, false],
    ['two admins', ['amy', 'ann'], false, true],
    ['the operator alone', [], true, false],
    ['one admin and the operator', ['amy'], true, false],
    ['the same admin twice', ['amy', 'amy'], false, false],
  ])('with three admins, after %s: %s, %s → %s', async (_, approvers, operator, expected) => {
    await workspace('acme', ADMINS)
    await setPolicy('acme', IN_EFFECT)
    await open()
    for (const approver of approvers) await approve('acme', approver)
    if (operator) await changes(agreeAsOperator(env.DB, 'pat', NOW))
    expect(await agrees()).toBe(expected)
  })

  it.each([
    ['one admin', ['amy'], ['amy'], false, false],
    ['one admin and the operator', ['amy'], ['amy'], true, true],
    ['the operator alone', ['amy'], [], true, false],
    ['the operator, where there is no other admin', [], [], true, true],
    ['nobody, where there is no other admin', [], [], false, false],
  ])('with fewer than two, after %s', async (_, admins, approvers, operator, expected) => {
    await workspace('acme', admins)
    await setPolicy('acme', IN_EFFECT)
    await open()
    for (const approver of approvers) await approve('acme', approver)
    if (operator) await changes(agreeAsOperator(env.DB, 'pat', NOW))
    expect(await agrees()).toBe(expected)
  })
})

describe('which workspaces must agree', () => {
  beforeEach(async () => {
    await workspace('acme', ['amy', 'ann'])
    await setPolicy('acme', IN_EFFECT)
  })

  it.each([
    ['enforces', () => setPolicy('other', IN_EFFECT), true],
    ['has scheduled it', () => setPolicy('other', SCHEDULED), true],
    ['requires a passkey', () => setPolicy('other', IN_EFFECT, 'phishing-resistant'), true],
    ['enforces it of admins alone', () => setPolicy('other', { ...IN_EFFECT, appliesTo: 'admins' }), true],
    ['enforces nothing', async () => {}, false],
    [
      'has the person as an admin',
      () => rows("UPDATE members SET role = 'admin' WHERE account_id = 'pat'"),
      true,
    ],
    ['has ended', () => setPolicy('other', IN_EFFECT).then(() => end('other')), false],
  ])('another workspace that %s', async (_, prepare, mustAgree) => {
    await workspace('other', ['amy', 'art'])
    await prepare()
    await open()
    for (const admin of ['amy', 'ann']) await approve('acme', admin)
    expect(await agrees()).toBe(!mustAgree)
  })

  it('are those of the last approval: one that was joined, or began to enforce meanwhile, counts too', async () => {
    await workspace('other', ['amy', 'art'])
    await addWorkspace('joined')
    await setPolicy('joined', IN_EFFECT)
    await open()
    for (const admin of ['amy', 'ann']) await approve('acme', admin)
    await setPolicy('other', IN_EFFECT)
    expect(await agrees()).toBe(false)
    for (const admin of ['amy', 'art']) await approve('other', admin)
    expect(await agrees()).toBe(true)
    await addStranger('joined', 'pat', 'member')
    expect(await agrees()).toBe(false)
  })

  it('each count an admin of both only once', async () => {
    await workspace('other', ['amy', 'ann'])
    await setPolicy('other', IN_EFFECT)
    await open()
    await approve('acme', 'amy')
    await approve('other', 'amy')
    await approve('acme', 'ann')
    expect(await agrees()).toBe(false)
    await approve('other', 'ann')
    expect(await agrees()).toBe(true)
  })
})

describe('who may agree', () => {
  beforeEach(async () => {
    await workspace('acme', ADMINS)
    await setPolicy('acme', IN_EFFECT)
  })

  it.each([
    ['the person', 'pat', () => rows("UPDATE members SET role = 'owner' WHERE account_id = 'pat'")],
    ['a member', 'amy', () => rows("UPDATE members SET role = 'member' WHERE account_id = 'amy'")],
    [
      'an admin who is not enrolled',
      'amy',
      () => rows("DELETE FROM authenticators WHERE account_id = 'amy'"),
    ],
    ['a locked admin', 'amy', () => rows("UPDATE accounts SET locked_at = 1 WHERE id = 'amy'")],
    [
      'an admin who joined less than seven days before it was asked for',
      'amy',
      () => rows("UPDATE members SET joined_at = ? WHERE account_id = 'amy'", TOO_LATE),
    ],
    [
      'a member who became an admin less than seven days before',
      'amy',
      () => rows("UPDATE members SET role_at = ? WHERE account_id = 'amy'", TOO_LATE),
    ],
    [
      'an admin who enrolled less than seven days before',
      'amy',
      () => rows("UPDATE accounts SET enrolled_at = ? WHERE id = 'amy'", TOO_LATE),
    ],
    ['a stranger', 'new', async () => {}],
  ])('not %s', async (_, id, prepare) => {
    await prepare()
    await open()
    expect(await approve('acme', id)).toBe(false)
    expect(await rows('SELECT * FROM recovery_approvals')).toEqual([])
  })

  it.each([
    ['the role', () => rows("UPDATE members SET role = 'member' WHERE account_id = 'amy'")],
    ['the factor', () => rows("DELETE FROM authenticators WHERE account_id = 'amy'")],
    ['the membership', () => rows("DELETE FROM members WHERE account_id = 'amy'")],
    ['the use of the account', () => rows("UPDATE accounts SET locked_at = 1 WHERE id = 'amy'")],
  ])('and an approval counts no more once its admin has lost %s', async (_, lose) => {
    await open()
    for (const admin of ['amy', 'ann']) await approve('acme', admin)
    await lose()
    expect(await agrees()).toBe(false)
    await approve('acme', 'art')
    expect(await agrees()).toBe(true)
  })

  it('an admin who got role and second factor exactly seven days before', async () => {
    await rows("UPDATE members SET joined_at = ?1, role_at = ?1 WHERE account_id = 'amy'", TOO_LATE - 1)
    await rows("UPDATE accounts SET enrolled_at = ? WHERE id = 'amy'", TOO_LATE - 1)
    await open()
    expect(await approve('acme', 'amy')).toBe(true)
  })

  it('a second admin of this week does not replace the operator', async () => {
    await rows("DELETE FROM members WHERE account_id IN ('ann', 'art')")
    await enrol('new')
    await addMember('acme', 'new', 'admin')
    await open()
    for (const id of ['amy', 'new']) await approve('acme', id)
    expect(await agrees()).toBe(false)
    await changes(agreeAsOperator(env.DB, 'pat', NOW))
    expect(await agrees()).toBe(true)
  })

  it('only on behalf of a workspace that is concerned', async () => {
    await workspace('free', ADMINS)
    await open()
    expect(await approve('free', 'amy')).toBe(false)
  })

  it('and not once the link was mailed, or the recovery has ended', async () => {
    await open()
    await rows('UPDATE recoveries SET linked_at = 1')
    expect(await approve('acme', 'amy')).toBe(false)
    await rows("UPDATE recoveries SET linked_at = NULL, ended_at = 1, outcome = 'stopped'")
    expect(await approve('acme', 'amy')).toBe(false)
  })
})

it('somebody in no concerned workspace is recovered by the operator, and never by nobody', async () => {
  await workspace('free', ADMINS)
  await open()
  expect(await agrees()).toBe(false)
  await changes(agreeAsOperator(env.DB, 'pat', NOW))
  expect(await agrees()).toBe(true)
})

describe('a workspace that the person never entered', () => {
  beforeEach(async () => {
    await addWorkspace('mine')
    await addStranger('mine', 'pat', 'admin')
    for (const admin of ['amy', 'ann']) await addMember('mine', admin, 'admin')
    await settle()
  })

  it('is not enough, so its admins can’t recover a stranger whom they added', async () => {
    await setPolicy('mine', IN_EFFECT)
    await open()
    for (const admin of ['amy', 'ann']) expect(await approve('mine', admin)).toBe(true)
    expect(await agrees()).toBe(false)
    await workspace('free', [])
    expect(await agrees(), 'nor beside one that is not concerned').toBe(false)
    await changes(agreeAsOperator(env.DB, 'pat', NOW))
    expect(await agrees()).toBe(true)
  })

  it('must agree beside one that the person entered', async () => {
    await workspace('acme', ['amy', 'art'])
    await setPolicy('acme', IN_EFFECT)
    await open()
    for (const admin of ['amy', 'art']) await approve('acme', admin)
    expect(await agrees()).toBe(false)
    for (const admin of ['amy', 'ann']) await approve('mine', admin)
    expect(await agrees()).toBe(true)
  })
})

it('the marks in the lists of members follow the recovery', async () => {
  await workspace('acme', [])
  await open()
  await addWorkspace('later')
  await addStranger('later', 'pat', 'member')
  const marks = () => rows('SELECT workspace_id AS id, recovery_id AS recovery FROM members ORDER BY 1')
  expect(await marks()).toEqual([
    { id: 'acme', recovery: 'r' },
    { id: 'later', recovery: 'r' },
  ])
  await batch(env.DB, { ended: env.DB.prepare("UPDATE recoveries SET ended_at = 1, outcome = 'stopped'") })
  expect((await marks()).map(({ recovery }) => recovery)).toEqual([null, null])
})
