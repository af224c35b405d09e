import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { ProviderPerson } from '../../demo/cast.ts'
import { en } from '../../src/words/en/index.ts'
import {
  alertOn,
  clickButton,
  clickLink,
  enterCodeOn,
  headingOn,
  infoOn,
  type OpenBrowser,
  openBrowser,
  signInOn,
  textOn,
} from '../support/node/browser.ts'
import { type RealProviders, signInAtProvider, startRealProviders } from '../support/node/real-providers.ts'
import { type RecordingOrigin, startRecordingOrigin } from '../support/node/recording-origin.ts'
import {
  advance,
  api,
  makePerson,
  makeWorkspace,
  type Person,
  portalOrigin,
} from '../support/node/test-bed.ts'
import { makeEnrolledPerson } from '../support/node/visitor.ts'
import { said, sentence } from '../support/sentence.ts'

const SECURITY = `${portalOrigin}/account/security`

let browser: OpenBrowser
let origin: RecordingOrigin
let providers: RealProviders

beforeAll(async () => {
  browser = await openBrowser()
  origin = await startRecordingOrigin()
  providers = await startRealProviders()
})
afterEach(() => browser.closeContexts())
afterAll(async () => {
  await providers?.close()
  await origin?.close()
  await browser?.closeContexts()
})

const waysOn = async (page: Page) =>
  (await page.locator('li', { has: page.getByRole('heading', { name: en.waysIn.title }) }).textContent()) ??
  ''

async function signInThrough(page: Page, label: string, person: ProviderPerson) {
  await page.goto(`${portalOrigin}/sign-in`)
  await clickLink(page, said(en.signIn.continueWith({ provider: label })))
  await signInAtProvider(page, person)
}

const identitiesOf = async ({ email }: Person) =>
  (await api('GET', `/accounts/${email}/identities`)).body.identities as {
    provider: string
    subject: string
  }[]

describe('an account with a password', () => {
  it('is linked by its verified address only to a provider that is trusted for addresses', async () => {
    const ada = await makePerson('Ada')
    const there = providers.makeStranger('Ada', { email: ada.email })
    const page = await browser.newPage()
    await signInThrough(page, 'Real too', there)
    expect(await alertOn(page)).toMatch(sentence(en.providerRefusals['address-taken']))
    expect(await identitiesOf(ada)).toEqual([])

    await signInThrough(await browser.newPage(), 'Real', there)
    expect(await identitiesOf(ada)).toMatchObject([{ provider: 'real', subject: there.subject }])
  })

  it('is not linked by an unverified address', async () => {
    const bo = await makePerson('Bo')
    const there = providers.makeStranger('Bo', { email: bo.email, emailVerified: false })
    for (const label of ['Real', 'Platform']) {
      const page = await browser.newPage()
      await signInThrough(page, label, there)
      expect(await alertOn(page)).toMatch(sentence(en.providerRefusals['address-unusable']))
    }
    expect(await identitiesOf(bo)).toEqual([])
  })

  it('can link another method, sign in with it, and unlink it', async () => {
    const cy = await makePerson('Cy')
    const there = providers.makeStranger('Cyrus')
    const page = await browser.newPage()
    await page.goto(SECURITY)
    await signInOn(page, cy)
    await clickButton(page, 'Link Real too')
    await signInAtProvider(page, there)
    expect(await textOn(page)).toContain(there.email)
    expect(await identitiesOf(cy), 'before it is confirmed').toEqual([])
    await clickButton(page, en.waysIn.confirm.submit)
    expect(await infoOn(page)).toContain('Linked')
    expect(await waysOn(page)).toContain(there.email)

    const other = await browser.newPage()
    await signInThrough(other, 'Real too', there)
    await other.goto(SECURITY)
    expect(await other.textContent('footer')).toContain(cy.email)

    await clickButton(page, `Unlink Real too, ${there.email}`)
    expect(await infoOn(page)).toContain('Unlinked')
    await other.goto(SECURITY)
    expect(await headingOn(other), 'who came in that way is out').toBe(en.signIn.title)
    // The provider still has a session, and asks nothing.
    await clickLink(other, said(en.signIn.continueWith({ provider: 'Real too' })))
    expect(await other.textContent('footer'), 'and is somebody else from then on').toContain(there.email)
  })

  it('needs a fresh second factor before it links or unlinks anything', async () => {
    const { person, authenticator } = await makeEnrolledPerson('Dana')
    await advance(30)
    const page = await browser.newPage()
    await page.goto(SECURITY)
    await signInOn(page, person)
    await enterCodeOn(page, await authenticator.code())
    await advance(601)
    await clickButton(page, 'Link Real')
    expect(await headingOn(page)).toBe(en.verify.titleOfStepUp)
    expect(await identitiesOf(person)).toEqual([])
    await enterCodeOn(page, await authenticator.code())
    await clickButton(page, 'Link Real')
    expect(new URL(page.url()).hostname).toBe('127.0.0.1')
  })
})

describe('an account with one provider', () => {
  it('cannot lose its only sign-in method', async () => {
    const eve = providers.makeStranger('Eve')
    const page = await browser.newPage()
    await signInThrough(page, 'Real', eve)
    await page.goto(SECURITY)
    expect(await waysOn(page)).toContain(en.waysIn.onlyWay)
    expect(await page.getByRole('button', { name: /^Unlink/ }).count()).toBe(0)
  })

  it('cannot link an identity of another account', async () => {
    const finn = providers.makeStranger('Finn')
    const gus = providers.makeStranger('Gus')
    await signInThrough(await browser.newPage(), 'Real too', gus)
    const page = await browser.newPage()
    await signInThrough(page, 'Real', finn)
    await page.goto(SECURITY)
    await clickButton(page, 'Link Real too')
    await signInAtProvider(page, gus)
    expect(await alertOn(page)).toMatch(sentence(en.providerRefusals['already-linked']))
    expect(await identitiesOf(finn)).toHaveLength(1)
  })

  it('can link by ticket, which brings no session cookie: linked to the person who asked', async () => {
    const hal = providers.makeStranger('Hal')
    const page = await browser.newPage()
    await signInThrough(page, 'Real', hal)
    await page.goto(SECURITY)
    await clickButton(page, 'Link Platform')
    await signInAtProvider(page, hal)
    await clickButton(page, en.waysIn.confirm.submit)
    expect(await infoOn(page)).toContain('Linked')
    expect((await identitiesOf(hal)).map(({ provider }) => provider).sort()).toEqual(['platform', 'real'])
  })
})

describe('a workspace that accepts some methods only', () => {
  it('offers those alone, refuses people who used another, and admits them with the right one', async () => {
    const ida = await makePerson('Ida')
    const there = providers.makeStranger('Ida', { email: ida.email })
    const workspace = await makeWorkspace(origin.url, [[ida, 'member']])
    const page = await browser.newPage()
    await page.goto(`${portalOrigin}/sign-in`)
    await signInOn(page, ida)
    await page.goto(`${workspace.origin}/`)
    expect(await page.textContent('body')).toBe('origin: GET /')

    const restricted = await api('PUT', `/workspaces/${workspace.slug}/providers`, { allowed: ['real'] })
    expect(restricted).toMatchObject({ status: 200, body: { allowed: ['real'] } })
    await advance(6) // longer than an isolate remembers a site
    const before = origin.arrivals()
    await page.goto(`${workspace.origin}/`)
    expect(await headingOn(page)).toMatch(sentence(en.enter.otherWayTitle))
    expect(await textOn(page)).toContain('You signed in with Password')
    const status = await page.evaluate(async () => (await fetch('/')).status)
    expect(status).toBe(200) // the portal's own page, which shows nothing of the workspace
    expect(origin.arrivals()).toBe(before)

    await clickLink(page, said(en.signIn.continueWith({ provider: 'Real' })))
    await signInAtProvider(page, there)
    expect(await page.textContent('body')).toBe('origin: GET /')
    expect(origin.lastClaims()).toMatchObject({ provider: 'real', email: ida.email })
  })

  it('leads nobody in circles who signed in with another method', async () => {
    const gil = providers.makeStranger('Gil')
    const jan = await makePerson('Jan')
    const workspace = await makeWorkspace(origin.url, [[jan, 'member']])
    const page = await browser.newPage()
    await signInThrough(page, 'Platform', gil)
    await api('PUT', `/workspaces/${workspace.slug}/members/${gil.email}`, { role: 'member' })
    await api('PUT', `/workspaces/${workspace.slug}/providers`, { allowed: ['password', 'real'] })
    await page.goto(`${workspace.origin}/`)
    expect(await textOn(page)).toContain('You signed in with Platform')
    const offered = page.getByRole('link', { name: sentence(en.signIn.continueWith) })
    expect(await offered.allTextContents()).toEqual(
      ['Real', 'Password'].map((provider) => said(en.signIn.continueWith({ provider }))),
    )
    await clickLink(page, said(en.signIn.continueWith({ provider: 'Password' })))
    expect(await page.locator('.info').count()).toBe(0)
    await signInOn(page, jan)
    expect(await page.textContent('body')).toBe('origin: GET /')
    expect(origin.lastClaims()).toMatchObject({ provider: 'password', email: jan.email })
  })

  it('sends a stranger there directly', async () => {
    const workspace = await makeWorkspace(origin.url)
    await api('PUT', `/workspaces/${workspace.slug}/providers`, { allowed: ['real'] })
    const page = await browser.newPage()
    await page.goto(`${workspace.origin}/`)
    expect(new URL(page.url()).hostname).toBe('127.0.0.1')
  })

  it('is restricted by an admin on its settings page, who cannot lock themselves out', async () => {
    const { person, authenticator } = await makeEnrolledPerson('Jo')
    const workspace = await makeWorkspace(origin.url, [[person, 'admin']])
    await advance(30)
    const page = await browser.newPage()
    await page.goto(`${portalOrigin}/workspaces/${workspace.slug}/settings/sign-in`)
    await signInOn(page, person)
    await enterCodeOn(page, await authenticator.code())
    await page.getByLabel(en.layout.password).uncheck()
    await clickButton(page, en.allowedWays.save)
    expect(await alertOn(page)).toContain(en.allowedWays.own('Password'))
    expect((await api('GET', `/workspaces/${workspace.slug}/providers`)).body).toEqual({ allowed: null })

    await page.getByLabel(en.layout.password).check()
    await page.getByLabel('Hostile').uncheck()
    await clickButton(page, en.allowedWays.save)
    expect(await infoOn(page)).toContain('Saved')
    const { body } = await api('GET', `/workspaces/${workspace.slug}/providers`)
    expect(body.allowed).not.toContain('hostile')
    expect(body.allowed).toContain('password')
    expect((await api('GET', `/workspaces/${workspace.slug}/audit`)).body.entries[0]).toMatchObject({
      action: 'providers.changed',
      actor: person.email,
    })
  })

  it('says whom its counts leave out: people vouched for by a trusted provider it accepts', async () => {
    const { person, authenticator } = await makeEnrolledPerson('Kim')
    const workspace = await makeWorkspace(origin.url, [[person, 'admin']])
    const panel = `${portalOrigin}/workspaces/${workspace.slug}/settings/security`
    await advance(30)
    const page = await browser.newPage()
    await page.goto(panel)
    await signInOn(page, person)
    await enterCodeOn(page, await authenticator.code())
    const counts = page.getByLabel(en.enforcement.enrolment, { exact: true })
    expect(await counts.textContent()).toMatch(/with Other, Tickets, Real,? (or )?Platform/)

    await api('PUT', `/workspaces/${workspace.slug}/providers`, { allowed: ['password', 'real', 'real-too'] })
    await page.goto(panel)
    expect(await counts.textContent()).toContain(said(en.enforcement.vouchedFor({ providers: 'Real' })))
    await api('PUT', `/workspaces/${workspace.slug}/providers`, { allowed: ['password', 'real-too'] })
    await page.goto(panel)
    expect(await counts.textContent()).not.toMatch(sentence(en.enforcement.vouchedFor))
  })
})
