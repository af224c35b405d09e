// The quick way beside the whole gate: what it admits, the whole gate admits, with the same request to the origin and the
// same answer. The requests are of every kind, and most of them are not for the quick way.

import { env } from 'cloudflare:workers'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Rule } from '../../src/core/rules.ts'
import type { PassClaims } from '../../src/crypto/pass.ts'
import { publishSites } from '../../src/flows/edge/edge-facts.ts'
import { listAll } from '../../src/store/batch.ts'
import { selectSitesOf } from '../../src/store/sites.ts'
import { type Ask, type Bed, makeBed, PAGE, passFor } from '../support/at-the-gate.ts'
import { addServiceToken, saveRules } from '../support/gate-rules.ts'
import { runs } from '../support/properties.ts'
import { IN_EFFECT, NOW, setPolicy } from '../support/rows.ts'

afterEach(() => {
  vi.restoreAllMocks()
})

const RULES: (Partial<Rule> & Pick<Rule, 'path'>)[] = [
  { path: '/admin', roles: ['owner', 'admin'] },
  { path: '/pay', require: { maxAge: 600, methods: null }, methods: ['GET'] },
  { path: '/keys', require: { maxAge: 86_400, methods: ['passkey'] } },
  { path: '/inside', roles: ['owner'], networks: ['192.0.2.0/24'] },
  { path: '/open', access: 'public' },
  {
    path: '/api',
    access: 'service',
    cors: {
      origins: ['https://app.example'],
      methods: ['GET'],
      headers: [],
      credentials: true,
      maxAge: null,
    },
  },
]

/** The time of the requests. The first passes have expired by then. */
const THEN = NOW + 300

interface Place {
  readonly bed: Bed
  readonly passes: Readonly<Record<string, string>>
  readonly token: string
}

const ENROLLED: Partial<PassClaims> = {
  ...{ acr: 'aal2', mfa_method: 'totp', amr: ['pwd', 'otp', 'mfa'] },
}

async function placeWith(rules: typeof RULES, isEnforced: boolean): Promise<Place> {
  const bed = await makeBed()
  vi.spyOn(console, 'warn').mockImplementation(() => {})
  if (isEnforced) await enforce(bed)
  if (rules.length > 0) await saveRules(bed, ...rules)
  const { token } = await addServiceToken(bed, { paths: ['/'] })
  let made = 0
  const pass = (changes: Partial<PassClaims>) =>
    passFor(
      bed.edge,
      bed.host,
      bed.id,
      { iat: THEN, exp: THEN + 120, ...changes },
      String(made++).padStart(43, 's'),
    )
  const workspace = { id: bed.id, slug: bed.id, role: 'owner' } as const
  const passes = {
    member: await pass({}),
    enrolled: await pass({ ...ENROLLED, mfa_time: THEN }),
    old: await pass({ ...ENROLLED, mfa_time: THEN - 3600 }),
    passkey: await pass({ ...ENROLLED, mfa_time: THEN, mfa_method: 'passkey', amr: ['pwd', 'swk', 'mfa'] }),
    owner: await pass({ ...ENROLLED, mfa_time: THEN, workspace }),
    stale: await pass({ ...ENROLLED, mfa_time: THEN, stale: true, stale_since: THEN - 60 }),
    expired: await pass({ iat: NOW, exp: NOW + 120 }),
    'of a later time': await pass({ exp: THEN + 100_000 }),
    'of another workspace': await pass({ workspace: { ...workspace, id: 'another' } }),
    'of another host': await pass({ aud: 'http://other.example.com' }),
    'of another issuer': await pass({ iss: 'http://other.localhost' }),
    forged: `${(await pass({})).slice(0, -45)}x~${'s'.repeat(43)}`,
  }
  const secretOf = (cookie: string) => cookie.split('~')[1]
  const mixed = `${passes.owner.split('~')[0]}~${secretOf(passes.member)}`
  // The isolate has verified them, where it could.
  for (const cookie of Object.values(passes)) await bed.askWhole('/', { cookie, now: THEN })
  return { bed, passes: { ...passes, 'with the secret of another': mixed }, token }
}

async function enforce(bed: Bed): Promise<void> {
  await setPolicy(bed.id, IN_EFFECT)
  await publishSites(bed.edge, await listAll(env.DB, selectSitesOf(env.DB, bed.id)))
}

const segment = fc.constantFrom(
  ...[
    'report',
    'a.b',
    'admin',
    'pay',
    'keys',
    'inside',
    'open',
    'api',
    'API',
    'x-y_z~',
    'caf%C3%A9',
    'a%2fb',
  ],
  ...[
    '',
    '.',
    '..',
    '.sallyport',
    '%2esallyport',
    ':.sallyport',
    '.SallyPort',
    'enter',
    'a;b',
    '%00',
    'a\\b',
    '@x',
    'a:b',
    "it's",
  ],
)
const path = fc
  .tuple(
    fc.oneof(
      {
        weight: 3,
        arbitrary: fc.constantFrom(
          '/',
          '/report',
          '/admin',
          '/pay',
          '/keys/x',
          '/inside',
          '/open',
          '/api',
          '/~.sallyport/enter',
        ),
      },
      {
        weight: 1,
        arbitrary: fc.array(segment, { maxLength: 4 }).map((segments) => `/${segments.join('/')}`),
      },
    ),
    fc.constantFrom('', '', '?', '?a=1&b=%20', '?next=//evil.example/../x', '?q=a b', "?it's", '#x'),
  )
  .map(([pathname, query]) => pathname + query)

const cookieKind = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom('member', 'enrolled', 'owner', 'passkey', 'old') },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      ...['stale', 'expired', 'of a later time', 'of another workspace', 'of another host'],
      ...['of another issuer', 'forged', 'with the secret of another', 'none'],
    ),
  },
)
/** How a cookie stands among others. */
const around = fc.constantFrom<((cookie: string) => string)[]>(
  (cookie) => cookie,
  (cookie) => cookie,
  (cookie) => `theme=dark; ${cookie}; lang=de`,
  (cookie) => `a=1;${cookie}`,
  (cookie) => `${cookie}; __Host-sallyport-session=s; x=1`,
  (cookie) => `${cookie}; ${cookie}`,
  (cookie) => `a=b,${cookie}`,
  (cookie) => `${cookie},${cookie}`,
  (cookie) => `=${cookie}; SALLYPORT_pass=x; =y`,
  (cookie) => `${cookie}x`,
  (cookie) => ` ${cookie} ; b="c,d=e"`,
)
const header = fc.constantFrom<Record<string, string>[]>(
  { accept: 'text/html', 'accept-language': 'de', 'user-agent': 'Somebody/1.0' },
  { ...PAGE },
  { 'cache-control': 'no-cache', pragma: 'no-cache' },
  { 'if-none-match': '"a"' },
  { 'sallyport-assertion': 'x', 'x-forwarded-for': '203.0.113.1', 'remote-user': 'root', __proto__2: 'x' },
  { 'x-http-method-override': 'DELETE' },
  { connection: 'close, x-name', te: 'trailers' },
  { origin: 'https://app.example' },
  { origin: 'null', 'sec-fetch-site': 'cross-site' },
)
const rare = fc.oneof(
  { weight: 6, arbitrary: fc.constant('nothing') },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      'bearer',
      'basic',
      'own',
      'broken token',
      'of the origin',
      'upgrade',
      'basic of the origin',
    ),
  },
)
const method = fc.oneof(
  { weight: 5, arbitrary: fc.constant('GET') },
  { weight: 1, arbitrary: fc.constantFrom('HEAD', 'POST', 'PUT', 'OPTIONS', 'DELETE') },
)
const originAnswer = fc.constantFrom<(() => Promise<Response>)[]>(
  async () => new Response('the origin'),
  async () => new Response('the origin', { headers: { 'cache-control': 'max-age=60' } }),
  async () => new Response(null, { status: 304, headers: { etag: '"a"' } }),
  async () =>
    new Response(null, { status: 302, headers: { location: 'https://acme-origin.example.net/next' } }),
  async () =>
    new Response('', { headers: { 'set-cookie': '__Host-sallyport-pass=x', 'clear-site-data': '"*"' } }),
  async () =>
    new Response('no', { status: 401, headers: { 'www-authenticate': 'Bearer error="invalid_token"' } }),
  async () =>
    new Response('no', {
      status: 401,
      headers: { 'www-authenticate': 'Bearer error="insufficient_user_authentication", max_age="0"' },
    }),
  async () => {
    throw new Error('the origin is gone')
  },
)

const extras = (kind: string, token: string): Record<string, string> =>
  ({
    bearer: { authorization: `Bearer ${token}` },
    basic: { authorization: `Basic ${btoa(`ci:${token}`)}` },
    own: { 'sallyport-token': token },
    'broken token': { authorization: `Bearer ${token.slice(0, -1)}` },
    'of the origin': { authorization: 'Bearer of-the-origin' },
    'basic of the origin': { authorization: `Basic ${btoa('ada:secret')}` },
    upgrade: { upgrade: 'websocket' },
  })[kind] ?? {}

/** Leaves out the random values of a way to the portal. */
const withoutChance = (text: string): string => text.replace(/(?<=flow[^ ]*?)[\w-]{22,}/g, '…')

/** Everything that the browser and the origin see of one request. */
async function seen({ bed }: Place, asking: Promise<Response>) {
  const answer = await asking
  const sent = bed.origin.mock.calls.map(([target, init]) => ({
    target: target instanceof Request ? target.url : String(target),
    ...{ ...init, body: init?.body ? 'a body' : null },
    headers: [...new Headers(init?.headers)],
  }))
  return {
    sent,
    status: answer.status,
    headers: [...answer.headers].map(([name, value]) => [name, withoutChance(value)]),
    text: withoutChance(await answer.text()),
  }
}

describe.each([
  ['without rules', [], false],
  ['with rules', RULES, false],
  ['that enforces', RULES, true],
] as const)('in a workspace %s', (_, rules, isEnforced) => {
  let place: Place
  beforeEach(async () => {
    place = await placeWith([...rules], isEnforced)
  })

  it('admits only what the whole gate admits, in the same way', async () => {
    const { bed, passes, token } = place
    let quick = 0
    await fc.assert(
      fc.asyncProperty(
        ...[path, method, cookieKind, around, fc.uniqueArray(header, { maxLength: 3 }), rare, originAnswer],
        async (path, method, kind, around, headers, rare, origin) => {
          const cookie = kind === 'none' ? '' : around(`__Host-sallyport-pass=${passes[kind]}`)
          const asked: Ask = {
            ...{ method, now: THEN },
            ...(method === 'POST' || method === 'PUT' ? { body: 'a=1' } : {}),
            headers: {
              ...Object.assign({}, ...headers),
              ...extras(rare, token),
              ...(cookie ? { cookie } : {}),
            },
          }
          const address = `http://${bed.host}${path}`
          bed.origin.mockReset().mockImplementation(origin)
          const admitted = bed.askQuickly(address, asked)
          if (admitted === null) return
          quick++
          const one = await seen(place, admitted)
          bed.origin.mockReset().mockImplementation(origin)
          expect(one).toEqual(await seen(place, bed.askWhole(address, asked)))
          expect(one.sent).toHaveLength(1)
        },
      ),
      runs(7000),
    )
    expect(quick, 'that the quick way is taken at all').toBeGreaterThan(500)
  }, 120_000)
})
