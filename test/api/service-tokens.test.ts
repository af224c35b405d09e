// The service tokens of a workspace through the API.

import { beforeEach, describe, expect, it } from 'vitest'
import type { Edge } from '../../src/flows/edge/edge.ts'
import { callApi, tokenOf } from '../support/api-caller.ts'
import { edgeAt } from '../support/edge-at.ts'
import { addAccount, addMember, addWorkspace, count, enrol, NOW, rows } from '../support/rows.ts'

const PATH = '/workspaces/acme/service-tokens'
const BODY = { name: 'ci', expires_in_days: 30, paths: ['/api'], methods: ['GET'] }
const VALUE = /^sps_[\w-]{43}[0-9A-Za-z]{6}$/

let edge: Edge
beforeEach(async () => {
  edge = await edgeAt(NOW)
  await addWorkspace('acme')
})

const call = (method: string, path: string, body?: unknown, token?: string) =>
  callApi(edge, method, path, body, token ? { token } : {})
const make = (body: object = BODY, token?: string) => call('POST', PATH, body, token)
const listed = async () => (await call('GET', PATH)).body

describe('service tokens', () => {
  it('are created with 201 and their value, and read without it', async () => {
    const { status, body } = await make()
    const { token, ...rest } = body
    expect([status, token]).toEqual([201, expect.stringMatching(VALUE)])
    expect(rest).toEqual({
      ...{ id: expect.any(String), name: 'ci', made_by: null },
      ...{ paths: ['/api'], methods: ['GET'], networks: null, disabled: false },
      ...{ created_at: '2027-01-15T08:00:00Z', expires_at: '2027-02-14T08:00:00Z' },
      ...{ last_used_on: null, previous_valid_until: null },
    })
    expect(await listed()).toEqual({ service_tokens: [rest], next_cursor: null })
    expect(await call('GET', `${PATH}/${rest.id}`)).toMatchObject({ status: 200, body: rest })
    await rows('UPDATE credentials SET last_used_on = 20833')
    expect((await call('GET', `${PATH}/${rest.id}`)).body).toEqual({ ...rest, last_used_on: '2027-01-15' })
  })

  it('are changed in the given fields only', async () => {
    const { id } = (await make()).body
    const changes = { name: 'deploy', disabled: true, paths: ['/'], methods: ['PUT'], networks: ['::1'] }
    expect(await call('PATCH', `${PATH}/${id}`, changes)).toMatchObject({ status: 200, body: changes })
    const { body } = await call('PATCH', `${PATH}/${id}`, { disabled: false, networks: null })
    expect(body).toMatchObject({ ...changes, disabled: false, networks: null })
    expect(await call('PATCH', `${PATH}/${id}`, {})).toMatchObject({ status: 200, body })
  })

  it('are rotated with 200, the same id and a new value', async () => {
    const { id, token } = (await make()).body
    const { status, body } = await call('POST', `${PATH}/${id}/rotate`, { overlap_hours: 24 })
    expect([status, body.id, body.token]).toEqual([200, id, expect.stringMatching(VALUE)])
    expect(body.token).not.toBe(token)
    expect(body.previous_valid_until).toBe('2027-01-16T08:00:00Z')
    const again = await call('POST', `${PATH}/${id}/rotate`, { overlap_hours: 0 })
    expect(again.body.previous_valid_until).toBeNull()
  })

  it('are deleted with 204, and then no call finds them', async () => {
    const { id } = (await make()).body
    expect((await call('DELETE', `${PATH}/${id}`)).status).toBe(204)
    const calls = [
      ['GET', `${PATH}/${id}`, undefined],
      ['PATCH', `${PATH}/${id}`, { name: 'x' }],
      ['POST', `${PATH}/${id}/rotate`, { overlap_hours: 0 }],
      ['DELETE', `${PATH}/${id}`, undefined],
    ] as const
    for (const [method, path, body] of calls) expect((await call(method, path, body)).status).toBe(404)
  })

  it('are listed page by page', async () => {
    for (let i = 0; i < 3; i++) await make()
    const [first] = (await listed()).service_tokens
    const { body } = await call('GET', `${PATH}?cursor=${NOW}.${first.id}`)
    expect(body.service_tokens).toHaveLength(2)
    const wrong = await call('GET', `${PATH}?cursor=x`)
    expect(wrong).toMatchObject({ status: 422, body: { errors: [{ path: 'cursor' }] } })
  })

  it('are limited to a hundred: the next one is refused with 409', async () => {
    for (let i = 0; i < 100; i++) await make()
    expect(await make()).toMatchObject({ status: 409, body: { code: 'too_many' } })
  })

  it.each([
    ['name', { name: '' }],
    ['expires_in_days', { expires_in_days: 0 }],
    ['expires_in_days', { expires_in_days: 366 }],
    ['expires_in_days', { expires_in_days: 1.5 }],
    ['paths', { paths: undefined }],
    ['paths', { paths: null }],
    ['paths', { paths: [] }],
    ['paths', { paths: Array(21).fill('/') }],
    ['paths.1', { paths: ['/', 'api'] }],
    ['paths.0', { paths: ['/api/'] }],
    ['paths.0', { paths: ['/a//b'] }],
    ['paths.0', { paths: ['/a/../b'] }],
    ['paths.0', { paths: ['/a%20b'] }],
    ['paths.0', { paths: [`/${'a'.repeat(256)}`] }],
    ['methods', { methods: undefined }],
    ['methods', { methods: [] }],
    ['methods.0', { methods: ['get'] }],
    ['methods.0', { methods: ['G T'] }],
    ['networks', { networks: [] }],
    ['networks', { networks: Array(21).fill('::1') }],
    ['networks.0', { networks: ['10.1.2.3/8'] }],
    ['networks.1', { networks: ['10.0.0.0/8', 'acme.example'] }],
    ['scope', { scope: 'admin' }],
  ])('are refused with 422 at %s: %j', async (path, wrong) => {
    const { status, body } = await make({ ...BODY, ...wrong })
    expect([status, body.errors]).toEqual([422, [{ path, message: expect.any(String) }]])
    expect(await count('credentials')).toBe(0)
  })

  it('say in a sentence of its own what is wrong with each text', async () => {
    const messages = async (wrong: object) =>
      (await make({ ...BODY, ...wrong })).body.errors.map(({ message }: { message: string }) => message)
    const said = [
      ...(await messages({ paths: ['api', '/a//b', '/a/./b', '/a/', '/ä'] })),
      ...(await messages({ methods: ['get', '1'], networks: ['1.2.3.4/8', 'x'] })),
    ]
    expect(new Set(said).size).toBe(9)
  })

  it.each([
    ['overlap_hours', {}],
    ['overlap_hours', { overlap_hours: -1 }],
    ['overlap_hours', { overlap_hours: 721 }],
    ['overlap_hours', { overlap_hours: '1' }],
    ['force', { overlap_hours: 1, force: true }],
  ])('are not rotated by a body that is wrong at %s: %j', async (path, wrong) => {
    const { id } = (await make()).body
    const answer = await call('POST', `${PATH}/${id}/rotate`, wrong)
    expect(answer).toMatchObject({ status: 422, body: { errors: [{ path }] } })
    expect(await rows('SELECT version FROM credentials')).toEqual([{ version: 1 }])
  })

  it.each([
    ['disabled', { disabled: 'yes' }],
    ['paths.0', { paths: ['x'] }],
    ['token', { token: 'sps_' }],
    ['expires_in_days', { expires_in_days: 1 }],
  ])('are not changed by a body that is wrong at %s: %j', async (path, wrong) => {
    const { id } = (await make()).body
    const answer = await call('PATCH', `${PATH}/${id}`, { name: 'other', ...wrong })
    expect(answer).toMatchObject({ status: 422, body: { errors: [{ path }] } })
    expect(await rows('SELECT name FROM credentials')).toEqual([{ name: 'ci' }])
  })

  it('are managed by a token of the workspace, with its creator’s role, and end with it', async () => {
    await addMember('acme', await addAccount('ada'), 'admin')
    await enrol('ada')
    const token = await tokenOf(edge, 'acme', 'ada')
    const { body } = await make(BODY, token)
    expect(body.made_by).toBe('ada@acme.example')
    expect(body.expires_at).toBe('2027-02-14T08:00:00Z')
    expect((await call('PATCH', `${PATH}/${body.id}`, { name: 'x' }, token)).status).toBe(200)
    await rows("DELETE FROM credentials WHERE kind = 'api'")
    expect(await listed()).toEqual({ service_tokens: [], next_cursor: null })
  })

  it('open nothing in the API', async () => {
    const { token } = (await make()).body
    expect((await call('GET', PATH, undefined, token)).status).toBe(401)
  })
})
