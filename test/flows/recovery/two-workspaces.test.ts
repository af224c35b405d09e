// A person of two workspaces: what each learns of the admins of the other, and what these can use up.

import { beforeEach, describe, expect, it } from 'vitest'
import { requireEmail } from '../../../src/core/email.ts'
import type { Edge } from '../../../src/flows/edge/edge.ts'
import { runNotices } from '../../../src/flows/notices/notice-run.ts'
import {
  approve,
  approveAsOperator,
  refuseRecovery,
  viewMemberRecovery,
} from '../../../src/flows/recovery/approve.ts'
import { type Admin, askAsAdmin, askAsPerson } from '../../../src/flows/recovery/ask.ts'
import { recoverAsOperator, stopAsOperator } from '../../../src/flows/recovery/ask-as-operator.ts'
import { settleDeferred } from '../../support/deferred.ts'
import { accountOf, addAdministered, adminAt, begin, LOGIN, MailedEdge } from '../../support/recovering.ts'
import { addAccount, addMember, enrol, NOW, PASSWORD_HASH, rows, settle } from '../../support/rows.ts'

const PAT = requireEmail('pat@acme.example')
const REASON = 'Pat is in hospital'
const THEIR_IP = '203.0.113.77'
const THEIR_BROWSER = 'a browser elsewhere'

let mailed: MailedEdge
/** The edge as the admins of `acme` and the operator use it. */
let theirs: Edge
beforeEach(async () => {
  mailed = await MailedEdge.at(NOW)
  theirs = { ...mailed.edge, client: { ip: THEIR_IP, userAgent: THEIR_BROWSER } }
  await addAccount('pat', PASSWORD_HASH)
  await enrol('pat')
  await addAdministered('acme', 'pat', ['amy', 'ann'])
  await addAdministered('other', 'pat', ['olga', 'oskar'])
  await settle()
})

const admin = (id: string, workspaceId = 'acme') => adminAt(mailed.edge, id, workspaceId)
const deed = (reason = REASON) => ({ email: PAT, reason })
const pat = () => accountOf(mailed.edge, 'pat')
const OPERATOR = { by: 'operator', reason: REASON }
const askAsPat = async () => {
  await begin(mailed.edge, 'pat')
  expect(await askAsPerson(mailed.edge, LOGIN, 'admins')).toBeNull()
}
const logOf = (scope: string) => rows('SELECT * FROM audit WHERE scope = ? ORDER BY id', scope)
const ACTS: readonly (readonly [string, string, () => Promise<unknown>])[] = [
  ['asks', 'recovery.asked', () => askAsAdmin(theirs, admin('amy'), deed())],
  ['agrees', 'recovery.approved', () => askAsPat().then(() => approve(theirs, admin('amy'), deed()))],
  ['stops', 'recovery.stopped', () => askAsPat().then(() => refuseRecovery(theirs, admin('amy'), deed()))],
  ['agrees last', 'recovery.linked', agreeLast],
]

async function agreeLast(): Promise<void> {
  await askAsAdmin(mailed.edge, admin('olga', 'other'), deed('x'))
  await approve(mailed.edge, admin('oskar', 'other'), deed('x'))
  await approve(theirs, admin('amy'), deed())
  await approve(theirs, admin('ann'), deed())
}

describe('the audit log of another workspace', () => {
  it.each(ACTS)('hides the admin who %s, their reason and their client', async (_, action, act) => {
    await act()
    const others = await logOf('other')
    expect(others.map((entry) => entry.action)).toContain(action)
    expect(JSON.stringify(others)).not.toMatch(/amy|ann@|hospital|203\.0\.113\.77|browser elsewhere/)
    expect(others.at(-1)).toMatchObject({ actor: 'admin elsewhere', ip: '', user_agent: '' })
  })

  it.each(ACTS)(
    'is no reason to hide the admin who %s from their own and from the operator',
    async (_, action, act) => {
      await act()
      for (const scope of ['acme', 'operator']) {
        expect((await logOf(scope)).at(-1)).toMatchObject({ action, ip: THEIR_IP, user_agent: THEIR_BROWSER })
        expect((await logOf(scope)).at(-1)?.actor).toMatch(/^a(my|nn)@/)
      }
    },
  )

  it.each([
    ['asks', () => pat().then((account) => recoverAsOperator(theirs, account, OPERATOR)), 'recovery.asked'],
    [
      'agrees',
      async () => {
        await askAsPat()
        await approveAsOperator(theirs, await pat(), OPERATOR)
      },
      'recovery.approved',
    ],
    [
      'stops',
      () => askAsPat().then(async () => stopAsOperator(theirs, await pat(), 'operator')),
      'recovery.stopped',
    ],
  ] as const)('tells that the operator %s, without the reason and the client', async (_, act, action) => {
    await act()
    const entry = (await logOf('acme')).at(-1)
    expect(entry).toMatchObject({ actor: 'operator', action, ip: '', user_agent: '' })
    expect(entry?.detail).not.toContain('hospital')
    expect((await logOf('operator')).at(-1)).toMatchObject({ ip: THEIR_IP })
  })
})

describe('the page of another workspace', () => {
  it('tells neither who asked nor why, and that of the own workspace does', async () => {
    await askAsAdmin(theirs, admin('amy'), deed())
    const seenBy = async (who: Admin) => (await viewMemberRecovery(mailed.edge, who, PAT))?.recovery
    expect(await seenBy(admin('olga', 'other'))).toMatchObject({ askedBy: null, reason: null, approvals: [] })
    expect(await seenBy(admin('ann'))).toMatchObject({ askedBy: 'amy@acme.example', reason: REASON })
  })

  it('shows that the person asked', async () => {
    await askAsPat()
    const member = await viewMemberRecovery(mailed.edge, admin('olga', 'other'), PAT)
    expect(member?.recovery).toMatchObject({ askedBy: 'pat@acme.example', reason: null })
  })
})

describe('the admins of one workspace', () => {
  const askAndStop = async () => {
    const asked = await askAsAdmin(mailed.edge, admin('olga', 'other'), deed())
    await refuseRecovery(mailed.edge, admin('olga', 'other'), deed())
    return asked.ok
  }
  const mailsTo = async (...names: string[]) => {
    await runNotices(mailed.later(60))
    await settleDeferred()
    return mailed.mails.filter(({ to }) => names.some((name) => to === `${name}@acme.example`)).length
  }

  it('don’t use up the ten recoveries of another', async () => {
    for (let i = 0; i < 10; i++) expect(await askAndStop()).toBe(true)
    expect(await askAndStop()).toBe(false)
    expect(await askAsAdmin(mailed.edge, admin('amy'), deed())).toEqual({ ok: true, value: null })
  })

  it('have the admins of another mailed three times a day about one person', async () => {
    for (let i = 0; i < 10; i++) await askAndStop()
    expect(await mailsTo('amy', 'ann')).toBe(3 * 2)
  })

  it('are mailed ten times a day, however many people ask', async () => {
    for (let i = 0; i < 11; i++) {
      const id = `member${i}`
      await addAccount(id, PASSWORD_HASH)
      await enrol(id)
      await addMember('acme', id, 'member')
      const cookie = await begin(mailed.edge, id, { cookie: id })
      expect(await askAsPerson(mailed.edge, cookie, 'admins')).toBeNull()
    }
    expect(await mailsTo('amy')).toBe(10)
  })
})
