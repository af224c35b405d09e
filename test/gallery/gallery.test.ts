// Photographs every page and state, in light and dark, on a desktop and a phone. German has the longest
// words, Arabic is written from right to left, and one set has no scripts. It also checks every page in every
// language as the journeys check it in English, and partly in Arabic. `npm run gallery -- -t "where mail is sent"`
// takes one group.

import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { LANGUAGES } from '../../src/core/language.ts'
import { type OpenBrowser, openBrowser } from '../support/node/browser.ts'
import { EVERY_PAGE, setStage } from '../support/node/every-page.ts'
import { DESKTOP, faultsOn } from '../support/node/looks.ts'
import { reopenIn, type Visits, watch } from '../support/node/visits.ts'
import { type Shown, writeIndex, writeStrip } from './index-page.ts'
import { LOCAL, MAILED_PAGES, setMailedStage } from './mailed-rows.ts'

const FOLDER = join(import.meta.dirname, '../../dist/gallery')
const PHONE = { width: 390, height: 844 }

const LOOKS = [
  { look: 'light', colorScheme: 'light', size: DESKTOP },
  { look: 'dark', colorScheme: 'dark', size: DESKTOP },
  { look: 'phone', colorScheme: 'light', size: PHONE },
  { look: 'phone-dark', colorScheme: 'dark', size: PHONE },
] as const

/** The languages whose pages are photographed. */
const PICTURED = ['de', 'ar', 'ja']

const BEST = [
  ['the page of who is blocked', 'phone'],
  ['the set-up page', 'phone-dark'],
  ['the recovery codes, shown once', 'phone'],
  ['the page that asks for a code', 'phone-dark'],
] as const

let browser: OpenBrowser
const clearStages: (() => Promise<void>)[] = []
const shown: Shown[] = []

beforeAll(async () => {
  await rm(FOLDER, { recursive: true, force: true })
  await mkdir(FOLDER, { recursive: true })
  browser = await openBrowser()
  clearStages.push(await setStage(), await setMailedStage())
})
afterAll(async () => {
  await writeFile(join(FOLDER, 'index.html'), writeIndex(shown))
  await photographBest()
  await browser?.closeContexts()
  for (const clear of clearStages) await clear()
})

describe.each([...EVERY_PAGE, ...MAILED_PAGES])('%s', (group, rows) => {
  let context: BrowserContext
  let page: Page
  let visits: Visits
  beforeAll(async () => {
    context = await browser.newContext({ reducedMotion: 'reduce', viewport: DESKTOP })
    page = await context.newPage()
    visits = watch(page)
  })
  afterAll(() => context.close())

  it.each(rows)('%s', async (name, open) => {
    const pictures: Shown['pictures'][number][] = []
    shown.push({ group, name, pictures })
    const number = String(shown.length).padStart(2, '0')
    const take = async (of: Page, look: string) => {
      const file = `${number}-${slugOf(name)}.${look}.png`
      await of.screenshot({ path: join(FOLDER, file), fullPage: true })
      pictures.push({ look, file })
    }
    await page.setViewportSize(DESKTOP)
    await open(page)
    for (const { look, colorScheme, size } of LOOKS) {
      await page.emulateMedia({ colorScheme })
      await page.setViewportSize(size)
      await take(page, look)
    }
    const faults = (await faultsOn(page)).map((each) => `en, ${each}`)
    const last = visits.last()
    for (const language of Object.keys(LANGUAGES).filter((each) => each !== 'en')) {
      await inAnotherTab(async (tab) => {
        await reopenIn(tab, language, last, open)
        const given = await languageOf(tab)
        if (given !== language && !isEnglishOnly(group, tab))
          faults.push(`${language}, the page is in ${given}`)
        if (PICTURED.includes(language)) await take(tab, language)
        faults.push(...(await faultsOn(tab)).map((each) => `${language}, ${each}`))
      })
    }
    if (last.request().method() === 'GET') {
      await inAnotherTab(async (tab) => {
        const devTools = await context.newCDPSession(tab)
        await devTools.send('Emulation.setScriptExecutionDisabled', { value: true })
        await tab.goto(page.url())
        await take(tab, 'no-script')
      })
    }
    expect(faults).toEqual([])
  })

  /** Opens a phone-sized tab of the same browser, with the same sign-in. */
  async function inAnotherTab(act: (tab: Page) => Promise<void>): Promise<void> {
    const tab = await context.newPage()
    await tab.setViewportSize(PHONE)
    await act(tab)
    await tab.close()
  }
})

const languageOf = (page: Page) => page.locator('html').getAttribute('lang')

/** The description of the API and the local mails are for developers. */
const isEnglishOnly = (group: string, page: Page): boolean =>
  group === LOCAL || new URL(page.url()).pathname === '/docs'

/** Makes the README's picture, docs/pages.png: four steps on a phone. */
async function photographBest(): Promise<void> {
  const pictures = BEST.map(([name, look]) => pictureOf(name, look)).filter((file) => file !== undefined)
  if (pictures.length < BEST.length) return
  const images = await Promise.all(
    pictures.map(async (file) => (await readFile(join(FOLDER, file))).toString('base64')),
  )
  const context = await browser.newContext({ viewport: { width: 1240, height: 540 } })
  const page = await context.newPage()
  await page.setContent(writeStrip(images))
  await page.screenshot({ path: join(FOLDER, 'best.png'), omitBackground: true })
  await context.close()
}

const pictureOf = (name: string, look: string) =>
  shown.find((each) => each.name === name)?.pictures.find((picture) => picture.look === look)?.file

const slugOf = (name: string): string =>
  name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replace(/^the-/, '')
