// /workspaces/{slug}/members/{email}/extension: each answer, and each refusal with its code.

import { beforeEach, describe, expect, it } from 'vitest'
import type { Edge } from '../../src/flows/edge/edge.ts'
import { callApi, tokenOf } from '../support/api-caller.ts'
import { edgeAt } from '../support/edge-at.ts'
import {
  addAccount,
  addMember,
  addWorkspace,
  count,
  enrol,
  IN_EFFECT,
  NOW,
  rows,
  setPolicy,
} from '../support/rows.ts'

const pathOf = (id: string) => `/workspaces/acme/members/${id}@acme.example/extension`
const inDays = (days: number) => new Date((NOW + days * 86_400) * 1000).toISOString()
const BODY = { until: inDays(10), reason: 'On leave' }

let edge: Edge
beforeEach(async () => {
  edge = await edgeAt(NOW)
  await addWorkspace('acme')
  for (const id of ['ada', 'bo', 'cy']) await addAccount(id)
  await addMember('acme', 'ada', 'owner')
  await addMember('acme', 'bo', 'member')
  await enrol('ada')
  await setPolicy('acme', IN_EFFECT)
})

const put = (id = 'bo', body: unknown = BODY, token?: string) =>
  callApi(edge, 'PUT', pathOf(id), body, token ? { token } : {})
const end = (id = 'bo', token?: string) =>
  callApi(edge, 'DELETE', pathOf(id), undefined, token ? { token } : {})

describe('PUT', () => {
  it('answers 200 with the extension, and the list of members has its end', async () => {
    expect(await put()).toMatchObject({
      status: 200,
      body: {
        ...{ email: 'bo@acme.example', until: '2027-01-25T08:00:00Z', reason: 'On leave' },
        ...{ granted_by: 'operator', granted_at: '2027-01-15T08:00:00Z' },
      },
    })
    const { body } = await callApi(edge, 'GET', '/workspaces/acme/members')
    expect(body.members).toMatchObject([
      { email: 'ada@acme.example', extended_until: null },
      { email: 'bo@acme.example', standing: 'pending', extended_until: '2027-01-25T08:00:00Z' },
    ])
    const { body: counts } = await callApi(edge, 'GET', '/workspaces/acme/enrollment')
    expect(counts).toMatchObject({ members: 2, enrolled: 1, extended: 1, pending: 1, overdue: 0 })
  })

  it('takes an admin’s token for others, and names the token', async () => {
    const token = await tokenOf(edge, 'acme', 'ada')
    expect(await put('bo', BODY, token)).toMatchObject({
      status: 200,
      body: { granted_by: expect.stringMatching(/^token ci \(/) },
    })
  })

  it.each<[string, number, string, () => Promise<unknown>]>([
    ['somebody without an account', 404, 'not_found', () => put('nobody')],
    ['an account that is not a member', 404, 'not_found', () => put('cy')],
    [
      'the maker of the token',
      403,
      'own_extension',
      async () => put('ada', BODY, await tokenOf(edge, 'acme', 'ada')),
    ],
    [
      'a member whom no policy covers',
      409,
      'nothing_to_extend',
      async () => {
        await setPolicy('acme', { ...IN_EFFECT, appliesTo: 'admins' })
        return put()
      },
    ],
    [
      'a malformed address',
      422,
      'invalid',
      () => callApi(edge, 'PUT', '/workspaces/acme/members/x/extension', BODY),
    ],
  ])('refuses %s: %i %s, and nothing is written', async (_, status, code, ask) => {
    expect(await ask()).toMatchObject({ status, body: { code } })
    expect(await count('extensions')).toBe(0)
    expect(await rows("SELECT 1 FROM audit WHERE action LIKE 'extension%'")).toEqual([])
  })

  it.each<[string, unknown]>([
    ['until', { ...BODY, until: inDays(30.1) }],
    ['until', { ...BODY, until: inDays(0) }],
    ['until', { ...BODY, until: inDays(-1) }],
    ['until', { ...BODY, until: '2027-02-30T08:00:00Z' }],
    ['until', { ...BODY, until: '2027-01-25' }],
    ['until', { ...BODY, until: '+275760-09-13T00:00:00Z' }],
    ['until', { ...BODY, until: NOW + 86_400 }],
    ['until', { reason: 'On leave' }],
    ['reason', { ...BODY, reason: '' }],
    ['reason', { ...BODY, reason: '  ' }],
    ['reason', { ...BODY, reason: 'a'.repeat(501) }],
    ['reason', { ...BODY, reason: 'a\nb' }],
    ['reason', { ...BODY, reason: null }],
    ['reason', { until: BODY.until }],
    ['days', { ...BODY, days: 3 }],
  ])('refuses the value of %s in %j with 422, and nothing is written', async (path, body) => {
    const answer = await put('bo', body)
    expect(answer).toMatchObject({ status: 422, body: { code: 'invalid', errors: [{ path }] } })
    expect(await count('extensions')).toBe(0)
  })

  it('takes a reason of 500 characters', async () => {
    expect((await put('bo', { ...BODY, reason: 'a'.repeat(500) })).status).toBe(200)
  })

  it('refuses a second one with 409, also after the first was ended or the member came back', async () => {
    const again = { status: 409, body: { code: 'already_extended' } }
    await put()
    expect(await put()).toMatchObject(again)
    await end()
    expect(await put()).toMatchObject(again)
    await callApi(edge, 'DELETE', '/workspaces/acme/members/bo@acme.example')
    expect(await put()).toMatchObject({ status: 404 })
    await callApi(edge, 'PUT', '/workspaces/acme/members/bo@acme.example', { role: 'member' })
    expect(await put()).toMatchObject(again)
    const choice = { enforced: true, grace_days: 3 }
    await callApi(edge, 'PUT', '/workspaces/acme/policy/phishing-resistant', choice)
    expect((await put()).status).toBe(200)
  })
})

describe('DELETE', () => {
  it('answers 204, and the member is overdue again', async () => {
    await put()
    expect(await end()).toMatchObject({ status: 204, body: null })
    const { body } = await callApi(edge, 'GET', '/workspaces/acme/enrollment')
    expect(body).toMatchObject({ extended: 0, pending: 0, overdue: 1 })
  })

  it.each(['bo', 'cy', 'nobody'])('of %s without an extension answers 404', async (id) => {
    expect(await end(id)).toMatchObject({ status: 404, body: { code: 'not_found' } })
    expect(await count('audit')).toBe(0)
  })

  it('answers 404 for an extension that is over, or that a change of a policy ended', async () => {
    await put()
    expect(await callApi({ ...edge, now: NOW + 10 * 86_400 }, 'DELETE', pathOf('bo'))).toMatchObject({
      status: 404,
    })
    await callApi(edge, 'PUT', '/workspaces/acme/policy', { enforced: true, grace_days: 3 })
    expect(await end()).toMatchObject({ status: 404 })
  })
})

it('an extension that is over is not shown or counted, even before the sweep', async () => {
  await put()
  const later = { ...edge, now: NOW + 10 * 86_400 }
  const { body } = await callApi(later, 'GET', '/workspaces/acme/members?standing=overdue')
  expect(body.members).toMatchObject([{ email: 'bo@acme.example', extended_until: null }])
  const { body: counts } = await callApi(later, 'GET', '/workspaces/acme/enrollment')
  expect(counts).toMatchObject({ extended: 0, pending: 0, overdue: 1 })
})
