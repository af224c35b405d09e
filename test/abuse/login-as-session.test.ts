// Uses a login, which proves a password only, in every place where a proved second factor is needed.

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { portalHost, type Scene, setScene } from '../support/node/arrivals.ts'
import { GROUNDS } from '../support/node/grounds.ts'
import { gainsNothing, refuses } from '../support/node/invariants.ts'
import { saveRules } from '../support/node/machines.ts'
import { encodeFor, headersFor } from '../support/node/portal-forms.ts'
import { sendLines, upgradeLines } from '../support/node/raw-socket.ts'
import { advance, api, listRoutes, portalOrigin, type Route, sendRaw } from '../support/node/test-bed.ts'
import { type Enrolled, makeEnrolledPerson, Visitor } from '../support/node/visitor.ts'

const LOGIN = '__Host-sallyport-login'
const CSRF = '__Host-sallyport-csrf'

let scene: Scene
let ada: Enrolled
/** A thief who knows Ada's password and nothing else. */
let thief: Visitor
let login: string
beforeAll(async () => {
  scene = await setScene()
  ada = await makeEnrolledPerson('Ada')
  await api('PUT', `/workspaces/${scene.workspace.slug}/members/${ada.person.email}`, { role: 'owner' })
  await advance(30)
  thief = new Visitor()
  const asked = await thief.signIn(ada.person, `${scene.workspace.origin}/reports`)
  expect(asked.url).toContain(`${portalOrigin}/sign-in/verify`)
  login = thief.cookie(portalHost, LOGIN) ?? ''
})
afterAll(() => scene.origin.close())

const DISGUISES: readonly (readonly [string, () => readonly [name: string, value: string]])[] = [
  ['under its own name', () => ['Cookie', `${LOGIN}=${login}`]],
  ['as a pass', () => ['Cookie', `__Host-sallyport-pass=${login}`]],
  ['as a pass and its secret', () => ['Cookie', `__Host-sallyport-pass=${login}~${login}`]],
  ['as a session', () => ['Cookie', `__Host-sallyport-session=${login}`]],
  ['as a bearer’s token', () => ['Authorization', `Bearer ${login}`]],
  ['as an assertion', () => ['Sallyport-Assertion', login]],
]

it('a browser between the two factors holds only a login and the cookie that binds its forms', () => {
  expect([...(thief.cookies.get(portalHost)?.keys() ?? [])].sort()).toEqual([CSRF, LOGIN])
  expect(thief.cookie(scene.workspace.host, '__Host-sallyport-pass')).toBeUndefined()
})

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND']

describe.each(GROUNDS)('a login at a workspace, $title', (ground) => {
  const path = `${ground.at}/reports`
  const isPublic = ground.as === 'nobody'
  beforeAll(() => saveRules(scene.workspace, ...(ground.rules ?? [])))

  it.each(DISGUISES)('admits nobody, by any method, %s', async (_, disguise) => {
    const { host } = scene.workspace
    const answers = await gainsNothing({ ...scene, ground }, () =>
      Promise.all(METHODS.map((method) => sendRaw(host, path, { method, headers: [disguise()] }))),
    )
    for (const { status, headers } of answers) {
      const refused = [401, expect.stringMatching(/^Bearer\b/)]
      expect([status, headers['www-authenticate']]).toEqual(isPublic ? [200, undefined] : refused)
    }
  })

  it.each(DISGUISES)('opens no WebSocket %s', async (_, disguise) => {
    const { host, origin } = scene.workspace
    const lines = upgradeLines(host, origin, [disguise().join(': ')], path)
    const { status } = await gainsNothing({ ...scene, ground }, () => sendLines(lines))
    expect(status).toBe(isPublic ? 101 : 401)
  })

  it('is not a hand-off code, not even in the browser that has the flow', async () => {
    const sent = await thief.ask(`${scene.workspace.origin}/.sallyport/start`, { follows: false })
    const [flow = ''] = new URL(sent.headers.get('location') ?? '').searchParams.get('flow')?.split('.') ?? []
    const way = `${scene.workspace.origin}/.sallyport/enter?code=${login}&flow=${flow}`
    expect((await refuses(scene, () => thief.ask(way, { follows: false }))).status).toBe(400)
  })
})

describe('a login at the portal', () => {
  let routes: Route[]
  beforeAll(async () => {
    const values: Record<string, string> = { slug: scene.workspace.slug, email: ada.person.email }
    routes = (await listRoutes()).map(({ method, path }) => ({
      method,
      path: path.replaceAll(/:(\w+)/g, (_, name) => values[name] ?? 'x'),
    }))
  })
  const pages = (method: string) =>
    routes.filter((route) => route.method === method && /^\/(account|workspaces)/.test(route.path))

  it.each(DISGUISES)('shows no page of an account or a workspace %s', async (_, disguise) => {
    expect(pages('GET').length).toBeGreaterThan(10)
    const [name, value] = disguise()
    const browser = `${CSRF}=${thief.cookie(portalHost, CSRF)}`
    const headers = name === 'Cookie' ? [[name, `${browser}; ${value}`] as const] : [[name, value] as const]
    const answers = await refuses(scene, () =>
      Promise.all(pages('GET').map(({ path }) => sendRaw(portalHost, path, { headers }))),
    )
    const signIn = expect.stringMatching(`^${portalOrigin}/sign-in(/verify)?[?]`)
    for (const answer of answers) expect(answer.headers.location).toEqual(signIn)
  })

  it('sends none of the forms behind sign-in, with the token of the form it is on', async () => {
    const page = await thief.ask(`${portalOrigin}/sign-in/verify`)
    const [, csrf = ''] = /name="csrf" value="([^"]+)"/.exec(page.text) ?? []
    expect(pages('POST').length).toBeGreaterThan(10)
    const answers = await refuses(scene, () =>
      Promise.all(
        pages('POST').map(({ path }) => {
          const form = path.endsWith('/logo') ? { file: 'logo' } : {}
          const ask = { method: 'POST', headers: headersFor(form), body: encodeFor(form, [['csrf', csrf]]) }
          return thief.ask(portalOrigin + path, { ...ask, follows: false })
        }),
      ),
    )
    for (const { status, headers, text } of answers) {
      // A script gets the same address in a problem.
      const to = status === 401 ? JSON.parse(text).url : headers.get('location')
      expect([[303, 401].includes(status), to]).toEqual([
        true,
        expect.stringContaining(`${portalOrigin}/sign-in?`),
      ])
    }
  })

  it.each(DISGUISES)('makes no call of the API %s', async (_, disguise) => {
    const calls = routes.filter(({ path }) => path.startsWith('/api/'))
    expect(calls.length).toBeGreaterThan(20)
    const headers = [disguise()]
    const answers = await refuses(scene, () =>
      Promise.all(calls.map(({ method, path }) => sendRaw(portalHost, path, { method, headers }))),
    )
    expect(answers.map(({ status }) => status)).toEqual(calls.map(() => 401))
  })

  it('gets no hand-off code from /enter', async () => {
    const sent = await thief.ask(`${scene.workspace.origin}/`, { follows: false })
    const enter = sent.headers.get('location') ?? ''
    const answer = await refuses(scene, () => thief.ask(enter, { follows: false }))
    expect(answer.headers.get('location')).toContain(`${portalOrigin}/sign-in?`)
    const { pathname, search } = new URL(enter)
    await refuses(scene, () =>
      sendRaw(portalHost, pathname + search, { headers: [['Cookie', `__Host-sallyport-session=${login}`]] }),
    )
  })

  it('becomes a session with the code, and is not a login any more', async () => {
    const page = await thief.ask(`${portalOrigin}/sign-in/verify`)
    await thief.submit(page, '/sign-in/verify', { code: await ada.authenticator.code() })
    expect(thief.cookie(portalHost, LOGIN)).toBeUndefined()
    expect((await thief.ask(`${portalOrigin}/account/security`, { follows: false })).status).toBe(200)
    const late = new Visitor()
    late.setCookie(portalHost, LOGIN, login)
    for (const path of ['/account/security', '/sign-in/verify']) {
      await refuses(scene, () => late.ask(portalOrigin + path, { follows: false }))
    }
  })
})
