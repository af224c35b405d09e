// A cookie that a browser held before sign-in is worth nothing after it. Otherwise an attacker could plant a
// cookie and share the victim's session.

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { expectOpensNothing, locationOf, portalHost, type Scene, setScene } from '../support/node/arrivals.ts'
import { type Authenticator, authenticatorFrom } from '../support/node/authenticator.ts'
import { BESIDE_RULES, NO_RULES, SERVICE } from '../support/node/grounds.ts'
import { refuses } from '../support/node/invariants.ts'
import { saveRules } from '../support/node/machines.ts'
import { csrfOf, send } from '../support/node/portal-forms.ts'
import { advance, api, makePerson, type Person, portalOrigin } from '../support/node/test-bed.ts'
import { otpauthLink, Visitor } from '../support/node/visitor.ts'

const SESSION = '__Host-sallyport-session'
const LOGIN = '__Host-sallyport-login'
const CSRF = '__Host-sallyport-csrf'
const KNOWN = '__Host-sallyport-known'
const PASS = '__Host-sallyport-pass'

let scene: Scene
beforeAll(async () => {
  scene = await setScene()
})
afterAll(() => scene.origin.close())

const holding = (name: string, value: string) => {
  const browser = new Visitor()
  browser.setCookie(portalHost, name, value)
  return browser
}
const valueIn = (browser: Visitor, name: string): string => browser.cookie(portalHost, name) ?? ''
const whose = async (browser: Visitor) =>
  /Signed in as <bdi>(\S+?)</.exec((await browser.ask(`${portalOrigin}/account/security`)).text)?.[1] ?? null

let ada: Person
let browser: Visitor
let authenticator: Authenticator
beforeEach(async () => {
  ada = await makePerson('Ada')
  browser = new Visitor()
})

/** Expects that `act` replaces the cookie, and that the previous value opens nothing. */
async function expectRotated(name: string, act: () => Promise<unknown>, of = browser): Promise<void> {
  const before = valueIn(of, name)
  expect(before).toMatch(/^[\w-]{43}$/)
  await act()
  expect(valueIn(of, name)).not.toBe(before)
  await expectOpensNothing(name, before, scene)
}

describe('a cookie planted before sign-in', () => {
  const PRESET = 'A'.repeat(43)

  it.each([SESSION, LOGIN, KNOWN])(
    'is replaced at sign-in and opens nothing afterwards: %s',
    async (name) => {
      browser.setCookie(portalHost, name, PRESET)
      await browser.signIn(ada)
      expect(await whose(browser)).toBe(ada.email)
      const held = [...(browser.cookies.get(portalHost) ?? [])].filter(([each]) => each !== LOGIN)
      expect(held.map(([, value]) => value)).not.toContain(PRESET)
      await expectOpensNothing(name, PRESET, scene)
    },
  )

  it('that is the attacker’s session does not become the victim’s, and ends', async () => {
    const mallory = await makePerson('Mallory')
    const own = new Visitor()
    await own.signIn(mallory)
    const planted = valueIn(own, SESSION)
    browser.setCookie(portalHost, SESSION, planted)
    await browser.signIn(ada)
    expect(await whose(browser)).toBe(ada.email)
    expect(await whose(holding(SESSION, planted))).not.toBe(ada.email)
  })

  it('that is the attacker’s login does not accept the victim’s code', async () => {
    const mallory = new Visitor()
    const other = await makePerson('Mallory')
    await mallory.signIn(other)
    await mallory.enrol()
    const login = new Visitor()
    await login.signIn(other)
    const planted = valueIn(login, LOGIN)
    await browser.signIn(ada)
    ;({ authenticator } = await browser.enrol())
    await advance(30)
    const victim = holding(LOGIN, planted)
    await victim.signIn(ada)
    expect(valueIn(victim, LOGIN)).not.toBe(planted)
    await send(victim, { path: '/sign-in/verify', fields: { code: await authenticator.code() } })
    expect(await whose(victim)).toBe(ada.email)
    expect(await whose(holding(LOGIN, planted))).toBeNull()
  })

  it('that binds forms before sign-in makes no valid token for a form of the session', async () => {
    const attacker = new Visitor()
    const token = await csrfOf(attacker, '/sign-in')
    browser.setCookie(portalHost, CSRF, valueIn(attacker, CSRF))
    await browser.signIn(ada)
    await refuses(scene, async () => {
      const answer = await send(browser, { path: '/sign-out', fields: {} }, token)
      expect(answer.status).toBe(403)
      return answer
    })
  })

  it.each([NO_RULES, BESIDE_RULES, SERVICE])(
    'at a workspace is not the pass or flow of the person who signs in, $title',
    async ({ at, rules }) => {
      const { slug, host, origin } = scene.workspace
      await saveRules(scene.workspace, ...(rules ?? []))
      await api('PUT', `/workspaces/${slug}/members/${ada.email}`, { role: 'member' })
      browser.setCookie(host, PASS, `${PRESET}~${PRESET}`)
      browser.setCookie(host, '__Host-sallyport-flow-AAAAAAAAAAAAAAAAAAAAAA', PRESET)
      await browser.signIn(ada, `${origin}${at}/`)
      expect(browser.cookie(host, PASS)).not.toContain(PRESET)
      expect(scene.origin.lastClaims()).toMatchObject({ email: ada.email })
    },
  )
})

describe('the cookie of a session', () => {
  beforeEach(async () => {
    await browser.signIn(ada)
  })

  it('is replaced at enrolment, step-up, password change and second sign-in, and ends at sign-out', async () => {
    await expectRotated(SESSION, async () => {
      ;({ authenticator } = await browser.enrol())
    })
    await advance(601)
    await expectRotated(SESSION, async () => {
      const code = await authenticator.code()
      await send(browser, { path: '/sign-in/verify', fields: { code } })
    })
    await expectRotated(SESSION, () =>
      send(browser, {
        path: '/account/security/password',
        fields: { current_password: ada.password, new_password: 'nine blue herons at dawn' },
      }),
    )
    await expectRotated(SESSION, async () => {
      const path = '/account/security/authenticator'
      const offered = authenticatorFrom(otpauthLink((await browser.ask(portalOrigin + path)).text))
      await send(browser, { path, fields: { code: await offered.code(), for: 'replacement' } })
    })
    expect(await whose(browser)).toBe(ada.email)
    await expectRotated(SESSION, () => send(browser, { path: '/sign-out', fields: {} }))
    expect(await whose(browser)).toBeNull()
  })

  it('is replaced when the same person signs in again, and the previous session ends', async () => {
    await expectRotated(SESSION, () => browser.signIn(ada))
  })
})

describe('the cookie of a login', () => {
  it('is replaced after each first factor, and is spent by the second', async () => {
    await browser.signIn(ada)
    ;({ authenticator } = await browser.enrol())
    await advance(30)
    const login = new Visitor()
    await login.signIn(ada)
    const first = valueIn(login, LOGIN)
    await login.signIn(ada)
    const second = valueIn(login, LOGIN)
    expect(second).not.toBe(first)
    const proof = { path: '/sign-in/verify', fields: { code: await authenticator.code() } }
    expect((await send(login, proof)).status).toBe(303)
    expect(valueIn(login, LOGIN)).toBe('')
    await advance(30)
    await refuses(scene, async () => {
      const again = { path: '/sign-in/verify', fields: { code: await authenticator.code() } }
      const answer = await send(holding(LOGIN, second), again)
      expect(locationOf(answer)).toContain('/sign-in?why=expired')
      return answer
    })
    await expectOpensNothing(LOGIN, second, scene)
  })

  it('ends when the password changes', async () => {
    await browser.signIn(ada)
    ;({ authenticator } = await browser.enrol())
    await advance(30)
    const login = new Visitor()
    await login.signIn(ada)
    const value = valueIn(login, LOGIN)
    const fields = { current_password: ada.password, new_password: 'nine blue herons at dawn' }
    await send(browser, { path: '/account/security/password', fields })
    await refuses(scene, async () => {
      const code = await authenticator.code()
      return send(holding(LOGIN, value), { path: '/sign-in/verify', fields: { code } })
    })
  })
})
