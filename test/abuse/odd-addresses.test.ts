// Addresses that two programs read differently. The entrance's own paths never reach an origin, in any
// spelling, not even if a rule opens everything. The edge forwards the same URL that it decided on.

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { en } from '../../src/words/en/index.ts'
import { ALL_PUBLIC, ALL_SERVICE, NO_RULES } from '../support/node/grounds.ts'
import {
  expectOwnAssertion,
  goInside,
  type Inside,
  passCookieOf,
  requestAt,
  valuesOf,
} from '../support/node/inside.ts'
import { gainsNothing, refuses } from '../support/node/invariants.ts'
import { getLines, sendLines } from '../support/node/raw-socket.ts'
import { hostOf, makeWorkspace, port, portalOrigin, sendRaw } from '../support/node/test-bed.ts'

describe.each([NO_RULES, ALL_SERVICE, ALL_PUBLIC])('$title', (ground) => {
  let inside: Inside
  let pass: string
  beforeAll(async () => {
    inside = await goInside('member', ground)
    pass = passCookieOf(inside)
  })
  afterAll(() => inside.origin.close())

  describe('the reserved path', () => {
    const SPELLINGS = [
      '/.sallyport',
      '/.sallyport/',
      '/.sallyport/anything',
      '/.sallyport/enter/',
      '/.SALLYPORT/enter',
      '/.Sallyport/x',
      '//.sallyport/x',
      '/./.sallyport/x',
      '/x/../.sallyport/x',
      '/x/%2e%2e/.sallyport/x',
      '/x/..%2f.sallyport/x',
      '/x%2f..%2f.sallyport%2fx',
      '/%2esallyport/x',
      '/%2Esallyport/x',
      '/%252esallyport/x',
      '/%25252esallyport/x',
      '/.sally%70ort/x',
      '/.sallyport%2fx',
      '/.sallyport%5cx',
      '/\\.sallyport\\x',
      '/.sallyport;v=1/x',
      '/.sallyport%3bv=1/x',
      '/.sallyport%00/x',
      '/.sallyport%20/x',
      '/%2f.sallyport/x',
      '/;x/../.sallyport/x',
      '/.%73allyport/x',
      '/%u002esallyport/x',
      '/%c0%aesallyport/x',
      '/x/..;/.sallyport/x',
      '/.sallyport?x',
      '/x/..%5c.sallyport/x',
    ]
    it('is never forwarded in any spelling, even with a pass', async () => {
      const headers = [['Cookie', pass] as const]
      const asked = SPELLINGS.flatMap((path) => [['GET', path] as const, ['POST', path] as const])
      const answers = await refuses(inside, () =>
        Promise.all(asked.map(([method, path]) => sendRaw(inside.workspace.host, path, { method, headers }))),
      )
      for (const [i, { status }] of answers.entries()) {
        expect([asked[i], status]).toEqual([asked[i], expect.toBeOneOf([400, 404])])
      }
    })

    it.each(['/sallyport', '/docs/.sallyport', '/x.sallyport/', '/.well-known/x'])(
      'is not %s, which belongs to the origin',
      async (path) => {
        await sendRaw(inside.workspace.host, path, { headers: [['Cookie', pass]] })
        expect(inside.origin.requests.at(-1)?.path).toBe(path)
      },
    )
  })

  describe('a path that can be read in two ways', () => {
    it.each([
      ['/a/../b', '/b'],
      ['/a/%2e%2e/b', '/b'],
      ['/a/.%2E/b', '/b'],
      ['/a\\..\\b', '/b'],
      ['/../../b', '/b'],
      ['/a/..%2fb', '/a/..%2fb'],
      ['/a/%252e%252e/b', '/a/%252e%252e/b'],
      ['/a//b', '/a//b'],
      ['//evil.example/b', '//evil.example/b'],
      ['/a;x=1/../b', '/b'],
      ['/a;/..;/b', '/a;/..;/b'],
      ['/a%00b', '/a%00b'],
      ['/a%0d%0ab', '/a%0d%0ab'],
      ['/@evil.example/', '/@evil.example/'],
      ['/a?b=/../c', '/a?b=/../c'],
      ['/a?x=%00#/../b', '/a?x=%00'],
    ])('is forwarded as it was decided on: %s as %s', async (path, arrived) => {
      expect((await sendLines(getLines(inside.workspace.host, path, pass))).status).toBe(200)
      expect(inside.origin.requests.at(-1)).toMatchObject({ path: arrived, method: 'GET' })
    })

    it('needs a pass, also where everything is public', async () => {
      const odd = ['/a/..%2fb', '//evil.example/', '/a%00b', '/x/%2e%2e%2fb', '/a;x/b', '/a%2fb']
      const without = (paths: readonly string[]) => () =>
        Promise.all(paths.map((path) => sendLines(getLines(inside.workspace.host, path, ''))))
      const answers = await refuses(inside, without(odd))
      expect(answers.map(({ status }) => status)).toEqual(odd.map(() => 401))
      // A browser rewrites these, so they are plain paths, which a rule may open.
      const plain = ['/a/../b', '/a\\..\\b']
      const answered = await gainsNothing(inside, without(plain))
      const status = ground.as === 'nobody' ? 200 : 401
      expect(answered.map((answer) => answer.status)).toEqual([status, status])
    })
  })

  describe('a request target that names a host', () => {
    it.each([
      ['a host that no workspace has', () => `http://evil.example/x`],
      ['the portal', () => `${portalOrigin}/x`],
      ['a user and a host', () => `http://${inside.workspace.host}@evil.example/x`],
      ['the origin', () => `${inside.origin.url}/x`],
    ])('%s: a pass for the host in Host opens nothing at another host', async (_, target) => {
      const lines = getLines(inside.workspace.host, target(), pass)
      const before = inside.origin.arrivals()
      const answer = await sendLines(lines)
      // RFC 9112, section 3.2.2: a server goes by the target. The edge must ask the same host that it decided
      // on.
      if (answer.status === 200) expect(inside.origin.requests.at(-1)?.path).toBe('/x')
      else
        expect([inside.origin.arrivals(), answer.status]).toEqual([before, expect.toBeOneOf([400, 404, 421])])
    })

    it('with another workspace’s host belongs to that workspace, where the pass is not valid', async () => {
      const other = await makeWorkspace(inside.origin.url)
      for (const [host, target] of [
        [inside.workspace.host, `${other.origin}/x`],
        [other.host, `${inside.workspace.origin}/x`],
      ] as const) {
        const before = inside.origin.arrivals()
        const answer = await sendLines(getLines(host, target, pass))
        if (answer.status === 200) {
          expectOwnAssertion(inside, requestAt(inside, '/x'))
        } else expect([inside.origin.arrivals(), answer.status]).toEqual([before, 401])
      }
    })
  })

  describe('a host', () => {
    const NAME = () => inside.workspace.host.split(':')[0] ?? ''

    it('that no workspace has gets 421, as a problem for programs and a page for browsers', async () => {
      const host = hostOf(`nobody-${crypto.randomUUID().slice(0, 8)}`)
      const [page, ...problems] = await refuses(inside, () =>
        Promise.all(
          [[['Accept', 'text/html'] as const], [], [['Cookie', pass] as const]].map((headers) =>
            sendRaw(host, '/', { headers }),
          ),
        ),
      )
      expect(page?.status).toBe(421)
      expect(page?.text).toContain(en.gate.unknownHost.title)
      for (const answer of problems) {
        expect(answer.status).toBe(421)
        expect(answer.headers['content-type']).toBe('application/problem+json')
        expect(JSON.parse(answer.text)).toMatchObject({ status: 421, code: 'unknown_host' })
      }
    })

    it.each([
      ['on another port', () => `${NAME()}:1`],
      ['without its port', () => NAME()],
      ['with a dot at its end', () => `${NAME()}.:${port}`],
      ['under another name', () => `x.${inside.workspace.host}`],
      ['before another name', () => `${NAME()}.evil.example`],
      ['as a user', () => `${inside.workspace.host}@evil.example`],
      ['with a space', () => `${inside.workspace.host} evil.example`],
      ['in a list', () => `${inside.workspace.host}, evil.example`],
      ['that is an IP address', () => `127.0.0.1:${port}`],
      ['that is empty', () => ''],
    ])('%s is refused', async (_, host) => {
      await turnedAway(getLines(host(), '/', pass))
    })

    // Browsers never write these, but a server in front of the edge may normalise them. Then the edge must use
    // the result everywhere.
    it.each([
      ['after a user', () => `evil.example@${inside.workspace.host}`],
      ['with a path', () => `${inside.workspace.host}/y`],
      ['with a path of the entrance’s', () => `${inside.workspace.host}/.sallyport`],
      ['with a fragment', () => `${inside.workspace.host}#.evil.example`],
      ['encoded', () => inside.workspace.host.replace('.', '%2e')],
      ['with a wide dot', () => inside.workspace.host.replace('.', '\xe3\x80\x82')],
    ])('%s is refused, or everything follows the host that it is read as', async (_, host) => {
      const before = inside.origin.arrivals()
      const answer = await sendLines(getLines(host(), '/x', pass))
      if (answer.status !== 200) return expect(inside.origin.arrivals()).toBe(before)
      const arrived = inside.origin.requests.at(-1)
      if (ground.as === 'person')
        expect(inside.origin.lastClaims()).toMatchObject({ aud: inside.workspace.origin })
      expect(arrived?.path).not.toMatch(/sallyport|evil/)
      expect(valuesOf(arrived, 'X-Forwarded-Host')).toEqual([inside.workspace.host])
    })

    it.each([
      ['not at all', () => []],
      ['twice', () => [inside.workspace.host, inside.workspace.host]],
      ['after another', () => ['evil.example', inside.workspace.host]],
      ['before another', () => [inside.workspace.host, 'evil.example']],
    ])('that is named %s is never forwarded', async (_, hosts) => {
      const named = (hosts() as string[]).map((host) => `Host: ${host}`)
      await turnedAway(['GET /x HTTP/1.1', ...named, 'Connection: close', `Cookie: ${pass}`])
    })

    it('matches in any case', async () => {
      const host = inside.workspace.host.toUpperCase()
      expect((await sendRaw(host, '/', { headers: [['Cookie', pass]] })).status).toBe(200)
    })

    /** Expects a refusal or a closed connection, and that the origin got no request. */
    async function turnedAway(lines: readonly string[]) {
      const before = inside.origin.arrivals()
      const { status } = await sendLines(lines)
      expect([inside.origin.arrivals(), status === 0 || status >= 400]).toEqual([before, true])
    }
  })
})
