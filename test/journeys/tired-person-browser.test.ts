// Problems that happen when a person is tired, on a phone or interrupted. Each page has a way to continue.

import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { en } from '../../src/words/en/index.ts'
import { authenticatorFrom } from '../support/node/authenticator.ts'
import {
  alertOn,
  clickButton,
  enterCodeOn,
  headingOn,
  infoOn,
  leaving,
  type OpenBrowser,
  openBrowser,
  shownCodesOn,
  signInOn,
  textIn,
  textOn,
} from '../support/node/browser.ts'
import { type RecordingOrigin, startRecordingOrigin } from '../support/node/recording-origin.ts'
import {
  advance,
  api,
  edgeNow,
  hostOf,
  makePerson,
  makeWorkspace,
  portalOrigin,
} from '../support/node/test-bed.ts'
import { alertOf, type Enrolled, makeEnrolledPerson, Visitor } from '../support/node/visitor.ts'
import { said, sentence } from '../support/sentence.ts'

const SET_UP = `${portalOrigin}/account/security/authenticator`
const PHONE = { viewport: { width: 320, height: 640 }, hasTouch: true, isMobile: true }

let browser: OpenBrowser
let origin: RecordingOrigin
beforeAll(async () => {
  browser = await openBrowser()
  origin = await startRecordingOrigin()
})
afterEach(() => browser.closeContexts())
afterAll(async () => {
  await browser?.closeContexts()
  await origin?.close()
})

async function openCodePage({ person }: Enrolled, options = {}): Promise<Page> {
  const page = await (await browser.newContext(options)).newPage()
  await page.goto(`${portalOrigin}/account/security`)
  await signInOn(page, person)
  return page
}

async function lockOut(page: Page): Promise<void> {
  for (let guess = 0; guess < 6; guess++) await enterCodeOn(page, 'ABCD-EFGH-IJKL-MNOP-QRST-UVWX')
}

describe('the code field', () => {
  it('has the focus and number keys, and sends a pasted code, with spaces or dashes', async () => {
    const ada = await makeEnrolledPerson('Ada')
    for (const gap of [' ', '–', '\u00a0']) {
      await advance(30)
      const page = await openCodePage(ada)
      const field = page.locator('input[name=code]')
      expect(await field.evaluate((input) => input === document.activeElement)).toBe(true)
      expect(await field.getAttribute('inputmode')).toBe('numeric')
      expect(await field.getAttribute('autocomplete')).toBe('one-time-code')
      const code = await ada.authenticator.code()
      await leaving(page, () => page.keyboard.insertText(` ${code.slice(0, 3)}${gap}${code.slice(3)} `))
      expect(page.url()).toBe(`${portalOrigin}/account/security`)
    }
  })

  it('has the error beside it, announced and as its description', async () => {
    const page = await openCodePage(await makeEnrolledPerson('Ada'))
    await enterCodeOn(page, '12345')
    const field = page.locator('input[name=code]')
    expect(await field.getAttribute('aria-describedby')).toBe('code-problem')
    expect(await textIn(page.locator('[role=alert] #code-problem'))).toBe(await alertOn(page))
    const [alert, input] = [await page.getByRole('alert').boundingBox(), await field.boundingBox()]
    expect((input?.y ?? 0) - (alert?.y ?? 0) - (alert?.height ?? 0)).toBeLessThan(16)
  })

  it('counts down while locked, and says when the lock ends', async () => {
    const page = await openCodePage(await makeEnrolledPerson('Ada'))
    await lockOut(page)
    await page.clock.install()
    await page.reload()
    // Sends the same form again. From now on the page's time passes only as the test says.
    await page.clock.pauseAt(Date.now() + 3000)
    const timer = page.getByRole('timer')
    const secondsLeft = async () => Number.parseInt(await textIn(timer), 10)
    const first = await secondsLeft()
    expect(first).toBeGreaterThan(5)
    await page.clock.runFor(3000)
    expect(await secondsLeft()).toBe(first - 3)
    await page.clock.runFor(first * 1000)
    expect(await alertOn(page)).toBe(en.codeRefusals.lockOver)
  })

  it('shows the time to try again without JavaScript too', async () => {
    const page = await openCodePage(await makeEnrolledPerson('Ada'), { javaScriptEnabled: false })
    for (let guess = 0; guess < 6; guess++) {
      await page.getByLabel(en.verify.code, { exact: true }).fill('ABCD-EFGH-IJKL-MNOP-QRST-UVWX')
      await clickButton(page, en.verify.submit)
    }
    expect(await alertOn(page)).toMatch(/\d+ seconds \(.+ UTC\)\.$/)
    const told = await page.getByRole('alert').locator('time').getAttribute('datetime')
    expect(Date.parse(told ?? '') / 1000).toBeGreaterThan(await edgeNow())
  })

  it('is still locked if its page is opened again, for the first factor’s holder only', async () => {
    const [ada, bo] = [await makeEnrolledPerson('Ada'), await makeEnrolledPerson('Bo')]
    const page = await openCodePage(ada)
    await lockOut(page)
    const told = () => page.getByRole('alert').locator('time').getAttribute('datetime')
    const until = await told()
    for (const query of ['?method=recovery', '']) {
      await page.goto(`${portalOrigin}/sign-in/verify${query}`)
      expect(await alertOn(page)).toMatch(sentence(en.codeRefusals.locked))
      expect(await told()).toBe(until)
    }
    const stranger = new Visitor()
    expect((await stranger.ask(`${portalOrigin}/sign-in/verify`)).text).not.toMatch(
      sentence(en.codeRefusals.locked),
    )
    expect((await stranger.signIn(bo.person)).text).not.toMatch(sentence(en.codeRefusals.locked))
    await advance(31)
    await page.reload()
    expect(await page.getByRole('alert').count()).toBe(0)
    await enterCodeOn(page, await ada.authenticator.code())
    expect(await headingOn(page)).toBe(en.workspaces.title)
  })

  it('is still locked where a code is asked for again', async () => {
    const { visitor } = await makeEnrolledPerson('Ada')
    await advance(601)
    let page = await visitor.ask(SET_UP)
    for (let guess = 0; guess < 5; guess++) {
      page = await visitor.submit(page, '/sign-in/verify', { code: 'ABCD-EFGH-IJKL-MNOP-QRST-UVWX' })
    }
    expect(alertOf((await visitor.ask(SET_UP)).text)).toMatch(sentence(en.codeRefusals.locked))
  })

  it('has another way beside it, and in the end whom to ask', async () => {
    const page = await openCodePage(await makeEnrolledPerson('Ada'))
    const others = page.locator('section', { has: page.getByRole('heading', { name: en.verify.otherWay }) })
    expect(await others.getByRole('link', { name: en.verify.useRecoveryCode }).count()).toBe(1)
    expect(await textIn(others)).toContain(said(en.verify.neither({ contact: en.layout.operator })))
  })
})

describe('recovery codes', () => {
  async function showCodes(options = {}): Promise<Page> {
    const page = await (await browser.newContext(options)).newPage()
    await page.goto(SET_UP)
    await signInOn(page, await makePerson('Cy'))
    const app = authenticatorFrom((await page.locator('a[href^="otpauth:"]').getAttribute('href')) ?? '')
    await enterCodeOn(page, await app.code())
    return page
  }

  it('can be reached by Tab, and all ten are selected by the keys for that', async () => {
    const page = await showCodes()
    const field = page.locator('#codes')
    for (let step = 0; step < 10; step++) {
      if (await field.evaluate((each) => each === document.activeElement)) break
      await page.keyboard.press('Tab')
    }
    await page.keyboard.press('Control+a')
    const selected = await field.evaluate((each) => {
      const { value, selectionStart, selectionEnd } = each as HTMLTextAreaElement
      return value.slice(selectionStart, selectionEnd)
    })
    expect(selected.split('\n')).toHaveLength(10)
    await page.keyboard.type('x')
    expect(await shownCodesOn(page)).toEqual(selected.split('\n'))
  })

  it('download as a file that says whose they are, for which site, and from when', async () => {
    const page = await showCodes()
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: en.recoveryCodes.download }).click(),
    ])
    expect(download.suggestedFilename()).toBe('sallyport-recovery-codes.txt')
    const text = await (await download.createReadStream()).setEncoding('utf8').toArray()
    expect(text.join('')).toMatch(/Account: cy-.+@acme\.example\nIssued by: auth\.localhost\nDate: .+ UTC\n/)
  })

  it('print with whose they are, and without anything else', async () => {
    const page = await showCodes()
    await page.emulateMedia({ media: 'print' })
    expect(await page.locator('.print-only').isVisible()).toBe(true)
    expect(await page.locator('#codes').isVisible()).toBe(true)
    for (const gone of ['header', 'footer', 'main form', 'main .row']) {
      expect([gone, await page.locator(gone).first().isVisible()]).toEqual([gone, false])
    }
  })

  it('are not left without a warning until they are confirmed as saved', async () => {
    const page = await showCodes()
    const warnings: string[] = []
    page.on('dialog', (dialog) => {
      warnings.push(dialog.type())
      void dialog.accept()
    })
    await page.goto(`${portalOrigin}/account/security`)
    expect(warnings).toEqual(['beforeunload'])
    expect(await textOn(page)).toContain(en.account.unsavedCodes)
    await leaving(page, () => page.getByRole('link', { name: en.account.showCodes }).click())
    await clickButton(page, en.recoveryCodes.confirm)
    expect(warnings).toEqual(['beforeunload'])
    expect(await textOn(page)).toContain('10 left')
  })

  it('are mentioned at each sign-in when three are left', async () => {
    const ada = await makeEnrolledPerson('Ada')
    for (const code of ada.recoveryCodes.slice(0, 7)) {
      const visitor = new Visitor()
      await visitor.signInWithCode(ada.person, code)
    }
    for (let time = 0; time < 2; time++) {
      await advance(30)
      const page = await openCodePage(ada)
      await enterCodeOn(page, await ada.authenticator.code())
      expect(await textOn(page)).toContain('3 of 10 left.')
      await leaving(page, () => page.getByRole('link', { name: en.recoveryCodes.continue }).click())
      expect(page.url()).toBe(`${portalOrigin}/account/security`)
    }
  })
})

describe('setting up an app', () => {
  const tops = (page: Page) =>
    Promise.all(
      [page.locator('a[href^="otpauth:"]'), page.locator('#key'), page.locator('.qr')].map(
        async (each) => (await each.boundingBox())?.y ?? 0,
      ),
    )

  it('on a phone begins with the app link and the key; the QR code comes last', async () => {
    const page = await (await browser.newContext(PHONE)).newPage()
    await page.goto(SET_UP)
    await signInOn(page, await makePerson('Cy'))
    const [link = 0, key = 0, qr = 0] = await tops(page)
    expect([link < key, key < qr]).toEqual([true, true])
    expect(
      (await page.getByRole('link', { name: en.authenticator.openInApp }).boundingBox())?.height,
    ).toBeGreaterThan(44)
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320)
  })

  it('on a computer has the QR code beside the key, and no app link', async () => {
    const page = await browser.newPage()
    await page.goto(SET_UP)
    await signInOn(page, await makePerson('Cy'))
    expect(await page.locator('a[href^="otpauth:"]').isVisible()).toBe(false)
    const [, key = 0, qr = 0] = await tops(page)
    expect(Math.abs(qr - key)).toBeLessThan(40)
  })

  it('for more than ten minutes asks to sign in again, and says that the key is new', async () => {
    const cy = await makePerson('Cy')
    const page = await (await browser.newContext(PHONE)).newPage()
    await page.goto(SET_UP)
    await signInOn(page, cy)
    const link = (await page.locator('a[href^="otpauth:"]').getAttribute('href')) ?? ''
    const app = authenticatorFrom(link)
    await advance(601)
    await enterCodeOn(page, await app.code())
    expect(await infoOn(page)).toBe(en.signIn.fresh)
    await signInOn(page, cy)
    const another = (await page.locator('a[href^="otpauth:"]').getAttribute('href')) ?? ''
    expect(another).not.toBe(link)
    expect(await infoOn(page)).toBe(en.authenticator.anew)
    await enterCodeOn(page, await authenticatorFrom(another).code())
    expect(await shownCodesOn(page)).toHaveLength(10)
  })

  it('after the session ended leads back to the page, and on from there', async () => {
    const cy = await makePerson('Cy')
    const strict = await makeWorkspace(origin.url, [[cy, 'member']])
    await api('PUT', `/workspaces/${strict.slug}/policy`, { enforced: true, grace_days: 0 })
    const page = await (await browser.newContext(PHONE)).newPage()
    await page.goto(`${strict.origin}/reports`)
    await signInOn(page, cy)
    await leaving(page, () => page.getByRole('link', { name: en.enter.setUpNow }).click())
    await advance(9 * 3600)
    await enterCodeOn(page, '123456')
    expect(await headingOn(page)).toBe(en.problems['stale-form'].title)
    await leaving(page, () => page.locator('main a[href*="sign-in"]').click())
    await signInOn(page, cy)
    expect(await headingOn(page)).toBe('Enable two-factor authentication')
    const app = authenticatorFrom((await page.locator('a[href^="otpauth:"]').getAttribute('href')) ?? '')
    await enterCodeOn(page, await app.code())
    await clickButton(page, en.recoveryCodes.confirm)
    expect(page.url()).toBe(`${strict.origin}/reports`)
  })
})

describe('the reason for the prompt', () => {
  it.each([
    [0, en.enter.facts.since, false],
    [7, en.enter.facts.from, true],
  ])('is shown with workspace, address, role and time: %s days', async (grace_days, when, hasTimeLeft) => {
    const cy = await makePerson('Cy')
    const workspace = await makeWorkspace(origin.url, [[cy, 'admin']])
    await api('PUT', `/workspaces/${workspace.slug}/policy`, { enforced: true, grace_days })
    const page = await browser.newPage()
    await page.goto(workspace.origin)
    await signInOn(page, cy)
    await page.getByText(en.layout.whyAsked).click()
    const facts = await textIn(page.locator('dl.facts'))
    for (const fact of [`Workspace ${workspace.slug}`, workspace.host, 'admin', when])
      expect(facts).toContain(fact)
    expect(facts.includes(en.enter.facts.left)).toBe(hasTimeLeft)
  })
})

describe('a dead end has a way on', () => {
  it('a host that no workspace has is a page for a person and a problem for a program', async () => {
    const page = await browser.newPage()
    const answer = await page.goto(`http://${hostOf('nobody')}/somewhere`)
    expect([answer?.status(), await headingOn(page)]).toEqual([421, en.gate.unknownHost.title])
    expect(await page.getByRole('link', { name: en.links.yourWorkspaces }).getAttribute('href')).toBe(
      `${portalOrigin}/workspaces`,
    )
    const problem = await new Visitor().ask(`http://${hostOf('nobody')}/`, { isScript: true })
    expect([problem.status, JSON.parse(problem.text).code]).toEqual([421, 'unknown_host'])
  })

  it('for a person who takes another account: the provider is asked to let them choose', async () => {
    const cy = await makePerson('Cy')
    const foreign = await makeWorkspace(origin.url)
    const page = await browser.newPage()
    await page.goto(foreign.origin)
    await signInOn(page, cy)
    await leaving(page, () => page.getByRole('link', { name: en.enter.useAnotherAccount }).click())
    const ways = page.getByRole('navigation', { name: en.signIn.otherWays }).getByRole('link')
    expect(await ways.count()).toBeGreaterThan(0)
    for (const way of await ways.all())
      expect(await way.getAttribute('href')).toContain('demand=another-account')
  })

  it('for a forgotten password: whom to ask', async () => {
    const page = await browser.newPage()
    await page.goto(`${portalOrigin}/sign-in`)
    expect(await textOn(page)).toContain(said(en.signIn.forgotten({ contact: en.layout.operator })))
  })
})
