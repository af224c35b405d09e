// Programs with a service token, over real HTTP: the ways to send it, WebSockets, and how it ends.

import { once } from 'node:events'
import type { ClientRequest, IncomingMessage } from 'node:http'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import WebSocket from 'ws'
import { withFaults } from '../support/node/faults.ts'
import { makeServiceToken, type ServiceToken, saveRules } from '../support/node/machines.ts'
import { type RecordingOrigin, startRecordingOrigin } from '../support/node/recording-origin.ts'
import {
  advance,
  api,
  makeWorkspace,
  port,
  portalOrigin,
  type RawAnswer,
  sendRaw,
  type TestWorkspace,
} from '../support/node/test-bed.ts'
import { makeAdmitted } from '../support/node/visitor.ts'

const PASS = '__Host-sallyport-pass'
const PASS_SECONDS = 120

let origin: RecordingOrigin
let workspace: TestWorkspace
let service: ServiceToken
beforeAll(async () => {
  origin = await startRecordingOrigin()
  workspace = await makeWorkspace(origin.url)
  await saveRules(workspace, { id: 'api', path: '/api', match: 'prefix', access: 'service' })
  service = await makeServiceToken(workspace, { paths: ['/api'], methods: ['GET', 'POST'] })
})
afterAll(() => origin.close())

const basic = (pair: string) => `Basic ${Buffer.from(pair, 'latin1').toString('base64')}`
type Lines = readonly (readonly [string, string])[]
const ask = (headers: Lines, path = '/api/report', more: { method?: string; body?: string } = {}) =>
  sendRaw(workspace.host, path, { headers, ...more })

async function expectRefused(answer: Promise<RawAnswer>, status: number, code: string): Promise<RawAnswer> {
  const before = origin.arrivals()
  const told = await answer
  expect([told.status, JSON.parse(told.text).code]).toEqual([status, code])
  expect(origin.arrivals()).toBe(before)
  return told
}

describe('a program', () => {
  it.each<readonly [string, () => Lines]>([
    ['Bearer', () => [['Authorization', `Bearer ${service.token}`]]],
    ['the password of Basic, as git sends it', () => [['Authorization', basic(`ci:${service.token}`)]]],
    ['Basic with a user name in Latin-1', () => [['Authorization', basic(`zoë:${service.token}`)]]],
    ['Sallyport-Token', () => [['Sallyport-Token', service.token]]],
  ])('gets in with its token as %s, and no header that carried it arrives', async (_, headers) => {
    const answer = await ask([...headers(), ['X-Api-Key', 'of the origin']])
    expect([answer.status, answer.text]).toEqual([200, 'origin: GET /api/report'])
    const arrived = origin.requests.at(-1)
    expect(arrived?.rawHeaders.join(' ')).not.toContain(service.token)
    expect(arrived?.headers.authorization).toBeUndefined()
    expect(arrived?.headers['x-api-key']).toBe('of the origin')
    expect(origin.lastClaims()).toMatchObject({ kind: 'service', sub: `service:${service.id}`, name: 'ci' })
  })

  it('posts a body with it, in chunks as git does', async () => {
    const headers = [
      ['Authorization', basic(`ci:${service.token}`)],
      ['Transfer-Encoding', 'chunked'],
    ] as const
    const answer = await ask(headers, '/api/repo.git/git-upload-pack', { method: 'POST', body: 'a pack' })
    expect([answer.status, origin.requests.at(-1)?.body]).toEqual([200, 'a pack'])
  })

  it('without a token is asked for one in both ways', async () => {
    const answer = await expectRefused(ask([['Accept', '*/*']]), 401, 'sign_in_required')
    expect(answer.headers['www-authenticate']).toBe(`Bearer, Basic realm="${workspace.host}"`)
  })

  it.each<readonly [string, () => Lines]>([
    [
      'two Authorization headers',
      () => [
        ['Authorization', `Bearer ${service.token}`],
        ['Authorization', 'Bearer of-the-origin'],
      ],
    ],
    [
      'two Sallyport-Token headers',
      () => [
        ['Sallyport-Token', service.token],
        ['Sallyport-Token', service.token],
      ],
    ],
    ['a token with a letter more', () => [['Authorization', `Bearer ${service.token}x`]]],
    ['a token of bytes that are not UTF-8', () => [['Sallyport-Token', 'sps_\xff\xfe']]],
    [
      'broken base64',
      () => [['Authorization', `Basic ${Buffer.from(`ci:${service.token}`).toString('base64')}!`]],
    ],
    ['a token after 7 KiB', () => [['Authorization', `Bearer ${'x'.repeat(7000)} ${service.token}`]]],
  ])('is refused with %s', async (_, headers) => {
    await expectRefused(ask(headers()), 401, 'invalid_token')
  })

  it('is refused by a token beside a valid pass, not admitted by the pass', async () => {
    const { visitor, workspace: own } = await makeAdmitted(origin.url, 'Ada')
    await saveRules(own, { id: 'api', path: '/api', match: 'prefix', access: 'service' })
    const cookie = ['Cookie', `${PASS}=${visitor.cookie(own.host, PASS)}`] as const
    expect((await sendRaw(own.host, '/api', { headers: [cookie] })).status).toBe(200)
    const foreign = ['Authorization', `Bearer ${service.token}`] as const
    await expectRefused(sendRaw(own.host, '/api', { headers: [cookie, foreign] }), 401, 'invalid_token')
  })

  it('opens nothing on the portal or in the API', async () => {
    const answer = await api('GET', `/workspaces/${workspace.slug}/rules`, undefined, {
      token: service.token,
    })
    expect([answer.status, answer.body.code]).toEqual([401, 'invalid_token'])
    const portal = new URL(portalOrigin).host
    const headers = [
      ['Authorization', `Bearer ${service.token}`],
      ['Accept', 'text/html'],
    ] as const
    const page = await sendRaw(portal, '/account/security', { headers })
    expect([page.status, page.headers.location]).toEqual([303, expect.stringContaining('/sign-in')])
  })
})

describe('a service token', () => {
  const outside = async (path: string, method: string, part: string) => {
    const answer = await expectRefused(
      ask([['Authorization', `Bearer ${service.token}`]], path, { method }),
      403,
      'service_not_allowed',
    )
    expect(JSON.parse(answer.text).detail).toContain(part)
  }

  it('opens no other path and no other method, and says which it was', async () => {
    await outside('/', 'GET', 'path')
    await outside('/api%2f..%2fadmin', 'GET', 'path')
    await outside('/api', 'DELETE', 'method')
  })

  it('ends within the lifetime of a pass after it is disabled', async () => {
    const other = await makeServiceToken(workspace, { paths: ['/'], methods: ['GET'] })
    const asOther = () => ask([['Authorization', `Bearer ${other.token}`]])
    expect((await asOther()).status).toBe(200)
    const path = `/workspaces/${workspace.slug}/service-tokens/${other.id}`
    expect((await api('PATCH', path, { disabled: true })).status).toBe(200)
    await advance(PASS_SECONDS)
    await expectRefused(asOther(), 401, 'invalid_token')
  })

  it('that was rotated works as two values until the overlap ends', async () => {
    const old = await makeServiceToken(workspace, { paths: ['/api'], methods: ['GET'] })
    const path = `/workspaces/${workspace.slug}/service-tokens/${old.id}/rotate`
    const { body: fresh } = await api('POST', path, { overlap_hours: 1 })
    const by = (token: string) => ask([['Authorization', `Bearer ${token}`]])
    expect([(await by(old.token)).status, (await by(fresh.token)).status]).toEqual([200, 200])
    await advance(3600)
    await expectRefused(by(old.token), 401, 'invalid_token')
    expect((await by(fresh.token)).status).toBe(200)
  })
})

describe('while the database can’t be reached', () => {
  it('a remembered token works, and every other gets an honest 503', async () => {
    const by = (token: string) => ask([['Authorization', `Bearer ${token}`]])
    const [known, fresh] = [await makeService(), await makeService()]
    expect((await by(known.token)).status).toBe(200)
    await withFaults([{ store: 'D1', how: 'refused' }], async () => {
      expect((await by(known.token)).status).toBe(200)
      await expectRefused(by(fresh.token), 503, 'store_unavailable')
    })
    expect((await by(fresh.token)).status, 'afterwards').toBe(200)
  })
  const makeService = () => makeServiceToken(workspace, { paths: ['/api'], methods: ['GET'] })
})

describe('a WebSocket of a program', () => {
  const open: WebSocket[] = []
  afterEach(() => {
    for (const socket of open.splice(0)) socket.terminate()
  })

  function connect(path: string, headers: Record<string, string>): WebSocket {
    const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, {
      headers: { Host: workspace.host, ...headers },
    })
    // A refused socket emits an error when it is terminated. Nothing else listens then.
    socket.on('error', () => {})
    open.push(socket)
    return socket
  }

  it('reaches the origin with a token and no Origin', async () => {
    const socket = connect('/api/socket', { Authorization: `Bearer ${service.token}` })
    await once(socket, 'open')
    socket.send('hello')
    expect(String((await once(socket, 'message'))[0])).toBe('echo hello')
    expect(origin.lastClaims()).toMatchObject({ kind: 'service' })
  })

  it('is refused with a foreign Origin, though the token is valid', async () => {
    const before = origin.arrivals()
    const headers = { Authorization: basic(`ci:${service.token}`), Origin: 'http://evil.example' }
    const refused = once(connect('/api/socket', headers), 'unexpected-response')
    const [, answer] = (await refused) as [ClientRequest, IncomingMessage]
    expect([answer.statusCode, origin.arrivals()]).toEqual([403, before])
  })
})
