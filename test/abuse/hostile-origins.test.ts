// An origin attacks the edge. It sets the edge's cookies, redirects the edge, or breaks HTTP. It gains
// nothing beyond its own host, and the next visitor is not affected, whoever was admitted.

import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { GROUNDS, NO_RULES } from '../support/node/grounds.ts'
import {
  answering,
  type HostileOrigin,
  startHostileOrigin,
  writing,
  writingAndClosing,
} from '../support/node/hostile-origin.ts'
import { type Entered, enterAt, keysOf } from '../support/node/inside.ts'
import { sendLines, upgradeLines } from '../support/node/raw-socket.ts'
import { type RecordingOrigin, startRecordingOrigin } from '../support/node/recording-origin.ts'
import { advance, type RawAnswer, type RawAsk, sendRaw } from '../support/node/test-bed.ts'

const OURS = [
  '__Host-sallyport-pass=forged; Path=/; Secure',
  '__Host-sallyport-pass=; Max-Age=0; Path=/; Secure',
  '__host-sallyport-pass=forged; Domain=localhost',
  '__HOST-SALLYPORT-PASS=forged; Domain=localhost',
  '__Host-sallyport-flow-AAAAAAAAAAAAAAAAAAAAAA=forged; Path=/; Secure',
  '__Host-sallyport-session=forged; Domain=localhost',
  '__Host-sallyport-csrf=forged; Path=/; Secure',
  '__Secure-sallyport-session=forged; Domain=localhost; Secure',
  'sallyport-session=forged',
  'Sallyport_Session=forged',
  'SALLYPORT.PASS=forged',
  ' __Host-sallyport-pass=forged',
  '\t__Host-sallyport-pass=forged',
  '__Host-sallyport-pass =forged',
  '=__Host-sallyport-pass=forged',
  ' = __Host-sallyport-pass=forged',
  '__Host-sallyport-pass',
  '"__Host-sallyport-pass"=forged',
  '\xa0__Host-sallyport-pass=forged',
  '\xe2\x80\x80__Host-sallyport-pass=forged; Domain=localhost',
  '__Host-sallyport-pass\xc2\xa0=forged; Domain=localhost',
]

const UPGRADE = ['Upgrade: websocket', 'Connection: Upgrade']

/** RFC 6455, section 4.2.2. */
function acceptOf(head: string): string {
  const [, key = ''] = /^sec-websocket-key: *(\S+)/im.exec(head) ?? []
  return createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64')
}

const answeringUpgrade = (lines: readonly string[]) =>
  writing(`HTTP/1.1 101 Switching Protocols\r\n${lines.join('\r\n')}\r\n\r\n`)

describe.each(GROUNDS)('$title', (ground) => {
  let origin: HostileOrigin
  /** The server that the hostile origin tries to send the edge to. */
  let elsewhere: RecordingOrigin
  let inside: Entered
  beforeAll(async () => {
    origin = await startHostileOrigin()
    elsewhere = await startRecordingOrigin()
    origin.behave(answering(200))
    inside = await enterAt(origin.url, ground)
  })
  afterAll(async () => {
    await origin.close()
    await elsewhere.close()
  })

  /** Asks once, and checks that the origin got exactly one request. */
  async function ask(options: RawAsk = {}): Promise<RawAnswer> {
    const before = origin.arrivals()
    const headers = [...keysOf(inside), ...(options.headers ?? [])]
    const answer = await sendRaw(inside.workspace.host, `${ground.at}/`, { ...options, headers })
    expect(origin.arrivals()).toBe(before + 1)
    return answer
  }

  describe('an origin that sets a cookie with the edge’s name', () => {
    it.each(OURS)('written %j does not reach the browser, while its own cookies do', async (line) => {
      origin.behave(
        answering(200, ['Set-Cookie: mine=1', `Set-Cookie: ${line}`, 'Set-Cookie: also=2; Path=/x']),
      )
      expect((await ask()).headers['set-cookie']).toEqual(['mine=1', 'also=2; Path=/x'])
    })

    it.each([201, 204, 206, 302, 304, 401, 404, 500, 503])(
      'with a %i does not reach the browser',
      async (status) => {
        const lines = OURS.slice(0, 3).map((line) => `Set-Cookie: ${line}`)
        origin.behave(answering(status, ['Set-Cookie: mine=1', ...lines]))
        const answer = await ask()
        expect([answer.status, answer.headers['set-cookie']]).toEqual([status, ['mine=1']])
      },
    )

    it('in early hints does not reach the browser', async () => {
      const hints = `HTTP/1.1 103 Early Hints\r\nSet-Cookie: ${OURS[0]}\r\nLink: </x.css>; rel=preload\r\n\r\n`
      origin.behave(writing(`${hints}HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok`))
      const answer = await ask()
      expect([answer.status, answer.text, answer.headers['set-cookie']]).toEqual([200, 'ok', undefined])
    })

    it('does not replace the pass that is renewed in the same answer', async () => {
      // Only a person has a pass to renew. A service and a stranger get no cookie of the edge's, ours or forged.
      const renewed = expect.stringMatching(/^__Host-sallyport-pass=eyJ[\w.-]+~[\w-]{43}; Path=\//)
      await advance(121)
      origin.behave(
        answering(
          200,
          OURS.map((line) => `Set-Cookie: ${line}`),
        ),
      )
      const set = (await ask()).headers['set-cookie']
      expect(set).toEqual(ground.as === 'person' ? [renewed] : undefined)
    })

    it('on an upgrade does not reach the browser, and the WebSocket opens', async () => {
      origin.behave((socket, head) => {
        const accept = `Sec-WebSocket-Accept: ${acceptOf(head)}`
        answeringUpgrade([...UPGRADE, accept, 'Set-Cookie: mine=1', `Set-Cookie: ${OURS[0]}`])(socket, head)
      })
      const { host, origin: itsOrigin } = inside.workspace
      const lines = keysOf(inside).map((line) => line.join(': '))
      const answer = await sendLines(upgradeLines(host, itsOrigin, lines, `${ground.at}/socket`))
      expect(answer.status).toBe(101)
      expect(answer.headers.getSetCookie()).toEqual(['mine=1'])
    })
  })

  describe('an origin that clears the browser’s data', () => {
    // Clearing "cookies" covers the whole registrable domain of the host, which includes the portal's cookies.
    const ALL = '"cache", "clientHints", "executionContexts", "prefetchCache", "prerenderCache", "storage"'
    it.each([
      ['"cookies"', undefined],
      ['"cookies", "cache"', '"cache"'],
      ['"cache","cookies" ,\t"storage"', '"cache", "storage"'],
      ['"*"', ALL],
      ['"cache", "*"', ALL],
      ['"COOKIES"', undefined],
      ['cookies', undefined],
      ['"storage"', '"storage"'],
    ])('by %s does not sign anyone out of the portal: %s is passed on', async (asked, passed) => {
      origin.behave(answering(200, [`Clear-Site-Data: ${asked}`]))
      const answer = await ask()
      expect([answer.status, answer.headers['clear-site-data']]).toEqual([200, passed])
    })
  })

  describe('an origin that redirects elsewhere', () => {
    it.each([301, 302, 303, 307, 308])(
      'with %i is not followed: neither the pass nor the body gets there',
      async (status) => {
        for (const [method, body] of [['GET'], ['POST', 'secret']] as const) {
          const before = elsewhere.arrivals()
          origin.behave(answering(status, [`Location: ${elsewhere.url}/collect`]))
          const answer = await ask({ method, ...(body && { body }) })
          expect([answer.status, answer.headers.location]).toEqual([status, `${elsewhere.url}/collect`])
          expect(elsewhere.arrivals()).toBe(before)
        }
      },
    )

    it.each([
      'Location: //127.0.0.1/',
      'Location: /.sallyport/enter?code=x',
      'Refresh: 0; url=http://evil.example/',
      'Link: <http://evil.example/>; rel=preload',
      'Alt-Svc: h2="evil.example:443"',
    ])('by %s sends the edge nowhere', async (line) => {
      const before = elsewhere.arrivals()
      origin.behave(answering(line.startsWith('Location') ? 302 : 200, [line]))
      expect((await ask()).status).toBeLessThan(400)
      expect(elsewhere.arrivals()).toBe(before)
    })
  })

  describe('an origin that switches protocols without being asked', () => {
    it.each([
      ['to a WebSocket', UPGRADE],
      ['to HTTP/2', ['Upgrade: h2c', 'Connection: Upgrade']],
      ['to nothing', []],
    ])('%s opens no tunnel', async (_, lines) => {
      origin.behave(answeringUpgrade(lines))
      expect((await ask()).status).toBe(502)
    })
  })

  describe('an origin that breaks HTTP', () => {
    const BROKEN: readonly (readonly [string, ReturnType<typeof writing>])[] = [
      ['closes', (socket) => socket.destroy()],
      ['answers nothing', writingAndClosing('')],
      ['does not speak HTTP', writingAndClosing('SSH-2.0-OpenSSH_9.6\r\n\r\n')],
      ['has no status', writingAndClosing('HTTP/1.1 \r\n\r\n')],
      ['has an invalid status', writingAndClosing('HTTP/1.1 999999 OK\r\n\r\n')],
      ['has a header without a colon', writingAndClosing('HTTP/1.1 200 OK\r\nbroken\r\n\r\nok')],
      [
        'has a NUL in a header',
        writingAndClosing('HTTP/1.1 200 OK\r\nX: a\0b\r\nContent-Length: 2\r\n\r\nok'),
      ],
      [
        'has two lengths',
        writingAndClosing('HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 40\r\n\r\nok'),
      ],
      ['has a negative length', writingAndClosing('HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\nok')],
      ['breaks off in its head', writingAndClosing('HTTP/1.1 200 OK\r\nX-Own: 1')],
      ['breaks off in its body', writingAndClosing('HTTP/1.1 200 OK\r\nContent-Length: 40\r\n\r\nok')],
      [
        'breaks off in a chunk',
        writingAndClosing('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nff\r\nok'),
      ],
      [
        'has a chunk without a size',
        writingAndClosing('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nok\r\n0\r\n\r\n'),
      ],
      [
        'has a head of a megabyte',
        writingAndClosing(`HTTP/1.1 200 OK\r\nX: ${'x'.repeat(1 << 20)}\r\n\r\nok`),
      ],
    ]

    it.each(BROKEN)(
      '%s: its visitor gets an error or nothing, and the next visitor a correct answer',
      async (_, conduct) => {
        origin.behave(conduct)
        const answer = await ask().catch(() => null)
        if (answer) {
          expect(answer.headers['set-cookie']).toBeUndefined()
          expect([502, 200]).toContain(answer.status)
        }
        origin.behave(answering(200, [], 'next'))
        expect(await ask()).toMatchObject({ status: 200, text: 'next' })
      },
    )

    it('by a second answer behind the first reaches no other visitor', async () => {
      const smuggled = `HTTP/1.1 200 OK\r\nSet-Cookie: mine=smuggled\r\nContent-Length: 8\r\n\r\nsmuggled`
      origin.behave(answering(200, [], 'ok'))
      origin.behave(writing(`HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok${smuggled}`))
      expect((await ask()).text).toBe('ok')
      origin.behave(answering(200, [], 'next'))
      for (let i = 0; i < 5; i++) expect((await ask()).text).toBe('next')
    })

    // It takes seconds, and the deadline is the same for everybody.
    if (ground === NO_RULES)
      it('by sending its head slowly runs into the deadline', async () => {
        origin.behave((socket) => {
          socket.write('HTTP/1.1 200 OK\r\nX-Own: ')
          const dripping = setInterval(() => socket.write('x'), 200)
          socket.on('close', () => clearInterval(dripping))
        })
        expect((await ask()).status).toBe(504)
      })
  })

  describe('hop-by-hop headers', () => {
    it('are not passed on', async () => {
      const lines = [
        'Connection: keep-alive, X-Named',
        'Keep-Alive: timeout=99',
        'Proxy-Connection: keep-alive',
      ]
      origin.behave(answering(200, [...lines, 'X-Own: kept']))
      const { headers } = await ask()
      expect(headers['x-own']).toBe('kept')
      expect(headers['keep-alive']).not.toBe('timeout=99')
      expect(headers.connection ?? '').not.toContain('X-Named')
    })
  })
})
