import { gzipSync } from 'node:zlib'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fetchLoopback } from '../../demo/loopback.ts'
import { barriersOn } from '../support/node/barriers.ts'
import {
  clickButton,
  clickLink,
  headingOn,
  leaving,
  noticeOn,
  type OpenBrowser,
  openBrowser,
  shownCodesOn,
  signInOn,
  textIn,
} from '../support/node/browser.ts'
import { EVERY_PAGE, scan, setStage, settingsOf } from '../support/node/every-page.ts'
import { type RecordingOrigin, startRecordingOrigin } from '../support/node/recording-origin.ts'
import { advance, api, makePerson, makeWorkspace, portalOrigin } from '../support/node/test-bed.ts'

const MOST_BYTES = 30 * 1024

let browser: OpenBrowser
let origin: RecordingOrigin
let clearStage: (() => Promise<void>) | undefined

beforeAll(async () => {
  browser = await openBrowser()
  origin = await startRecordingOrigin()
  clearStage = await setStage()
})
afterAll(async () => {
  await browser?.close()
  await origin?.close()
  await clearStage?.()
})

describe.each(EVERY_PAGE)('%s', (_, rows) => {
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
    '%s is accessible in light and dark, fits 320 pixels either way, weighs little and runs without an error',
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
      expect(await weightOf(page)).toBeLessThan(MOST_BYTES)
      await page.evaluate(() => {
        document.documentElement.dir = 'rtl'
      })
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320)
    },
  )
})

/** Of all that a browser that comes for the first time loads for the page, compressed. */
async function weightOf(page: Page): Promise<number> {
  const sources = await page.evaluate(() =>
    [...document.querySelectorAll('script[src], link[href], img[src]')].map((each) =>
      each instanceof HTMLLinkElement ? each.href : (each as HTMLScriptElement | HTMLImageElement).src,
    ),
  )
  const files = await Promise.all(
    [...new Set(sources)].map(async (source) => (await fetchLoopback(source)).text()),
  )
  return [await page.content(), ...files].reduce((sum, text) => sum + gzipSync(text).length, 0)
}

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
    expect(await shownCodesOn(page)).toHaveLength(10)
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
