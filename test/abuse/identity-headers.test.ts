// A client sends headers that an origin might take for the edge's: identity, address, or the request line.
// Only the edge's own headers reach the origin, whoever is admitted.

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DROPPED_HEADERS } from '../../src/http/dropped-headers.ts'
import { GROUNDS } from '../support/node/grounds.ts'
import {
  arriving,
  expectOwnAssertion,
  goInside,
  type Inside,
  keysOf,
  requestAt,
  valuesOf,
} from '../support/node/inside.ts'
import { gainsNothing } from '../support/node/invariants.ts'
import { sendLines, upgradeLines } from '../support/node/raw-socket.ts'
import type { RecordedRequest } from '../support/node/recording-origin.ts'
import { sendRaw } from '../support/node/test-bed.ts'

describe.each(GROUNDS)('$title', (ground) => {
  let inside: Inside
  beforeAll(async () => {
    inside = await goInside('owner', ground)
  })
  afterAll(() => inside.origin.close())

  const ownAssertionIn = (arrived: RecordedRequest) => expectOwnAssertion(inside, arrived)
  const keyLines = () => keysOf(inside).map((line) => line.join(': '))
  /** Returns the lines of an upgrade with these more lines, on this ground. */
  const upgradeWith = (...more: string[]) => {
    const { host, origin } = inside.workspace
    return upgradeLines(host, origin, [...keyLines(), ...more], `${ground.at}/socket`)
  }

  const SPELLINGS = [
    'Sallyport-Assertion',
    'sallyport-assertion',
    'SALLYPORT-ASSERTION',
    'sallyport_assertion',
    'Sallyport_Assertion',
    'SALLYPORT.ASSERTION',
    'Sallyport~Assertion',
    'Sallyport+Assertion',
    'SallyportAssertion',
    'Sallyport--Assertion',
    '_Sallyport-Assertion',
    "Sallyport'Assertion",
    'X-Sallyport-Assertion',
  ]

  describe('an assertion from a client', () => {
    it.each(SPELLINGS)('sent as %s, once or twice, never reaches the origin', async (name) => {
      ownAssertionIn(
        await arriving(inside, [
          [name, 'forged'],
          [name, 'forged twice'],
        ]),
      )
    })

    it('sent in all spellings at once never reaches the origin', async () => {
      ownAssertionIn(
        await arriving(
          inside,
          SPELLINGS.map((name) => [name, 'forged']),
        ),
      )
    })

    it.each(['Sallyport-Role', 'sallyport_workspace', 'SALLYPORT.ACR'])(
      'gets no help from %s, which doesn’t reach the origin either',
      async (name) => {
        expect(valuesOf(await arriving(inside, [[name, 'owner']]), name)).toEqual([])
      },
    )

    it('never reaches the origin on an upgrade', async () => {
      const lines = upgradeWith(
        ...SPELLINGS.map((name) => `${name}: forged`),
        'X-Forwarded-For: 203.0.113.66',
        'Remote-User: root',
      )
      expect((await sendLines(lines)).status).toBe(101)
      const arrived = requestAt(inside, `${ground.at}/socket`)
      ownAssertionIn(arrived)
      expect(valuesOf(arrived, 'X-Forwarded-For')).toEqual(['127.0.0.1'])
      expect(valuesOf(arrived, 'Remote-User')).toEqual([])
    })

    it.each([
      ['a folded line', ['X-Own: kept', ' Sallyport-Assertion: forged']],
      ['a name with a space after it', ['Sallyport-Assertion : forged']],
      ['a name with a tab after it', ['Sallyport-Assertion\t: forged']],
      ['a bare line feed', ['X-Own: kept\nSallyport-Assertion: forged']],
      ['a bare carriage return', ['X-Own: kept\rSallyport-Assertion: forged']],
      ['a NUL', ['X-Own: kept\0Sallyport-Assertion: forged']],
    ])('hidden behind %s never reaches the origin', async (_, lines) => {
      const before = inside.origin.arrivals()
      const head = [`GET ${ground.at}/hidden HTTP/1.1`, `Host: ${inside.workspace.host}`, 'Connection: close']
      const answer = await sendLines([...head, ...keyLines(), ...lines])
      if (answer.status === 200) ownAssertionIn(requestAt(inside, `${ground.at}/hidden`))
      else expect([inside.origin.arrivals(), [0, 400].includes(answer.status)]).toEqual([before, true])
    })

    it('in a trailer never reaches the origin', async () => {
      const head = [
        ...[`POST ${ground.at}/trailed HTTP/1.1`, `Host: ${inside.workspace.host}`, 'Connection: close'],
        ...['Transfer-Encoding: chunked', 'Trailer: Sallyport-Assertion', 'TE: trailers'],
        ...keyLines(),
      ]
      const answer = await sendLines(head, '1\r\nx\r\n0\r\nSallyport-Assertion: forged\r\n\r\n')
      expect(answer.status).toBe(200)
      const arrived = requestAt(inside, `${ground.at}/trailed`)
      ownAssertionIn(arrived)
      expect([arrived.body, arrived.rawTrailers]).toEqual(['x', []])
    })
  })

  describe('a Connection header', () => {
    const NAMED = 'close, Sallyport-Assertion, Forwarded, X-Forwarded-For, X-Forwarded-Host, Cookie, Host'
    const expectAll = (arrived: RecordedRequest) => {
      ownAssertionIn(arrived)
      for (const name of ['Forwarded', 'X-Forwarded-For', 'X-Forwarded-Host', 'X-Forwarded-Proto']) {
        expect([name, valuesOf(arrived, name)]).toEqual([name, [expect.any(String)]])
      }
      expect(valuesOf(arrived, 'Connection').join()).not.toMatch(/sallyport|forwarded|cookie/i)
    }

    it('that names the edge’s headers removes none of them, here or at a proxy behind it', async () => {
      expectAll(await arriving(inside, [['Connection', NAMED]]))
    })

    it('that names them removes none on an upgrade', async () => {
      const answer = await sendLines(
        upgradeWith().map((line) =>
          line === 'Connection: Upgrade' ? `Connection: Upgrade, ${NAMED.slice(7)}` : line,
        ),
      )
      expect(answer.status).toBe(101)
      expectAll(requestAt(inside, `${ground.at}/socket`))
    })
  })

  describe('the client’s address', () => {
    it.each(['X-Forwarded-For', 'x_forwarded_for', 'X.Forwarded.For', 'X-FORWARDED_FOR'])(
      'comes from the edge and not from the client’s %s',
      async (name) => {
        const arrived = await arriving(inside, [
          [name, '203.0.113.66'],
          [name, '203.0.113.67'],
        ])
        expect(valuesOf(arrived, 'X-Forwarded-For')).toEqual(['127.0.0.1'])
      },
    )

    it.each([
      ['X-Forwarded-Host', 'evil.example', () => [inside.workspace.host]],
      ['x_forwarded_host', 'evil.example', () => [inside.workspace.host]],
      ['X-Forwarded-Proto', 'gopher', () => ['http']],
      ['X_Forwarded_Proto', 'gopher', () => ['http']],
      [
        'Forwarded',
        'for=203.0.113.66;host=evil.example',
        () => [`for=127.0.0.1;host="${inside.workspace.host}";proto=http`],
      ],
      ['FORWARDED', 'for=203.0.113.66', () => [expect.stringContaining('for=127.0.0.1;')]],
    ])('%s: %s is rebuilt', async (name, value, expected) => {
      expect(valuesOf(await arriving(inside, [[name, value]]), name)).toEqual(expected())
    })
  })

  describe('a header that some proxies use to tell an origin the user or the requested URL', () => {
    const NAMES = DROPPED_HEADERS.flatMap((names) => names.split(',')).map((name) =>
      name.trim().replace('*', name.includes('-*') ? 'Any' : '-Any'),
    )
    /** The headers that the edge sets itself. */
    const OWN = /^(Sallyport|X-Sallyport|Forwarded|X-Forwarded)-/

    it('never reaches the origin from a client, in any spelling', async () => {
      for (const spell of [
        (name: string) => name,
        (name: string) => name.replaceAll('-', '_').toLowerCase(),
        (name: string) => name.replaceAll('-', '.').toUpperCase(),
      ]) {
        const sent = NAMES.map((name) => [spell(name), 'root'] as const)
        const arrived = await arriving(inside, sent)
        expect(arrived.rawHeaders).not.toContain('root')
        for (const name of NAMES)
          if (!OWN.test(name)) expect([name, valuesOf(arrived, name)]).toEqual([name, []])
      }
    })

    it('never reaches the origin beside a header that is not UTF-8, whose bytes are kept', async () => {
      const sent = NAMES.map((name) => [name, 'root'] as const)
      const arrived = await arriving(inside, [['X-Latin', 'caf\xe9'], ...sent])
      expect(valuesOf(arrived, 'X-Latin')).toEqual(['caf\xe9'])
      expect(arrived.rawHeaders).not.toContain('root')
      ownAssertionIn(arrived)
      expect([arrived.headers.cookie, valuesOf(arrived, 'X-Forwarded-For')]).toEqual([
        undefined,
        ['127.0.0.1'],
      ])
    })

    it('never reaches the origin on an upgrade', async () => {
      const lines = upgradeWith(...NAMES.map((name) => `${name}: root`))
      expect((await sendLines(lines)).status).toBe(101)
      expect(requestAt(inside, `${ground.at}/socket`).rawHeaders).not.toContain('root')
    })

    it('is told apart from ordinary headers, which all reach the origin', async () => {
      const ordinary = [
        ...['X-Original-Filename', 'X-Original-Size', 'X-User-Agent', 'X-Auth-Token', 'X-Access-Token'],
        ...['X-Token', 'X-Tokenizer', 'X-Email-Format', 'X-Username-Hint', 'Proxy-Status', 'X-Request-Id'],
        ...[
          'X-CSRF-Token',
          'X-Requested-With',
          'Impersonate-User',
          'X-Tenant-Id',
          'Remote-Control',
          'Origin',
        ],
        ...['X-Content-Hash', 'Idempotency-Key', 'Traceparent', 'Via', 'Want-Digest', 'X-Subject-Line'],
      ]
      const arrived = await arriving(
        inside,
        ordinary.map((name) => [name, `of ${name}`]),
      )
      for (const name of ordinary) expect(valuesOf(arrived, name)).toEqual([`of ${name}`])
    })
  })

  describe('a header that overrides the method', () => {
    const OVERRIDES = ['X-HTTP-Method-Override', 'X-HTTP-Method', 'X-Method-Override']

    it.each(OVERRIDES)(
      '%s opens nothing, and the origin gets the method that was decided on',
      async (name) => {
        for (const method of ['GET', 'POST']) {
          const { host } = inside.workspace
          const headers = [[name, 'DELETE'] as const]
          const path = `${ground.at}/`
          const answer = await gainsNothing(inside, () => sendRaw(host, path, { method, headers }))
          expect(answer.status).toBe(ground.as === 'nobody' ? 200 : 401)
          const arrived = await arriving(inside, headers, { method })
          expect(arrived.method).toBe(method)
          // Withheld where a rule names methods. Otherwise a GET that one rule opens is the DELETE that it closes.
          expect(valuesOf(arrived, name)).toEqual(ground.rules === null ? ['DELETE'] : [])
        }
      },
    )
  })
})
