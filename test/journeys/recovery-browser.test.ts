// A person in a browser who lost every second factor: they wait for the delay and set up an app, or they get the operator's
// link and add a passkey.

import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { en } from '../../src/words/en/index.ts'
import { passkeys } from '../../src/words/en/passkeys.ts'
import { recovery as say } from '../../src/words/en/recovery.ts'
import { authenticatorFrom, readQrCode } from '../support/node/authenticator.ts'
import {
  clickButton,
  clickLink,
  enterCodeOn,
  headingOn,
  type OpenBrowser,
  openBrowser,
  shownCodesOn,
  signInOn,
  textOn,
} from '../support/node/browser.ts'
import { NoticingEdge } from '../support/node/noticing-edge.ts'
import { type EnrolledPerson, enrolledAt, linkIn } from '../support/node/recovering.ts'
import { addAuthenticator } from '../support/node/virtual-authenticator.ts'

const HOUR = 3600

let edge: NoticingEdge
let browser: OpenBrowser
beforeAll(async () => {
  edge = await NoticingEdge.start()
  browser = await openBrowser()
})
beforeEach(() => edge.keepTime())
afterEach(() => browser.closeContexts())
afterAll(() => edge?.stop())

/** Opens a new browser, and signs in with the first factor. */
async function beginAs({ person }: EnrolledPerson): Promise<Page> {
  const page = await browser.newPage()
  await page.goto(`${edge.portal}/sign-in`)
  await signInOn(page, person)
  return page
}

/** Opens the link before the first factor, which it asks for. */
async function openLink({ person }: EnrolledPerson, link: string): Promise<Page> {
  const page = await browser.newPage()
  await page.goto(link)
  expect(await headingOn(page)).toBe(say.firstTitle)
  await clickLink(page, en.signIn.title)
  await signInOn(page, person)
  expect([await headingOn(page), page.url()]).toEqual([say.title, link])
  return page
}

async function saveCodes(page: Page): Promise<void> {
  expect(await shownCodesOn(page)).toHaveLength(10)
  await clickButton(page, en.recoveryCodes.confirm)
  expect(new URL(page.url()).pathname).toBe('/account/security')
}

it('waits 72 hours, gets the link, and sets up an app that opens the account from then on', async () => {
  const pat = await enrolledAt(edge, 'Pat')
  const slug = await edge.makeWorkspace('Acme', [[pat.person, 'member']])
  const policy = { enforced: true, grace_days: 0, self_recovery: true }
  await edge.api('PUT', `/workspaces/${slug}/policy`, policy)
  const waiting = await beginAs(pat)
  await clickLink(waiting, en.verify.lost)
  await clickButton(waiting, say.own.wait)
  expect(await headingOn(waiting)).toBe(say.own.waitingTitle)

  await edge.advance(72 * HOUR - 60)
  await edge.runCron()
  await linkIn(edge, pat.person, 'stop-recovery', 2)
  const [rows] = await edge.sql<{ linkedAt: number | null }>('SELECT linked_at AS linkedAt FROM recoveries')
  expect(rows, 'no link before the time').toEqual([{ linkedAt: null }])
  await edge.advance(60)
  await edge.runCron()
  const page = await openLink(pat, await linkIn(edge, pat.person, 'recover'))
  const app = authenticatorFrom(readQrCode(await page.locator('.qr').screenshot()))
  await enterCodeOn(page, await app.code())
  await saveCodes(page)

  await edge.advance(60)
  const again = await beginAs(pat)
  await enterCodeOn(again, await pat.authenticator.code())
  expect(await headingOn(again), 'the old app is refused').toBe(en.verify.title)
  await again.locator('[name=code]').fill('')
  await enterCodeOn(again, await app.code())
  expect(new URL(again.url()).pathname).toBe('/workspaces')
})

it('adds a passkey by the link of the operator, which then signs in where the old app is gone', async () => {
  const kim = await enrolledAt(edge, 'Kim')
  await edge.api('POST', `/accounts/${kim.person.email}/recovery`, { reason: 'Lost phone, ticket 4711' })
  const page = await openLink(kim, await linkIn(edge, kim.person, 'recover'))
  const keys = await addAuthenticator(page)
  await clickButton(page, passkeys.add)
  expect(await keys.countCredentials()).toBe(1)
  await saveCodes(page)

  await page.context().clearCookies()
  await page.goto(`${edge.portal}/sign-in`)
  await signInOn(page, kim.person)
  expect(await textOn(page), 'no app is left').not.toContain(en.verify.code)
  await clickButton(page, passkeys.use)
  expect(new URL(page.url()).pathname).toBe('/workspaces')
})
