// /workspaces: the operator creates and deletes them. Checks each answer and each refusal.

import { beforeEach, describe, expect, it } from 'vitest'
import type { Edge } from '../../src/flows/edge/edge.ts'
import { callApi, tokenOf } from '../support/api-caller.ts'
import { edgeAt } from '../support/edge-at.ts'
import { metered } from '../support/metered.ts'
import { addWorkspace, count, NOW, rows } from '../support/rows.ts'

const ACME = '/workspaces/acme'
const BODY = { name: 'Acme', hosts: ['acme.example.com'], origin: 'https://app.internal.example' }

let edge: Edge
beforeEach(async () => {
  const base = await edgeAt(NOW)
  edge = { ...base, config: { ...base.config, isLocal: false, scheme: 'https:' } }
})

const put = (more: object = {}, slug = 'acme') =>
  callApi(edge, 'PUT', `/workspaces/${slug}`, { ...BODY, ...more })

describe('a workspace', () => {
  it('is created with 201, changed with 200, found, and deleted with 204', async () => {
    const made = await put()
    expect(made.status).toBe(201)
    expect(made.body).toEqual({
      ...{ id: expect.stringMatching(/^[\w-]{22}$/), slug: 'acme', ...BODY },
      created_at: '2027-01-15T08:00:00Z',
    })
    const hosts = ['www.acme.example.com', 'acme.example.com']
    const changed = await put({ name: 'Acme Ltd', hosts })
    expect([changed.status, changed.body.hosts]).toEqual([200, hosts.toReversed()])
    expect((await callApi(edge, 'GET', ACME)).body).toEqual(changed.body)
    expect((await callApi(edge, 'DELETE', ACME)).status).toBe(204)
    for (const method of ['GET', 'DELETE'])
      expect(await callApi(edge, method, ACME)).toMatchObject({ status: 404, body: { code: 'not_found' } })
  })

  it('put again with the same values changes nothing, in two round trips', async () => {
    await put()
    const entries = await count('audit')
    const { db, meter } = metered(edge.db)
    expect((await callApi({ ...edge, db }, 'PUT', ACME, BODY)).status).toBe(200)
    expect([meter.roundTrips, meter.rowsWritten]).toEqual([2, 0])
    expect(await count('audit')).toBe(entries)
  })

  it.each([
    ['an invalid slug', 'slug', {}, 'Acme_'],
    ['no host', 'hosts', { hosts: [] }, 'acme'],
    ['a host with a path', 'hosts.1', { hosts: ['acme.example.com', 'x.example/y'] }, 'acme'],
    ['an origin with a path', 'origin', { origin: 'https://app.internal.example/x' }, 'acme'],
    ['an origin that is not https', 'origin', { origin: 'http://app.internal.example' }, 'acme'],
    ['an IP address as its origin', 'origin', { origin: 'https://10.0.0.1' }, 'acme'],
    ['an origin that leads back to its own host', 'origin', { origin: 'https://acme.example.com' }, 'acme'],
    ['an empty name', 'name', { name: ' ' }, 'acme'],
  ])('with %s is refused with 422 at the path %s', async (_, path, more, slug) => {
    expect(await put(more, slug)).toMatchObject({
      status: 422,
      body: { code: 'invalid', errors: [{ path }] },
    })
    expect([await count('workspaces'), await count('audit')]).toEqual([0, 0])
  })

  it('cannot have the portal’s own host', async () => {
    const answer = await put({ hosts: [edge.config.portalHost] })
    expect(answer).toMatchObject({ status: 422, body: { errors: [{ path: 'hosts.0' }] } })
  })

  it.each([
    ['takes another’s host', 'hosts.1', { hosts: ['new.example.com', 'globex.example.com'] }],
    ['takes another’s origin as its host', 'hosts.0', { hosts: ['origin.globex.example'] }],
    ['forwards to another’s host', 'origin', { origin: 'https://globex.example.com' }],
  ])('that %s is refused with 422 at %s, and nothing is written', async (_, path, more) => {
    await addWorkspace('globex')
    expect(await put(more)).toMatchObject({ status: 422, body: { errors: [{ path }] } })
    expect(await rows('SELECT slug FROM workspaces')).toEqual([{ slug: 'globex' }])
  })
})

describe('the list of workspaces', () => {
  const list = async (query = '', token?: string) =>
    (await callApi(edge, 'GET', `/workspaces${query}`, undefined, token ? { token } : {})).body

  it('has pages of a hundred by slug, for the operator', async () => {
    for (let i = 0; i < 101; i++) await addWorkspace(`w-${String(i).padStart(3, '0')}`)
    const first = await list()
    expect([first.workspaces.length, first.next_cursor]).toEqual([100, 'w-099'])
    const { workspaces, next_cursor } = await list(`?cursor=${first.next_cursor}`)
    expect([workspaces.map(({ slug }: { slug: string }) => slug), next_cursor]).toEqual([['w-100'], null])
  })

  it('has only its own workspace for a workspace’s token', async () => {
    for (const id of ['acme', 'globex']) await addWorkspace(id)
    const { workspaces, next_cursor } = await list('', await tokenOf(edge, 'globex'))
    expect([workspaces.map(({ slug }: { slug: string }) => slug), next_cursor]).toEqual([['globex'], null])
  })
})
