// Checks the headers of every answer that the edge writes itself. No cache may keep it, no other site may
// read it, and no frame may show it. The pages and calls come from the application's own route list, so a new
// route is covered. Each error is provoked by its own test.

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fetchLoopback } from '../../demo/loopback.ts'
import { portalHost } from '../support/node/arrivals.ts'
import { GROUNDS } from '../support/node/grounds.ts'
import { enterAt, goInside, type Inside, keysOf, passCookieOf, tokenLinesOf } from '../support/node/inside.ts'
import { sendLines, upgradeLines } from '../support/node/raw-socket.ts'
import { OPERATOR_TOKEN } from '../support/node/secrets.ts'
import {
  api,
  headersOf,
  listRoutes,
  port,
  portalOrigin,
  type Route,
  sendRaw,
} from '../support/node/test-bed.ts'
import { type Enrolled, makeEnrolledPerson } from '../support/node/visitor.ts'

const EVIL = 'http://evil.example'
/** These answers are public, and the same for every caller. */
const PUBLIC = ['/.well-known/jwks.json', '/.well-known/openid-configuration']

let inside: Inside
let ada: Enrolled
let routes: Route[]
beforeAll(async () => {
  inside = await goInside()
  ada = await makeEnrolledPerson('Ada')
  const { slug } = inside.workspace
  await api('PUT', `/workspaces/${slug}/members/${ada.person.email}`, { role: 'owner' })
  const values: Record<string, string> = { slug, email: ada.person.email, provider: 'hostile' }
  routes = (await listRoutes()).map(({ method, path }) => ({
    method,
    path: path.replaceAll(/:(\w+)/g, (_, name) => values[name] ?? 'x'),
  }))
  expect(routes.length).toBeGreaterThan(50)
})
afterAll(() => inside.origin.close())

interface Found {
  readonly what: string
  readonly status: number
  readonly headers: Headers
  /** Whether the request came by HTTPS. */
  readonly isSecure?: boolean
}

/** Returns the rules that this answer breaks, in words. The list is empty for a correct answer. */
function faultsOf({ what, status, headers, isSecure = false }: Found): string[] {
  const has = (name: string, expected: RegExp) => expected.test(headers.get(name) ?? '')
  const isPage = has('content-type', /^text\/html/)
  const policy = headers.get('content-security-policy') ?? ''
  const isPublic = PUBLIC.some((path) => what === `GET ${path}` || what === `HEAD ${path}`)
  const rules: [string, boolean][] = [
    ['may be kept', isPublic || has('cache-control', /^no-store(, no-transform)?$/)],
    [
      'may be read by another site',
      isPublic ? has('access-control-allow-origin', /^\*$/) : !headers.has('access-control-allow-origin'),
    ],
    ['may be read by it with cookies', !headers.has('access-control-allow-credentials')],
    ['lets another site call', !headers.has('access-control-allow-methods')],
    [
      'may be framed',
      !isPage || (has('x-frame-options', /^DENY$/) && policy.includes("frame-ancestors 'none'")),
    ],
    [
      'may run what is not its own',
      !isPage || (policy.includes("default-src 'none'") && !/unsafe|\*|data:/.test(policy)),
    ],
    ['may have another base', !isPage || policy.includes("base-uri 'none'")],
    ['may be sniffed', has('x-content-type-options', /^nosniff$/)],
    ['shares a window with other origins', has('cross-origin-opener-policy', /^same-origin$/)],
    [
      'speaks of https where it should not, or not where it should',
      isSecure
        ? has('strict-transport-security', /^max-age=63072000$/)
        : !headers.has('strict-transport-security'),
    ],
    [
      'sets a cookie that a cache may keep',
      !headers.has('set-cookie') || has('cache-control', /^(no-store|private)\b/),
    ],
    ['tells others where one was', !isPage || has('referrer-policy', /^(same-origin|no-referrer)$/)],
  ]
  return rules.filter(([, isKept]) => !isKept).map(([fault]) => `${what} (${status}) ${fault}`)
}

type Line = readonly [string, string]

const get = (path: string): Route => ({ method: 'GET', path })

/** Sends the request as a page of another site would, unless `lines` has an Origin. */
async function ask(
  host: string,
  { method, path }: Route,
  lines: readonly Line[] = [],
  body?: string,
): Promise<Found> {
  const headers = lines.some(([name]) => name === 'Origin') ? lines : [['Origin', EVIL] as const, ...lines]
  const answer = await sendRaw(host, path, { method, headers, ...(body === undefined ? {} : { body }) })
  return { what: `${method} ${path}`, status: answer.status, headers: headersOf(answer.headers) }
}

const faultsIn = (found: readonly Found[]) => found.flatMap(faultsOf)
const NAVIGATION: readonly Line[] = [['Sec-Fetch-Mode', 'navigate']]
const FORM: Line = ['Content-Type', 'application/x-www-form-urlencoded']

describe('every route of the portal and the API', () => {
  const sessionLine = (): Line => [
    'Cookie',
    ['session', 'csrf']
      .map((name) => `__Host-sallyport-${name}=${ada.visitor.cookie(portalHost, `__Host-sallyport-${name}`)}`)
      .join('; '),
  ]

  it.each<readonly [string, () => readonly Line[]]>([
    ['a stranger', () => []],
    ['an owner of the workspace, with both factors', () => [sessionLine()]],
    ['the operator, by token', () => [['Authorization', `Bearer ${OPERATOR_TOKEN}`]]],
    ['a person with an invalid session', () => [['Cookie', '__Host-sallyport-session=x']]],
  ])('forbids caching, framing and cross-origin reading: %s', async (_, lines) => {
    const isKnown = lines().length > 0
    const asked = routes.filter(
      ({ method, path }) => method === 'GET' || !isKnown || !path.startsWith('/api/'),
    )
    const found = await Promise.all(asked.map((route) => ask(portalHost, route, [...NAVIGATION, ...lines()])))
    expect(faultsIn(found)).toEqual([])
    const statuses = found.map(({ status }) => status)
    expect(Math.max(...statuses)).toBeLessThan(500)
    expect(statuses.filter((status) => status === 200).length).toBeGreaterThan(4)
  })

  it('does the same for HEAD, preflight and unknown methods', async () => {
    const paths = [...new Set(routes.map(({ path }) => path))]
    const preflight: Line[] = [
      ['Access-Control-Request-Method', 'PUT'],
      ['Access-Control-Request-Headers', 'authorization'],
    ]
    const found = await Promise.all(
      paths.flatMap((path) => [
        ask(portalHost, { method: 'HEAD', path }),
        ask(portalHost, { method: 'OPTIONS', path }, preflight),
        ask(portalHost, { method: 'PROPFIND', path }),
      ]),
    )
    expect(faultsIn(found)).toEqual([])
  })

  it('does the same for what it refuses: wrong media type, too large, no form, cross-site, unknown path', async () => {
    const posts = routes.filter(({ method, path }) => method === 'POST' && !path.startsWith('/api/'))
    const asked = [...NAVIGATION, sessionLine()]
    const own: readonly Line[] = [...asked, ['Origin', portalOrigin], FORM]
    const nowhere = ['/nowhere', '/assets/x', '/api/v1/nowhere', '/.well-known/x', '/%00', '//x']
    const found = await Promise.all([
      ...posts.flatMap((route) => [
        ask(portalHost, route, [...asked, FORM], 'csrf='),
        ask(portalHost, route, [...asked, ['Origin', portalOrigin], ['Content-Type', 'text/plain']], 'x'),
        ask(portalHost, route, own, `a=${'x'.repeat(66_000)}`),
        ask(portalHost, route, own, 'csrf=none'),
      ]),
      ...nowhere.map((path) => ask(portalHost, { method: 'GET', path }, asked)),
    ])
    expect(faultsIn(found)).toEqual([])
    expect([...new Set(found.map(({ status }) => status))].sort()).toEqual([401, 403, 404, 413, 415])
  })
})

describe('every route by https', () => {
  it('tells browsers to use HTTPS only, for every caller and every answer', async () => {
    const asked = [...routes, ...['/assets/sallyport.css', '/assets/mark.svg', '/nowhere'].map(get)]
    const isPublicFile = ({ what }: Found) => /^GET \/(assets|logos)\//.test(what)
    const operator: Line = ['Authorization', `Bearer ${OPERATOR_TOKEN}`]
    const found = await Promise.all(
      asked.flatMap((route) =>
        [[], NAVIGATION, ...(route.method === 'GET' ? [[operator]] : [])].map(async (lines) => ({
          ...(await ask(`production.localhost:${port}`, route, lines)),
          isSecure: true,
        })),
      ),
    )
    const faults = found.flatMap((each) =>
      faultsOf(each).filter((fault) => !(isPublicFile(each) && fault.endsWith('may be kept'))),
    )
    expect(faults).toEqual([])
  })
})

describe.each(GROUNDS)('every refusal at a workspace, $title', (ground) => {
  let entered: Inside
  beforeAll(async () => {
    entered = await goInside('member', ground)
  })
  afterAll(() => entered.origin.close())
  const isPublic = ground.as === 'nobody'
  const path = `${ground.at}/`

  it('is not cached, framed or readable by another site, as a page and as a problem', async () => {
    const { host } = entered.workspace
    const pass: Line = ['Cookie', passCookieOf(entered)]
    const broken = await enterAt('http://127.0.0.1:9', ground)
    const badToken: Line = ['Authorization', 'Bearer sps_broken']
    const found = await Promise.all(
      [NAVIGATION, []].flatMap((mode) => [
        // A public path refuses nobody, and the rest of the workspace does.
        ...[isPublic ? '/' : path, '/elsewhere'].flatMap((closed) => [
          ask(host, get(closed), mode),
          ask(host, { method: 'POST', path: closed }, mode, 'x'),
          ask(host, get(closed), [...mode, badToken]),
        ]),
        ask(host, get('/elsewhere'), [...mode, ...tokenLinesOf(entered)]),
        ask(host, { method: 'OPTIONS', path }, [...mode, ['Access-Control-Request-Method', 'PUT']]),
        ask(host, get('/.sallyport/nothing'), [...mode, pass]),
        ask(host, get('/.sallyport/enter'), mode),
        ask(host, get('/.sallyport/enter?code=x&flow=x'), mode),
        ask(host, get('/.sallyport/start?return_to=//evil.example'), mode),
        ask(host, get('/.sallyport/sign-out'), [...mode, pass]),
        ask(`nobody.localhost:${port}`, get('/'), mode),
        ask(broken.workspace.host, get(path), [...mode, ...keysOf(broken)]),
      ]),
    )
    expect(faultsIn(found)).toEqual([])
    const statuses = [...new Set(found.map(({ status }) => status))].sort()
    // A preflight from a web origin that no rule names gets 204 and nothing else. A token outside its path: 403.
    const more = [...(ground.at === '' ? [] : [204]), ...(ground.as === 'service' ? [403] : [])]
    expect(statuses).toEqual([302, 303, 400, 401, 404, 421, 502, ...more].sort())
  })

  it('is not readable by another site when it refuses a WebSocket', async () => {
    const { host } = entered.workspace
    const closed = isPublic ? '/' : path
    const lines = keysOf(entered).map((line) => line.join(': '))
    const answer = await sendLines(upgradeLines(host, EVIL, lines, closed))
    expect([answer.status, faultsOf({ what: 'upgrade', ...answer })]).toEqual([403, []])
  })
})

it('has the same headers when the edge is not set up', async () => {
  for (const headers of [{ 'sec-fetch-mode': 'navigate' }, {}]) {
    const ask = {
      headers: { ...headers, 'test-settings': encodeURIComponent('{"PROVIDERS":"none"}'), origin: EVIL },
    }
    const { status, headers: received } = await fetchLoopback(`http://production.localhost:${port}/`, ask)
    expect([status, faultsOf({ what: '503', status, headers: received, isSecure: true })]).toEqual([503, []])
  }
})
