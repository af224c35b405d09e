import { describe, expect, it } from 'vitest'
import { cleanAnswer, withCookie } from '../../src/http/answer.ts'
import type { Route } from '../../src/http/location.ts'

const ROUTE: Route = {
  target: 'https://origin.example/dir?x=1',
  host: 'acme.example.com',
  proto: 'https',
}
type Lines = Record<string, string>

function answer(headers: Lines | [string, string][] = {}, status = 200): Response {
  const body = [204, 205, 304].includes(status) ? null : 'body'
  return new Response(body, { status, headers: [['content-type', 'text/plain'], ...pairs(headers)] })
}
const pairs = (headers: Lines | [string, string][]) =>
  Array.isArray(headers) ? headers : Object.entries(headers)

const clean = (headers: Lines | [string, string][] = {}, status = 200, route = ROUTE) =>
  cleanAnswer(answer(headers, status), route)
const KEPT = { 'cache-control': 'max-age=60' }

it('an answer that needs no change stays the same object', () => {
  const response = answer({ ...KEPT, 'set-cookie': 'mine=1', location: '/next', connection: 'keep-alive' })
  expect(cleanAnswer(response, ROUTE)).toBe(response)
})

describe('a redirect', () => {
  const moved = (location: string, route = ROUTE) =>
    clean({ ...KEPT, location }, 302, route).headers.get('location')

  it.each([
    ['https://origin.example/dir/', 'https://acme.example.com/dir/'],
    ['https://origin.example', 'https://acme.example.com/'],
    ['https://origin.example/a%2fb/%C3%A9?q=%20#part', 'https://acme.example.com/a%2fb/%C3%A9?q=%20#part'],
    ['https://origin.example/x#', 'https://acme.example.com/x#'],
    ['https://origin.example:443/dir/', 'https://acme.example.com/dir/'],
    ['HTTPS://ORIGIN.example/Dir/', 'https://acme.example.com/Dir/'],
    ['https://ada:secret@origin.example/', 'https://acme.example.com/'],
    ['https://origin.example//evil.example/', 'https://acme.example.com//evil.example/'],
    ['//origin.example/dir/', 'https://acme.example.com/dir/'],
    ['https:\\\\origin.example\\dir', 'https://acme.example.com/dir'],
  ])('to the site’s own web origin leads to the workspace: %s', (location, expected) => {
    expect(moved(location)).toBe(expected)
  })

  it.each([
    '/dir/',
    'dir/',
    '../dir/?x#y',
    '?page=2',
    '#part',
    '',
    'http://origin.example/dir/',
    'https://origin.example:8443/dir/',
    'https://origin.example.evil.example/',
    'https://sub.origin.example/',
    'https://origin.example@evil.example/',
    'https://other.example/?next=https://origin.example/',
    '//other.example/',
    'mailto:ada@origin.example',
    'javascript:alert(1)',
    'https://',
    'https://[/',
    'https:origin.example/dir/',
  ])('to any other address stays byte for byte: %j', (location) => {
    const response = answer({ ...KEPT, location }, 302)
    expect(cleanAnswer(response, ROUTE)).toBe(response)
  })

  it('is compared with its port', () => {
    const route: Route = { target: 'http://127.0.0.1:8080/', host: 'acme.localhost:8787', proto: 'http' }
    expect(moved('http://127.0.0.1:8080/dir/', route)).toBe('http://acme.localhost:8787/dir/')
    expect(moved('http://127.0.0.1:8081/dir/', route)).toBe('http://127.0.0.1:8081/dir/')
    expect(moved('http://127.0.0.1/dir/', route)).toBe('http://127.0.0.1/dir/')
    expect(moved('https://127.0.0.1:8080/dir/', route)).toBe('https://127.0.0.1:8080/dir/')
  })

  it('is changed with any status, and so is Content-Location', () => {
    const { headers } = clean(
      {
        ...KEPT,
        location: 'https://origin.example/things/7',
        'content-location': 'https://origin.example/things/7.json',
      },
      201,
    )
    expect(headers.get('location')).toBe('https://acme.example.com/things/7')
    expect(headers.get('content-location')).toBe('https://acme.example.com/things/7.json')
  })
})

describe('an answer without a caching header', () => {
  it.each([200, 203, 206, 204, 300, 301, 302, 308, 401, 404, 410, 500, 501])(
    'is private and not stored (%i)',
    (status) => {
      expect(
        clean({ 'last-modified': 'Mon, 02 Nov 2026 10:00:00 GMT' }, status).headers.get('cache-control'),
      ).toBe('private, no-store')
    },
  )

  it('keeps its status, body and all other headers', async () => {
    const cleaned = clean({ etag: '"1"', vary: 'accept', pragma: 'no-cache' }, 404)
    expect([cleaned.status, await cleaned.text()]).toEqual([404, 'body'])
    expect([...cleaned.headers]).toEqual([
      ['cache-control', 'private, no-store'],
      ['content-type', 'text/plain'],
      ['etag', '"1"'],
      ['pragma', 'no-cache'],
      ['vary', 'accept'],
    ])
  })

  it('stays unchanged with 304, which refers to a stored answer', () => {
    expect(clean({ etag: '"1"' }, 304).headers.get('cache-control')).toBeNull()
  })

  it.each<Lines>([
    { 'cache-control': 'public, max-age=31536000, immutable' },
    { 'cache-control': 'no-cache' },
    { 'cache-control': '' },
    { expires: 'Mon, 30 Nov 2026 10:00:00 GMT' },
    { expires: '0' },
  ])('is not one with %j', (headers) => {
    const response = answer(headers)
    expect(cleanAnswer(response, ROUTE)).toBe(response)
  })
})

describe('an answer that gets a cookie from the edge', () => {
  const COOKIE = '__Host-sallyport-pass=x; Path=/'
  const control = (headers: Lines, status = 200) =>
    withCookie(answer(headers, status), COOKIE).headers.get('cache-control')

  it.each([
    ['public, s-maxage=3600', 'private'],
    ['public, max-age=60, s-maxage=3600', 'private, max-age=60'],
    ['PUBLIC,S-MaxAge="3600" ,Max-Age=60', 'private, Max-Age=60'],
    ['max-age=60', 'private, max-age=60'],
    ['no-store', 'private, no-store'],
    ['private, no-cache', 'private, no-cache'],
    ['private="x-own, x-other", max-age=60', 'private, max-age=60'],
    ['no-cache="set-cookie, etag", public', 'private, no-cache="set-cookie, etag"'],
    ['max-age=60, proxy-revalidate, must-revalidate', 'private, max-age=60, must-revalidate'],
    ['ext="a, public", public', 'private, ext="a, public"'],
    ['ext="never closed, public', 'private, ext="never closed, public'],
    [', ,', 'private'],
  ])('is private: %j becomes %j', (asked, expected) => {
    expect(control({ 'cache-control': asked })).toBe(expected)
  })

  it('is private if it has only Expires', () => {
    expect(control({ expires: 'Mon, 30 Nov 2026 10:00:00 GMT' })).toBe('private')
  })

  it('with 304 keeps a stored no-cache', () => {
    expect(control({}, 304)).toBe('private, no-cache')
    expect(control({ 'cache-control': 'max-age=60' }, 304)).toBe('private, max-age=60')
  })

  it('has no own directives for content delivery networks', () => {
    const { headers } = withCookie(
      answer({
        ...KEPT,
        'cdn-cache-control': 'max-age=60',
        'cloudflare-cdn-cache-control': 'max-age=60',
        'vercel-cdn-cache-control': 'max-age=60',
        'surrogate-control': 'max-age=60',
        'edge-control': 'max-age=60',
        'akamai-cache-control': 'max-age=60',
        'x-accel-expires': '60',
        'x-own': 'kept',
      }),
      COOKIE,
    )
    expect([...headers.keys()]).toEqual(['cache-control', 'content-type', 'set-cookie', 'x-own'])
  })

  it('keeps the origin’s cookies', () => {
    const response = withCookie(
      answer([
        ['set-cookie', 'a=1'],
        ['set-cookie', 'b=2'],
      ]),
      COOKIE,
    )
    expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2', COOKIE])
  })
})

describe('hop-by-hop header fields', () => {
  it('are removed: those that Connection names, and those of proxies', () => {
    const { headers } = clean({
      ...KEPT,
      connection: 'close, X-Named ,x-other,,"bad name"',
      'x-named': '1',
      'x-other': '1',
      'x-own': 'kept',
      'proxy-connection': 'keep-alive',
      'proxy-authenticate': 'Basic',
      'proxy-authentication-info': 'x',
    })
    for (const name of [
      'x-named',
      'x-other',
      'proxy-connection',
      'proxy-authenticate',
      'proxy-authentication-info',
    ]) {
      expect([name, headers.get(name)]).toEqual([name, null])
    }
    expect(headers.get('x-own')).toBe('kept')
  })

  it('cost nothing if Connection names none', () => {
    const response = answer({ ...KEPT, connection: 'keep-alive, Upgrade', upgrade: 'h2c' })
    expect(cleanAnswer(response, ROUTE)).toBe(response)
  })

  it('leave an answer private if they remove its Cache-Control', () => {
    const { headers } = clean({ connection: 'cache-control', 'cache-control': 'public' })
    expect(headers.get('cache-control')).toBe('private, no-store')
  })
})
