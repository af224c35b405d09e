// An origin's answer on its way to the browser. test/abuse/hostile-origins.test.ts tests the answers of a
// hostile origin.

import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { answering, type HostileOrigin, startHostileOrigin } from '../support/node/hostile-origin.ts'
import { passCookieOf } from '../support/node/inside.ts'
import { advance, type RawAnswer, sendRaw } from '../support/node/test-bed.ts'
import { type Admitted, makeAdmitted } from '../support/node/visitor.ts'

let origin: HostileOrigin
let inside: Admitted
beforeAll(async () => {
  origin = await startHostileOrigin()
  origin.behave(answering(200))
  inside = await makeAdmitted(origin.url, 'Bob')
})
afterAll(() => origin.close())

/** Asks an origin that gives this answer. */
function answerTo(status: number, lines: readonly string[]): Promise<RawAnswer> {
  origin.behave(answering(status, lines))
  return sendRaw(inside.workspace.host, '/dir', { headers: [['Cookie', passCookieOf(inside)]] })
}

describe('a redirect of an origin', () => {
  it.each([301, 302, 303, 307, 308])(
    'to its own address (%i) leads to the workspace, and not past the gate',
    async (status) => {
      const answer = await answerTo(status, [`Location: ${origin.url}/dir/?q=%2f#part`])
      expect([answer.status, answer.headers.location]).toEqual([
        status,
        `${inside.workspace.origin}/dir/?q=%2f#part`,
      ])
    },
  )

  it('can be followed and reaches the origin through the gate', async () => {
    await answerTo(301, [`Location: ${origin.url}/dir/`])
    const before = origin.arrivals()
    origin.behave((socket, head) => {
      const isRedirected = head.startsWith('GET /dir/ ')
      answering(isRedirected ? 200 : 301, isRedirected ? [] : [`Location: ${origin.url}/dir/`])(socket, head)
    })
    const answer = await inside.visitor.ask(`${inside.workspace.origin}/dir`)
    expect([answer.status, answer.url]).toEqual([200, `${inside.workspace.origin}/dir/`])
    expect(origin.arrivals()).toBe(before + 2)
  })

  it.each([
    '/dir/',
    'dir/../x?y#z',
    '?page=2',
    'https://other.example/%2F',
    '//other.example',
    'http://127.0.0.1/',
  ])('to any other address stays byte for byte: %s', async (location) => {
    expect((await answerTo(302, [`Location: ${location}`])).headers.location).toBe(location)
  })

  it('of another kind stays the same: Refresh, Link', async () => {
    const lines = [`Refresh: 5; url=${origin.url}/`, `Link: <${origin.url}/>; rel=canonical`]
    expect((await answerTo(200, lines)).headers).toMatchObject({
      refresh: `5; url=${origin.url}/`,
      link: `<${origin.url}/>; rel=canonical`,
    })
  })

  it('in Content-Location leads to the workspace as well', async () => {
    const answer = await answerTo(201, [`Content-Location: ${origin.url}/things/7`, 'Location: /things/7'])
    expect(answer.headers).toMatchObject({
      'content-location': `${inside.workspace.origin}/things/7`,
      location: '/things/7',
    })
  })
})

const OLD = 'Last-Modified: Mon, 02 Nov 2020 10:00:00 GMT'

describe('an answer without a caching header', () => {
  it('is not cached, and is otherwise unchanged, including compressed bytes', async () => {
    const body = gzipSync('a page')
    const head = [OLD, 'ETag: "1"', 'X-Own: 1', 'Content-Encoding: gzip', `Content-Length: ${body.length}`]
    origin.behave((socket) => {
      socket.write(`HTTP/1.1 200 OK\r\n${head.join('\r\n')}\r\n\r\n`)
      socket.write(body)
    })
    const headers = [
      ['Cookie', passCookieOf(inside)],
      ['Accept-Encoding', 'gzip'],
    ] as const
    const answer = await sendRaw(inside.workspace.host, '/', { headers })
    expect(answer.text).toBe(body.toString())
    expect(answer.headers).toMatchObject({
      'cache-control': 'private, no-store',
      'last-modified': OLD.slice('Last-Modified: '.length),
      etag: '"1"',
      'x-own': '1',
      'content-encoding': 'gzip',
      'content-length': String(body.length),
    })
  })

  it('to HEAD keeps its length', async () => {
    origin.behave((socket) => socket.write(`HTTP/1.1 200 OK\r\nContent-Length: 1234\r\n${OLD}\r\n\r\n`))
    const answer = await sendRaw(inside.workspace.host, '/', {
      method: 'HEAD',
      headers: [['Cookie', passCookieOf(inside)]],
    })
    expect(answer.headers).toMatchObject({ 'content-length': '1234', 'cache-control': 'private, no-store' })
  })

  it.each(['Cache-Control: public, max-age=600', 'Expires: Mon, 30 Nov 2026 10:00:00 GMT'])(
    'does not include one with %s',
    async (line) => {
      const { headers } = await answerTo(200, [OLD, line])
      expect(headers['cache-control']).toBe(line.startsWith('Cache') ? 'public, max-age=600' : undefined)
    },
  )

  it('with status 304 leaves the browser’s stored copy as it was', async () => {
    const answer = await answerTo(304, ['ETag: "1"'])
    expect([answer.status, answer.headers['cache-control']]).toEqual([304, undefined])
  })
})

describe('an answer that renews a pass', () => {
  const renewed = async (status: number, lines: readonly string[]) => {
    await advance(121)
    return answerTo(status, lines)
  }
  const setsPass = ({ headers }: RawAnswer): boolean =>
    (headers['set-cookie'] ?? []).some((line) => line.startsWith('__Host-sallyport-pass=eyJ'))

  it.each([
    [200, ['Cache-Control: public, s-maxage=3600, max-age=60'], 'private, max-age=60'],
    [200, ['Cache-Control: public', 'Cache-Control: s-maxage=3600'], 'private'],
    [200, [OLD], 'private, no-store'],
    [304, ['ETag: "1"'], 'private, no-cache'],
    [304, ['Cache-Control: public, max-age=60'], 'private, max-age=60'],
  ] as const)('is not stored by a shared cache (%i, %j)', async (status, lines, expected) => {
    const answer = await renewed(status, [
      ...lines,
      'CDN-Cache-Control: max-age=3600',
      'Surrogate-Control: max-age=3600',
    ])
    expect([answer.status, setsPass(answer)]).toEqual([status, true])
    expect(answer.headers['cache-control']).toBe(expected)
    expect(answer.headers['cdn-cache-control']).toBeUndefined()
    expect(answer.headers['surrogate-control']).toBeUndefined()
  })

  it('with a status of no known class is passed on without the pass', async () => {
    const answer = await renewed(999, ['Cache-Control: public'])
    expect([answer.status, answer.text, setsPass(answer)]).toEqual([999, 'ok', false])
  })
})

it('hop-by-hop header fields are not passed on', async () => {
  const { headers } = await answerTo(200, [
    'Connection: keep-alive, X-Named',
    'X-Named: 1',
    'Keep-Alive: timeout=99',
    'Proxy-Connection: keep-alive',
    'Proxy-Authenticate: Basic realm="origin"',
    'TE: trailers',
    'Trailer: X-After',
    'Upgrade: h2c',
    'X-Own: kept',
  ])
  expect(headers['x-own']).toBe('kept')
  for (const name of ['x-named', 'proxy-connection', 'proxy-authenticate', 'te', 'trailer', 'upgrade']) {
    expect([name, headers[name]]).toEqual([name, undefined])
  }
  expect(headers['keep-alive']).not.toBe('timeout=99')
})
