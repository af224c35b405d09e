// A workspace's other settings through the API: sign-in methods, appearance, logo, tokens and audit. Also the
// operator's lists.

import { beforeEach, describe, expect, it } from 'vitest'
import type { Edge } from '../../src/flows/edge/edge.ts'
import { findFirst } from '../../src/store/batch.ts'
import { MOST_CREDENTIALS } from '../../src/store/credentials.ts'
import { selectSitesOf } from '../../src/store/sites.ts'
import { callApi, tokenOf } from '../support/api-caller.ts'
import { edgeAt } from '../support/edge-at.ts'
import { addWorkspace, count, NOW, PROVIDERS, recordingOf, rows } from '../support/rows.ts'
import { imageOf } from '../vectors/images.ts'

const ACME = '/workspaces/acme'

let edge: Edge
beforeEach(async () => {
  const base = await edgeAt(NOW)
  edge = { ...base, config: { ...base.config, providers: PROVIDERS } }
  await addWorkspace('acme')
})

const call = (method: string, path: string, body?: unknown) => callApi(edge, method, path, body)

describe('the sign-in methods', () => {
  const put = (allowed: unknown) => call('PUT', `${ACME}/providers`, { allowed })

  it('are all allowed until they are restricted, and again afterwards', async () => {
    const get = async () => (await call('GET', `${ACME}/providers`)).body
    expect(await get()).toEqual({ allowed: null })
    expect(await put(['okta'])).toMatchObject({ status: 200, body: { allowed: ['okta'] } })
    expect(await get()).toEqual({ allowed: ['okta'] })
    expect((await put(null)).body).toEqual({ allowed: null })
  })

  it.each([
    [['okta', 'gone'], 'allowed.1'],
    [[], 'allowed'],
    ['okta', 'allowed'],
  ])('cannot be %j: 422 at %s, and nothing is written', async (allowed, path) => {
    expect(await put(allowed)).toMatchObject({ status: 422, body: { errors: [{ path }] } })
    expect(await count('audit')).toBe(0)
  })

  it('are listed for the operator without their secrets', async () => {
    expect((await call('GET', '/providers')).body.providers).toEqual([
      {
        ...{ id: 'password', kind: 'password', label: expect.any(String), second_factor: 'challenged' },
        ...{ provision: false, trust_email: false },
      },
      {
        ...{ id: 'okta', kind: 'oidc', label: 'Okta', second_factor: 'trusted' },
        ...{ provision: false, trust_email: false },
      },
    ])
  })
})

describe('the supervision of WebSockets', () => {
  const put = (body: unknown) => call('PUT', `${ACME}/edge`, body)
  const get = async () => (await call('GET', `${ACME}/edge`)).body
  const site = () => findFirst(edge.db, selectSitesOf(edge.db, 'acme'))

  it('is off at first, reaches the gate’s copy, and is recorded once', async () => {
    expect(await get()).toEqual({ supervise_sockets: false })
    for (const _ of ['changed', 'the same again']) {
      const body = { supervise_sockets: true }
      expect(await put(body)).toMatchObject({ status: 200, body })
    }
    expect(await get()).toEqual({ supervise_sockets: true })
    expect(await site()).toMatchObject({ supervisesSockets: true })
    expect(await rows("SELECT action, detail FROM audit WHERE action = 'edge.changed'")).toEqual([
      { action: 'edge.changed', detail: '{"supervise_sockets":true}' },
    ])
    expect((await put({ supervise_sockets: false })).body).toEqual({ supervise_sockets: false })
  })

  it.each([
    [{}, 'supervise_sockets'],
    [{ supervise_sockets: 1 }, 'supervise_sockets'],
    [{ supervise_sockets: null }, 'supervise_sockets'],
    [{ supervise_sockets: true, compress: true }, 'compress'],
  ])('cannot be %j: 422 at %s, and nothing is written', async (body, path) => {
    expect(await put(body)).toMatchObject({ status: 422, body: { errors: [{ path }] } })
    expect(await count('audit')).toBe(0)
  })

  it('is a workspace token’s to change, and no other workspace’s', async () => {
    await addWorkspace('globex')
    const token = await tokenOf(edge, 'globex')
    const refused = await callApi(edge, 'PUT', `${ACME}/edge`, { supervise_sockets: true }, { token })
    expect(refused.status).toBe(404)
    expect(await get()).toEqual({ supervise_sockets: false })
  })
})

describe('the appearance', () => {
  const NONE = { display_name: null, accent: null, logo_url: null }
  const put = (body: object) => call('PUT', `${ACME}/appearance`, body)

  it('is null until it is set, and the colour is stored in lower case', async () => {
    expect((await call('GET', `${ACME}/appearance`)).body).toEqual(NONE)
    const chosen = await put({ display_name: 'Acme', accent: '#1A5FB4' })
    expect(chosen).toMatchObject({ status: 200, body: { display_name: 'Acme', accent: '#1a5fb4' } })
    expect((await call('GET', `${ACME}/appearance`)).body).toEqual(chosen.body)
  })

  it.each([
    ['accent', { display_name: null, accent: 'red' }],
    ['display_name', { display_name: 'https://acme.example.com', accent: null }],
  ])('is refused with 422 at %s', async (path, body) => {
    expect(await put(body)).toMatchObject({ status: 422, body: { errors: [{ path }] } })
  })

  const putLogo = (bytes: Uint8Array, type = 'image/png') =>
    callApi(edge, 'PUT', `${ACME}/logo`, bytes, { headers: { 'content-type': type } })

  it('has a logo, at an address that changes with it, until it is removed', async () => {
    const [first, second] = [await putLogo(imageOf('png')), await putLogo(imageOf('lossy webp'))]
    expect(first.body.logo_url).toMatch(new RegExp(`^${edge.config.portalOrigin}/logos/[\\w-]{43}$`))
    expect(second.body.logo_url).not.toBe(first.body.logo_url)
    expect((await call('DELETE', `${ACME}/logo`)).status).toBe(204)
    expect((await call('GET', `${ACME}/appearance`)).body).toEqual(NONE)
  })

  it.each<[string, number, string, Uint8Array, string?]>([
    ['not an image', 422, 'not_an_image', new Uint8Array([1, 2, 3])],
    ['an image that is cut short', 422, 'broken_image', imageOf('png').slice(0, -5)],
    ['of another media type', 415, 'not_an_image_type', imageOf('png'), 'image/svg+xml'],
    ['larger than 256 KiB', 413, 'too_large', new Uint8Array(262_145)],
  ])('refuses a logo that is %s: %i %s', async (_, status, code, bytes, type) => {
    expect(await putLogo(bytes, type)).toMatchObject({ status, body: { code } })
    expect(await count('logos')).toBe(0)
  })
})

describe('the tokens', () => {
  const make = (body: object = { name: 'ci', expires_in_days: 30 }, token?: string) =>
    callApi(edge, 'POST', `${ACME}/tokens`, body, token ? { token } : {})

  it('are created with 201 and their value, listed without it, and revoked with 204', async () => {
    const { status, body } = await make()
    const { token, ...listed } = body
    expect([status, token]).toEqual([201, expect.stringMatching(/^spt_[\w-]{43}$/)])
    expect(listed).toEqual({
      ...{ id: expect.any(String), name: 'ci', made_by: null },
      ...{ created_at: '2027-01-15T08:00:00Z', expires_at: '2027-02-14T08:00:00Z' },
    })
    expect((await call('GET', `${ACME}/tokens`)).body).toEqual({ tokens: [listed] })
    expect((await call('DELETE', `${ACME}/tokens/${listed.id}`)).status).toBe(204)
    expect(await call('DELETE', `${ACME}/tokens/${listed.id}`)).toMatchObject({ status: 404 })
  })

  it('that another token created end with that token at the latest', async () => {
    const parent = await make({ name: 'parent', expires_in_days: 1 })
    const child = await make({ name: 'child', expires_in_days: 30 }, parent.body.token)
    expect(child.body.expires_at).toBe(parent.body.expires_at)
    await call('DELETE', `${ACME}/tokens/${parent.body.id}`)
    expect((await call('GET', `${ACME}/tokens`)).body).toEqual({ tokens: [] })
  })

  it('are limited to a hundred: the next one is refused with 409', async () => {
    for (let i = 0; i < MOST_CREDENTIALS; i++) await tokenOf(edge, 'acme')
    expect(await make()).toMatchObject({ status: 409, body: { code: 'too_many_tokens' } })
  })

  it.each([
    ['name', { name: '', expires_in_days: 30 }],
    ['expires_in_days', { name: 'ci', expires_in_days: 366 }],
    ['expires_in_days', { name: 'ci', expires_in_days: 0 }],
  ])('are refused with 422 at %s: %j', async (path, body) => {
    expect(await make(body)).toMatchObject({ status: 422, body: { errors: [{ path }] } })
    expect(await count('credentials')).toBe(0)
  })
})

describe('the audit', () => {
  const record = (scope: string, times = 1) =>
    edge.db.batch(
      Array.from({ length: times }, () =>
        recordingOf({ scope, actor: 'olga', action: 'token.revoked', accountId: null, detail: { id: 't' } }),
      ),
    )

  it('is listed newest first in pages of a hundred, for one workspace or for the operator', async () => {
    await record('acme', 101)
    await record('operator')
    const first = (await call('GET', `${ACME}/audit`)).body
    expect([first.entries.length, first.next_cursor]).toEqual([100, '2'])
    expect(first.entries[0]).toEqual({
      ...{ id: 101, at: '2027-01-15T08:00:00Z', actor: 'olga', action: 'token.revoked', account: null },
      ...{ ip: '192.0.2.1', user_agent: 'a test', detail: { id: 't' }, hash: null },
    })
    const second = (await call('GET', `${ACME}/audit?cursor=2`)).body
    expect([second.entries.map(({ id }: { id: number }) => id), second.next_cursor]).toEqual([[1], null])
    expect((await call('GET', '/audit')).body.entries).toHaveLength(1)
  })

  it.each(['0', '-1', 'x', '1e3', ''])('refuses the cursor %j', async (cursor) => {
    expect(await call('GET', `${ACME}/audit?cursor=${cursor}`)).toMatchObject({ status: 422 })
  })

  it('is exported page by page as JSON Lines with hashes, even for a deleted workspace', async () => {
    await record('acme', 2)
    const { status, headers, body } = await call('GET', `${ACME}/audit/export`)
    expect([status, headers.get('content-type'), headers.get('link')]).toEqual([
      200,
      'application/x-ndjson',
      null,
    ])
    const lines = body
      .trim()
      .split('\n')
      .map((line: string) => JSON.parse(line))
    expect(lines[1].previous_hash).toBe(lines[0].hash)
    await call('DELETE', ACME)
    expect((await call('GET', `/audit/export?workspace=acme&after=1`)).body.trim()).toBe(
      body.trim().split('\n')[1],
    )
  })
})

it('the keys are listed and rotated by the operator, and no answer has a key', async () => {
  const { body } = await call('GET', '/keys')
  const rotated = await call('POST', '/keys/rotate', { purpose: 'pass-signing' })
  expect(rotated.status).toBe(200)
  expect(rotated.body.keys).toHaveLength(body.keys.length + 1)
  for (const { sealed } of await rows<{ sealed: string }>('SELECT sealed FROM ring_keys'))
    expect(JSON.stringify(rotated.body)).not.toContain(sealed)
  expect(await call('POST', '/keys/rotate', { purpose: 'digest-pepper' })).toMatchObject({ status: 422 })
})

it('the list of undelivered notices is empty at first, and an unknown notice cannot be retried', async () => {
  expect((await call('GET', '/notices/dead-letters')).body).toEqual({ dead_letters: [], next_cursor: null })
  expect(await call('GET', '/notices/dead-letters?cursor=x')).toMatchObject({
    status: 422,
    body: { errors: [{ path: 'cursor' }] },
  })
  for (const id of ['x', 'n.webhook', 'n.email.ada'])
    expect(await call('POST', `/notices/dead-letters/${id}/retry`)).toMatchObject({ status: 404 })
})
