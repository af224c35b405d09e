import { gzipSync } from 'node:zlib'
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fetchLoopback } from '../../demo/loopback.ts'
import { en } from '../../src/words/en/index.ts'
import {
  clickButton,
  clickLink,
  enterCodeOn,
  headingOn,
  infoOn,
  leaving,
  type OpenBrowser,
  openBrowser,
  shownCodesOn,
  signInOn,
  textIn,
} from '../support/node/browser.ts'
import { EVERY_PAGE, scan, setStage, settingsOf } from '../support/node/every-page.ts'
import { DESKTOP, faultsOn } from '../support/node/looks.ts'
import { faultsInLanguageOn } from '../support/node/looks-in-language.ts'
import { choose, effectIn, policyForm, saveOn } from '../support/node/policy-form.ts'
import { listPages } from '../support/node/portal-forms.ts'
import { type RecordingOrigin, startRecordingOrigin } from '../support/node/recording-origin.ts'
import { advance, api, makePerson, makeWorkspace, portalOrigin } from '../support/node/test-bed.ts'
import { makeEnrolledPerson } from '../support/node/visitor.ts'
import { policyFaultsOf, reopenIn, type Visits, watch } from '../support/node/visits.ts'
import { sentence } from '../support/sentence.ts'

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
  await browser?.closeContexts()
  await origin?.close()
  await clearStage?.()
})

describe('every page', () => {
  const paths = new Set<string>()

  describe.each(EVERY_PAGE)('%s', (_, rows) => {
    let context: BrowserContext
    let page: Page
    let visits: Visits
    let arabic: Page
    let arabicVisits: Visits
    beforeAll(async () => {
      // No motion, because a colour in transition has no stable contrast.
      context = await browser.newContext({ reducedMotion: 'reduce', viewport: DESKTOP })
      page = await context.newPage()
      visits = watch(page)
      arabic = await context.newPage()
      arabicVisits = watch(arabic)
    })
    afterAll(async () => {
      for (const path of visits.paths) paths.add(path)
      await context.close()
    })

    it.each(rows)(
      '%s has no barriers in English and Arabic, is small, and loads only its own files',
      async (_, open) => {
        await page.setViewportSize(DESKTOP)
        await open(page)
        expect(await faultsOn(page)).toEqual([])
        expect(visits.takeTroubles()).toEqual([])
        expect(await policyFaultsOf(visits.last())).toEqual([])
        expect(await weightOf(page)).toBeLessThan(MOST_BYTES)

        await reopenIn(arabic, 'ar', visits.last(), open)
        expect(arabicVisits.last().status()).toBe(visits.last().status())
        // The description of the API is in English for everybody, and takes ten seconds to look through.
        const isDescription = new URL(arabic.url()).pathname === '/docs'
        expect(await arabic.locator('html').getAttribute('dir')).toBe(isDescription ? null : 'rtl')
        if (!isDescription) expect(await faultsInLanguageOn(arabic, page)).toEqual([])
        expect(arabicVisits.takeTroubles()).toEqual([])
        expect(await weightOf(arabic)).toBeLessThan(MOST_BYTES)
      },
    )
  })

  it('of the application is among them', async () => {
    const visited = [...paths]
    const isVisited = (path: string) => {
      const pattern = new RegExp(`^${path.replaceAll('.', '\\.').replaceAll(/:\w+/g, '[^/]+')}$`)
      return visited.some((each) => pattern.test(each))
    }
    expect((await listPages('GET')).filter((path) => !isVisited(path)).sort()).toEqual(NO_PAGES)
  })
})

/** Routes that redirect or answer with a file. */
const NO_PAGES = [
  '/',
  '/.well-known/change-password',
  '/.well-known/jwks.json',
  '/.well-known/openid-configuration',
  '/account',
  '/account/security/recovery-codes/download',
  '/logos/:digest',
  '/sign-in/callback/:provider',
  '/sign-in/ticket/:provider',
  '/sign-in/with/:provider',
  '/sign-out/provider',
  '/workspaces/:slug',
  '/workspaces/:slug/settings',
  '/workspaces/:slug/settings/audit/csv',
  '/workspaces/:slug/settings/audit/export',
]

/** Returns the compressed size of everything that a first visit loads for the page. */
async function weightOf(page: Page): Promise<number> {
  const sources = await page.evaluate(() =>
    [...document.querySelectorAll('script[src], link[href], img[src]')].map((each) =>
      each instanceof HTMLLinkElement ? each.href : (each as HTMLScriptElement | HTMLImageElement).src,
    ),
  )
  const sizes = await Promise.all([...new Set(sources)].map(sizeOf))
  return sizes.reduce((sum, size) => sum + size, gzipSync(await page.content()).length)
}

const sizes = new Map<string, Promise<number>>()

function sizeOf(source: string): Promise<number> {
  const size =
    sizes.get(source) ?? fetchLoopback(source).then(async (file) => gzipSync(await file.text()).length)
  sizes.set(source, size)
  return size
}

describe('without JavaScript', () => {
  it('a person can enrol, sign in with a code, and change a policy after a preview', async () => {
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
    await page.getByLabel(en.authenticator.code, { exact: true }).fill(await app.code())
    await clickButton(page, en.authenticator.enable)
    expect(await shownCodesOn(page)).toHaveLength(10)
    // Buttons that need a script are not shown.
    expect(await page.getByRole('button', { name: /Copy|Print/ }).count()).toBe(0)
    await clickButton(page, en.recoveryCodes.confirm)
    expect(await infoOn(page)).toContain(en.account.done['codes-saved'])
    await clickButton(page, en.links.signOut)

    await advance(30)
    await page.goto(settingsOf(workspace, 'security'))
    await signInOn(page, cy)
    await page.getByLabel(en.verify.code, { exact: true }).fill(await app.code())
    await clickButton(page, en.verify.submit)
    const form = policyForm(page)
    const effect = effectIn(form)
    expect(await textIn(effect)).toBe(en.policyEffects.stillOff)
    await choose(form, true, 'In 7 days')
    await leaving(page, () => form.getByRole('button', { name: en.enforcement.preview }).click())
    expect(await textIn(effect)).toMatch(sentence(en.policyEffects.blockedFrom, undefined, 1, 2))
    const path = `/workspaces/${workspace.slug}/policy`
    expect((await api('GET', path)).body).toMatchObject({ state: 'off' })
    await saveOn(form)
    expect(await infoOn(page)).toBe(en.settings.saved)
    expect((await api('GET', path)).body).toMatchObject({ state: 'scheduled', grace_days: 7 })
    await page.goto(workspace.origin)
    expect(page.url()).toBe(`${workspace.origin}/`)
    expect(origin.lastClaims()).toMatchObject({ acr: 'aal2', email: cy.email })
    await context.close()
  })
})

describe('by keyboard only', () => {
  it('a person can sign in, enrol and change a policy, and sees the focus', async () => {
    const cy = await makePerson('Cy')
    const workspace = await makeWorkspace(origin.url, [[cy, 'owner']])
    const context = await browser.newContext()
    const page = await context.newPage()
    await page.goto(settingsOf(workspace, 'security'))
    await tabTo(page, en.signIn.email)
    await page.keyboard.type(cy.email)
    await tabTo(page, en.signIn.password)
    await page.keyboard.type(cy.password)
    await leaving(page, () => page.keyboard.press('Enter'))

    await tabTo(page, 'Enable it now')
    await leaving(page, () => page.keyboard.press('Enter'))
    const app = await scan(page)
    await tabTo(page, en.authenticator.code)
    const code = await app.code()
    await leaving(page, () => page.keyboard.type(code))
    await tabTo(page, en.recoveryCodes.confirm)
    await leaving(page, () => page.keyboard.press('Enter'))

    await tabTo(page, en.enforcement.require)
    await page.keyboard.press('Space')
    await tabTo(page, en.enforcement.timing)
    await page.keyboard.press('ArrowDown')
    await tabTo(page, 'Update')
    await leaving(page, () => page.keyboard.press('Enter'))
    const { body } = await api('GET', `/workspaces/${workspace.slug}/policy`)
    expect(body).toMatchObject({ state: 'scheduled', grace_days: 30 })

    await tabTo(page, en.links.signOut)
    await leaving(page, () => page.keyboard.press('Enter'))
    expect(await headingOn(page)).toBe(en.signOut.done)
    await context.close()
  })

  it('a person can sign in with an app code and with a recovery code', async () => {
    const { person, authenticator, recoveryCodes } = await makeEnrolledPerson('Cy')
    const signIn = async () => {
      const page = await (await browser.newContext()).newPage()
      await page.goto(`${portalOrigin}/sign-in`)
      await tabTo(page, en.signIn.email)
      await page.keyboard.type(person.email)
      await tabTo(page, en.signIn.password)
      await page.keyboard.type(person.password)
      await leaving(page, () => page.keyboard.press('Enter'))
      return page
    }
    await advance(30)
    const byApp = await signIn()
    // No key is needed, because the field has the focus.
    await byApp.locator('#code:focus').waitFor()
    const code = await authenticator.code()
    await leaving(byApp, () => byApp.keyboard.type(code))
    expect(await headingOn(byApp)).toBe(en.workspaces.title)
    await byApp.context().close()

    const byRecoveryCode = await signIn()
    await tabTo(byRecoveryCode, en.verify.useRecoveryCode)
    await leaving(byRecoveryCode, () => byRecoveryCode.keyboard.press('Enter'))
    await byRecoveryCode.locator('#code:focus').waitFor()
    await byRecoveryCode.keyboard.type(recoveryCodes[0] ?? '')
    await leaving(byRecoveryCode, () => byRecoveryCode.keyboard.press('Enter'))
    expect(await infoOn(byRecoveryCode)).toContain(en.recoveryCodes.usedOne)
    await tabTo(byRecoveryCode, en.recoveryCodes.continue)
    await leaving(byRecoveryCode, () => byRecoveryCode.keyboard.press('Enter'))
    expect(await headingOn(byRecoveryCode)).toBe(en.workspaces.title)
    await byRecoveryCode.context().close()
  })

  it('a person can end another session and remove a member, and each button says which', async () => {
    const { person, authenticator } = await makeEnrolledPerson('Cy')
    const di = await makePerson('Di')
    const workspace = await makeWorkspace(origin.url, [
      [person, 'owner'],
      [di, 'member'],
    ])
    await advance(30)
    const page = await (await browser.newContext()).newPage()
    await page.goto(`${portalOrigin}/account/security/sessions`)
    await signInOn(page, person)
    await enterCodeOn(page, await authenticator.code())
    await tabTo(page, en.sessions.endThis(en.layout.browser))
    await leaving(page, () => page.keyboard.press('Enter'))
    expect(await infoOn(page)).toContain('Signed out.')
    expect(await page.locator('.items li').count()).toBe(1)

    await page.goto(settingsOf(workspace, 'members'))
    await tabTo(page, 'Remove Di')
    await page.keyboard.press('Enter')
    expect(await textIn(page.locator('details[open]'))).toContain(`Remove ${di.email}?`)
    await page.keyboard.press('Tab')
    await tabTo(page, 'Remove Di')
    await leaving(page, () => page.keyboard.press('Enter'))
    expect(await infoOn(page)).toContain('Removed')
    expect((await api('GET', `/workspaces/${workspace.slug}/enrollment`)).body.members).toBe(1)
    await page.context().close()
  })

  it('the first Tab on a page offers to skip to its content', async () => {
    const context = await browser.newContext()
    const page = await context.newPage()
    await page.goto(`${portalOrigin}/sign-out`)
    await page.keyboard.press('Tab')
    expect(await nameOfFocused(page)).toBe(en.layout.skip)
    expect((await page.getByText(en.layout.skip).boundingBox())?.x).toBeGreaterThanOrEqual(0)
    await context.close()
  })

  /** Goes around the page once at most. */
  async function tabTo(page: Page, name: string): Promise<void> {
    const passed: string[] = []
    while (passed.length < 40) {
      const focused = await nameOfFocused(page)
      if (focused === name) return expect(await isFocusSeen(page)).toBe(true)
      passed.push(focused)
      await page.keyboard.press('Tab')
    }
    throw new Error(`Tab never reaches "${name}", only ${passed.join(', ')}`)
  }

  const nameOfFocused = (page: Page): Promise<string> =>
    page.evaluate(() => {
      const focused = document.activeElement
      const label =
        focused instanceof HTMLInputElement || focused instanceof HTMLSelectElement
          ? focused.labels?.[0]
          : null
      // A label contains its field, so its own words are the text beside the field.
      const words = [...(label?.childNodes ?? [])].find((node) => node instanceof Text && node.data.trim())
      return focused?.getAttribute('aria-label') ?? (words ?? focused)?.textContent?.trim() ?? ''
    })

  const isFocusSeen = (page: Page): Promise<boolean> =>
    page.evaluate(() => {
      const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement ?? document.body)
      return outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2
    })
})
