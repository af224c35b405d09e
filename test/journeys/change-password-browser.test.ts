import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { en } from '../../src/words/en/index.ts'
import {
  alertOn,
  clickButton,
  infoOn,
  type OpenBrowser,
  openBrowser,
  signInOn,
} from '../support/node/browser.ts'
import { makePerson, type Person, portalOrigin } from '../support/node/test-bed.ts'
import { Visitor } from '../support/node/visitor.ts'

const NEXT = 'nine blue herons at dawn'
const FIELDS = ['current_password', 'new_password', 'new_password_again']

let browser: OpenBrowser
beforeAll(async () => {
  browser = await openBrowser()
})
afterEach(() => browser.closeContexts())
afterAll(() => browser?.closeContexts())

async function open(page: Page, person: Person): Promise<void> {
  await page.goto(`${portalOrigin}/account/security/password`)
  await signInOn(page, person)
}

async function fill(page: Page, values: readonly string[]): Promise<void> {
  for (const [index, name] of FIELDS.entries()) await page.locator(`#${name}`).fill(values[index] ?? '')
}

const typesOf = (page: Page) =>
  Promise.all(FIELDS.map((name) => page.locator(`#${name}`).getAttribute('type')))

it('a typed password can be shown before it is sent, and hidden again', async () => {
  const ada = await makePerson('Ada')
  const page = await browser.newPage()
  await open(page, ada)
  await fill(page, [ada.password, NEXT, NEXT])
  const show = page.getByRole('button', { name: en.password.show })
  expect(await typesOf(page)).toEqual(['password', 'password', 'password'])
  await show.press('Enter')
  expect([await typesOf(page), await show.getAttribute('aria-pressed')]).toEqual([
    ['text', 'text', 'text'],
    'true',
  ])
  await show.click()
  expect(await typesOf(page)).toEqual(['password', 'password', 'password'])
  await show.click()
  await clickButton(page, en.password.submit)
  expect(await infoOn(page)).toBe(en.account.done.password)
  expect((await new Visitor().signIn({ ...ada, password: NEXT })).status).toBe(200)
})

it('a typing mistake in the new password is found before it is saved, also without scripts', async () => {
  const ada = await makePerson('Ada')
  const page = await (await browser.newContext({ javaScriptEnabled: false })).newPage()
  await open(page, ada)
  expect(await page.getByRole('button', { name: en.password.show }).count()).toBe(0)
  await fill(page, [ada.password, NEXT, `${NEXT}!`])
  await clickButton(page, en.password.submit)
  expect(await alertOn(page)).toContain(en.password.notRepeated)
  expect((await new Visitor().signIn(ada)).status).toBe(200)
  await fill(page, [ada.password, NEXT, NEXT])
  await clickButton(page, en.password.submit)
  expect((await new Visitor().signIn({ ...ada, password: NEXT })).status).toBe(200)
})
