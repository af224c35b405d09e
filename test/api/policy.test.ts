// /workspaces/{slug}/policy, its preview and its counts: each answer and each refusal.

import { beforeEach, describe, expect, it } from 'vitest'
import type { Edge } from '../../src/flows/edge/edge.ts'
import { callApi } from '../support/api-caller.ts'
import { edgeAt } from '../support/edge-at.ts'
import { metered } from '../support/metered.ts'
import {
  addAccount,
  addMember,
  addWorkspace,
  enrol,
  IN_EFFECT,
  NOW,
  rows,
  SCHEDULED,
  setPolicy,
} from '../support/rows.ts'

const POLICY = '/workspaces/acme/policy'
const IN_14_DAYS = { enforced: true, grace_days: 14 }

let edge: Edge
beforeEach(async () => {
  edge = await edgeAt(NOW)
  await addWorkspace('acme')
  for (const id of ['ada', 'bela', 'cy']) await addMember('acme', await addAccount(id), 'member')
  await enrol('ada')
})

const put = (body: object, headers: Record<string, string> = {}, on = edge) =>
  callApi(on, 'PUT', POLICY, body, { headers })

describe('GET', () => {
  it('of a workspace that never saved one is off, without a time or an author', async () => {
    const { status, headers, body } = await callApi(edge, 'GET', POLICY)
    expect([status, headers.get('etag')]).toEqual([200, '"0"'])
    expect(body).toEqual({
      ...{ enforced: false, grace_days: 0, state: 'off' },
      ...{ effective_at: null, updated_at: null, updated_by: null },
    })
  })

  it('says since when it is in effect, and forbids proxies to transform the answer', async () => {
    await setPolicy('acme', IN_EFFECT)
    const { headers, body } = await callApi(edge, 'GET', POLICY)
    expect(body).toMatchObject({ enforced: true, state: 'in_effect', effective_at: '2027-01-15T08:00:00Z' })
    expect(headers.get('cache-control')).toBe('no-store, no-transform')
  })
})

describe('PUT', () => {
  it('answers with the new policy and its version, in two round trips', async () => {
    const { db, meter } = metered(edge.db)
    const { status, headers, body } = await put(IN_14_DAYS, {}, { ...edge, db })
    expect([status, headers.get('etag')]).toEqual([200, '"1"'])
    expect(body).toEqual({
      ...{ enforced: true, grace_days: 14, state: 'scheduled', effective_at: '2027-01-29T08:00:00Z' },
      ...{ updated_at: '2027-01-15T08:00:00Z', updated_by: 'operator' },
    })
    expect(meter.roundTrips).toBe(2)
  })

  it('with the same values answers with the current policy and version', async () => {
    const first = await put(IN_14_DAYS)
    const again = await put(IN_14_DAYS, {}, { ...edge, now: NOW + 3600 })
    expect([again.body, again.headers.get('etag')]).toEqual([first.body, '"1"'])
  })

  it.each(['"0"', 'W/"0"', '"7", "0"', '*'])('over the version %s is saved', async (tag) => {
    expect((await put(IN_14_DAYS, { 'if-match': tag })).status).toBe(200)
  })

  it.each(['"1"', '0', '""', '"00"'])(
    'over the version %s, which is not current, gets 412 and saves nothing',
    async (tag) => {
      const answer = await put(IN_14_DAYS, { 'if-match': tag })
      expect(answer).toMatchObject({ status: 412, body: { code: 'stale' } })
      expect(await rows('SELECT 1 FROM policies')).toEqual([])
    },
  )

  it('over a version that another request changed meanwhile gets 412', async () => {
    const { db } = edge
    let isOver = false
    // Another request changes the policy between the guard's read and the save.
    const interrupted = {
      prepare: (sql: string) => db.prepare(sql),
      async batch(statements: D1PreparedStatement[]) {
        const results = await db.batch(statements)
        if (!isOver) await setPolicy('acme', SCHEDULED)
        isOver = true
        return results
      },
    } as unknown as D1Database
    const answer = await put(
      { enforced: true, grace_days: 0 },
      { 'if-match': '"0"' },
      { ...edge, db: interrupted },
    )
    expect(answer).toMatchObject({ status: 412, body: { code: 'stale' } })
    expect(await rows('SELECT effective_at FROM policies')).toEqual([{ effective_at: SCHEDULED.effectiveAt }])
  })
})

describe('with three members, one of them enrolled', () => {
  const preview = (body: object) => callApi(edge, 'POST', `${POLICY}/preview`, body)

  it('a preview says how many would be blocked and when, in two round trips, and changes nothing', async () => {
    const { db, meter } = metered(edge.db)
    const { body } = await callApi({ ...edge, db }, 'POST', `${POLICY}/preview`, IN_14_DAYS)
    expect(body).toEqual({
      ...{ effective_at: '2027-01-29T08:00:00Z', blocked_now: 0, blocked_at_effective: 2 },
      ...{ public_paths: 0, service_tokens: 0 },
    })
    expect([meter.roundTrips, meter.rowsWritten]).toEqual([2, 0])
    expect((await preview({ enforced: true, grace_days: 0 })).body).toMatchObject({ blocked_now: 2 })
    expect((await preview({ enforced: false, grace_days: 0 })).body).toEqual({
      ...{ effective_at: null, blocked_now: 0, blocked_at_effective: 0 },
      ...{ public_paths: 0, service_tokens: 0 },
    })
  })

  it('a preview counts the paths and the service tokens that stay open, whatever the policy', async () => {
    const open = { match: 'prefix', access: 'public' }
    await callApi(edge, 'PUT', '/workspaces/acme/rules', {
      rules: [
        { ...open, id: 'a', path: '/a' },
        { ...open, id: 'b', path: '/b' },
      ],
    })
    const token = { name: 'ci', expires_in_days: 1, paths: ['/'], methods: ['GET'] }
    await callApi(edge, 'POST', '/workspaces/acme/service-tokens', token)
    for (const enforced of [true, false]) {
      const { body } = await preview({ enforced, grace_days: 0 })
      expect(body).toMatchObject({ public_paths: 2, service_tokens: 1 })
    }
  })

  it.each([
    ['off', null, { pending: 0, overdue: 0 }],
    ['scheduled', SCHEDULED, { pending: 2, overdue: 0 }],
    ['in effect', IN_EFFECT, { pending: 0, overdue: 2 }],
  ])('the counts while the policy is %s name nobody', async (_, policy, expected) => {
    if (policy) await setPolicy('acme', policy)
    const { body } = await callApi(edge, 'GET', '/workspaces/acme/enrollment')
    expect(body).toEqual({ members: 3, enrolled: 1, vouched: 0, ...expected })
    expect(await rows('SELECT 1 FROM audit')).toEqual([])
  })
})
