import { readFile } from 'node:fs/promises'
import { URI } from 'otpauth'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type RunningOrigin, startOrigin } from '../../demo/origin-server.ts'
import { en } from '../../src/words/en/index.ts'
import { type Authenticator, authenticatorFrom, readQrCode } from '../support/node/authenticator.ts'
import {
  alertOn,
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
  textOn,
} from '../support/node/browser.ts'
import {
  advance,
  api,
  edgeNow,
  makePerson,
  makeWorkspace,
  type Person,
  portalOrigin,
  type TestWorkspace,
} from '../support/node/test-bed.ts'
import { Visitor } from '../support/node/visitor.ts'
import { said, sentence } from '../support/sentence.ts'

const RECOVERY_CODE = /^([A-Z2-7]{4}-){5}[A-Z2-7]{4}$/

let browser: OpenBrowser
let origin: RunningOrigin
let workspace: TestWorkspace

beforeAll(async () => {
  browser = await openBrowser()
  workspace = await makeWorkspace('http://127.0.0.1:9')
  origin = await startOrigin({ name: 'Demo', issuer: portalOrigin, audience: workspace.origin })
  const body = { name: 'Demo', hosts: [workspace.host], origin: origin.url }
  await api('PUT', `/workspaces/${workspace.slug}`, body)
})
afterEach(() => browser.closeContexts())
afterAll(async () => {
  await browser?.closeContexts()
  await origin?.close()
})

/** Opens a page in a new browser without cookies. */
const newPage = () => browser.newPage()

async function makeMember(name: string): Promise<Person> {
  const person = await makePerson(name)
  await api('PUT', `/workspaces/${workspace.slug}/members/${person.email}`, { role: 'member' })
  return person
}

interface Enrolled {
  readonly person: Person
  readonly authenticator: Authenticator
  readonly recoveryCodes: string[]
}

/** Makes an enrolled member and moves to the next 30 seconds, so that the next code is unused. */
async function makeEnrolledMember(name: string): Promise<Enrolled> {
  const person = await makeMember(name)
  const visitor = new Visitor()
  await visitor.signIn(person)
  const enrolled = await visitor.enrol()
  await nextCode()
  return { person, ...enrolled }
}

async function nextCode(): Promise<void> {
  await advance(30 - ((await edgeNow()) % 30))
}

async function signInWithCode(page: Page, { person, authenticator }: Enrolled, from = workspace.origin) {
  await page.goto(from)
  await signInOn(page, person)
  await enterCodeOn(page, await authenticator.code())
}

async function openSecurityTab(page: Page): Promise<void> {
  await page.goto(`${portalOrigin}/workspaces`)
  await clickLink(page, 'Security')
}

const scanQrCode = async (page: Page) => readQrCode(await page.locator('.qr').screenshot())

/** Returns the claims as the demo origin shows them after it verified the assertion. */
async function claimsShownOn(page: Page): Promise<Record<string, unknown>> {
  await page.getByText('The assertion’s claims').click()
  return JSON.parse(await textIn(page.locator('details pre')))
}

/** Returns a code that the app does not show within 15 minutes. */
async function wrongCode({ authenticator }: Pick<Enrolled, 'authenticator'>): Promise<string> {
  const near = new Set<string>()
  for (let step = -30; step <= 30; step++) near.add(await authenticator.code(step))
  let code = 0
  while (near.has(String(code).padStart(6, '0'))) code++
  return String(code).padStart(6, '0')
}

describe('enrolment', () => {
  it('leads by clicks and typing from a password to an assertion of aal2', async () => {
    const ada = await makeMember('Ada')
    const page = await newPage()
    await page.goto(`${workspace.origin}/`)
    expect(await textOn(page)).toMatch(sentence(en.signIn.toContinueTo))
    await signInOn(page, ada)
    expect(page.url()).toBe(`${workspace.origin}/`)
    expect(await claimsShownOn(page)).toMatchObject({ acr: 'aal1', amr: ['pwd'], email: ada.email })

    await clickLink(page, en.layout.workspaces)
    await clickLink(page, 'Security')
    expect(await textIn(page.locator('.tabs [aria-current=page]'))).toBe('Security')
    await clickLink(page, 'Enable two-factor authentication')
    const scanned = await scanQrCode(page)
    expect(URI.parse(scanned)).toMatchObject({
      issuer: 'auth.localhost',
      label: ada.email,
      algorithm: 'SHA1',
      digits: 6,
      period: 30,
      secret: { buffer: { byteLength: 20 } },
    })
    const authenticator = authenticatorFrom(scanned)
    await enterCodeOn(page, await authenticator.code())

    expect(await infoOn(page)).toBe(en.account.isOn)
    expect(await headingOn(page)).toBe(en.recoveryCodes.saveTitle)
    const codes = await shownCodesOn(page)
    expect(new Set(codes).size).toBe(10)
    for (const code of codes) expect(code).toMatch(RECOVERY_CODE)
    await clickButton(page, en.recoveryCodes.confirm)
    expect(await infoOn(page)).toContain(en.account.done['codes-saved'])
    expect(await textOn(page)).toContain('10 left')
    await page.reload()
    expect(await textOn(page)).not.toContain(en.account.done['codes-saved'])

    await clickButton(page, en.links.signOut)
    expect(await headingOn(page)).toBe(en.signOut.done)
    await advance(150)
    await page.goto(`${workspace.origin}/?from=mail`)
    await signInOn(page, ada)
    expect(await headingOn(page)).toBe(en.verify.title)
    await enterCodeOn(page, await authenticator.code())
    expect(page.url()).toBe(`${workspace.origin}/?from=mail`)
    expect(await textOn(page)).toMatch(/A code from an authenticator app, .+ aal2/)
    expect(await claimsShownOn(page)).toMatchObject({ acr: 'aal2', amr: ['pwd', 'otp', 'mfa'] })
  })

  it('offers the same secret as QR code, link and typed key', async () => {
    const ada = await makeMember('Ada')
    const page = await newPage()
    await page.goto(`${portalOrigin}/account/security/authenticator`)
    await signInOn(page, ada)
    const scanned = await scanQrCode(page)
    expect(await page.locator('a[href^="otpauth:"]').getAttribute('href')).toBe(scanned)
    const key = await textIn(page.locator('#key'))
    expect(key).toMatch(/^([A-Z2-7]{4} ){7}[A-Z2-7]{4}$/)
    expect(URI.parse(scanned).secret.base32).toBe(key.replaceAll(' ', ''))
  })

  it('refuses a wrong, old, early or malformed code, and keeps its QR code until one is right', async () => {
    const ada = await makeMember('Ada')
    const page = await newPage()
    await page.goto(`${portalOrigin}/account/security/authenticator`)
    await signInOn(page, ada)
    await nextCode()
    const scanned = await scanQrCode(page)
    const authenticator = authenticatorFrom(scanned)
    const refusals = [
      [await wrongCode({ authenticator }), en.codeRefusals.wrongCode],
      [await authenticator.code(-5), 'about 150 seconds slow'],
      [await authenticator.code(5), 'about 150 seconds fast'],
      ['12345', en.codeRefusals.notOfApp(6)],
      ['ABCD-EFGH-IJKL-MNOP-QRST-UVWX', en.codeRefusals.notOfApp(6)],
    ] as const
    for (const [code, words] of refusals) {
      await enterCodeOn(page, code)
      expect(await alertOn(page)).toContain(words)
      expect(await headingOn(page)).toBe('Enable two-factor authentication')
      expect(await scanQrCode(page)).toBe(scanned)
    }
    const { body } = await api('GET', `/accounts/${ada.email}`)
    expect(body.enrolled).toBe(false)
    await enterCodeOn(page, await authenticator.code())
    expect(await headingOn(page)).toBe(en.recoveryCodes.saveTitle)
  })
})

describe('a code at sign-in', () => {
  let bo: Enrolled
  beforeAll(async () => {
    bo = await makeEnrolledMember('Bo')
  })

  it.each([
    ['is wrong', en.codeRefusals.wrongCode, () => wrongCode(bo)],
    ['is old', 'about 450 seconds slow', () => bo.authenticator.code(-15)],
    ['is early', 'about 450 seconds fast', () => bo.authenticator.code(15)],
    ['was used already', en.codeRefusals.usedCode, () => bo.authenticator.code(-1)],
    ['is not a code', en.codeRefusals.malformed(6), async () => '12-34-5'],
    ['is another person’s', en.codeRefusals.wrongRecoveryCode, async () => 'ABCD-EFGH-IJKL-MNOP-QRST-UVWX'],
  ])(
    'that %s stays on the page with the reason and admits nobody; the right code then works',
    async (_, words, codeOf) => {
      const page = await newPage()
      await page.goto(`${workspace.origin}/?a=1&b=2`)
      await signInOn(page, bo.person)
      const refused = await codeOf()
      await enterCodeOn(page, refused)
      expect(page.url()).toBe(`${portalOrigin}/sign-in/verify`)
      expect(await alertOn(page)).toContain(words)
      const field = page.getByLabel(en.authenticator.code)
      expect(await field.inputValue()).toBe(refused.length > 12 ? refused : '')
      expect(await field.evaluate((element) => element === document.activeElement)).toBe(true)
      const other = await page.context().newPage()
      for (const address of [`${portalOrigin}/account/security`, workspace.origin]) {
        await other.goto(address)
        expect(await headingOn(other)).toBe(en.signIn.title)
      }
      await enterCodeOn(page, await bo.authenticator.code())
      expect(page.url()).toBe(`${workspace.origin}/?a=1&b=2`)
      await nextCode()
    },
  )

  it('is refused after five wrong ones, even a right one, until the time on the page', async () => {
    const cy = await makeEnrolledMember('Cy')
    const page = await newPage()
    await page.goto(workspace.origin)
    await signInOn(page, cy.person)
    const wrong = await wrongCode(cy)
    for (let guess = 1; guess <= 5; guess++) {
      await enterCodeOn(page, wrong)
      expect(await alertOn(page)).toContain(en.codeRefusals.wrongCode)
    }
    const guessedAt = await edgeNow()
    await enterCodeOn(page, await cy.authenticator.code())
    expect(await alertOn(page)).toMatch(sentence(en.codeRefusals.locked))
    const told = await page.getByRole('alert').locator('time').getAttribute('datetime')
    const until = Date.parse(told ?? '') / 1000
    expect(until).toBeGreaterThan(guessedAt + 20)
    expect(until).toBeLessThanOrEqual(guessedAt + 30)
    await advance(until - (await edgeNow()))
    await enterCodeOn(page, await cy.authenticator.code())
    expect(new URL(page.url()).origin).toBe(workspace.origin)
  })
})

describe('a recovery code', () => {
  it('works once as a second factor that is not otp, and not twice', async () => {
    const { person, recoveryCodes } = await makeEnrolledMember('Cy')
    const [code = ''] = recoveryCodes
    const page = await newPage()
    await page.goto(workspace.origin)
    await signInOn(page, person)
    await clickLink(page, en.verify.useRecoveryCode)
    await enterCodeOn(page, code)
    expect(await infoOn(page)).toContain(en.recoveryCodes.usedOne)
    expect(await textOn(page)).toContain('9 of 10 left.')
    await clickLink(page, en.recoveryCodes.continue)
    expect(page.url()).toBe(`${workspace.origin}/`)
    expect(await claimsShownOn(page)).toMatchObject({ acr: 'aal2', amr: ['pwd', 'mfa'] })

    const again = await newPage()
    await again.goto(workspace.origin)
    await signInOn(again, person)
    await enterCodeOn(again, code)
    expect(again.url()).toBe(`${portalOrigin}/sign-in/verify`)
    expect(await alertOn(again)).toContain(en.codeRefusals.usedRecoveryCode)
  })

  it('may be typed with small letters and spaces, in the app’s code field', async () => {
    const { person, recoveryCodes } = await makeEnrolledMember('Cy')
    const page = await newPage()
    await page.goto(workspace.origin)
    await signInOn(page, person)
    await enterCodeOn(page, ` ${recoveryCodes[3]?.toLowerCase().replaceAll('-', ' ')} `)
    expect(await headingOn(page)).toBe(en.recoveryCodes.title)
  })
})

describe('recovery codes', () => {
  it('can be copied, downloaded and printed, all ten', async () => {
    const { page, codes } = await regenerate(await makeEnrolledMember('Ada'))
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'], { origin: portalOrigin })
    await page.getByRole('button', { name: en.layout.copy }).click()
    await page.getByRole('button', { name: en.layout.copied }).waitFor()
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(codes.join('\n'))

    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: en.recoveryCodes.download }).click(),
    ])
    expect(download.suggestedFilename()).toBe('sallyport-recovery-codes.txt')
    const file = await readFile(await download.path(), 'utf8')
    expect(file.split('\n').filter((line) => RECOVERY_CODE.test(line))).toEqual(codes)

    await page.evaluate(() => {
      window.print = () => document.body.classList.add('printed')
    })
    await page.getByRole('button', { name: en.recoveryCodes.print }).click()
    expect(await page.locator('body').getAttribute('class')).toBe('printed')
  })

  it('are printed with whose they are, and without what belongs on the screen', async () => {
    const ada = await makeEnrolledMember('Ada')
    const { page, codes } = await regenerate(ada)
    await page.emulateMedia({ media: 'print' })
    const sheet = await textIn(page.locator('body'))
    expect(sheet).toContain(ada.person.email)
    for (const words of [
      en.recoveryCodes.saveTitle,
      en.recoveryCodes.saveLead,
      en.recoveryCodes.whereToKeep,
    ]) {
      expect(sheet).not.toContain(words)
    }
    expect(await page.locator('button:visible, a:visible, input:visible').count()).toBe(0)
    expect(await shownCodesOn(page)).toEqual(codes)
    expect(await page.locator('#codes').isVisible()).toBe(true)
  })

  it('are shown until they are confirmed as saved, and never after', async () => {
    const { page, codes } = await regenerate(await makeEnrolledMember('Ada'))
    await page.reload()
    expect(await shownCodesOn(page)).toEqual(codes)
    await clickButton(page, en.recoveryCodes.confirm)
    await page.goto(`${portalOrigin}/account/security/recovery-codes`)
    expect(await shownCodesOn(page)).toEqual([])
    await page.goBack()
    await page.goBack()
    expect(await shownCodesOn(page)).toEqual([])
    await page.goto(`${portalOrigin}/account/security/recovery-codes/download`)
    expect(await textOn(page)).toContain('10 of 10 left.')
  })

  it('in a new set replace the old ones once they are confirmed, not before', async () => {
    const cy = await makeEnrolledMember('Cy')
    const [first = '', second = ''] = cy.recoveryCodes
    const { page, codes } = await regenerate(cy)
    expect(codes).toHaveLength(10)
    expect(codes).not.toContain(first)
    expect(await tryCode(cy.person, codes[0] ?? '')).toContain(en.codeRefusals.wrongRecoveryCode)
    expect(await tryCode(cy.person, first)).toBe('in')
    await clickButton(page, en.recoveryCodes.confirm)
    expect(await tryCode(cy.person, second)).toContain(en.codeRefusals.wrongRecoveryCode)
    expect(await tryCode(cy.person, codes[0] ?? '')).toBe('in')
  })

  async function regenerate(enrolled: Enrolled): Promise<{ page: Page; codes: string[] }> {
    const page = await newPage()
    await signInWithCode(page, enrolled)
    await openSecurityTab(page)
    await clickLink(page, en.account.newCodes)
    await clickButton(page, en.recoveryCodes.makeNew)
    return { page, codes: await shownCodesOn(page) }
  }
})

describe('the authenticator app', () => {
  it('can be replaced; the old one works until the new one is confirmed, and never after', async () => {
    const ada = await makeEnrolledMember('Ada')
    const page = await newPage()
    await signInWithCode(page, ada)
    await openSecurityTab(page)
    await clickLink(page, en.account.replace)
    expect(await infoOn(page)).toBe(en.authenticator.keepsWorking)
    const replacement = authenticatorFrom(await scanQrCode(page))
    await nextCode()
    expect(await tryCode(ada.person, await replacement.code())).toContain(en.codeRefusals.wrongCode)
    expect(await tryCode(ada.person, await ada.authenticator.code())).toBe('in')

    await enterCodeOn(page, await replacement.code())
    expect(await infoOn(page)).toContain(en.account.done.replaced)
    await nextCode()
    expect(await tryCode(ada.person, await ada.authenticator.code())).toContain(en.codeRefusals.wrongCode)
    expect(await tryCode(ada.person, await replacement.code())).toBe('in')
  })

  it('can be disabled: then the password alone opens the account, and every session is aal1', async () => {
    const ada = await makeEnrolledMember('Ada')
    const page = await newPage()
    await signInWithCode(page, ada)
    await openSecurityTab(page)
    await clickLink(page, en.account.disable)
    await clickButton(page, en.authenticator.disable)
    expect(await infoOn(page)).toContain(en.account.done.disabled)
    const later = await newPage()
    await later.goto(workspace.origin)
    await signInOn(later, ada.person)
    expect(later.url()).toBe(`${workspace.origin}/`)
    expect(await claimsShownOn(later)).toMatchObject({ acr: 'aal1', amr: ['pwd'] })
    await advance(121)
    await page.goto(workspace.origin)
    expect(await claimsShownOn(page)).toMatchObject({ acr: 'aal1', amr: ['pwd'] })
  })

  it('cannot be disabled while a workspace requires it, and the page names the workspace', async () => {
    const ada = await makeEnrolledMember('Ada')
    const strict = await makeWorkspace(origin.url, [[ada.person, 'member']])
    await api('PUT', `/workspaces/${strict.slug}/policy`, { enforced: true, grace_days: 30 })
    const page = await newPage()
    await signInWithCode(page, ada)
    await page.goto(strict.origin)
    await openSecurityTab(page)
    expect(await textOn(page)).toContain(
      said(en.account.requiredByOne({ workspace: `Workspace ${strict.slug} (${strict.host})` })),
    )
    expect(await page.getByRole('link', { name: en.authenticator.disable }).count()).toBe(0)
    await page.goto(`${portalOrigin}/account/security/authenticator/disable`)
    await clickButton(page, en.authenticator.disable)
    expect(await textOn(page)).toContain(
      said(en.account.requiredByOne({ workspace: `Workspace ${strict.slug} (${strict.host})` })),
    )
    const { body } = await api('GET', `/accounts/${ada.person.email}`)
    expect(body.enrolled).toBe(true)
  })
})

describe('the list of sessions', () => {
  it('shows each sign-in, and ends another session, at the portal and at the workspace', async () => {
    const ada = await makeEnrolledMember('Ada')
    const lost = await newPage()
    await signInWithCode(lost, ada)
    await nextCode()
    const page = await newPage()
    await signInWithCode(page, ada)
    await openSecurityTab(page)
    await clickLink(page, en.settings.accountTabs.sessions)
    // The third session is the one that enrolled.
    expect(await page.locator('.items li').count()).toBe(3)
    expect(await page.getByText(en.sessions.thisBrowser).count()).toBe(1)
    const lostOne = page
      .locator('.items li', { hasText: 'Chrome' })
      .filter({ hasNotText: en.sessions.thisBrowser })
    expect(await lostOne.count()).toBe(1)
    await leaving(page, () => lostOne.getByRole('button').click())
    expect(await infoOn(page)).toBe(en.sessions.ended('2 minutes'))
    expect(await page.locator('.items li').count()).toBe(2)

    await lost.goto(`${portalOrigin}/account/security`)
    expect(await headingOn(lost)).toBe(en.signIn.title)
    await advance(121)
    await lost.goto(workspace.origin)
    expect(await headingOn(lost)).toBe(en.signIn.title)
    await page.goto(workspace.origin)
    expect(page.url()).toBe(`${workspace.origin}/`)
  })

  it('ends all other sessions at once, and keeps this one', async () => {
    const ada = await makeEnrolledMember('Ada')
    const page = await newPage()
    await signInWithCode(page, ada)
    await openSecurityTab(page)
    await clickLink(page, en.settings.accountTabs.sessions)
    await clickButton(page, en.sessions.endOthers)
    expect(await textOn(page)).toContain(en.sessions.noOthers)
    expect(await page.locator('.items li').count()).toBe(1)
  })
})

/** Tries the code in a new browser. Returns `in`, or the page's error. */
async function tryCode(person: Person, code: string): Promise<string> {
  const page = await newPage()
  await page.goto(`${portalOrigin}/account/security`)
  await signInOn(page, person)
  await enterCodeOn(page, code)
  return page.url() === `${portalOrigin}/sign-in/verify` ? alertOn(page) : 'in'
}
