// The pages that links in mails lead to, in a browser: a forgotten password, and “This wasn’t me”.

import type { Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { en } from '../../src/words/en/index.ts'
import { mailedPages } from '../../src/words/en/mailed-pages.ts'
import {
  clickButton,
  clickLink,
  headingOn,
  infoOn,
  type OpenBrowser,
  openBrowser,
  signInOn,
  textOn,
} from '../support/node/browser.ts'
import { faultsOn } from '../support/node/looks.ts'
import { faultsInLanguageOn } from '../support/node/looks-in-language.ts'
import { NoticingEdge } from '../support/node/noticing-edge.ts'
import type { Person } from '../support/node/test-bed.ts'
import { Visitor } from '../support/node/visitor.ts'

const { forgotten, notMe } = mailedPages
const PATIENCE = 15_000
const PASSWORD = 'nine blue herons at dawn'

let edge: NoticingEdge
let browser: OpenBrowser
beforeAll(async () => {
  edge = await NoticingEdge.start()
  browser = await openBrowser()
})
afterAll(async () => {
  await browser.closeContexts()
  await edge.stop()
})
beforeEach(() => edge.keepTime())

/** Returns the newest link of this kind in a person's mails. */
async function linkIn({ email }: Person, path: string): Promise<string> {
  let link: string | undefined
  await vi.waitFor(async () => {
    const texts = (await edge.mailsTo(email)).map(({ text }) => text)
    link = texts
      .join('\n')
      .match(new RegExp(`\\S+${path}/spl_[\\w-]+`, 'g'))
      ?.at(-1)
    expect(link).toBeDefined()
  }, PATIENCE)
  return link ?? ''
}

/** Checks the page in English and Arabic, light and dark, large and small. */
async function checkLooks(page: Page): Promise<void> {
  expect(await faultsOn(page)).toEqual([])
  const arabic = await (await browser.newContext({ locale: 'ar' })).newPage()
  await arabic.goto(page.url())
  expect(await faultsInLanguageOn(arabic, page)).toEqual([])
  await arabic.context().close()
}

it('a person who forgot their password gets in again, and scanners change nothing', async () => {
  const ada = await edge.makePerson('Ada')
  const page = await browser.newPage()
  await page.goto(`${edge.portal}/sign-in`)
  await clickLink(page, en.signIn.forgottenLink)
  await checkLooks(page)
  await page.getByLabel(en.signIn.email).fill('ada@')
  await clickButton(page, forgotten.submit)
  expect(await textOn(page)).toContain(forgotten.malformed)
  await page.getByLabel(en.signIn.email).fill(ada.email)
  await clickButton(page, forgotten.submit)
  expect(await headingOn(page)).toBe(forgotten.sentTitle)
  expect(await faultsOn(page)).toEqual([])

  const link = await linkIn(ada, '/forgotten-password')
  for (let time = 0; time < 10; time++) expect((await new Visitor(edge.portal).ask(link)).status).toBe(200)
  await page.goto(link)
  await checkLooks(page)
  await page.getByLabel(en.password.new, { exact: true }).fill('short')
  await page.getByLabel(en.password.again).fill('short')
  await clickButton(page, forgotten.save)
  expect(await textOn(page)).toContain(en.password.problems['too-short'])
  expect(await faultsOn(page)).toEqual([])
  await page.getByLabel(en.password.new, { exact: true }).fill(PASSWORD)
  await page.getByLabel(en.password.again).fill(PASSWORD)
  await clickButton(page, forgotten.save)
  expect([new URL(page.url()).pathname, await infoOn(page)]).toEqual(['/sign-in', en.signIn.passwordChosen])
  await signInOn(page, { ...ada, password: PASSWORD })
  expect(new URL(page.url()).pathname).toBe('/workspaces')

  await page.goto(link)
  expect(await headingOn(page)).toBe(forgotten.deadTitle)
  await page.context().close()
})

it('a person who reports an app that they did not add is locked out with everybody, until the operator helps', async () => {
  const bo = await edge.makePerson('Bo')
  const thief = new Visitor(edge.portal)
  await thief.signIn(bo)
  await thief.enrol()
  const link = await linkIn(bo, '/not-me')
  for (let time = 0; time < 10; time++) expect((await new Visitor(edge.portal).ask(link)).status).toBe(200)
  expect((await thief.ask(`${edge.portal}/account/security`)).status).toBe(200)

  const page = await browser.newPage()
  await page.goto(link)
  expect(await textOn(page)).toContain(notMe.will.account_locked)
  await checkLooks(page)
  await clickButton(page, notMe.button)
  expect([await headingOn(page), page.url()]).toEqual([notMe.doneTitle, link])
  expect(await textOn(page)).toContain(notMe.done.account_locked)
  await checkLooks(page)
  expect(new URL((await thief.ask(`${edge.portal}/account/security`)).url).pathname).toBe('/sign-in')

  await page.goto(`${edge.portal}/sign-in`)
  await signInOn(page, { ...bo, password: 'wrong' })
  expect(await textOn(page)).not.toContain(en.verify.locked.title)
  await signInOn(page, bo)
  expect(await headingOn(page)).toBe(en.verify.locked.title)
  expect(await faultsOn(page)).toEqual([])

  await edge.api('DELETE', `/accounts/${bo.email}/second-factor`, { reason: 'not theirs' })
  await edge.api('POST', `/accounts/${bo.email}/unlock`, { reason: 'identity checked' })
  await page.goto(`${edge.portal}/sign-in`)
  await signInOn(page, bo)
  expect(new URL(page.url()).pathname).toBe('/workspaces')
  await page.context().close()
})

it('a person who reports a changed password chooses the next one by mail', async () => {
  const cy = await edge.makePerson('Cy')
  await edge.api('PUT', `/accounts/${cy.email}`, { name: 'Cy', password: PASSWORD })
  const page = await browser.newPage()
  await page.goto(await linkIn(cy, '/not-me'))
  await clickButton(page, notMe.button)
  expect(await textOn(page)).toContain(notMe.done.password_locked)
  expect(await faultsOn(page)).toEqual([])
  await clickLink(page, notMe.newPassword)
  expect(await headingOn(page)).toBe(forgotten.title)
  await page.goto(`${edge.portal}/sign-in`)
  await signInOn(page, { ...cy, password: PASSWORD })
  expect(await textOn(page)).toContain(en.signIn.wrongCredentials)
  await page.context().close()
})
