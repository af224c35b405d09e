// Whatever a client sends to a workspace with rules, the origin gets no more than the rules give. Each request is made
// of parts that have fooled servers, and each rule says in one line what it gives.

import fc from 'fast-check'
import { decodeJwt } from 'jose'
import { afterEach, expect, it, vi } from 'vitest'
import { type Bed, makeBed } from '../support/at-the-gate.ts'
import { addServiceToken, saveRules } from '../support/gate-rules.ts'
import { runs } from '../support/properties.ts'

afterEach(() => {
  vi.restoreAllMocks()
})

const SEGMENTS = [
  'open',
  'api',
  'admin',
  'x',
  '',
  '.',
  '..',
  '.sallyport',
  'OPEN',
  'open%2fadmin',
  '%2e%2e',
  'api;x',
]
const more = [
  '%00',
  '%252e',
  'a%5cb',
  'caf%C3%A9',
  'api%2f..%2fadmin',
  '%61pi',
  'open\\..\\admin',
  ':',
  '@a%2fb',
]
const path = fc
  .array(fc.constantFrom(...SEGMENTS, ...more), { minLength: 1, maxLength: 4 })
  .map((segments) => `/${segments.join('/')}`)
const method = fc.constantFrom('GET', 'HEAD', 'POST', 'DELETE', 'OPTIONS')
const credential = fc.constantFrom(
  'pass',
  'broken pass',
  'bearer',
  'basic',
  'own',
  'broken token',
  'of the origin',
  'two',
)
const overrides = fc.constantFrom({}, { 'x-http-method-override': 'DELETE' }, { upgrade: 'websocket' })
const origin = fc.constantFrom({}, { origin: 'http://evil.example' }, { origin: 'null' })

function headersOf(credentials: readonly string[], token: string, pass: string): Record<string, string> {
  const ways: Record<string, Record<string, string>> = {
    pass: { cookie: `a=1; __Host-sallyport-pass=${pass}` },
    'broken pass': { cookie: `__Host-sallyport-pass=${pass}x` },
    bearer: { authorization: `Bearer ${token}` },
    basic: { authorization: `Basic ${btoa(`ci:${token}`)}` },
    own: { 'sallyport-token': token },
    'broken token': { authorization: `Bearer ${token.slice(0, -1)}` },
    'of the origin': { authorization: 'Bearer of-the-origin' },
    two: { 'sallyport-token': token, authorization: `Bearer ${token} ${token}` },
  }
  return Object.assign({}, ...credentials.map((each) => ways[each]))
}

const isUnder = (prefix: string, pathname: string) => pathname === prefix || pathname.startsWith(`${prefix}/`)
/** Plain: nothing that any server may read as another path. */
const isPlain = (pathname: string) => /^(\/[\w:@.]+)+\/?$/.test(pathname)

it('reaches the origin only with what opens it, and never with a token, a cookie of ours or another method', async () => {
  const bed: Bed = await makeBed()
  await saveRules(
    bed,
    { path: '/admin', roles: ['owner'] },
    { path: '/open', access: 'public', methods: ['GET', 'POST'] },
    { path: '/api', access: 'service' },
  )
  const { token } = await addServiceToken(bed, { paths: ['/'] })
  let forwarded = 0
  await fc.assert(
    fc.asyncProperty(
      path,
      method,
      fc.uniqueArray(credential, { maxLength: 3 }),
      overrides,
      origin,
      async (asked, method, credentials, override, from) => {
        bed.origin.mockClear()
        const sent: Record<string, string | undefined> = {
          ...headersOf(credentials, token, bed.pass),
          ...override,
          ...from,
        }
        const url = `http://${bed.host}${asked}`
        await bed.ask(url, { method, headers: sent as Record<string, string> })
        if (bed.origin.mock.calls.length === 0) return
        forwarded++
        const { pathname } = new URL(url)
        const arrived = bed.arrived()
        const all = JSON.stringify([...arrived])
        expect(all).not.toContain('sps_')
        expect(all).not.toContain(btoa(`ci:${token}`))
        expect(arrived.get('cookie') ?? '').not.toContain('sallyport')
        expect(arrived.has('x-http-method-override')).toBe(false)
        expect(pathname).not.toMatch(/^\/+\.sallyport/)
        expect(String(bed.origin.mock.calls[0]?.[0])).toContain(pathname)
        const assertion = arrived.get('sallyport-assertion')
        if (assertion === null) {
          expect([
            isPlain(pathname),
            isUnder('/open', pathname),
            ['GET', 'HEAD', 'POST'].includes(method),
          ]).toEqual([true, true, true])
        } else if (decodeJwt(assertion).kind === 'service') {
          expect(
            Object.values(sent).some(
              (value) => value?.includes(token) || value?.includes(btoa(`ci:${token}`)),
            ),
          ).toBe(true)
          expect([isUnder('/api', pathname), ['GET', 'HEAD'].includes(method)]).toEqual([true, true])
          expect(pathname.toLowerCase()).not.toMatch(/%2e|%5c|%00|%25|;|\.\./)
          expect('origin' in from && 'upgrade' in override).toBe(false)
        } else {
          expect(assertion).toBe(bed.pass.split('~')[0])
          expect([sent.cookie?.includes(bed.pass), sent['sallyport-token']]).toEqual([true, undefined])
          expect(sent.authorization ?? 'Bearer of-the-origin').toBe('Bearer of-the-origin')
          expect(pathname.toLowerCase()).not.toMatch(/^\/admin\/?$|^\/admin\//)
        }
      },
    ),
    runs(1500),
  )
  expect(forwarded, 'that something gets through at all').toBeGreaterThan(20)
}, 60_000)
