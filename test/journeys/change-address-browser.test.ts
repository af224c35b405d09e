// The pages on which a person changes their address, in a real browser, with mail. The other pages are checked where no
// mail is sent.

import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { address as say } from '../../src/words/en/address.ts'
import { en } from '../../src/words/en/index.ts'
import {
  alertOn,
  clickButton,
  headingOn,
  infoOn,
  type OpenBrowser,
  openBrowser,
  signInOn,
} from '../support/node/browser.ts'
import { DESKTOP, faultsOn } from '../support/node/looks.ts'
import { NoticingEdge } from '../support/node/noticing-edge.ts'

const ADDRESS = '/account/security/address'
const NEW = 'person-40@acme.example'

let edge: NoticingEdge
let browser: OpenBrowser
beforeAll(async () => {
  browser = await openBrowser()
  edge = await NoticingEdge.start()
})
afterAll(async () => {
  await browser?.closeContexts()
  await edge?.stop()
})

const linkIn = () =>
  vi.waitFor(async () => {
    const [mail] = await edge.mailsTo(NEW)
    const [link] = /http\S+\/address\/spl_\S+/.exec(mail?.text ?? '') ?? []
    if (!link) throw new Error('no link has arrived')
    return link
  }, 15_000)

async function typeAddress(page: Page, email: string): Promise<void> {
  await page.getByLabel(say.field).fill(email)
  await page.keyboard.press('Enter')
  await page.waitForLoadState()
}

it('a person changes their address, and each page is without faults', async () => {
  const person = await edge.makePerson('Ada')
  const context = await browser.newContext({ reducedMotion: 'reduce', viewport: DESKTOP })
  const page = await context.newPage()
  await page.goto(`${edge.portal}${ADDRESS}`)
  await signInOn(page, person)
  expect(await headingOn(page)).toBe(say.title)
  expect(await faultsOn(page)).toEqual([])

  await typeAddress(page, 'ada')
  expect(await alertOn(page)).toBe(say.malformed)
  expect(await page.getByLabel(say.field).evaluate((field) => field === document.activeElement)).toBe(true)
  expect(await faultsOn(page)).toEqual([])

  await typeAddress(page, NEW)
  expect(await infoOn(page)).toContain(NEW)
  expect(await faultsOn(page)).toEqual([])

  await page.goto(await linkIn())
  expect(await headingOn(page)).toBe(say.confirm.title)
  expect(await faultsOn(page)).toEqual([])
  await clickButton(page, say.confirm.submit)
  expect(await infoOn(page)).toContain(en.account.done.address)
  expect(await faultsOn(page)).toEqual([])
})
