// Checks requests that reach an origin, and its answers. test/abuse tests what must not reach it.

import { createRemoteJWKSet, customFetch, jwtVerify } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fetchLoopback } from '../../demo/loopback.ts'
import { arriving, goInside, type Inside, type Line, passCookieOf, valuesOf } from '../support/node/inside.ts'
import { sendLines } from '../support/node/raw-socket.ts'
import type { RecordedRequest } from '../support/node/recording-origin.ts'
import { api, makeWorkspace, portalOrigin, sendRaw } from '../support/node/test-bed.ts'
import { Visitor } from '../support/node/visitor.ts'

const linesOf = (request: RecordedRequest | undefined): Line[] =>
  (request?.rawHeaders ?? []).flatMap((name, i, all) =>
    i % 2 === 0 ? [[name.toLowerCase(), all[i + 1] ?? ''] as const] : [],
  )

let inside: Inside
beforeAll(async () => {
  inside = await goInside('owner')
})
afterAll(() => inside.origin.close())

describe('the assertion', () => {
  it('verifies with the published keys, and its claims name the person', async () => {
    const arrived = await arriving(inside, [])
    const [assertion = ''] = valuesOf(arrived, 'Sallyport-Assertion')
    const keys = createRemoteJWKSet(new URL(`${portalOrigin}/.well-known/jwks.json`), {
      [customFetch]: (url: string) => fetchLoopback(url),
    })
    const { payload, protectedHeader } = await jwtVerify(assertion, keys, {
      issuer: portalOrigin,
      audience: inside.workspace.origin,
      currentDate: new Date(Number(inside.origin.lastClaims().iat) * 1000),
    })
    expect(protectedHeader).toEqual({ alg: 'ES256', typ: 'JWT', kid: expect.any(String) })
    expect(payload).toEqual({
      iss: portalOrigin,
      aud: inside.workspace.origin,
      sub: expect.any(String),
      sid: expect.any(String),
      iat: expect.any(Number),
      exp: Number(payload.iat) + 120,
      auth_time: expect.any(Number),
      provider: 'password',
      amr: ['pwd'],
      acr: 'aal1',
      email: inside.person.email,
      name: 'Bob',
      workspace: { id: expect.any(String), slug: inside.workspace.slug, role: 'owner' },
      enforcement: { state: 'off' },
      cnf: { 'secret#S256': expect.stringMatching(/^[\w-]{43}$/) },
    })
  })
})

describe('a request', () => {
  it('reaches the origin with its method, path, query, body and other headers unchanged', async () => {
    const path = '/a/b%20c;d=1/?q=%2F&q=2&empty='
    const headers = [
      ['Cookie', passCookieOf(inside)],
      ['Content-Type', 'text/plain'],
      ['X-Own', 'kept'],
      ['Authorization', 'Bearer of-the-origin'],
    ] as const
    await sendRaw(inside.workspace.host, path, { method: 'PATCH', body: 'body', headers })
    expect(inside.origin.requests.at(-1)).toMatchObject({
      method: 'PATCH',
      path,
      body: 'body',
      headers: { 'content-type': 'text/plain', 'x-own': 'kept', authorization: 'Bearer of-the-origin' },
    })
  })

  it('arrives byte for byte: additions are documented, and nothing is rewritten', async () => {
    const path = '/a|b/c//d;e=1/caf%C3%A9/%2F%00%zz?q=a+b%20c&&d=[1]|%27&e=?'
    const sent: readonly Line[] = [
      ['Accept', 'text/html, */*;q=0.1'],
      ['Accept-Encoding', 'zstd;q=1, br;q=0.1, *;q=0'],
      ['If-None-Match', 'W/"a", "b"'],
      ['Range', 'bytes=0-1,3-4'],
      ['X-Commas', 'a,b ,c'],
      ['X-Latin', 'caf\xe9'],
      ['X-Tab', 'a\tb  c'],
    ]
    const twice: readonly Line[] = [
      ['X-Twice', '1'],
      ['X-Twice', '2'],
    ]
    const cookie: Line = ['Cookie', `${passCookieOf(inside)}; mine="1, 2"`]
    const answer = await sendRaw(inside.workspace.host, path, { headers: [cookie, ...sent, ...twice] })
    expect(answer.status).toBe(200)
    const arrived = inside.origin.requests.at(-1)
    expect(arrived?.path).toBe(path)
    const added = [
      ...['cache-control', 'pragma', 'connection', 'host', 'forwarded', 'sallyport-assertion', 'cf-worker'],
      ...['x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto'],
    ]
    const kept = new Headers(
      linesOf(arrived)
        .filter(([name]) => !added.includes(name))
        .map(([...line]) => line),
    )
    expect(Object.fromEntries(kept)).toEqual({
      ...Object.fromEntries(sent.map(([name, value]) => [name.toLowerCase(), value])),
      'x-twice': '1, 2',
      cookie: 'mine="1, 2"',
    })
  })

  it.each(['/x?', '/?', '/x?a=&&b'])('keeps its query as written: %s', async (path) => {
    const headers = [['Cookie', passCookieOf(inside)]] as const
    await sendRaw(inside.workspace.host, path, { headers })
    expect(inside.origin.requests.at(-1)?.path).toBe(path)
  })

  it.each([
    ['no', {}, 'min-fresh=0', 'min-fresh=0'],
    ['a reload’s', { 'Cache-Control': 'max-age=0' }, 'max-age=0', 'min-fresh=0'],
    ['a forced reload’s', { 'Cache-Control': 'no-cache', Pragma: 'no-cache' }, 'no-cache', 'no-cache'],
    ['an empty', { 'Cache-Control': '' }, 'min-fresh=0', 'min-fresh=0'],
  ])('asks for no fresher copy than the client did: %s Cache-Control', async (_, sent, control, pragma) => {
    const arrived = await arriving(inside, Object.entries<string>(sent))
    expect(valuesOf(arrived, 'Cache-Control')).toEqual([control])
    expect(valuesOf(arrived, 'Pragma')).toEqual([pragma])
  })

  it.each([
    ['GET', 'hello world'],
    ['HEAD', 'hello world'],
    ['DELETE', 'hello world'],
    ['OPTIONS', 'hello world'],
    ['PROPFIND', '<propfind/>'],
    ['GET', ''],
    ['HEAD', ''],
    ['POST', ''],
  ])('%s arrives with its body: %j', async (method, body) => {
    const path = `/_search?${method}`
    const headers = [['Cookie', passCookieOf(inside)]] as const
    expect((await sendRaw(inside.workspace.host, path, { method, body, headers })).status).toBe(200)
    expect(inside.origin.requests.at(-1)).toMatchObject({ method, path, body })
    expect(inside.origin.lastClaims()).toMatchObject({ email: inside.person.email })
  })

  it.each(['DELETE', 'OPTIONS', 'PUT'])('%s arrives with a body in chunks', async (method) => {
    const headers = [['Cookie', passCookieOf(inside)] as const, ['Transfer-Encoding', 'chunked'] as const]
    const { host } = inside.workspace
    expect((await sendRaw(host, '/chunks', { method, body: 'hello', headers })).status).toBe(200)
    expect(inside.origin.requests.at(-1)).toMatchObject({ method, path: '/chunks', body: 'hello' })
  })

  it.each(['GET', 'HEAD'])(
    '%s with a body of unknown length is refused, and not sent without its body',
    async (method) => {
      const before = inside.origin.arrivals()
      const lines = [
        ...[`${method} /_search HTTP/1.1`, `Host: ${inside.workspace.host}`, 'Connection: close'],
        ...[`Cookie: ${passCookieOf(inside)}`, 'Transfer-Encoding: chunked'],
      ]
      const { status, headers } = await sendLines(lines, '5\r\nhello\r\n0\r\n\r\n')
      expect([status, headers.get('content-type')]).toEqual([411, 'application/problem+json'])
      expect(inside.origin.arrivals()).toBe(before)
    },
  )

  it('has no Cookie header if the pass was the only cookie', async () => {
    expect((await arriving(inside, [])).headers.cookie).toBeUndefined()
  })
})

describe('TRACE, TRACK and CONNECT', () => {
  it.each(['TRACE', 'TRACK'])(
    '%s ends at the gate, so the origin never echoes the assertion',
    async (method) => {
      const before = inside.origin.arrivals()
      const cookie = `Cookie: ${passCookieOf(inside)}`
      const lines = [`${method} / HTTP/1.1`, `Host: ${inside.workspace.host}`, cookie, 'Connection: close']
      const { status, headers } = await sendLines(lines)
      // The local server itself refuses TRACK.
      if (method === 'TRACE')
        expect([status, headers.get('allow')]).toEqual([405, expect.stringContaining('GET')])
      expect(status).toBeGreaterThanOrEqual(400)
      expect(inside.origin.arrivals()).toBe(before)
    },
  )
})

describe('a host', () => {
  it('taken from a workspace belongs to none from the next request on', async () => {
    const workspace = await makeWorkspace(inside.origin.url)
    const visitor = new Visitor()
    expect((await visitor.ask(`${workspace.origin}/`, { isScript: true })).status).toBe(401)
    expect((await api('DELETE', `/workspaces/${workspace.slug}`)).status).toBe(204)
    expect((await visitor.ask(`${workspace.origin}/`, { isScript: true })).status).toBe(421)
  })
})
