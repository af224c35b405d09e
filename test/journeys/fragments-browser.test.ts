// The fragment of the requested address survives every page between the gate and the workspace.

import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { en } from '../../src/words/en/index.ts'
import { authenticatorFrom } from '../support/node/authenticator.ts'
import {
  clickButton,
  clickLink,
  enterCodeOn,
  leaving,
  type OpenBrowser,
  openBrowser,
  signInOn,
} from '../support/node/browser.ts'
import { type RecordingOrigin, startRecordingOrigin } from '../support/node/recording-origin.ts'
import { advance, api, makePerson, makeWorkspace } from '../support/node/test-bed.ts'
import { makeEnrolledPerson } from '../support/node/visitor.ts'

const PAGE = '/app?x=1'
const FRAGMENT = '#/report/7?tab=2'

let browser: OpenBrowser
let origin: RecordingOrigin
beforeAll(async () => {
  browser = await openBrowser()
  origin = await startRecordingOrigin()
})
afterEach(() => browser.closeContexts())
afterAll(async () => {
  await browser?.closeContexts()
  await origin?.close()
})

async function enrolOn(page: Page): Promise<void> {
  const uri = (await page.locator('a[href^="otpauth:"]').getAttribute('href')) ?? ''
  await enterCodeOn(page, await authenticatorFrom(uri).code())
}

describe('a URL fragment', () => {
  it('survives a wrong password, a change of language and the right password', async () => {
    const bob = await makePerson('Bob')
    const workspace = await makeWorkspace(origin.url, [[bob, 'member']])
    const page = await browser.newPage()
    await page.goto(workspace.origin + PAGE + FRAGMENT)
    await signInOn(page, { ...bob, password: 'wrong' })
    await clickButton(page, 'Deutsch')
    await clickButton(page, 'English')
    await signInOn(page, bob)
    expect(page.url()).toBe(workspace.origin + PAGE + FRAGMENT)
    expect(origin.requests.filter(({ path }) => path !== '/favicon.ico').at(-1)?.path).toBe(PAGE)
  })

  it('survives a code, a recovery code and the page of remaining codes', async () => {
    const { person, recoveryCodes } = await makeEnrolledPerson('Ada')
    const workspace = await makeWorkspace(origin.url, [[person, 'member']])
    const page = await browser.newPage()
    await page.goto(workspace.origin + PAGE + FRAGMENT)
    await signInOn(page, person)
    await enterCodeOn(page, 'no')
    await clickLink(page, en.verify.useRecoveryCode)
    await enterCodeOn(page, recoveryCodes[0] ?? '')
    await clickLink(page, en.recoveryCodes.continue)
    expect(page.url()).toBe(workspace.origin + PAGE + FRAGMENT)
  })

  it('survives being blocked, enrolment and new recovery codes', async () => {
    const bob = await makePerson('Bob')
    const workspace = await makeWorkspace(origin.url, [[bob, 'member']])
    await api('PUT', `/workspaces/${workspace.slug}/policy`, { enforced: true, grace_days: 0 })
    await advance(70)
    const page = await browser.newPage()
    await page.goto(workspace.origin + PAGE + FRAGMENT)
    await signInOn(page, bob)
    await clickLink(page, en.enter.setUpNow)
    await enrolOn(page)
    await clickButton(page, en.recoveryCodes.confirm)
    expect(page.url()).toBe(workspace.origin + PAGE + FRAGMENT)
  })

  it('survives the choice to be reminded later', async () => {
    const bob = await makePerson('Bob')
    const workspace = await makeWorkspace(origin.url, [[bob, 'member']])
    await api('PUT', `/workspaces/${workspace.slug}/policy`, { enforced: true, grace_days: 30 })
    await advance(70)
    const page = await browser.newPage()
    await page.goto(workspace.origin + PAGE + FRAGMENT)
    await signInOn(page, bob)
    await clickButton(page, en.enter.later)
    expect(page.url()).toBe(workspace.origin + PAGE + FRAGMENT)
  })

  it('in one tab does not affect another tab', async () => {
    const bob = await makePerson('Bob')
    const workspace = await makeWorkspace(origin.url, [[bob, 'member']])
    const context = await browser.newContext()
    const [one, two, none] = [await context.newPage(), await context.newPage(), await context.newPage()]
    await one.goto(`${workspace.origin}/app#/one`)
    await two.goto(`${workspace.origin}/app#/two`)
    await none.goto(`${workspace.origin}/app`)
    await signInOn(two, bob)
    await signInOn(none, bob)
    await signInOn(one, bob)
    expect([one.url(), two.url(), none.url()]).toEqual(
      ['#/one', '#/two', ''].map((fragment) => `${workspace.origin}/app${fragment}`),
    )
  })

  it.each(['#@evil.example/', '#?return_to=//evil.example', '#"><img src=x>'])(
    'chosen by an attacker changes nothing but the fragment: %s',
    async (fragment) => {
      const bob = await makePerson('Bob')
      const workspace = await makeWorkspace(origin.url, [[bob, 'member']])
      const page = await browser.newPage()
      await page.goto(workspace.origin + PAGE + fragment)
      await signInOn(page, bob)
      const { hash, href } = new URL(page.url())
      expect(href.slice(0, href.length - hash.length)).toBe(workspace.origin + PAGE)
      expect(hash).toBe(new URL(fragment, workspace.origin).hash)
    },
  )

  it('is not taken from the link that skips to the content', async () => {
    const bob = await makePerson('Bob')
    const workspace = await makeWorkspace(origin.url, [[bob, 'member']])
    const page = await browser.newPage()
    await page.goto(workspace.origin + PAGE)
    await page.keyboard.press('Tab')
    await page.goto(`${page.url()}#main`)
    await leaving(page, () => page.reload())
    await signInOn(page, bob)
    expect(page.url()).toBe(workspace.origin + PAGE)
  })

  it('is lost without scripts, and the page still opens', async () => {
    const bob = await makePerson('Bob')
    const workspace = await makeWorkspace(origin.url, [[bob, 'member']])
    const page = await (await browser.newContext({ javaScriptEnabled: false })).newPage()
    await page.goto(workspace.origin + PAGE + FRAGMENT)
    await signInOn(page, bob)
    expect(page.url().split('#')[0]).toBe(workspace.origin + PAGE)
  })
})
