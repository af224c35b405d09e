import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { en } from '../../src/words/en/index.ts'
import { loadOutsideWordsIn } from '../../src/words/outside.ts'
import { beginTicket, expectSignedIn, outlastCaches, postForm } from '../support/node/arrivals.ts'
import { authenticatorFrom } from '../support/node/authenticator.ts'
import { barriersOn } from '../support/node/barriers.ts'
import { headingOn, leaving, type OpenBrowser, openBrowser } from '../support/node/browser.ts'
import { startIssuer } from '../support/node/hostile-bed.ts'
import { advance, api, makePerson, makeWorkspace, portalOrigin } from '../support/node/test-bed.ts'
import { type Answer, makeEnrolledPerson, Visitor } from '../support/node/visitor.ts'

const COOKIE = '__Host-sallyport-language'
const portalHost = new URL(portalOrigin).host

/** Returns the language as the page declares it, to browsers and screen readers. */
const languageOf = ({ text, headers }: Answer) => [
  /<html lang="(\w+)" dir="(\w+)">/.exec(text)?.slice(1).join(' '),
  headers.get('content-language'),
]
const titleOf = ({ text }: Answer) => /<title>(.*?) · Sallyport<\/title>/.exec(text)?.[1]

const reading = (acceptLanguage: string): Visitor => {
  const visitor = new Visitor()
  visitor.headers['accept-language'] = acceptLanguage
  return visitor
}

const choose = (visitor: Visitor, page: Answer, language: string, follows = true) =>
  visitor.submit(page, '/language', { language }, follows)

describe('a page', () => {
  it.each([
    ['de-AT,de;q=0.9,en;q=0.5', 'de ltr', 'Anmelden'],
    ['es-MX', 'es ltr', 'Iniciar sesión'],
    ['fr', 'fr ltr', 'Connexion'],
    ['ja,en;q=0.5', 'ja ltr', 'サインイン'],
    ['ar-EG', 'ar rtl', 'تسجيل الدخول'],
    ['nl', 'en ltr', en.signIn.title],
  ])('is in the language that the browser asks for: %s', async (header, language, title) => {
    const page = await reading(header).ask(`${portalOrigin}/sign-in`)
    expect(languageOf(page)).toEqual([language, language.slice(0, 2)])
    expect(titleOf(page)).toBe(title)
  })

  it('about an unsupported method is in the chosen language too', async () => {
    const visitor = reading('en')
    await choose(visitor, await visitor.ask(`${portalOrigin}/sign-in`), 'de')
    const refused = await visitor.ask(`${portalOrigin}/workspaces/acme/settings/members/role`)
    expect([refused.status, ...languageOf(refused)]).toEqual([405, 'de ltr', 'de'])
  })

  it('is in English for a header of 10 KB, as fast as for any other', async () => {
    const header = 'xx-yy;q=0.999,'.repeat(700)
    const page = await reading(header).ask(`${portalOrigin}/sign-in`)
    expect([page.status, titleOf(page)]).toEqual([200, en.signIn.title])
  })

  it('on a workspace’s host uses the browser’s language only; programs get English', async () => {
    const path = `${(await makeWorkspace('http://127.0.0.1:9', [])).origin}/.sallyport/nothing`
    const page = await reading('de').ask(path)
    expect(languageOf(page)).toEqual(['de ltr', 'de'])
    expect(titleOf(page)).toBe((await loadOutsideWordsIn('de')).gate.nothingHere)
    const problem = await reading('de').ask(path, { isScript: true })
    expect(JSON.parse(problem.text)).toMatchObject({ title: 'Not found' })
  })
})

describe('a language chosen at the foot of a page', () => {
  it('overrides the browser’s for a year, and leads back to the page with its query', async () => {
    const visitor = reading('de')
    const at = `${portalOrigin}/sign-in?why=expired&return_to=%2Fworkspaces`
    const chosen = await choose(visitor, await visitor.ask(at), 'ar', false)
    expect([chosen.status, chosen.headers.get('location')]).toEqual([303, at])
    expect(chosen.headers.getSetCookie()).toEqual([
      `${COOKIE}=ar; Path=/; Max-Age=31536000; Secure; HttpOnly; SameSite=Lax`,
    ])
    expect(languageOf(await visitor.ask(at))).toEqual(['ar rtl', 'ar'])
  })

  it('can be chosen while signed in, and stays after sign-out', async () => {
    const visitor = reading('en')
    await visitor.signIn(await makePerson('Ada'))
    const page = await choose(visitor, await visitor.ask(`${portalOrigin}/account/security`), 'fr')
    expect([page.url, titleOf(page)]).toEqual([`${portalOrigin}/account/security`, 'Sécurité'])
    const out = await visitor.submit(page, '/sign-out', {})
    expect(titleOf(out)).toBe('Déconnexion effectuée')
  })

  it('can be chosen on a refused form, and leads back to the form', async () => {
    const visitor = reading('en')
    const at = `${portalOrigin}/sign-in?return_to=%2Faccount%2Fsecurity`
    const refused = await visitor.submit(await visitor.ask(at), '/sign-in', {
      email: 'a@b.example',
      password: 'x',
    })
    expect(refused.status).toBe(422)
    expect((await choose(visitor, refused, 'ja', false)).headers.get('location')).toBe(at)
  })

  it('can be chosen after a refused settings action, and leads back to the settings page', async () => {
    const { person, authenticator } = await makeEnrolledPerson('Ada')
    const { slug } = await makeWorkspace('http://127.0.0.1:9', [[person, 'owner']])
    const visitor = reading('en')
    await advance(60)
    const asked = await visitor.signIn(person)
    await visitor.submit(asked, '/sign-in/verify', { code: await authenticator.code() })
    const at = `${portalOrigin}/workspaces/${slug}/settings/members`
    for (const [action, fields] of [
      ['role', { email: person.email, role: 'member' }],
      ['remove', { email: person.email }],
    ] as const) {
      const page = await visitor.ask(at)
      const refused = await visitor.submit(page, `/workspaces/${slug}/settings/members/${action}`, fields)
      expect(refused.status).toBe(422)
      expect((await choose(visitor, refused, 'de', false)).headers.get('location')).toBe(at)
    }
  })

  it('that does not exist changes nothing, and no return address leads elsewhere', async () => {
    const visitor = reading('de')
    const page = await visitor.ask(`${portalOrigin}/sign-in`)
    for (const language of ['', 'xx', 'EN', '__proto__', 'en; Path=/x']) {
      const answer = await choose(visitor, page, language, false)
      expect([answer.status, answer.headers.getSetCookie()]).toEqual([303, []])
    }
    const fields = { language: 'en', return_to: '//evil.example/' }
    const answer = await visitor.submit(page, '/language', fields, false)
    expect(answer.headers.get('location')).toBe(`${portalOrigin}/workspaces`)
  })

  it('is not set by a cookie with another value', async () => {
    for (const value of ['xx', '', 'toString', 'de,fr', '"de"']) {
      const visitor = reading('es')
      visitor.setCookie(portalHost, COOKIE, value)
      expect(languageOf(await visitor.ask(`${portalOrigin}/sign-in`))).toEqual(['es ltr', 'es'])
    }
  })
})

describe('an account’s language', () => {
  const languageTheyAreWrittenToIn = async ({ email }: { email: string }): Promise<string> =>
    (await api('GET', `/accounts/${email}`)).body.language

  it('is that of its owner’s pages, and changes with their choice', async () => {
    const ada = await makePerson('Ada')
    expect(await languageTheyAreWrittenToIn(ada)).toBe('en')
    const visitor = reading('de')
    const page = await visitor.signIn(ada)
    expect(await languageTheyAreWrittenToIn(ada)).toBe('de')
    await choose(visitor, page, 'fr')
    expect(await languageTheyAreWrittenToIn(ada)).toBe('fr')
    await choose(visitor, page, 'xx')
    await choose(reading('ja'), await reading('ja').ask(`${portalOrigin}/sign-in`), 'ja')
    expect(await languageTheyAreWrittenToIn(ada)).toBe('fr')
  })

  it('is set only after the code for an enrolled owner: a password alone does not set it', async () => {
    const { person, authenticator } = await makeEnrolledPerson('Bo')
    const visitor = reading('ar')
    const asked = await visitor.signIn(person)
    const chosen = await choose(visitor, asked, 'es')
    expect(await languageTheyAreWrittenToIn(person)).toBe('en')
    await advance(60)
    await visitor.submit(chosen, '/sign-in/verify', { code: await authenticator.code() })
    expect(await languageTheyAreWrittenToIn(person)).toBe('es')
  })

  it('is not set by a session older than its owner’s enrolment elsewhere', async () => {
    const cy = await makePerson('Cy')
    const [thief, owner] = [reading('en'), reading('en')]
    const page = await thief.signIn(cy)
    await owner.signIn(cy)
    await owner.enrol()
    expect((await choose(thief, page, 'ja', false)).status).toBe(303)
    expect(await languageTheyAreWrittenToIn(cy)).toBe('en')
  })

  it('is set by a ticket sign-in too, though that form brings no language cookie', async () => {
    const issuer = await startIssuer('tickets')
    try {
      await outlastCaches()
      const visitor = reading('de')
      await choose(visitor, await visitor.ask(`${portalOrigin}/sign-in`), 'fr')
      const { returnTo, nonce } = await beginTicket(visitor, 'tickets')
      visitor.cookies.get(portalHost)?.delete(COOKIE)
      const email = `di-${crypto.randomUUID().slice(0, 8)}@acme.example`
      const ticket = await issuer.ticket(nonce, { claims: { sub: email, email, email_verified: true } })
      await expectSignedIn(visitor, await postForm(visitor, returnTo, { ticket }))
      expect(await languageTheyAreWrittenToIn({ email })).toBe('fr')
    } finally {
      await issuer.close()
    }
  })
})

describe('in a browser', () => {
  let browser: OpenBrowser
  beforeAll(async () => {
    browser = await openBrowser()
  })
  afterAll(() => browser?.closeContexts())

  const PHONE = { width: 360, height: 740 }
  const overflowOn = (page: Page) =>
    page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)

  it.each(['de', 'es', 'fr', 'ja', 'ar'])(
    'sign-in and enrolment work in %s: no barriers, phone width, codes from left to right',
    async (language) => {
      const person = await makePerson('Bo')
      await makeWorkspace('http://127.0.0.1:9', [[person, 'owner']])
      const context = await browser.newContext({ locale: language, viewport: PHONE })
      const page = await context.newPage()
      const look = async (path: string) => {
        await page.goto(portalOrigin + path)
        expect([path, await barriersOn(page), await overflowOn(page)]).toEqual([path, [], 0])
      }
      await look('/sign-in')
      await page.locator('input[name=email]').fill(person.email)
      await page.locator('input[name=password]').fill(person.password)
      await leaving(page, () => page.locator('form[action="/sign-in"] button').click())
      for (const path of ['/workspaces', '/account/security', '/account/security/sessions', '/nothing'])
        await look(path)
      await look('/account/security/authenticator')
      const link = await page.locator('a[href^="otpauth:"]').getAttribute('href')
      const code = await authenticatorFrom(link ?? '').code()
      const field = page.locator('input[name=code]')
      expect(await field.evaluate((input) => getComputedStyle(input).direction)).toBe('ltr')
      await leaving(page, () => field.pressSequentially(code))
      const shown = page.locator('#codes')
      expect(await shown.evaluate((list) => getComputedStyle(list).direction)).toBe('ltr')
      expect([await barriersOn(page), await overflowOn(page)]).toEqual([[], 0])
      await context.close()
    },
  )

  it('a language can be chosen by keyboard and without JavaScript, by its own name', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false })
    const page = await context.newPage()
    await page.goto(`${portalOrigin}/sign-in`)
    const button = page.getByRole('button', { name: 'العربية', exact: true })
    expect(await button.getAttribute('lang')).toBe('ar')
    await button.focus()
    await leaving(page, () => page.keyboard.press('Enter'))
    expect(await headingOn(page)).toBe('تسجيل الدخول')
    expect(await page.locator('html').getAttribute('dir')).toBe('rtl')
    expect(await button.getAttribute('aria-current')).toBe('true')
    await context.close()
  })
})
