import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Authenticator, authenticatorFrom, readQrCode } from '../support/node/authenticator.ts'
import { barriersOn } from '../support/node/barriers.ts'
import {
  clickButton,
  clickLink,
  enterCodeOn,
  headingOn,
  leaving,
  noticeOn,
  type OpenBrowser,
  openBrowser,
  signInOn,
  textIn,
} from '../support/node/browser.ts'
import { type RecordingOrigin, startRecordingOrigin } from '../support/node/recording-origin.ts'
import {
  advance,
  api,
  hostOf,
  makePerson,
  makeWorkspace,
  type Person,
  portalOrigin,
  type TestWorkspace,
} from '../support/node/test-bed.ts'
import { Visitor } from '../support/node/visitor.ts'

let browser: OpenBrowser
let origin: RecordingOrigin
let ada: Person // an admin, enrolled
let authenticator: Authenticator
let bo: Person // a member, not enrolled
let home: TestWorkspace // Ada administers it, Bo is a member
let scheduled: TestWorkspace // of Bo's
let strict: TestWorkspace // of Bo's
let broken: TestWorkspace // of Bo's, without an origin that answers
let elsewhere: TestWorkspace // of Bo's, and not by a password
let foreign: TestWorkspace // of neither
let own: TestWorkspace // Bo owns it

beforeAll(async () => {
  browser = await openBrowser()
  origin = await startRecordingOrigin()
  ada = await makePerson('Ada')
  bo = await makePerson('Bo')
  home = await makeWorkspace(origin.url, [
    [ada, 'owner'],
    [bo, 'member'],
  ])
  scheduled = await makeWorkspace(origin.url, [[bo, 'member']])
  strict = await makeWorkspace(origin.url, [[bo, 'member']])
  elsewhere = await makeWorkspace(origin.url, [[bo, 'member']])
  broken = await makeWorkspace('http://127.0.0.1:9', [[bo, 'member']])
  own = await makeWorkspace(origin.url, [[bo, 'owner']])
  foreign = await makeWorkspace(origin.url)
  await api('PUT', `/workspaces/${scheduled.slug}/policy`, { enforced: true, grace_days: 30 })
  await api('PUT', `/workspaces/${strict.slug}/policy`, { enforced: true, grace_days: 0 })
  await api('PUT', `/workspaces/${elsewhere.slug}/providers`, { allowed: ['linking'] })
  const visitor = new Visitor()
  await visitor.signIn(ada)
  authenticator = (await visitor.enrol()).authenticator
})
afterAll(async () => {
  await browser?.close()
  await origin?.close()
})

type Row = readonly [name: string, open: (page: Page) => Promise<unknown>]

const settingsOf = (workspace: TestWorkspace, tab: string) =>
  `${portalOrigin}/workspaces/${workspace.slug}/settings/${tab}`
const at =
  (path: string) =>
  (page: Page): Promise<unknown> =>
    page.goto(portalOrigin + path)

const SIGNED_OUT: Row[] = [
  ['the sign-in page', at('/sign-in')],
  ['the sign-in page on the way to a workspace', (page) => page.goto(home.origin)],
  ['the sign-in page after a wrong password', (page) => signInOn(page, { ...ada, password: 'wrong' })],
  ['the sign-in page after too long', at('/sign-in?why=expired')],
  ['the sign-in page after a refusal by a provider', at('/sign-in?refused=address-taken&provider=linking')],
  ['the page that asks for a code', (page) => signInOn(page, ada)],
  ['the page that refuses a code', (page) => enterCodeOn(page, 'not a code')],
  [
    'the page that asks for a recovery code',
    (page) => clickLink(page, 'Lost your phone? Use a recovery code'),
  ],
  ['the page that takes no more guesses', lockOut],
  ['the page after signing out', at('/sign-out')],
  ['a page that is not there', at('/nothing')],
  ['the page for an unknown host', at(`/enter?host=${hostOf('nobody')}`)],
  ['the gate’s page for a way in that is closed', (page) => page.goto(`${home.origin}/.sallyport/enter`)],
  ['the gate’s page for a reserved address', (page) => page.goto(`${home.origin}/.sallyport/nothing`)],
  ['the description of the API', at('/docs')],
]

const NOT_ENROLLED: Row[] = [
  ['the list of workspaces', (page) => at('/workspaces')(page).then(() => signInOn(page, bo))],
  ['the Security tab', at('/account/security')],
  ['the Sessions tab', at('/account/security/sessions')],
  ['the page to change the password', at('/account/security/password')],
  ['the page that refuses a new password', refuseNewPassword],
  ['the sign-in page of who is signed in', at('/sign-in')],
  ['the page that asks whether to sign out', at('/sign-out')],
  ['the prompt before the date', (page) => page.goto(scheduled.origin)],
  ['the page of who is blocked', (page) => page.goto(strict.origin)],
  ['the page of who is not a member', (page) => page.goto(foreign.origin)],
  ['the page for another way in', (page) => page.goto(elsewhere.origin)],
  [
    'the Security tab after a refusal by a provider',
    at('/account/security?refused=already-linked&provider=linking'),
  ],
  ['the page for admins only', (page) => page.goto(settingsOf(home, 'security'))],
  ['the panel of an admin who is not enrolled', (page) => page.goto(settingsOf(own, 'security'))],
  ['the gate’s page for an origin that does not answer', (page) => page.goto(broken.origin)],
  ['the set-up page', at('/account/security/authenticator')],
  ['the set-up page after a wrong code', (page) => enterCodeOn(page, '12345')],
  ['the recovery codes, shown once', async (page) => enterCodeOn(page, await (await scan(page)).code())],
]

const ENROLLED: Row[] = [
  ['the list of workspaces', signInAsAda],
  ['the panel while nothing is enforced', (page) => page.goto(settingsOf(home, 'security'))],
  ['the panel once it is enforced', enforce],
  ['the panel that somebody else has changed meanwhile', updateStalePanel],
  ['the ways to sign in', (page) => page.goto(settingsOf(home, 'sign-in'))],
  ['the ways to sign in, one’s own left out', leaveOwnWayOut],
  ['the list of members', (page) => page.goto(settingsOf(home, 'members'))],
  ['the list of members after a refusal', addStranger],
  ['the tokens', (page) => page.goto(settingsOf(home, 'tokens'))],
  ['a token, shown once', makeToken],
  ['the audit', (page) => page.goto(settingsOf(home, 'audit'))],
  ['the Security tab', at('/account/security')],
  ['the Sessions tab', at('/account/security/sessions')],
  ['the page to replace the authenticator app', at('/account/security/authenticator')],
  ['the recovery codes that are left', at('/account/security/recovery-codes?used=recovery_code')],
  ['the page that asks whether to disable', at('/account/security/authenticator/disable')],
  ['the page that asks again after ten minutes', askAgain],
]

async function refuseNewPassword(page: Page): Promise<void> {
  await page.getByLabel('Current password').fill(bo.password)
  await page.getByLabel('New password').fill('passwordpassword')
  await clickButton(page, 'Change password')
}

async function lockOut(page: Page): Promise<void> {
  for (let guess = 0; guess < 6; guess++) await enterCodeOn(page, 'ABCD-EFGH-IJKL-MNOP-QRST-UVWX')
}

async function scan(page: Page): Promise<Authenticator> {
  return authenticatorFrom(readQrCode(await page.locator('.qr').screenshot()))
}

async function signInAsAda(page: Page): Promise<void> {
  await advance(60)
  await page.goto(`${portalOrigin}/workspaces`)
  await signInOn(page, ada)
  await enterCodeOn(page, await authenticator.code())
}

async function enforce(page: Page): Promise<void> {
  await page.getByLabel('Require two-factor authentication').check()
  await page.getByLabel('Enforcement timing').selectOption({ label: 'In 30 days' })
  await clickButton(page, 'Update')
}

async function updateStalePanel(page: Page): Promise<void> {
  await api('PUT', `/workspaces/${home.slug}/policy`, { enforced: true, grace_days: 14 })
  await page.getByLabel('Enforcement timing').selectOption({ label: 'In 3 days' })
  await clickButton(page, 'Update')
}

async function leaveOwnWayOut(page: Page): Promise<void> {
  await page.getByLabel('Password').uncheck()
  await clickButton(page, 'Save')
}

async function addStranger(page: Page): Promise<void> {
  await page.getByLabel('E-mail address').fill('nobody-knows-this-rather-long-address@acme.example')
  await clickButton(page, 'Save')
}

async function makeToken(page: Page): Promise<void> {
  await page.getByLabel('Name').fill('Nightly report')
  await clickButton(page, 'Make')
}

async function askAgain(page: Page): Promise<void> {
  await advance(601)
  await page.goto(`${portalOrigin}/account/security/authenticator`)
}

describe.each([
  ['signed out', SIGNED_OUT],
  ['signed in, and not enrolled', NOT_ENROLLED],
  ['signed in, enrolled, and an admin', ENROLLED],
] as const)('%s', (_, rows) => {
  let page: Page
  let troubles: string[]
  beforeAll(async () => {
    // Without motion: a colour in the middle of its change has no contrast to speak of.
    const context = await browser.newContext({ reducedMotion: 'reduce' })
    page = await context.newPage()
    troubles = watch(page)
  })
  afterAll(() => page.context().close())

  it.each(rows)(
    '%s is accessible in light and dark, fits 320 pixels and runs without an error',
    async (_, open) => {
      troubles.length = 0
      await page.setViewportSize({ width: 1280, height: 800 })
      await page.emulateMedia({ colorScheme: 'light' })
      await open(page)
      await page.evaluate(() => {
        for (const details of document.querySelectorAll('details')) details.open = true
      })
      expect(await barriersOn(page)).toEqual([])
      await page.emulateMedia({ colorScheme: 'dark' })
      await page.setViewportSize({ width: 320, height: 640 })
      expect(await barriersOn(page)).toEqual([])
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320)
      expect(troubles).toEqual([])
    },
  )
})

/** What the console says against a page, its Content-Security-Policy included, and the requests of its own that fail. */
function watch(page: Page): string[] {
  const troubles: string[] = []
  page.on('pageerror', (error) => troubles.push(String(error)))
  page.on('console', (message) => {
    // That the page itself is a refusal is said in the console, too.
    const isThePage =
      message.location().url === page.url() && message.text().startsWith('Failed to load resource')
    if (['error', 'warning'].includes(message.type()) && !isThePage) troubles.push(message.text())
  })
  page.on('response', (response) => {
    const isPage = response.request().isNavigationRequest()
    if (response.status() >= 400 && !isPage) troubles.push(`${response.status()} ${response.url()}`)
  })
  return troubles
}

describe('without JavaScript', () => {
  it('one enrols, signs in with a code and changes a policy, after a preview of what that does', async () => {
    const [cy, di] = [await makePerson('Cy'), await makePerson('Di')]
    const workspace = await makeWorkspace(origin.url, [
      [cy, 'owner'],
      [di, 'member'],
    ])
    const context = await browser.newContext({ javaScriptEnabled: false })
    const page = await context.newPage()
    await page.goto(`${portalOrigin}/account/security`)
    await signInOn(page, cy)
    await clickLink(page, 'Enable two-factor authentication')
    const app = await scan(page)
    await page.getByLabel('Code', { exact: true }).fill(await app.code())
    await clickButton(page, 'Enable')
    expect(await page.locator('#codes li').count()).toBe(10)
    // What a script would do is not offered.
    expect(await page.getByRole('button', { name: /Copy|Print/ }).count()).toBe(0)
    await clickButton(page, 'I have saved these codes')
    expect(await noticeOn(page)).toContain('Two-factor authentication is on')
    await clickButton(page, 'Sign out')

    await advance(30)
    await page.goto(settingsOf(workspace, 'security'))
    await signInOn(page, cy)
    await page.getByLabel('Code', { exact: true }).fill(await app.code())
    await clickButton(page, 'Continue')
    const effect = page.locator('output')
    expect(await textIn(effect)).toBe('Nobody has to enrol. Saving changes nothing.')
    await page.getByLabel('Require two-factor authentication').check()
    await page.getByLabel('Enforcement timing').selectOption({ label: 'In 7 days' })
    await clickButton(page, 'Preview')
    expect(await textIn(effect)).toMatch(/^From .+ UTC, 1 of 2 members will be blocked until they enrol\.$/)
    const path = `/workspaces/${workspace.slug}/policy`
    expect((await api('GET', path)).body).toMatchObject({ state: 'off' })
    await clickButton(page, 'Update')
    expect(await noticeOn(page)).toBe('Saved. It holds everywhere within a minute.')
    expect((await api('GET', path)).body).toMatchObject({ state: 'scheduled', grace_days: 7 })
    await page.goto(workspace.origin)
    expect(page.url()).toBe(`${workspace.origin}/`)
    expect(origin.lastClaims()).toMatchObject({ acr: 'aal2', email: cy.email })
    await context.close()
  })
})

describe('by keyboard alone', () => {
  it('one signs in, enrols and changes a policy, and sees where the focus is', async () => {
    const cy = await makePerson('Cy')
    const workspace = await makeWorkspace(origin.url, [[cy, 'owner']])
    const context = await browser.newContext()
    const page = await context.newPage()
    await page.goto(settingsOf(workspace, 'security'))
    await tabTo(page, 'E-mail address')
    await page.keyboard.type(cy.email)
    await tabTo(page, 'Password')
    await page.keyboard.type(cy.password)
    await leaving(page, () => page.keyboard.press('Enter'))

    await tabTo(page, 'Enable it now')
    await leaving(page, () => page.keyboard.press('Enter'))
    const app = await scan(page)
    await tabTo(page, 'Code')
    const code = await app.code()
    await leaving(page, () => page.keyboard.type(code))
    await tabTo(page, 'I have saved these codes')
    await leaving(page, () => page.keyboard.press('Enter'))

    await tabTo(page, 'Require two-factor authentication of every member')
    await page.keyboard.press('Space')
    await tabTo(page, 'Enforcement timing')
    await page.keyboard.press('ArrowDown')
    await tabTo(page, 'Update')
    await leaving(page, () => page.keyboard.press('Enter'))
    const { body } = await api('GET', `/workspaces/${workspace.slug}/policy`)
    expect(body).toMatchObject({ state: 'scheduled', grace_days: 3 })

    await tabTo(page, 'Sign out')
    await leaving(page, () => page.keyboard.press('Enter'))
    expect(await headingOn(page)).toBe('You are signed out')
    await context.close()
  })

  it('the first Tab of a page offers to skip to its content', async () => {
    const context = await browser.newContext()
    const page = await context.newPage()
    await page.goto(`${portalOrigin}/sign-out`)
    await page.keyboard.press('Tab')
    expect(await nameOfFocused(page)).toBe('Skip to content')
    expect((await page.getByText('Skip to content').boundingBox())?.x).toBeGreaterThanOrEqual(0)
    await context.close()
  })

  /** No further than once around the page. */
  async function tabTo(page: Page, name: string): Promise<void> {
    const passed: string[] = []
    while (passed.length < 40) {
      const focused = await nameOfFocused(page)
      if (focused === name) return expect(await isFocusSeen(page)).toBe(true)
      passed.push(focused)
      await page.keyboard.press('Tab')
    }
    throw new Error(`Tab never comes to "${name}", only to ${passed.join(', ')}`)
  }

  const nameOfFocused = (page: Page): Promise<string> =>
    page.evaluate(() => {
      const focused = document.activeElement
      const label =
        focused instanceof HTMLInputElement || focused instanceof HTMLSelectElement
          ? focused.labels?.[0]
          : null
      // A label stands around its field: its own words are beside that.
      const words = [...(label?.childNodes ?? [])].find((node) => node instanceof Text && node.data.trim())
      return (words ?? focused)?.textContent?.trim() ?? ''
    })

  const isFocusSeen = (page: Page): Promise<boolean> =>
    page.evaluate(() => {
      const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement ?? document.body)
      return outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2
    })
})
