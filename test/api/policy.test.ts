// /workspaces/{slug}/policy, /policy/phishing-resistant, their previews and the counts: each answer and each
// refusal.

import { beforeEach, describe, expect, it } from 'vitest'
import type { Edge } from '../../src/flows/edge/edge.ts'
import { TABLE_OF } from '../../src/store/policies.ts'
import { callApi } from '../support/api-caller.ts'
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
  SCHEDULED,
  setPolicy,
} from '../support/rows.ts'
import { addPasskeyRow } from '../support/unused-passkey.ts'

const POLICY = '/workspaces/acme/policy'
const PHISHING_RESISTANT = `${POLICY}/phishing-resistant`
const KINDS = [
  { kind: 'second-factor', path: POLICY },
  { kind: 'phishing-resistant', path: PHISHING_RESISTANT },
] as const
const IN_14_DAYS = { enforced: true, grace_days: 14 }

let edge: Edge
beforeEach(async () => {
  edge = await edgeAt(NOW)
  await addWorkspace('acme')
  for (const id of ['ada', 'bela', 'cy']) await addMember('acme', await addAccount(id), 'member')
  await enrol('ada')
})

describe.each(KINDS)('GET of the $kind policy', ({ kind, path }) => {
  it('of a workspace that never saved one is off, without a time or an author', async () => {
    const { status, headers, body } = await callApi(edge, 'GET', path)
    expect([status, headers.get('etag')]).toEqual([200, '"0"'])
    expect(body).toEqual({
      ...{ enforced: false, grace_days: 0, applies_to: 'everybody', state: 'off' },
      ...{ effective_at: null, updated_at: null, updated_by: null },
      ...(kind === 'second-factor' ? { self_recovery: false } : {}),
    })
  })

  it('says since when it is in effect, and forbids proxies to transform the answer', async () => {
    await setPolicy('acme', IN_EFFECT, kind)
    const { headers, body } = await callApi(edge, 'GET', path)
    expect(body).toMatchObject({ enforced: true, state: 'in_effect', effective_at: '2027-01-15T08:00:00Z' })
    expect(headers.get('cache-control')).toBe('no-store, no-transform')
  })
})

describe.each(KINDS)('PUT of the $kind policy', ({ kind, path }) => {
  const table = TABLE_OF[kind]
  const put = (body: object, headers: Record<string, string> = {}, on = edge) =>
    callApi(on, 'PUT', path, body, { headers })

  it('answers with the new policy and its version, in two round trips', async () => {
    const { db, meter } = metered(edge.db)
    const { status, headers, body } = await put(IN_14_DAYS, {}, { ...edge, db })
    expect([status, headers.get('etag')]).toEqual([200, '"1"'])
    expect(body).toEqual({
      ...{ enforced: true, grace_days: 14, applies_to: 'everybody', state: 'scheduled' },
      effective_at: '2027-01-29T08:00:00Z',
      ...{ updated_at: '2027-01-15T08:00:00Z', updated_by: 'operator' },
      ...(kind === 'second-factor' ? { self_recovery: false } : {}),
    })
    expect(meter.roundTrips).toBe(2)
  })

  it('takes `self_recovery` of the first policy alone, as another version of it', async () => {
    await put(IN_14_DAYS)
    const { status, headers, body } = await put({ ...IN_14_DAYS, self_recovery: true })
    if (kind !== 'second-factor') {
      expect([status, body.errors]).toMatchObject([422, [{ path: 'self_recovery' }]])
      return
    }
    expect([status, headers.get('etag'), body.self_recovery]).toEqual([200, '"2"', true])
    const read = await callApi(edge, 'GET', path)
    expect([read.headers.get('etag'), read.body.self_recovery]).toEqual(['"2"', true])
    expect(await rows('SELECT version FROM policies'), 'nobody is told').toEqual([{ version: 1 }])
    const late = await put({ ...IN_14_DAYS, self_recovery: false }, { 'if-match': '"1"' })
    expect(late).toMatchObject({ status: 412, body: { code: 'stale' } })
    expect((await put(IN_14_DAYS)).body.self_recovery, 'stays').toBe(true)
    expect(await count("audit WHERE action = 'self_recovery.changed'")).toBe(1)
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
      expect(await rows(`SELECT 1 FROM ${table}`)).toEqual([])
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
        if (!isOver) await setPolicy('acme', SCHEDULED, kind)
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
    expect(await rows(`SELECT effective_at FROM ${table}`)).toEqual([{ effective_at: SCHEDULED.effectiveAt }])
  })

  it('sets whom it applies to, and without the field keeps that', async () => {
    await put({ ...IN_14_DAYS, applies_to: 'admins' })
    expect((await put({ enforced: true, grace_days: 7 })).body).toMatchObject({ applies_to: 'admins' })
    expect((await put({ enforced: false, grace_days: 7 })).body).toMatchObject({ applies_to: 'admins' })
    expect((await put({ enforced: false, grace_days: 7, applies_to: 'everybody' })).body).toMatchObject({
      applies_to: 'everybody',
    })
  })

  it('that changes only whom it applies to keeps the date and raises the version', async () => {
    const { body } = await put({ ...IN_14_DAYS, applies_to: 'admins' })
    const later = { ...edge, now: NOW + 3600 }
    const widened = await put({ ...IN_14_DAYS, applies_to: 'everybody' }, {}, later)
    expect(widened.headers.get('etag')).toBe('"2"')
    expect(widened.body).toMatchObject({ applies_to: 'everybody', effective_at: body.effective_at })
  })

  it.each([null, 'owners', ['admins'], ''])(
    'refuses to apply to %j, and saves nothing',
    async (applies_to) => {
      expect(await put({ ...IN_14_DAYS, applies_to })).toMatchObject({
        status: 422,
        body: { code: 'invalid', errors: [{ path: 'applies_to' }] },
      })
      expect(await rows(`SELECT 1 FROM ${table}`)).toEqual([])
    },
  )
})

it('a change of one policy leaves date and version of the other alone', async () => {
  await callApi(edge, 'PUT', POLICY, IN_14_DAYS)
  await callApi(edge, 'PUT', PHISHING_RESISTANT, { enforced: true, grace_days: 30 })
  const first = await callApi(edge, 'GET', POLICY)
  const second = await callApi(edge, 'GET', PHISHING_RESISTANT)
  expect([first.body.effective_at, second.body.effective_at]).toEqual([
    '2027-01-29T08:00:00Z',
    '2027-02-14T08:00:00Z',
  ])
  expect([first.headers.get('etag'), second.headers.get('etag')]).toEqual(['"1"', '"1"'])
  expect(await rows("SELECT detail ->> 'policy' AS policy FROM audit ORDER BY id")).toEqual([
    { policy: null },
    { policy: 'phishing-resistant' },
  ])
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
    expect(body).toEqual({
      ...{ members: 3, admins: 0, enrolled: 1, with_passkey: 0, imported: 0, extended: 0, vouched: 0 },
      ...expected,
    })
    expect(await rows('SELECT 1 FROM audit')).toEqual([])
  })

  it('a preview of the second policy counts whom it covers and who has no passkey', async () => {
    await addMember('acme', await addAccount('olga'), 'admin')
    await addPasskeyRow('ada')
    const previewOf = async (body: object) =>
      (await callApi(edge, 'POST', `${PHISHING_RESISTANT}/preview`, body)).body
    expect(await previewOf(IN_14_DAYS)).toEqual({
      ...{ effective_at: '2027-01-29T08:00:00Z', blocked_now: 0, blocked_at_effective: 3 },
      ...{ public_paths: 0, service_tokens: 0 },
    })
    expect(await previewOf({ enforced: true, grace_days: 0, applies_to: 'admins' })).toMatchObject({
      blocked_now: 1,
      blocked_at_effective: 1,
    })
    const { body } = await callApi(edge, 'GET', '/workspaces/acme/enrollment')
    expect(body).toMatchObject({ members: 4, admins: 1, enrolled: 1, with_passkey: 1 })
  })
})
