// HEAD, OPTIONS and unsupported methods on every route of the portal and the API. The routes come from the
// application's own list, so a new route is covered.

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { portalHost } from '../support/node/arrivals.ts'
import { goInside, type Inside } from '../support/node/inside.ts'
import { OPERATOR_TOKEN } from '../support/node/secrets.ts'
import {
  api,
  digestRows,
  listRoutes,
  portalOrigin,
  type RawAnswer,
  type Route,
  runSql,
  sendRaw,
} from '../support/node/test-bed.ts'
import { type Enrolled, makeEnrolledPerson, Visitor } from '../support/node/visitor.ts'

let inside: Inside
let ada: Enrolled
let routes: Route[]
let paths: string[]

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
  paths = [...new Set(routes.map(({ path }) => path)), '/assets/sallyport.css', '/assets/mark.svg']
})
afterAll(() => inside.origin.close())

type Line = readonly [string, string]

const cookies = (): Line => [
  'Cookie',
  ['session', 'csrf']
    .map((name) => `__Host-sallyport-${name}=${ada.visitor.cookie(portalHost, `__Host-sallyport-${name}`)}`)
    .join('; '),
]
const linesFor = (path: string): Line[] =>
  path.startsWith('/api/') ? [['Authorization', `Bearer ${OPERATOR_TOKEN}`]] : [cookies()]
const ask = (method: string, path: string): Promise<RawAnswer> =>
  sendRaw(portalHost, path, { method, headers: linesFor(path) })
const methodsOf = (path: string) => routes.filter((route) => route.path === path).map(({ method }) => method)
const allowedAt = (path: string): string[] => {
  const methods = path.startsWith('/assets/') ? ['GET'] : methodsOf(path)
  return [...methods, ...(methods.includes('GET') ? ['HEAD'] : []), 'OPTIONS'].sort()
}
const allowOf = ({ headers }: RawAnswer) =>
  String(headers.allow ?? '')
    .split(/, ?/)
    .sort()

const traces = async () => ({
  rows: await digestRows(),
  entries: await runSql('SELECT count(*) AS n FROM audit', 'SELECT count(*) AS n FROM attempts'),
})

describe('HEAD', () => {
  it('on each GET route has no body and no effect, and its status is GET’s or 200', async () => {
    const { host } = inside.workspace
    const flow = `${'f'.repeat(22)}.${'g'.repeat(43)}`
    const asked = paths
      .filter((path) => path.startsWith('/assets/') || methodsOf(path).includes('GET'))
      .map((path) => (path === '/enter' ? `/enter?host=${host}&flow=${flow}` : path))
    expect(asked.length).toBeGreaterThan(40)
    const before = await traces()
    const answers = await Promise.all(asked.map((path) => ask('HEAD', path)))
    expect(await traces()).toEqual(before)
    const gets = await Promise.all(asked.map((path) => ask('GET', path)))
    const faults = answers.flatMap(({ status, text }, i) =>
      text === '' && (status === 200 || status === gets[i]?.status) ? [] : [`${asked[i]} ${status}`],
    )
    expect(faults).toEqual([])
  })

  it('on a workspace answers a workspace’s token as the operator’s', async () => {
    const path = `/workspaces/${inside.workspace.slug}`
    const { token } = (await api('POST', `${path}/tokens`, { name: 'head', expires_in_days: 1 })).body
    for (const bearer of [token, OPERATOR_TOKEN]) {
      expect((await api('HEAD', path, undefined, { token: bearer })).status).toBe(200)
    }
  })
})

describe('OPTIONS', () => {
  it('on each route gets 204 with its methods, and allows no other site', async () => {
    const answers = await Promise.all(
      paths.map((path) =>
        sendRaw(portalHost, path, {
          method: 'OPTIONS',
          headers: [
            ['Origin', 'http://evil.example'],
            ['Access-Control-Request-Method', 'PUT'],
          ],
        }),
      ),
    )
    for (const [i, path] of paths.entries()) {
      const answer = answers[i] as RawAnswer
      expect([path, answer.status, allowOf(answer)]).toEqual([path, 204, allowedAt(path)])
      expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control'))).toEqual([])
    }
  })
})

describe('a method that a route does not take', () => {
  it('gets 405 with the allowed methods, and has no effect', async () => {
    const asked = paths.flatMap((path) =>
      ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'PROPFIND']
        .filter((method) => !allowedAt(path).includes(method))
        .map((method) => ({ method, path })),
    )
    expect(asked.length).toBeGreaterThan(200)
    const before = await traces()
    const answers = await Promise.all(asked.map(({ method, path }) => ask(method, path)))
    expect(await traces()).toEqual(before)
    const faults = answers.flatMap((answer, i) => {
      const { method = '', path = '' } = asked[i] ?? {}
      const isRight = answer.status === 405 && allowOf(answer).join() === allowedAt(path).join()
      return isRight ? [] : [`${method} ${path}: ${answer.status}, Allow: ${answer.headers.allow}`]
    })
    expect(faults).toEqual([])
  })

  it('is a problem from the API, and a page from the portal', async () => {
    const { headers, text } = await ask('PATCH', `/api/v1/workspaces/${inside.workspace.slug}`)
    expect(headers['content-type']).toBe('application/problem+json')
    expect(JSON.parse(text)).toMatchObject({ status: 405, code: 'method_not_allowed' })
    const page = await ask('POST', '/workspaces')
    expect(page.headers['content-type']).toMatch(/^text\/html/)
    expect(page.headers['content-security-policy']).toContain("default-src 'none'")
    expect(page.text).toMatch(/<h1>/)
  })
})

describe('a path that is not UTF-8', () => {
  it.each([
    '%ff@acme.example',
    'a%c3@acme.example',
    '%c0%ae@acme.example',
    '%ed%a0%80@acme.example',
    '%zz@acme.example',
  ])('gets 400 and creates no account: %s', async (email) => {
    const before = await traces()
    const refused = await sendRaw(portalHost, `/api/v1/accounts/${email}`, {
      method: 'PUT',
      headers: [...linesFor('/api/'), ['Content-Type', 'application/json']],
      body: JSON.stringify({ name: 'Nobody' }),
    })
    expect([refused.status, JSON.parse(refused.text).code]).toEqual([400, 'malformed_path'])
    expect(await traces()).toEqual(before)
  })

  it('gets 400 on the portal’s pages too', async () => {
    for (const path of ['/workspaces/%ff', '/account/%c3', '/%e0%80', '/assets/%ff']) {
      expect((await ask('GET', path)).status).toBe(400)
    }
  })
})

describe('the well-known addresses', () => {
  it('lead a password manager through sign-in to the page for changing the password', async () => {
    const answer = await sendRaw(portalHost, '/.well-known/change-password')
    expect([answer.status, answer.headers.location]).toEqual([
      302,
      `${portalOrigin}/account/security/password`,
    ])
    const page = await new Visitor().ask(`${portalOrigin}/.well-known/change-password`)
    expect(page.url).toContain('/sign-in?')
    expect(new URL(page.url).searchParams.get('return_to')).toBe('/account/security/password')
  })

  it('get 404 if they do not exist, which a password manager checks first', async () => {
    const path = '/.well-known/resource-that-should-not-exist-whose-status-code-should-not-be-200'
    expect((await sendRaw(portalHost, path)).status).toBe(404)
  })
})
