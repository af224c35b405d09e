// The guards of every call: the caller, their workspace, their second factor, and the form of the body.

import { beforeEach, describe, expect, it } from 'vitest'
import type { Edge } from '../../src/flows/edge/edge.ts'
import { callApi, tokenOf } from '../support/api-caller.ts'
import { edgeAt } from '../support/edge-at.ts'
import { metered } from '../support/metered.ts'
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

let edge: Edge
let token: string
beforeEach(async () => {
  edge = await edgeAt(NOW)
  for (const id of ['acme', 'globex']) await addWorkspace(id)
  for (const id of ['ada', 'olga']) await addAccount(id)
  await addMember('acme', 'ada', 'admin')
  await enrol('ada')
  token = await tokenOf(edge, 'acme', 'ada')
})

describe('a call', () => {
  it.each([
    ['no token', { token: null }],
    ['an unknown token', { token: `spt_${'a'.repeat(43)}` }],
    ['another scheme', { token: null, headers: { authorization: 'Basic YTpi' } }],
    ['an empty token', { token: null, headers: { authorization: 'Bearer ' } }],
  ])('with %s gets 401 for every path', async (_, asked) => {
    for (const path of [
      '/workspaces',
      '/workspaces/acme/policy',
      '/workspaces/initech',
      '/accounts/ada@acme.example',
    ])
      expect(await callApi(edge, 'GET', path, undefined, asked)).toMatchObject({
        status: 401,
        body: { code: 'invalid_token' },
      })
  })

  it('with a workspace’s token gets the same 404 for another workspace and for none', async () => {
    const answers = await Promise.all(
      ['globex', 'initech'].map((slug) =>
        callApi(edge, 'GET', `/workspaces/${slug}/policy`, undefined, { token }),
      ),
    )
    for (const { status, body } of answers) expect([status, body]).toEqual([404, answers[0]?.body])
    expect(answers[0]?.status).toBe(404)
  })

  it.each([
    ['PUT', '/workspaces/acme'],
    ['DELETE', '/workspaces/acme'],
    ['PUT', '/accounts/ada@acme.example'],
    ['GET', '/keys'],
    ['GET', '/audit'],
    ['GET', '/providers'],
    ['GET', '/notices/dead-letters'],
  ])('for operators only is refused to a workspace’s token with 403: %s %s', async (method, path) => {
    const answer = await callApi(edge, method, path, method === 'PUT' ? { name: 'x' } : undefined, { token })
    expect(answer).toMatchObject({ status: 403, body: { code: 'operator_only' } })
    expect(await count('workspaces')).toBe(2)
  })

  it('reads the caller and the workspace in one round trip', async () => {
    const { db, meter } = metered(edge.db)
    await callApi({ ...edge, db }, 'GET', '/workspaces/acme/enrollment', undefined, { token })
    expect(meter.roundTrips).toBe(1)
  })
})

describe('a token of a person without a second factor', () => {
  beforeEach(async () => {
    await addMember('acme', 'olga', 'owner')
    token = await tokenOf(edge, 'acme', 'olga')
  })
  const look = () => callApi(edge, 'GET', '/workspaces/acme/policy', undefined, { token })

  it('reads, but changes nothing', async () => {
    expect((await look()).status).toBe(200)
    const body = { enforced: true, grace_days: 0 }
    const changed = await callApi(edge, 'PUT', '/workspaces/acme/policy', body, { token })
    expect(changed).toMatchObject({ status: 403, body: { code: 'maker_not_enrolled' } })
    expect(await count('policies')).toBe(0)
  })

  it('reads nothing if the workspace requires a second factor', async () => {
    await setPolicy('acme', IN_EFFECT)
    expect(await look()).toMatchObject({ status: 403, body: { code: 'maker_not_enrolled' } })
    await enrol('olga')
    expect((await look()).status).toBe(200)
  })
})

describe('a body', () => {
  const put = (body: unknown, headers = {}) =>
    callApi(edge, 'PUT', '/workspaces/acme/policy', body, { headers })

  it.each<[string, number, string, () => Promise<{ status: number }>]>([
    ['that is not JSON', 400, 'malformed_json', () => put('{"enforced":')],
    ['in another encoding than UTF-8', 400, 'malformed_json', () => put(new Uint8Array([0x7b, 0xff, 0x7d]))],
    [
      'of another media type',
      415,
      'not_json',
      () => put({ enforced: true }, { 'content-type': 'text/plain' }),
    ],
    ['over 64 KiB', 413, 'too_large', () => put(JSON.stringify({ enforced: 'x'.repeat(70_000) }))],
    ['with an unknown field', 422, 'invalid', () => put({ enforced: true, grace_days: 0, more: 1 })],
    ['with wrong types', 422, 'invalid', () => put({ enforced: 'yes', grace_days: 0 })],
    ['with a timing that is not offered', 422, 'invalid', () => put({ enforced: true, grace_days: 5 })],
  ])('%s is refused with %i %s, and nothing is written', async (_, status, code, ask) => {
    expect(await ask()).toMatchObject({ status, body: { code } })
    expect(await count('policies')).toBe(0)
    expect(await rows("SELECT action FROM audit WHERE action = 'policy.changed'")).toEqual([])
  })

  it('is refused with the path of each wrong field', async () => {
    const { body } = await put({ enforced: 'yes', grace_days: 5, more: 1 })
    expect(body.errors.map(({ path }: { path: string }) => path).sort()).toEqual([
      'enforced',
      'grace_days',
      'more',
    ])
  })
})

it('no cache keeps an answer or a refusal', async () => {
  for (const path of ['/workspaces/acme', '/workspaces/initech', '/nowhere'])
    expect((await callApi(edge, 'GET', path)).headers.get('cache-control')).toContain('no-store')
})
