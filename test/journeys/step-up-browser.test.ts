// An origin that demands a newer second factor, as a person in a browser meets it.

import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { en } from '../../src/words/en/index.ts'
import type { Authenticator } from '../support/node/authenticator.ts'
import {
  clickButton,
  clickLink,
  enterCodeOn,
  headingOn,
  leaving,
  type OpenBrowser,
  openBrowser,
  signInOn,
  textOn,
} from '../support/node/browser.ts'
import { startDemandingOrigin } from '../support/node/demanding-origin.ts'
import {
  advance,
  makeWorkspace,
  portalOrigin,
  stopClock,
  type TestWorkspace,
} from '../support/node/test-bed.ts'
import { makeEnrolledPerson } from '../support/node/visitor.ts'

let browser: OpenBrowser
let origin: Awaited<ReturnType<typeof startDemandingOrigin>>
let startClock: () => Promise<unknown>
beforeAll(async () => {
  // On a slow machine a code would be too old before the origin is asked.
  startClock = await stopClock()
  browser = await openBrowser()
  origin = await startDemandingOrigin()
})
afterAll(async () => {
  await startClock()
  await browser?.closeContexts()
  await origin?.close()
})

interface Inside {
  readonly page: Page
  readonly workspace: TestWorkspace
  readonly authenticator: Authenticator
}

/** Opens the origin's front page for a member whose second factor is 400 seconds old. */
async function enter(): Promise<Inside> {
  const { person, authenticator } = await makeEnrolledPerson('Ada')
  const workspace = await makeWorkspace(origin.url, [[person, 'member']])
  await advance(30)
  const page = await browser.newPage()
  await page.goto(`${workspace.origin}/`)
  await signInOn(page, person)
  await enterCodeOn(page, await authenticator.code())
  await advance(400)
  return { page, workspace, authenticator }
}

async function proveOn(page: Page, authenticator: Authenticator): Promise<void> {
  expect([new URL(page.url()).origin, await headingOn(page)]).toEqual([portalOrigin, en.verify.titleOfStepUp])
  await enterCodeOn(page, await authenticator.code())
}

it('a page opens after one code, at the whole address that was asked for', async () => {
  const { page, workspace, authenticator } = await enter()
  await clickLink(page, 'Salaries')
  expect(await textOn(page)).toContain('asks you to confirm it’s you')
  await proveOn(page, authenticator)
  expect(page.url()).toBe(`${workspace.origin}/within/60?month=11#total`)
  expect(await page.textContent('body')).toBe('GET /within/60?month=11')
})

it('an origin that always demands shows its own answer after one code', async () => {
  const { page, workspace, authenticator } = await enter()
  await page.goto(`${workspace.origin}/always/0`)
  await proveOn(page, authenticator)
  expect([page.url(), await page.textContent('body')]).toEqual([
    `${workspace.origin}/always/0`,
    'refused by the origin',
  ])
})

it('a form is told to be sent again, and goes through after the code', async () => {
  const { page, workspace, authenticator } = await enter()
  await clickButton(page, 'Pay')
  expect(await headingOn(page)).toMatch(/asks you to confirm it’s you$/)
  expect(await textOn(page)).toContain('send the form again')
  await clickLink(page, 'Confirm it’s you')
  await proveOn(page, authenticator)
  expect(page.url()).toBe(`${workspace.origin}/`)
  await clickButton(page, 'Pay')
  expect(await page.textContent('body')).toBe('POST /within/60')
})

it('a script navigates by the header, and its call succeeds on the page that it returns to', async () => {
  const { page, workspace, authenticator } = await enter()
  const load = () => page.getByRole('button', { name: 'Load' }).click()
  await leaving(page, load)
  await proveOn(page, authenticator)
  expect(page.url()).toBe(`${workspace.origin}/`)
  await load()
  await page.getByText('GET /within/60').waitFor()
})

it('a frame leads to the code in the whole window, and back to its page', async () => {
  const { page, workspace, authenticator } = await enter()
  await page.evaluate(() => {
    document.body.innerHTML = '<iframe src="/within/60"></iframe>'
  })
  const link = page.frameLocator('iframe').getByRole('link', { name: 'Confirm it’s you' })
  await leaving(page, () => link.click())
  await proveOn(page, authenticator)
  expect(page.url()).toBe(`${workspace.origin}/`)
})
