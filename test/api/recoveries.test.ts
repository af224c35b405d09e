// /accounts/{email}/recovery: the operator asks for a recovery, and stops it.

import { beforeEach, describe, expect, it } from 'vitest'
import { callApi, tokenOf } from '../support/api-caller.ts'
import { edgeAt } from '../support/edge-at.ts'
import { MailedEdge } from '../support/recovering.ts'
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
} from '../support/rows.ts'

const ADA = '/accounts/ada@acme.example/recovery'
const BODY = { reason: 'Lost phone, ticket 4711' }

let mailed: MailedEdge
beforeEach(async () => {
  mailed = await MailedEdge.at(NOW)
  await addAccount('ada', PASSWORD_HASH)
  await enrol('ada')
})
const call = (method: string, body?: unknown, path = ADA) => callApi(mailed.edge, method, path, body)

describe('POST', () => {
  it('answers 202 with the recovery, and never with its link', async () => {
    const answer = await call('POST', BODY)
    expect([answer.status, answer.body]).toEqual([
      202,
      {
        id: expect.stringMatching(/^[\w-]{22}$/),
        email: 'ada@acme.example',
        state: 'agreed',
        path: 'operator',
        asked_at: '2027-01-15T08:00:00Z',
      },
    ])
    expect(JSON.stringify(answer.body)).not.toContain('spl_')
    expect(await mailed.token('recover')).toMatch(/^spl_/)
  })

  it.each([
    ['without a reason', {}, 422, 'invalid'],
    ['with an unknown field', { ...BODY, path: 'delay' }, 422, 'invalid'],
  ])('is refused %s, and opens nothing', async (_, body, status, code) => {
    const answer = await call('POST', body)
    expect([answer.status, answer.body.code, await count('recoveries')]).toEqual([status, code, 0])
  })

  it('is refused while one is open', async () => {
    await call('POST', BODY)
    const answer = await call('POST', BODY)
    expect([answer.status, answer.body.code, await count('recoveries')]).toEqual([409, 'recovery_open', 1])
  })

  it('is refused for an account without a second factor, and for an unknown one', async () => {
    await addAccount('bo')
    const answer = await call('POST', BODY, '/accounts/bo@acme.example/recovery')
    expect([answer.status, answer.body.code]).toEqual([409, 'nothing_to_recover'])
    expect((await call('POST', BODY, '/accounts/nobody@acme.example/recovery')).status).toBe(404)
    expect(await count('recoveries')).toBe(0)
  })

  it('is refused where no mail is set up', async () => {
    const answer = await callApi(await edgeAt(NOW), 'POST', ADA, BODY)
    expect([answer.status, answer.body.code]).toEqual([409, 'mail_not_set_up'])
  })

  it('is the operator’s alone', async () => {
    await addWorkspace('acme')
    await addMember('acme', 'ada', 'owner')
    const token = await tokenOf(mailed.edge, 'acme', 'ada')
    for (const method of ['POST', 'DELETE']) {
      const answer = await callApi(mailed.edge, method, ADA, BODY, { token })
      expect(answer.body.code).toBe('operator_only')
    }
    expect(await count('recoveries')).toBe(0)
  })
})

describe('DELETE', () => {
  it('stops the open recovery, once', async () => {
    await call('POST', BODY)
    expect((await call('DELETE')).status).toBe(204)
    expect((await call('DELETE')).status).toBe(404)
    expect(await count("recoveries WHERE outcome = 'stopped'")).toBe(1)
  })
})

describe('approving, and the list of a workspace', () => {
  const DAY = 86_400
  beforeEach(async () => {
    await addWorkspace('acme')
    await addMember('acme', 'ada', 'member')
    await setPolicy('acme', IN_EFFECT)
    await rows(
      `INSERT INTO recoveries (id, account_id, path, asked_by, asked_at, expires_at)
       VALUES ('aRecoveryThatIsOpen__1', 'ada', 'admins', 'ada@acme.example', ?, ?)`,
      NOW,
      NOW + DAY,
    )
  })
  const approve = (body: unknown = BODY) => call('POST', body, `${ADA}/approve`)

  it('answers 200 with the recovery, which is agreed where nobody else can agree', async () => {
    const answer = await approve()
    expect([answer.status, answer.body.state, answer.body.path]).toEqual([200, 'agreed', 'admins'])
    expect(await mailed.token('recover')).toMatch(/^spl_/)
  })

  it.each([
    ['without a reason', async () => {}, {}, 422, 'invalid'],
    [
      'twice',
      async () => rows('UPDATE recoveries SET operator_agreed_at = 1'),
      BODY,
      409,
      'already_approved',
    ],
    ['after the link', async () => rows('UPDATE recoveries SET linked_at = 1'), BODY, 410, 'too_late'],
    ['after its end', async () => rows('UPDATE recoveries SET expires_at = ?', NOW), BODY, 410, 'too_late'],
    ['of nothing', async () => rows('DELETE FROM recoveries'), BODY, 404, 'not_found'],
  ])('is refused %s, and writes nothing', async (_, prepare, body, status, code) => {
    await prepare()
    const before = await count('audit')
    const answer = await approve(body)
    expect([answer.status, answer.body.code, await count('audit')]).toEqual([status, code, before])
  })

  it('lists what is open to a token of the workspace, without links', async () => {
    const path = '/workspaces/acme/recoveries'
    const token = await tokenOf(mailed.edge, 'acme')
    const answer = await callApi(mailed.edge, 'GET', path, undefined, { token })
    expect([answer.status, answer.body]).toEqual([
      200,
      {
        recoveries: [
          {
            id: 'aRecoveryThatIsOpen__1',
            email: 'ada@acme.example',
            state: 'waiting',
            path: 'admins',
            asked_at: '2027-01-15T08:00:00Z',
            approvals: [],
          },
        ],
      },
    ])
    await rows('DELETE FROM policies')
    const free = await callApi(mailed.edge, 'GET', path, undefined, { token })
    expect(free.body, 'not of a workspace that need not agree').toEqual({ recoveries: [] })
  })
})
