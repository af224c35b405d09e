// Passkeys as a person in a browser meets them, with Chromium's virtual authenticator.

import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { en } from '../../src/words/en/index.ts'
import { passkeys as say } from '../../src/words/en/passkeys.ts'
import type { Authenticator } from '../support/node/authenticator.ts'
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
import { faultsOn } from '../support/node/looks.ts'
import { saveRules } from '../support/node/machines.ts'
import { type RecordingOrigin, startRecordingOrigin } from '../support/node/recording-origin.ts'
import {
  advance,
  makePerson,
  makeWorkspace,
  type Person,
  portalOrigin,
  runSql,
} from '../support/node/test-bed.ts'
import { addAuthenticator, type VirtualAuthenticator } from '../support/node/virtual-authenticator.ts'
import { makeEnrolledPerson } from '../support/node/visitor.ts'

const LIST = `${portalOrigin}/account/security/passkeys`
const SET_UP = `${portalOrigin}/account/security/authenticator`
const PHONE = { width: 360, height: 640 }

let browser: OpenBrowser
let origin: RecordingOrigin
beforeAll(async () => {
  browser = await openBrowser()
  origin = await startRecordingOrigin()
})
afterEach(() => browser.closeContexts())
afterAll(() => origin?.close())

interface WithPasskey {
  readonly page: Page
  readonly person: Person
  readonly keys: VirtualAuthenticator
  readonly codes: readonly string[]
}

/** Signs a new person in and adds a passkey as their first second factor. */
async function enrolWithPasskey(kind: Parameters<typeof addAuthenticator>[1] = {}): Promise<WithPasskey> {
  const person = await makePerson('Pat')
  const page = await browser.newPage()
  const keys = await addAuthenticator(page, kind)
  await page.goto(SET_UP)
  await signInOn(page, person)
  await clickButton(page, say.add)
  const codes = await shownCodesOn(page)
  await clickButton(page, en.recoveryCodes.confirm)
  return { page, person, keys, codes }
}

interface BesideApp extends Omit<WithPasskey, 'codes'> {
  readonly app: Authenticator
}

/** Signs in a person who has an app, and adds a passkey. */
async function addBesideApp(): Promise<BesideApp> {
  const { person, authenticator: app } = await makeEnrolledPerson('Ada')
  await advance(30)
  const page = await browser.newPage()
  const keys = await addAuthenticator(page)
  await page.goto(LIST)
  await signInOn(page, person)
  await enterCodeOn(page, await app.code())
  await clickButton(page, say.add)
  return { page, person, keys, app }
}

/** Signs in with a code, and makes a workspace whose page at `vault` wants a passkey. */
async function signInBeforeVault(): Promise<BesideApp & { readonly vault: string }> {
  const besideApp = await addBesideApp()
  const { page, person, app } = besideApp
  const workspace = await makeWorkspace(origin.url, [[person, 'member']])
  await saveRules(workspace, VAULT)
  await signInAgain(page, person)
  await advance(30)
  await enterCodeOn(page, await app.code())
  return { ...besideApp, vault: `${workspace.origin}/vault` }
}

const signInAgain = async (page: Page, person: Person) => {
  await page.context().clearCookies()
  await page.goto(`${portalOrigin}/account/security`)
  await signInOn(page, person)
}

const statusOn = (page: Page) => textIn(page.locator('form[data-passkey] [role=status]'))

/** Clicks a button whose ceremony fails, and returns what the page says. */
async function failingOn(page: Page, button: string): Promise<string> {
  await page.getByRole('button', { name: button }).click()
  await page.locator('form[data-passkey] .alert').waitFor()
  return statusOn(page)
}

/** Does something between the ceremony and the form with its result, once. */
const beforeSending = (page: Page, act: () => Promise<unknown>) =>
  page.route(
    '**/sign-in/verify/passkey',
    async (route) => {
      await act()
      await route.continue()
    },
    { times: 1 },
  )

const isOf = ({ email }: Person) => `account_id = (SELECT id FROM accounts WHERE email = '${email}')`

/** Returns how the newest session proved its second factor. */
const proofOf = async (person: Person) => {
  const [rows] = await runSql<{ method: string; amr: string }>(
    `SELECT mfa_method AS method, mfa_amr AS amr FROM sessions WHERE ${isOf(person)} AND mfa_method IS NOT NULL
     ORDER BY mfa_time DESC, created_at DESC LIMIT 1`,
  )
  return rows?.[0]
}

const passkeysOf = async (person: Person) => {
  const [rows = []] = await runSql<{ name: string }>(`SELECT name FROM passkeys WHERE ${isOf(person)}`)
  return rows
}

const VAULT = {
  ...{ id: 'vault', path: '/vault', match: 'prefix', access: 'member' },
  require: { max_age: 600, methods: ['passkey'] },
}

describe('a first passkey', () => {
  it('enables two-factor authentication with recovery codes, and signs in from then on', async () => {
    const { page, person, codes } = await enrolWithPasskey()
    expect(codes).toHaveLength(10)
    expect(await infoOn(page)).toBe(en.account.done['codes-saved'])
    expect(await proofOf(person)).toEqual({ method: 'passkey', amr: '["hwk","user"]' })
    await signInAgain(page, person)
    expect(await page.locator(':focus').textContent()).toContain(say.use)
    await page.keyboard.press('Enter')
    await page.waitForURL(`${portalOrigin}/account/security`)
    expect(await textOn(page)).toContain(say.count(1))
  })

  it('of a key without user verification works, and is not said to have verified the user', async () => {
    const { page, person } = await enrolWithPasskey({ verifiesUser: false })
    await signInAgain(page, person)
    await clickButton(page, say.use)
    expect(await proofOf(person)).toEqual({ method: 'passkey', amr: '["hwk"]' })
  })

  it('of a password manager is listed as synced', async () => {
    const { page, person } = await enrolWithPasskey({ isSynced: true })
    expect(await proofOf(person)).toEqual({ method: 'passkey', amr: '["swk","user"]' })
    await page.goto(LIST)
    expect(await textOn(page)).toContain(say.synced)
  })

  it('that was deleted on the device leaves the recovery codes', async () => {
    const { page, person, keys, codes } = await enrolWithPasskey()
    await keys.deleteCredentials()
    await signInAgain(page, person)
    expect(await failingOn(page, say.use)).toBe(say.script.notUsed)
    await enterCodeOn(page, codes[0] ?? '')
    await page.getByRole('heading', { name: en.recoveryCodes.title }).waitFor()
  })

  it('that the server no longer knows is refused with a sentence that helps', async () => {
    const { page, person } = await enrolWithPasskey()
    await signInAgain(page, person)
    await beforeSending(page, () =>
      runSql(`UPDATE passkeys SET credential_id = 'AAAA' WHERE ${isOf(person)}`),
    )
    await clickButton(page, say.use)
    expect(await alertOn(page)).toBe(say.refusals.unknown)
    expect(await headingOn(page)).toBe(en.verify.title)
  })

  it('is offered by keyboard on the set-up page, before the app', async () => {
    const page = await browser.newPage()
    await addAuthenticator(page)
    await page.goto(SET_UP)
    await signInOn(page, await makePerson('Kim'))
    expect(await page.getByRole('heading', { level: 2 }).allInnerTexts()).toEqual([
      say.usePasskey,
      say.useApp,
    ])
    await page.getByRole('button', { name: say.add }).focus()
    await leaving(page, () => page.keyboard.press('Enter'))
    expect(await shownCodesOn(page)).toHaveLength(10)
  })
})

describe('a passkey beside an app', () => {
  it('is added once however often the button is clicked, and renamed', async () => {
    const { page, person } = await addBesideApp()
    expect(await infoOn(page)).toBe(say.done.added)
    expect(await page.locator('[data-accepted]').getAttribute('data-accepted')).toContain('auth.localhost')
    await page.getByText(say.rename, { exact: true }).click()
    await page.getByLabel(say.name, { exact: true }).fill('Work laptop')
    await clickButton(page, say.save)
    expect(await infoOn(page)).toBe(say.done.renamed)
    expect(await passkeysOf(person)).toEqual([{ name: 'Work laptop' }])
    const another = await addAuthenticator(page, { verifiesUser: false })
    await leaving(page, () => page.getByRole('button', { name: say.addAnother }).dblclick())
    expect([(await passkeysOf(person)).length, await another.countCredentials()]).toEqual([2, 1])
  })

  it('steps a session up after ten minutes, and the Back button leaves a page that works', async () => {
    const { page, person } = await addBesideApp()
    await advance(601)
    await page.goto(`${SET_UP}/disable`)
    expect(await headingOn(page)).toBe(en.verify.titleOfStepUp)
    await clickButton(page, say.use)
    expect(page.url()).toBe(`${SET_UP}/disable`)
    expect(await proofOf(person)).toMatchObject({ method: 'passkey' })
    await advance(601)
    await page.goBack()
    await clickButton(page, say.use)
    expect(page.url()).toBe(`${SET_UP}/disable`)
  })

  it('leaves the code as a way in, and ends when it is removed after a question', async () => {
    const { page, person, app, keys } = await addBesideApp()
    await signInAgain(page, person)
    await advance(30)
    await enterCodeOn(page, await app.code())
    await page.goto(LIST)
    await clickLink(page, (await page.locator('.danger').getAttribute('aria-label')) ?? '')
    expect(await headingOn(page)).toBe(say.removeTitle)
    await clickButton(page, say.remove)
    expect(await infoOn(page)).toBe(say.done.removed)
    expect([await passkeysOf(person), await keys.countCredentials()]).toEqual([[], 0])
    await signInAgain(page, person)
    expect(await page.getByRole('button', { name: say.use }).count()).toBe(0)
  })

  it('replaces the app, which is then removed', async () => {
    const { page } = await addBesideApp()
    await page.goto(`${portalOrigin}/account/security`)
    await clickLink(page, en.authenticator.removeTitle)
    await clickButton(page, en.authenticator.remove)
    expect(await infoOn(page)).toBe(en.account.done['app-removed'])
    await clickLink(page, en.authenticator.addTitle)
    expect(await headingOn(page)).toBe(en.authenticator.addTitle)
  })

  it('has no barriers on a phone and on a desktop', async () => {
    const { page, person } = await addBesideApp()
    const faults = [...(await faultsOn(page))]
    await page.locator('.danger').click()
    faults.push(...(await faultsOn(page)))
    await signInAgain(page, person)
    faults.push(...(await faultsOn(page)))
    await page.setViewportSize(PHONE)
    await clickButton(page, say.use)
    expect([faults, page.url()]).toEqual([[], `${portalOrigin}/account/security`])
  })
})

describe('a ceremony that fails', () => {
  it('says what happened, and works at the next click', async () => {
    const { page, person, keys } = await addBesideApp()
    expect(await failingOn(page, say.addAnother)).toBe(say.script.alreadyHere)
    await signInAgain(page, person)
    await keys.setGivesUp(true)
    expect(await failingOn(page, say.use)).toBe(say.script.notUsed)
    await keys.setGivesUp(false)
    await clickButton(page, say.use)
    expect(page.url()).toBe(`${portalOrigin}/account/security`)
  })

  it('because it took longer than its challenge is refused, and works at the next click', async () => {
    const { page, person } = await addBesideApp()
    await signInAgain(page, person)
    await beforeSending(page, () => advance(301))
    await clickButton(page, say.use)
    expect(await alertOn(page)).toBe(say.refusals.expired)
    await clickButton(page, say.use)
    expect(page.url()).toBe(`${portalOrigin}/account/security`)
  })

  it('because the session has ended leads to the sign-in, and back to the list', async () => {
    const { page, person } = await addBesideApp()
    await runSql(`DELETE FROM sessions WHERE ${isOf(person)}`)
    await clickButton(page, say.addAnother)
    expect(await headingOn(page)).toBe(en.signIn.title)
    await signInOn(page, person)
    await clickButton(page, say.use)
    expect(page.url()).toBe(LIST)
  })

  it('because the server can’t be reached says so', async () => {
    const { page } = await addBesideApp()
    await page.context().setOffline(true)
    expect(await failingOn(page, say.addAnother)).toBe(say.script.unreachable)
  })
})

describe('a browser', () => {
  it('that has neither form of JSON for passkeys can add and use one', async () => {
    const page = await browser.newPage()
    await addAuthenticator(page)
    await page.addInitScript(() => {
      const { PublicKeyCredential: type } = window as unknown as {
        PublicKeyCredential: Record<string, unknown>
      }
      type.parseCreationOptionsFromJSON = undefined
      type.parseRequestOptionsFromJSON = undefined
      type.signalAllAcceptedCredentials = undefined
      ;(type.prototype as Record<string, unknown>).toJSON = undefined
    })
    const person = await makePerson('Old')
    await page.goto(SET_UP)
    await signInOn(page, person)
    await clickButton(page, say.add)
    await signInAgain(page, person)
    await clickButton(page, say.use)
    expect(await proofOf(person)).toMatchObject({ method: 'passkey' })
  })

  it('without passkeys says so, and takes a code', async () => {
    const { person, app } = await addBesideApp()
    const page = await browser.newPage()
    await page.addInitScript(() => {
      Object.defineProperty(window, 'PublicKeyCredential', { value: undefined })
    })
    await signInAgain(page, person)
    expect(await page.getByText(say.unsupported).isVisible()).toBe(true)
    expect(await page.getByRole('button', { name: say.use }).count()).toBe(0)
    await advance(30)
    await enterCodeOn(page, await app.code())
    expect(page.url()).toBe(`${portalOrigin}/account/security`)
  })

  it('without scripts says what passkeys need, and takes a code', async () => {
    const { person, app } = await addBesideApp()
    const context = await browser.newContext({ javaScriptEnabled: false })
    const page = await context.newPage()
    await signInAgain(page, person)
    expect(await textOn(page)).toContain(say.noScript)
    await advance(30)
    await page.locator('[name=code]').fill(await app.code())
    await clickButton(page, en.verify.submit)
    await page.goto(LIST)
    for (const shown of [say.noScript, say.rename]) expect(await textOn(page)).toContain(shown)
  })
})

describe('a workspace’s page that wants a passkey', () => {
  it('opens with it, and takes no code', async () => {
    const { page, vault } = await signInBeforeVault()
    await page.goto(vault)
    expect(await page.locator('[name=code]').count()).toBe(0)
    await clickButton(page, say.use)
    expect(page.url()).toBe(vault)
  })

  it('leads a person without theirs to add another one, and then straight to the page', async () => {
    const { page, person, keys, vault } = await signInBeforeVault()
    await keys.deleteCredentials()
    await page.goto(vault)
    expect(await failingOn(page, say.use)).toBe(say.script.notUsed)
    await clickLink(page, say.addAnother)
    expect(await textOn(page)).toContain('Then you’ll go straight to')
    await clickButton(page, say.addAnother)
    expect(page.url()).toBe(vault)
    expect(await passkeysOf(person)).toHaveLength(2)
  })
})
