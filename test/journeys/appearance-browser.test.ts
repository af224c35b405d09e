// An admin sets a workspace's appearance in a real browser, and a visitor sees it at the door.

import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { contrast } from '../../src/core/accent.ts'
import { MOST_IMAGE_BYTES } from '../../src/core/image.ts'
import { en } from '../../src/words/en/index.ts'
import { authenticatorFrom, readQrCode } from '../support/node/authenticator.ts'
import {
  clickButton,
  clickLink,
  enterCodeOn,
  headingOn,
  infoOn,
  leaving,
  type OpenBrowser,
  openBrowser,
  signInOn,
  textIn,
  unsavedOn,
} from '../support/node/browser.ts'
import { drawLogo } from '../support/node/logo.ts'
import { type RecordingOrigin, startRecordingOrigin } from '../support/node/recording-origin.ts'
import {
  advance,
  api,
  makePerson,
  makeWorkspace,
  portalOrigin,
  runSql,
  type TestWorkspace,
} from '../support/node/test-bed.ts'
import { type Enrolled, makeEnrolledPerson } from '../support/node/visitor.ts'
import { said } from '../support/sentence.ts'

let browser: OpenBrowser
let origin: RecordingOrigin
let ada: Enrolled
let acme: TestWorkspace

beforeAll(async () => {
  browser = await openBrowser()
  origin = await startRecordingOrigin()
  ada = await makeEnrolledPerson('Ada')
})
afterEach(() => browser.closeContexts())
afterAll(async () => {
  await browser?.closeContexts()
  await origin?.close()
})

const settings = () => `${portalOrigin}/workspaces/${acme.slug}/settings/appearance`

/** Opens the settings of a new workspace as its owner. */
async function open(isScripted = true): Promise<Page> {
  acme = await makeWorkspace(origin.url, [[ada.person, 'owner']])
  const page = await (await browser.newContext({ javaScriptEnabled: isScripted })).newPage()
  await advance(60)
  await page.goto(settings())
  await signInOn(page, ada.person)
  await prove(page, isScripted)
  return page
}

/** Types the code. Without a script, Enter sends it. */
async function prove(page: Page, isScripted: boolean): Promise<void> {
  const code = await ada.authenticator.code()
  if (isScripted) return enterCodeOn(page, code)
  const field = page.getByLabel(en.verify.code, { exact: true })
  await field.fill(code)
  await leaving(page, () => field.press('Enter'))
}

const choose = async (page: Page, bytes: Uint8Array, name = 'logo.png') => {
  await page
    .getByLabel(en.appearance.file)
    .setInputFiles({ name, mimeType: 'image/png', buffer: Buffer.from(bytes) })
  await clickButton(page, en.appearance.upload)
}
const problemsOn = (page: Page) => page.locator('.field [role="alert"]').allInnerTexts()
const isShown = (page: Page) =>
  page
    .locator('.logo')
    .first()
    .evaluate((image) => (image as HTMLImageElement).naturalWidth > 0)

/** Returns the two colours of the first button, as the browser computed them. */
const coloursOf = (page: Page) =>
  page
    .locator('button[type="submit"]')
    .first()
    .evaluate((button) => {
      const { backgroundColor, color } = getComputedStyle(button)
      return [backgroundColor, color].map(
        (rgb) =>
          `#${(rgb.match(/\d+/g) ?? []).map((channel) => Number(channel).toString(16).padStart(2, '0')).join('')}`,
      ) as [string, string]
    })

describe.each([
  ['with scripts', true],
  ['without', false],
])('an admin, %s', (_, isScripted) => {
  it('sets a name, colour and logo, and a visitor sees them beside the host', async () => {
    const page = await open(isScripted)
    await page.getByLabel(en.appearance.name, { exact: true }).fill('Acme Ltd')
    await page.getByLabel(en.appearance.accent).fill('FFE94D')
    await clickButton(page, en.appearance.save)
    expect(await infoOn(page)).toContain('Saved')
    expect(await page.getByLabel(en.appearance.accent).inputValue()).toBe('#ffe94d')
    await choose(page, drawLogo(200, 100))
    expect(await infoOn(page)).toContain('Saved')
    expect(await isShown(page)).toBe(true)
    expect(await headingOn(page)).toBe(en.workspaces.settingsOf('Acme Ltd'))
    await expect(page.getByRole('img', { name: en.appearance.preview }).count()).resolves.toBe(2)

    const visitor = await browser.newPage()
    for (const colorScheme of ['light', 'dark'] as const) {
      await visitor.emulateMedia({ colorScheme })
      await visitor.goto(acme.origin)
      expect(await textIn(visitor.locator('.door'))).toBe(
        `${said(en.signIn.toContinueTo({ workspace: 'Acme Ltd' }))}\n${acme.host}`,
      )
      expect(await textIn(visitor.locator('.brand'))).toBe('Sallyport')
      expect(await isShown(visitor)).toBe(true)
      const [ground, ink] = await coloursOf(visitor)
      expect(contrast(ground, ink)).toBeGreaterThanOrEqual(4.5)
      if (colorScheme === 'dark') expect(ground).toBe('#ffe94d')
    }

    await clickButton(page, en.appearance.remove)
    expect(await page.locator('.logo').count()).toBe(0)
    await page.getByLabel(en.appearance.name, { exact: true }).fill('')
    await page.getByLabel(en.appearance.accent).fill('')
    await clickButton(page, en.appearance.save)
    expect(await headingOn(page)).toBe(en.workspaces.settingsOf(`Workspace ${acme.slug}`))
    await visitor.reload()
    expect(await visitor.locator('link[href*="accent"], .logo').count()).toBe(0)
  })

  it('sees beside the field what is wrong, keeps what they typed, and nothing changes', async () => {
    const page = await open(isScripted)
    await page.getByLabel(en.appearance.name, { exact: true }).fill('x'.repeat(101))
    await page.getByLabel(en.appearance.accent).fill('reddish')
    await clickButton(page, en.appearance.save)
    expect(await problemsOn(page)).toEqual([
      expect.stringContaining('100 characters'),
      expect.stringContaining('colour code'),
    ])
    expect(await page.getByLabel(en.appearance.name, { exact: true }).inputValue()).toBe('x'.repeat(101))
    expect(await page.getByLabel(en.appearance.accent).inputValue()).toBe('reddish')
    for (const [bytes, problem] of [
      [
        new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg"/>'),
        en.appearance.logoProblems['not-an-image'],
      ],
      [new Uint8Array(MOST_IMAGE_BYTES + 1), en.appearance.logoProblems['too-many-bytes']],
      [new Uint8Array(400_000), en.appearance.logoProblems['too-many-bytes']],
      [drawLogo(1025, 4), en.appearance.logoProblems['too-many-pixels']],
      [new Uint8Array(), 'Choose a file first'],
    ] as const) {
      await page.goto(settings())
      await choose(page, bytes)
      expect(await problemsOn(page)).toEqual([expect.stringContaining(problem)])
    }
    const { body } = await api('GET', `/workspaces/${acme.slug}/appearance`)
    expect(body).toEqual({ display_name: null, accent: null, logo_url: null })
  })
})

describe('an admin', () => {
  it('with an old proof proves again and finds what they typed, but must choose the file again', async () => {
    const page = await open()
    await advance(700)
    await page.getByLabel(en.appearance.name, { exact: true }).fill('Acme Ltd')
    await page.getByLabel(en.appearance.accent).fill('#1a5fb4')
    await clickButton(page, en.appearance.save)
    await enterCodeOn(page, await ada.authenticator.code())
    expect(await page.getByLabel(en.appearance.name, { exact: true }).inputValue()).toBe('Acme Ltd')
    expect(await unsavedOn(page)).toContain(en.settings.notSaved)
    await clickButton(page, en.appearance.save)
    expect(await infoOn(page)).toBe(en.settings.saved)
    expect(await headingOn(page)).toBe(en.workspaces.settingsOf('Acme Ltd'))
    await advance(700)
    await choose(page, drawLogo(20, 20))
    await enterCodeOn(page, await ada.authenticator.code())
    expect(await infoOn(page)).toContain(en.appearance.chooseAgain)
    await choose(page, drawLogo(20, 20))
    expect(await isShown(page)).toBe(true)
  })

  it('who follows a link that fills in the form is told that nothing is saved', async () => {
    const page = await open()
    expect(await page.locator('.info').count()).toBe(0)
    for (const query of ['display_name=Globex', 'accent=%23ff0000']) {
      await page.goto(`${settings()}?${query}`)
      expect(await unsavedOn(page)).toContain(en.settings.notSaved)
    }
    await page.goto(`${settings()}?display_name=&accent=`)
    expect(await page.locator('.info').count()).toBe(0)
  })

  it('picks a colour, which fills in the field, and can remove it again', async () => {
    const page = await open()
    const [field, picker] = [page.getByLabel(en.appearance.accent), page.getByLabel(en.appearance.pick)]
    expect([await field.inputValue(), await picker.inputValue()]).toEqual(['', '#14594a'])
    await picker.fill('#b5179e')
    expect(await field.inputValue()).toBe('#b5179e')
    await field.fill('#1a5fb4')
    expect(await picker.inputValue()).toBe('#1a5fb4')
    await field.fill('')
    await clickButton(page, en.appearance.save)
    expect(await page.locator('link[href*="accent"]').count()).toBe(0)
  })
})

describe('a member who must enrol on the way in', () => {
  it('sees the workspace and its colour on each page until they enter', async () => {
    const bo = await makePerson('Bo')
    acme = await makeWorkspace(origin.url, [[bo, 'member']])
    await api('PUT', `/workspaces/${acme.slug}/appearance`, { display_name: 'Acme Ltd', accent: '#b5179e' })
    await api('PUT', `/workspaces/${acme.slug}/policy`, { enforced: true, grace_days: 0 })
    const page = await browser.newPage()
    const expectDoor = async () => {
      const door = await textIn(page.locator('.door'))
      expect(door).toContain('Acme Ltd')
      expect(door).toContain(acme.host)
      expect(await page.locator('link[href="/assets/accent-b5179e.css"]').count()).toBe(1)
    }
    await page.goto(acme.origin)
    await expectDoor()
    await signInOn(page, bo)
    await expectDoor()
    await clickLink(page, en.enter.setUpNow)
    await expectDoor()
    const authenticator = authenticatorFrom(readQrCode(await page.locator('.qr').screenshot()))
    await enterCodeOn(page, await authenticator.code())
    await expectDoor()
    await leaving(page, () => page.getByRole('button', { name: en.recoveryCodes.confirm }).click())
    expect(new URL(page.url()).host).toBe(acme.host)
  })
})

describe('a workspace’s name', () => {
  it('never runs into the host or paints over it, even if it is older than the rules', async () => {
    acme = await makeWorkspace(origin.url)
    const page = await browser.newPage()
    const host = page.locator('.door bdi').last()
    async function look(name: string) {
      await runSql(`UPDATE workspaces SET display_name = '${name}' WHERE slug = '${acme.slug}'`)
      await advance(130)
      await page.goto(acme.origin)
      expect(await textIn(host)).toBe(acme.host)
      const [over, under] = [await page.locator('.door strong').boundingBox(), await host.boundingBox()]
      expect(under?.y).toBeGreaterThanOrEqual((over?.y ?? 0) + (over?.height ?? 0) - 1)
      return host.screenshot()
    }
    const plain = await look('Acme')
    expect(plain.equals(await look('Acme at bank.example'))).toBe(true)
    const piled = [...'Globex Corporation Ltd'].map((each) => `${each}${'\u0333'.repeat(9)}`).join('')
    expect(plain.equals(await look(piled))).toBe(true)
  })
})

describe('with forced colours', () => {
  it('the person’s own colours are used', async () => {
    acme = await makeWorkspace(origin.url)
    const context = await browser.newContext({ forcedColors: 'active' })
    const page = await context.newPage()
    const colours = async () => {
      await page.goto(acme.origin)
      return page.evaluate(() =>
        [...document.querySelectorAll('body, a, button, h1')].map((each) => {
          const { color, backgroundColor, borderColor } = getComputedStyle(each)
          return [color, backgroundColor, borderColor]
        }),
      )
    }
    const before = await colours()
    await api('PUT', `/workspaces/${acme.slug}/appearance`, { display_name: null, accent: '#ff0000' })
    expect(await colours()).toEqual(before)
    expect(await page.locator('link[href*="accent-ff0000"]').count()).toBe(1)
  })
})
