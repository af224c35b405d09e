// What reaches an origin, and what comes back from it.

import { createRemoteJWKSet, customFetch, jwtVerify } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fetchLoopback } from '../../demo/loopback.ts'
import {
  type RecordedRequest,
  type RecordingOrigin,
  startRecordingOrigin,
} from '../support/node/recording-origin.ts'
import { api, hostOf, makeWorkspace, portalOrigin, type RawAsk, sendRaw } from '../support/node/test-bed.ts'
import { type Admitted, makeAdmitted, Visitor } from '../support/node/visitor.ts'

let origin: RecordingOrigin
let inside: Admitted
let passCookie: string

beforeAll(async () => {
  origin = await startRecordingOrigin()
  inside = await makeAdmitted(origin.url, 'Bob', 'owner')
  passCookie = `__Host-sallyport-pass=${inside.visitor.cookie(inside.workspace.host, '__Host-sallyport-pass')}`
})
afterAll(() => origin.close())

type Line = readonly [name: string, value: string]

/** With the pass, unless there is a Cookie among them. */
async function arriving(headers: readonly Line[], options: RawAsk = {}): Promise<RecordedRequest> {
  const hasCookie = headers.some(([name]) => name === 'Cookie')
  const lines = hasCookie ? headers : [['Cookie', passCookie] as const, ...headers]
  const path = `/${crypto.randomUUID()}`
  const answer = await sendRaw(inside.workspace.host, path, { ...options, headers: lines })
  expect(answer.status).toBe(200)
  const arrived = origin.requests.at(-1)
  if (arrived?.path !== path) throw new Error('another request arrived last')
  return arrived
}

/** As a CGI-like server reads names: without case, and with any punctuation being the same. */
function valuesOf({ rawHeaders }: RecordedRequest, name: string): string[] {
  const bare = (text: string) => text.toLowerCase().replaceAll(/[^a-z0-9]/g, '')
  return rawHeaders.filter((_, i) => i % 2 === 1 && bare(rawHeaders[i - 1] ?? '') === bare(name))
}

describe('the assertion', () => {
  it('verifies with the published keys, and says who is there in claims of the contract', async () => {
    const arrived = await arriving([])
    const [assertion = ''] = valuesOf(arrived, 'Sallyport-Assertion')
    const keys = createRemoteJWKSet(new URL(`${portalOrigin}/.well-known/jwks.json`), {
      [customFetch]: (url: string) => fetchLoopback(url),
    })
    const { payload, protectedHeader } = await jwtVerify(assertion, keys, {
      issuer: portalOrigin,
      audience: inside.workspace.origin,
      currentDate: new Date(Number(origin.lastClaims().iat) * 1000),
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
      workspace: { slug: inside.workspace.slug, role: 'owner' },
      enforcement: { state: 'off' },
      cnf: { 'secret#S256': expect.stringMatching(/^[\w-]{43}$/) },
    })
  })

  it.each([
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
  ])('is one, and the edge’s, whatever a client sends as %s', async (name) => {
    const arrived = await arriving([
      [name, 'forged'],
      [name, 'forged twice'],
    ])
    const found = valuesOf(arrived, 'Sallyport-Assertion')
    expect(found).toEqual([expect.stringMatching(/^eyJ[\w-]+\.[\w-]+\.[\w-]{86}$/)])
  })

  it.each(['Sallyport-Role', 'sallyport_workspace', 'SALLYPORT.ACR'])(
    'stands alone: a %s of a client’s never arrives',
    async (name) => {
      expect(valuesOf(await arriving([[name, 'owner']]), name)).toEqual([])
    },
  )

  it('is not withheld by a Connection header that names it', async () => {
    const arrived = await arriving([['Connection', 'close, Sallyport-Assertion']])
    expect(valuesOf(arrived, 'Sallyport-Assertion')).toHaveLength(1)
  })
})

describe('where a request came from', () => {
  it.each(['X-Forwarded-For', 'x_forwarded_for', 'X.Forwarded.For', 'X-FORWARDED_FOR'])(
    'is what the edge knows, not what a client says as %s',
    async (name) => {
      const arrived = await arriving([[name, '203.0.113.66']])
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
    ['X-Forwarded-User', 'root', () => []],
    ['X-Forwarded-Prefix', '/evil', () => []],
    ['X-Original-URL', '/admin', () => []],
    ['X-Rewrite-URL', '/admin', () => []],
    ['X-Real-IP', '203.0.113.66', () => []],
    ['X_Remote_User', 'root', () => []],
  ])('%s: %s of a client’s never arrives', async (name, value, expected) => {
    expect(valuesOf(await arriving([[name, value]]), name)).toEqual(expected())
  })

  it('reaches the origin with method, path, query, body and other headers as they were', async () => {
    const path = '/a/b%20c;d=1/?q=%2F&q=2&empty='
    const headers = [
      ['Cookie', passCookie],
      ['Content-Type', 'text/plain'],
      ['X-Own', 'kept'],
      ['Authorization', 'Bearer of-the-origin'],
    ] as const
    await sendRaw(inside.workspace.host, path, { method: 'PATCH', body: 'body', headers })
    expect(origin.requests.at(-1)).toMatchObject({
      method: 'PATCH',
      path,
      body: 'body',
      headers: { 'content-type': 'text/plain', 'x-own': 'kept', authorization: 'Bearer of-the-origin' },
    })
  })
})

describe('cookies on the way in', () => {
  it('are those of others only: none of the edge’s arrives, in whatever spelling', async () => {
    const reserved = [
      '__Host-sallyport-session=a',
      '__Host-sallyport-login=b',
      '__Host-sallyport-csrf=c',
      '__Host-sallyport-flow-AAAAAAAAAAAAAAAAAAAAAA=d',
      '__host-SALLYPORT-pass=e',
      '__Secure-sallyport-pass=f',
      'sallyport_session=g',
      'Sallyport.Pass=h',
      '__Host-sallyport-pass =i',
    ]
    const cookie = ['mine=1', passCookie, ...reserved, 'theirs="2 3"', 'notsallyport=4'].join('; ')
    const arrived = await arriving([['Cookie', cookie]]).catch(() => null)
    // A second spelling of the pass is a second pass: then nobody is let in at all.
    expect(arrived).toBeNull()
    const kept = await arriving([['Cookie', cookie.replace('__Host-sallyport-pass =i; ', '')]])
    expect(kept.headers.cookie?.split(/; */)).toEqual(['mine=1', 'theirs="2 3"', 'notsallyport=4'])
  })

  it('leave no Cookie header behind where there was only the pass', async () => {
    expect((await arriving([])).headers.cookie).toBeUndefined()
  })

  it.each([
    ['twice the same', () => `${passCookie}; ${passCookie}`],
    ['one of another after it', () => `${passCookie}; __Host-sallyport-pass=x`],
    ['one of another before it', () => `__Host-sallyport-pass=x; ${passCookie}`],
  ])('with %s: two passes admit nobody', async (_, cookie) => {
    const before = origin.arrivals()
    const headers = [['Cookie', cookie()] as const]
    expect((await sendRaw(inside.workspace.host, '/', { headers })).status).toBe(401)
    expect(origin.arrivals()).toBe(before)
  })
})

describe('what an origin answers', () => {
  it('sets its own cookies and none of the edge’s', async () => {
    const answer = await inside.visitor.ask(`${inside.workspace.origin}/cookies`)
    expect(answer).toMatchObject({ status: 200, text: 'ok' })
    expect(answer.headers.getSetCookie()).toEqual(['mine=1; Path=/'])
  })

  it('is passed on where it redirects, and not followed', async () => {
    const before = origin.arrivals()
    const answer = await inside.visitor.ask(`${inside.workspace.origin}/away`, { follows: false })
    expect(answer.status).toBe(302)
    expect(answer.headers.get('location')).toBe('http://elsewhere.example/')
    expect(origin.arrivals()).toBe(before + 1)
  })
})

describe('the reserved path', () => {
  it.each([
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
  ])('%s is never forwarded, even with a pass', async (path) => {
    const before = origin.arrivals()
    for (const method of ['GET', 'POST']) {
      const headers = [['Cookie', passCookie] as const]
      const { status } = await sendRaw(inside.workspace.host, path, { method, headers })
      expect([400, 404]).toContain(status)
    }
    expect(origin.arrivals()).toBe(before)
  })

  it.each(['/sallyport', '/docs/.sallyport', '/x.sallyport/', '/.well-known/x'])(
    '%s is the origin’s own',
    async (path) => {
      await sendRaw(inside.workspace.host, path, { headers: [['Cookie', passCookie]] })
      expect(origin.requests.at(-1)?.path).toBe(path)
    },
  )
})

describe('a host', () => {
  it('that is nobody’s is refused with 421 and a problem, to whoever asks', async () => {
    const host = hostOf(`nobody-${crypto.randomUUID().slice(0, 8)}`)
    const before = origin.arrivals()
    for (const lines of [[], [['Accept', 'text/html'] as const], [['Cookie', passCookie] as const]]) {
      const answer = await sendRaw(host, '/', { headers: lines })
      expect(answer.status).toBe(421)
      expect(answer.headers['content-type']).toBe('application/problem+json')
      expect(JSON.parse(answer.text)).toMatchObject({ status: 421, code: 'unknown_host' })
    }
    expect(origin.arrivals()).toBe(before)
  })

  it('with the same name on another port, or with a dot at its end, is nobody’s', async () => {
    const [name = ''] = inside.workspace.host.split(':')
    const before = origin.arrivals()
    for (const host of [`${name}:1`, name, inside.workspace.host.replace('.localhost', '.localhost.')]) {
      const { status } = await sendRaw(host, '/', { headers: [['Cookie', passCookie]] })
      expect(status).toBe(421)
    }
    expect(origin.arrivals()).toBe(before)
  })

  it('is known in whatever case it is written', async () => {
    const host = inside.workspace.host.toUpperCase()
    expect((await sendRaw(host, '/', { headers: [['Cookie', passCookie]] })).status).toBe(200)
  })

  it('that was taken from a workspace is nobody’s from the next request on', async () => {
    const workspace = await makeWorkspace(origin.url)
    const visitor = new Visitor()
    expect((await visitor.ask(`${workspace.origin}/`, { isScript: true })).status).toBe(401)
    expect((await api('DELETE', `/workspaces/${workspace.slug}`)).status).toBe(204)
    expect((await visitor.ask(`${workspace.origin}/`, { isScript: true })).status).toBe(421)
  })
})
