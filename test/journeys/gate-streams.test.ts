// Bodies stream both ways, sockets stay open, and an origin's failure differs from an origin's refusal.

import { once } from 'node:events'
import { type ClientRequest, type IncomingMessage, request } from 'node:http'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import WebSocket from 'ws'
import { en } from '../../src/words/en/index.ts'
import { readLog } from '../support/node/left-behind.ts'
import { sendLines } from '../support/node/raw-socket.ts'
import { type RecordingOrigin, startRecordingOrigin } from '../support/node/recording-origin.ts'
import { OPERATOR_TOKEN } from '../support/node/secrets.ts'
import { advance, api, digestRows, port, portalOrigin } from '../support/node/test-bed.ts'
import { type Admitted, makeAdmitted } from '../support/node/visitor.ts'
import { sentence } from '../support/sentence.ts'

const PASS = '__Host-sallyport-pass'

let origin: RecordingOrigin
let inside: Admitted
beforeAll(async () => {
  origin = await startRecordingOrigin()
  inside = await makeAdmitted(origin.url, 'Bob')
})
afterAll(() => origin.close())

const cookieOf = ({ visitor, workspace }: Admitted) => `${PASS}=${visitor.cookie(workspace.host, PASS)}`

function start(method: string, path: string, headers: Record<string, string> = {}): ClientRequest {
  return request({
    ...{ host: '127.0.0.1', port, method, path, agent: false },
    headers: { host: inside.workspace.host, cookie: cookieOf(inside), ...headers },
  })
}

describe('an answer', () => {
  it('streams: its first part arrives before its last is written', async () => {
    const outgoing = start('GET', '/stream').end()
    const [answer] = (await once(outgoing, 'response')) as [IncomingMessage]
    const parts: string[] = []
    for await (const part of answer.setEncoding('utf8')) {
      parts.push(part)
      origin.endStream()
    }
    expect(parts).toEqual(['first\n', 'second\n'])
  })
})

describe('an upload', () => {
  it('streams: each part is answered before the next is sent', async () => {
    const outgoing = start('POST', '/echo')
    const answered = once(outgoing, 'response') as Promise<[IncomingMessage]>
    outgoing.write('one')
    const [answer] = await answered
    const heard = async () => String((await once(answer, 'data'))[0])
    expect(await heard()).toBe('one')
    outgoing.write('two')
    expect(await heard()).toBe('two')
    outgoing.end()
    await once(answer.resume(), 'end')
  })

  it('has no limit: forty megabytes come back unchanged', async () => {
    const part = Buffer.alloc(1 << 20, 'sallyport')
    const outgoing = start('PUT', '/echo', { 'content-length': String(40 * part.length) })
    const answered = once(outgoing, 'response') as Promise<[IncomingMessage]>
    let received = 0
    const sending = (async () => {
      for (let i = 0; i < 40; i++) if (!outgoing.write(part)) await once(outgoing, 'drain')
      outgoing.end()
    })()
    const [answer] = await answered
    for await (const chunk of answer) received += (chunk as Buffer).length
    await sending
    expect(received).toBe(40 * part.length)
  })
})

describe('an upload that the client breaks off', () => {
  it('is not reported as the origin’s fault', async () => {
    const lines = [
      ...[`POST /upload HTTP/1.1`, `Host: ${inside.workspace.host}`, `Cookie: ${cookieOf(inside)}`],
      ...['Content-Type: text/plain', 'Transfer-Encoding: chunked', 'Connection: close'],
    ]
    const before = await readLog()
    const { status, text } = await sendLines(lines, '5\r\nhello\r\nno length\r\n')
    expect([status, JSON.parse(text)]).toEqual([502, expect.objectContaining({ code: 'connection_lost' })])
    const said = (await readLog()).slice(before.length)
    expect(said).toContain('request.interrupted')
    expect(said).not.toContain('origin.failed')
  })
})

describe('a form or call that the client breaks off', () => {
  it.each(['/sign-in', '/api/v1/accounts/ada@acme.example'])(
    'is a bad request, and not an error of the edge: %s',
    async (path) => {
      const before = await readLog()
      const rows = await digestRows()
      const lines = [
        ...[
          `${path.startsWith('/api') ? 'PUT' : 'POST'} ${path} HTTP/1.1`,
          `Host: ${new URL(portalOrigin).host}`,
        ],
        ...[`Origin: ${portalOrigin}`, `Authorization: Bearer ${OPERATOR_TOKEN}`, 'Connection: close'],
        `Content-Type: application/${path.startsWith('/api') ? 'json' : 'x-www-form-urlencoded'}`,
        'Transfer-Encoding: chunked',
      ]
      const { status, text } = await sendLines(lines, '5\r\nhello\r\nno length\r\n')
      expect([status, JSON.parse(text)]).toEqual([400, expect.objectContaining({ code: 'body_broken_off' })])
      expect((await readLog()).slice(before.length)).not.toContain('request.failed')
      expect(await digestRows()).toEqual(rows)
    },
  )
})

describe('a WebSocket', () => {
  const open: WebSocket[] = []
  afterEach(() => {
    for (const socket of open.splice(0)) socket.terminate()
  })

  function connect(headers: Record<string, string>): WebSocket {
    const socket = new WebSocket(`ws://127.0.0.1:${port}/socket`, {
      headers: { Host: inside.workspace.host, ...headers },
    })
    open.push(socket)
    return socket
  }

  /** Returns the status of the refusal. Checks that the origin was not asked. */
  async function refusalOf(headers: Record<string, string>): Promise<{ status: number; challenge: unknown }> {
    const before = origin.arrivals()
    const socket = connect(headers)
    const opened = once(socket, 'open').then(() => Promise.reject(new Error('it was opened')))
    const refused = once(socket, 'unexpected-response') as Promise<[ClientRequest, IncomingMessage]>
    const [, answer] = await Promise.race([refused, opened])
    expect(origin.arrivals()).toBe(before)
    return { status: answer.statusCode ?? 0, challenge: answer.headers['www-authenticate'] }
  }

  async function talk(headers: Record<string, string>): Promise<string> {
    const socket = connect(headers)
    await once(socket, 'open')
    socket.send('hello')
    const [said] = await once(socket, 'message')
    return String(said)
  }

  it('from a page of this host reaches the origin with the assertion and without the cookie', async () => {
    const headers = { Origin: inside.workspace.origin, Cookie: `mine=1; ${cookieOf(inside)}` }
    expect(await talk(headers)).toBe('echo hello')
    const arrived = origin.requests.at(-1)
    expect(arrived?.path).toBe('/socket')
    expect(arrived?.headers.cookie).toBe('mine=1')
    expect(origin.lastClaims()).toMatchObject({ aud: inside.workspace.origin, email: inside.person.email })
  })

  it.each([
    ['another site', 'http://evil.example'],
    ['another scheme', () => inside.workspace.origin.replace('http:', 'https:')],
    ['another port', () => inside.workspace.origin.replace(/:\d+$/, ':1')],
    ['another workspace', () => inside.workspace.origin.replace('//', '//other-')],
    ['an opaque origin', 'null'],
    ['none at all', undefined],
  ])('from %s is refused with 403, with or without a pass', async (_, from) => {
    const asked = typeof from === 'function' ? from() : from
    const headers = { Cookie: cookieOf(inside), ...(asked === undefined ? {} : { Origin: asked }) }
    expect(await refusalOf(headers)).toMatchObject({ status: 403 })
  })

  it('without a pass is refused with 401', async () => {
    const headers = { Origin: inside.workspace.origin }
    expect(await refusalOf(headers)).toEqual({ status: 401, challenge: 'Bearer' })
  })

  it('of a blocked member is refused with 403', async () => {
    const blocked = await makeAdmitted(origin.url, 'Bob')
    await api('PUT', `/workspaces/${blocked.workspace.slug}/policy`, { enforced: true, grace_days: 0 })
    const { host, origin: itsOrigin } = blocked.workspace
    const headers = { Host: host, Origin: itsOrigin, Cookie: cookieOf(blocked) }
    expect(await refusalOf(headers)).toMatchObject({ status: 403 })
  })

  it('with an expired pass opens while the session lives, and gets 401 after sign-out', async () => {
    const { visitor, workspace } = inside
    await advance(121)
    const headers = { Origin: workspace.origin, Cookie: cookieOf(inside) }
    expect(await talk(headers)).toBe('echo hello')
    const page = await visitor.ask(`${portalOrigin}/sign-out`)
    await visitor.submit(page, '/sign-out', {})
    await advance(121)
    expect(await refusalOf(headers)).toEqual({ status: 401, challenge: 'Bearer' })
  })
})

describe('an origin', () => {
  it('that is down causes 502: a problem for a script, a page for a person', async () => {
    const gone = await startRecordingOrigin()
    const { visitor, workspace } = await makeAdmitted(gone.url, 'Bob')
    await gone.close()
    const problem = await visitor.ask(`${workspace.origin}/`, { isScript: true })
    expect(problem.status).toBe(502)
    expect(problem.headers.get('content-type')).toBe('application/problem+json')
    expect(JSON.parse(problem.text)).toMatchObject({ status: 502, code: 'origin_unreachable' })
    const page = await visitor.ask(`${workspace.origin}/`)
    expect(page.status).toBe(502)
    expect(page.text).toMatch(sentence(en.gate.originUnreachable))
  })

  it('that stays silent causes 504 after its time limit', async () => {
    const { visitor, workspace } = await makeAdmitted(origin.url, 'Bob')
    const from = performance.now()
    const [problem, page] = await Promise.all([
      visitor.ask(`${workspace.origin}/silent`, { isScript: true }),
      visitor.ask(`${workspace.origin}/silent`),
    ])
    // ORIGIN_TIMEOUT_SECONDS is 3 in tests.
    expect(performance.now() - from).toBeGreaterThan(2500)
    expect(performance.now() - from).toBeLessThan(15_000)
    expect(problem.status).toBe(504)
    expect(JSON.parse(problem.text)).toMatchObject({ status: 504, code: 'origin_timeout' })
    expect(page.status).toBe(504)
    expect(page.headers.get('content-type')).toContain('text/html')
  })
})
