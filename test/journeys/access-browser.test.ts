// Rules in a real browser, without JavaScript and without a mouse.

import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { en } from '../../src/words/en/index.ts'
import { infoOn, leaving, type OpenBrowser, openBrowser, signInOn } from '../support/node/browser.ts'
import { advance, api, makeWorkspace, portalOrigin } from '../support/node/test-bed.ts'
import { makeEnrolledPerson } from '../support/node/visitor.ts'

let browser: OpenBrowser
beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser?.closeContexts())

it('a path is opened to everybody and tested by keyboard alone, without JavaScript', async () => {
  const { person, authenticator } = await makeEnrolledPerson('Ada')
  const { slug } = await makeWorkspace('http://127.0.0.1:9', [[person, 'owner']])
  const context = await browser.newContext({ javaScriptEnabled: false })
  const page = await context.newPage()
  await advance(30)
  await page.goto(`${portalOrigin}/workspaces/${slug}/settings/access`)
  await signInOn(page, person)
  await page.locator('[name=code]').fill(await authenticator.code())
  await leaving(page, () => page.keyboard.press('Enter'))

  await follow(page, 'link', en.access.add)
  await reach(page, 'textbox', en.ruleForm.path)
  await page.keyboard.type('/hooks')
  await reach(page, 'checkbox', 'POST')
  await page.keyboard.press('Space')
  await reach(page, 'radio', en.ruleForm.accesses.member)
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await follow(page, 'button', en.ruleForm.save)
  await follow(page, 'button', en.access.openToEverybody)
  expect(await infoOn(page)).toContain(en.access.done.saved)
  const { body } = await api('GET', `/workspaces/${slug}/rules`)
  expect(body.rules).toMatchObject([{ path: '/hooks', match: 'prefix', methods: ['POST'], access: 'public' }])

  await reach(page, 'combobox', en.access.tester.method)
  await page.keyboard.type('POST')
  await reach(page, 'textbox', en.access.tester.path)
  await page.keyboard.type('/hooks/github')
  await page.keyboard.press('Enter')
  await page.waitForURL(/path=/)
  expect(await infoOn(page)).toContain(en.access.tester.outcome.public)
  await context.close()
})

/** Presses Tab until the element with this role and name has the focus, as a screen reader announces it. */
async function reach(
  page: Page,
  role: 'link' | 'button' | 'textbox' | 'checkbox' | 'radio' | 'combobox',
  name: string,
) {
  const focused = page.locator(':focus').and(page.getByRole(role, { name, exact: true }))
  for (let presses = 0; presses < 60; presses++) {
    await page.keyboard.press('Tab')
    if ((await focused.count()) > 0) return
  }
  throw new Error(`Tab does not reach the ${role} ${name}`)
}

async function follow(page: Page, role: 'link' | 'button', name: string): Promise<void> {
  await reach(page, role, name)
  await leaving(page, () => page.keyboard.press('Enter'))
}
