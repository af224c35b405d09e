// /workspaces/{slug}/rules and its test: each answer and each refusal.

import { beforeEach, describe, expect, it } from 'vitest'
import type { Edge } from '../../src/flows/edge/edge.ts'
import { callApi, tokenOf } from '../support/api-caller.ts'
import { edgeAt } from '../support/edge-at.ts'
import { metered } from '../support/metered.ts'
import { addAccount, addMember, addWorkspace, enrol, NOW, rows } from '../support/rows.ts'

const RULES = '/workspaces/acme/rules'
const HOOKS = { id: 'hooks', path: '/hooks', match: 'prefix', methods: ['POST'], access: 'public' }
const ADMIN = { id: 'admin', path: '/admin', match: 'prefix', access: 'member', require: { max_age: 300 } }
const CORS = { origins: ['https://app.example'], methods: ['GET'], headers: ['X-A'], credentials: true }

let edge: Edge
beforeEach(async () => {
  edge = await edgeAt(NOW)
  await addWorkspace('acme')
})

const put = (
  body: object,
  headers: Record<string, string> = {},
  token = edge.config.operatorToken,
  on = edge,
) => callApi(on, 'PUT', RULES, body, { headers, token })
const test = (body: object) => callApi(edge, 'POST', `${RULES}/test`, body)
const stored = async () => (await callApi(edge, 'GET', RULES)).body.rules
const problemOf = async (change: object) => {
  const { status, body } = await put({ rules: [{ ...HOOKS, ...change }] })
  return [status, ...(body.errors ?? []).map(({ path }: { path: string }) => path)]
}

describe('GET', () => {
  it('of a workspace that never saved any is an empty list at version 0, in two round trips', async () => {
    const { db, meter } = metered(edge.db)
    const { status, headers, body } = await callApi({ ...edge, db }, 'GET', RULES)
    expect([status, headers.get('etag'), headers.get('cache-control')]).toEqual([
      ...[200, '"0"', 'no-store, no-transform'],
    ])
    expect(body).toEqual({ rules: [] })
    expect([meter.roundTrips, meter.rowsWritten]).toEqual([2, 0])
  })
})

describe('PUT', () => {
  it('answers with the whole list and its version, in three round trips', async () => {
    const { db, meter } = metered(edge.db)
    const sent = { rules: [HOOKS, ADMIN] }
    const { status, headers, body } = await put(sent, {}, edge.config.operatorToken, { ...edge, db })
    expect([status, headers.get('etag')]).toEqual([200, '"1"'])
    expect(body).toEqual({
      rules: [
        { ...HOOKS, require: null, roles: null, networks: null, cors: null },
        {
          ...{ ...ADMIN, require: { max_age: 300, methods: null } },
          ...{ methods: null, roles: null, networks: null, cors: null },
        },
      ],
    })
    expect(meter.roundTrips).toBe(3)
    expect(await stored()).toEqual(body.rules)
  })

  it('takes back what GET answered, with every field', async () => {
    const every = { ...ADMIN, methods: ['GET'], roles: ['owner'], networks: ['192.0.2.0/24'], cors: CORS }
    await put({ rules: [{ ...every, require: { max_age: 60, methods: ['passkey'] } }] })
    const { body, headers } = await callApi(edge, 'GET', RULES)
    const again = await put(body, { 'if-match': headers.get('etag') ?? '' })
    expect([again.status, again.body, again.headers.get('etag')]).toEqual([200, body, '"1"'])
  })

  it.each(['"0"', 'W/"0"', '"7", "0"', '*'])('over the version %s is saved', async (tag) => {
    expect((await put({ rules: [HOOKS] }, { 'if-match': tag })).status).toBe(200)
  })

  it.each(['"1"', '0', '""'])('over the version %s, which is not current, gets 412', async (tag) => {
    const answer = await put({ rules: [HOOKS] }, { 'if-match': tag })
    expect(answer).toMatchObject({ status: 412, body: { code: 'stale' } })
    expect(await rows('SELECT 1 FROM access_rules')).toEqual([])
  })

  it.each<[object, string]>([
    [{ id: 'A' }, 'rules.0.id'],
    [{ id: undefined }, 'rules.0.id'],
    [{ path: '/a/' }, 'rules.0.path'],
    [{ path: '/a/../b' }, 'rules.0.path'],
    [{ match: 'regex' }, 'rules.0.match'],
    [{ match: undefined }, 'rules.0.match'],
    [{ methods: [] }, 'rules.0.methods'],
    [{ methods: ['POST', 'get'] }, 'rules.0.methods.1'],
    [{ access: 'nobody' }, 'rules.0.access'],
    [{ access: undefined }, 'rules.0.access'],
    [{ require: { max_age: 60 } }, 'rules.0.require'],
    [{ access: 'member', require: { max_age: 59 } }, 'rules.0.require.max_age'],
    [{ access: 'member', require: { max_age: '60' } }, 'rules.0.require.max_age'],
    [{ access: 'member', require: {} }, 'rules.0.require.max_age'],
    [{ access: 'member', require: { max_age: 60, methods: ['totp'] } }, 'rules.0.require.methods.0'],
    [{ roles: ['owner'] }, 'rules.0.roles'],
    [{ access: 'member', roles: ['root'] }, 'rules.0.roles.0'],
    [{ networks: ['10.1.2.3/8'] }, 'rules.0.networks.0'],
    [{ cors: { ...CORS, origins: ['https://app.example/path'] } }, 'rules.0.cors.origins.0'],
    [{ cors: { ...CORS, origins: ['*'] } }, 'rules.0.cors.credentials'],
    [{ cors: { ...CORS, max_age: 7201 } }, 'rules.0.cors.max_age'],
    [{ cors: { ...CORS, methods: undefined } }, 'rules.0.cors.methods'],
    [{ secret: true }, 'rules.0.secret'],
  ])('with %j gets 422 that names the field, and saves nothing', async (change, path) => {
    expect(await problemOf(change)).toEqual([422, path])
    expect(await stored()).toEqual([])
  })

  it('says a sentence of its own for each of them', async () => {
    const changes = [
      ...[
        { path: 'a' },
        { path: '/a/' },
        { path: '//a' },
        { path: '/./a' },
        { path: '/ä' },
        { methods: ['get'] },
      ],
      ...[
        { networks: ['10.1.2.3/8'] },
        { networks: ['x'] },
        { cors: { ...CORS, origins: ['https://a.example/b'] } },
      ],
      ...[{ cors: { ...CORS, origins: ['https://*.example'] } }, { roles: ['owner'] }, { methods: [] }],
    ]
    const said = new Set<string>()
    for (const change of changes)
      said.add((await put({ rules: [{ ...HOOKS, ...change }] })).body.errors[0].message)
    said.add((await put({ rules: [HOOKS, HOOKS] })).body.errors[0].message)
    expect(said.size).toBe(changes.length + 1)
  })

  it('with two rules of one id names the second one', async () => {
    const { status, body } = await put({ rules: [HOOKS, ADMIN, { ...ADMIN, id: 'hooks' }] })
    expect([status, body.errors.map(({ path }: { path: string }) => path)]).toEqual([422, ['rules.2.id']])
  })

  it.each<[string, object]>([
    ['no list', {}],
    ['null', { rules: null }],
    ['51 rules', { rules: Array.from({ length: 51 }, (_, at) => ({ ...HOOKS, id: `r${at}` })) }],
    [
      'more than 16 KiB',
      {
        rules: Array.from({ length: 50 }, (_, at) => ({
          ...HOOKS,
          id: `r${at}`,
          path: `/${'a'.repeat(255)}`,
        })),
      },
    ],
  ])('with %s gets 422 for the list', async (_, body) => {
    expect(await put(body)).toMatchObject({ status: 422, body: { errors: [{ path: 'rules' }] } })
  })

  it('that shuts out its author gets 409, and is saved once confirmed', async () => {
    await addMember('acme', await addAccount('ada'), 'admin')
    await enrol('ada')
    const token = await tokenOf(edge, 'acme', 'ada')
    const owners = { rules: [{ ...ADMIN, path: '/', roles: ['owner'] }] }
    expect(await put(owners, {}, token)).toMatchObject({ status: 409, body: { code: 'would_lock_out' } })
    expect(await put({ ...owners, confirm: false }, {}, token)).toMatchObject({ status: 409 })
    expect(await stored()).toEqual([])
    expect(await put({ ...owners, confirm: true }, {}, token)).toMatchObject({ status: 200 })
  })

  it('of public rules that the operator keeps gets 403 with any token but theirs', async () => {
    const kept = { ...edge, config: { ...edge.config, publicPathsBy: 'operator' as const } }
    const { operatorToken } = edge.config
    const tokens = [await tokenOf(edge, 'acme')]
    for (const token of tokens) {
      const answer = await put({ rules: [HOOKS] }, {}, token, kept)
      expect(answer).toMatchObject({ status: 403, body: { code: 'operator_only' } })
    }
    expect((await put({ rules: [HOOKS] }, {}, operatorToken, kept)).status).toBe(200)
    expect((await put({ rules: [HOOKS, ADMIN] }, {}, tokens[0], kept)).status).toBe(200)
  })
})

describe('the test of a path', () => {
  beforeEach(async () => {
    await put({ rules: [{ ...HOOKS, networks: ['192.0.2.0/24'] }, ADMIN] })
  })

  it('says which rule decides and what must be proved, and changes nothing', async () => {
    const { status, body } = await test({ method: 'GET', path: '/x/..%2fadmin/users?a=1' })
    expect([status, body]).toEqual([
      ...[200, { rule: 'admin', access: 'member', require: { max_age: 300, methods: null } }],
    ])
    expect(await rows("SELECT 1 FROM audit WHERE action = 'rules.changed'")).toHaveLength(1)
  })

  it('is made from the address of the caller unless it names another', async () => {
    const path = { method: 'POST', path: '/hooks' }
    expect((await test(path)).body).toEqual({ rule: 'hooks', access: 'public', require: null })
    const elsewhere = await test({ ...path, ip: '198.51.100.1' })
    expect(elsewhere.body).toEqual({ rule: null, access: 'member', require: null })
    expect((await test({ ...path, ip: '::ffff:192.0.2.9' })).body.rule).toBe('hooks')
  })

  it.each<[string, object]>([
    ['method', { method: 'get', path: '/' }],
    ['method', { path: '/' }],
    ['path', { method: 'GET', path: 'admin' }],
    ['path', { method: 'GET', path: '' }],
    ['path', { method: 'GET' }],
    ['path', { method: 'GET', path: `/${'a'.repeat(8192)}` }],
    ['ip', { method: 'GET', path: '/', ip: 'here' }],
    ['host', { method: 'GET', path: '/', host: 'acme.example.com' }],
  ])('with a wrong %s gets 422 that names it: %j', async (field, body) => {
    expect(await test(body)).toMatchObject({ status: 422, body: { errors: [{ path: field }] } })
  })
})
