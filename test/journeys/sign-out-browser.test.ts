// Two people share one browser. What the first person saw is not shown to the second.

import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import {
  clickLink,
  leaving,
  type OpenBrowser,
  openBrowser,
  signInOn,
  textOn,
} from '../support/node/browser.ts'
import { type HostileOrigin, startHostileOrigin } from '../support/node/hostile-origin.ts'
import { makePerson, makeWorkspace, portalOrigin } from '../support/node/test-bed.ts'

let browser: OpenBrowser
let origin: HostileOrigin
const asked: string[] = []
beforeAll(async () => {
  browser = await openBrowser()
  origin = await startHostileOrigin()
  origin.behave((socket, head) => {
    asked.push(/^\w+ (\S+)/.exec(head)?.[1] ?? '')
    const [, payload = ''] = /^sallyport-assertion: [^.]+\.([^.]+)/im.exec(head) ?? []
    const { name } = JSON.parse(Buffer.from(payload, 'base64url').toString()) as { name: string }
    const body = `<!doctype html><main>A page for ${name}. <a href="/.sallyport/sign-out">Sign out</a></main>`
    // A static site's answer. A browser treats it as fresh for a tenth of its age.
    const lines = [
      'Content-Type: text/html',
      `Date: ${new Date().toUTCString()}`,
      'Last-Modified: Mon, 02 Nov 2020 10:00:00 GMT',
      `Content-Length: ${body.length}`,
    ]
    socket.write(`HTTP/1.1 200 OK\r\n${lines.join('\r\n')}\r\n\r\n${body}`)
  })
})
afterAll(async () => {
  await origin?.close()
  await browser?.closeContexts()
})

const passIn = async (page: Page) =>
  (await page.context().cookies()).find(({ name }) => name === '__Host-sallyport-pass')

it('what Alice read is fetched again for Bob, and her pass is removed when she clicks Sign out', async () => {
  const [alice, bob] = [await makePerson('Alice'), await makePerson('Bob')]
  const workspace = await makeWorkspace(origin.url, [
    [alice, 'member'],
    [bob, 'member'],
  ])
  const page = await browser.newPage()
  await page.goto(`${workspace.origin}/report`)
  await signInOn(page, alice)
  expect(await textOn(page)).toContain('A page for Alice')
  expect(await passIn(page)).toBeDefined()

  await clickLink(page, 'Sign out')
  expect(new URL(page.url()).href).toBe(`${portalOrigin}/sign-out`)
  expect(await passIn(page)).toBeUndefined()
  await leaving(page, () => page.locator('main').getByRole('button').click())
  for (let steps = 0; steps < 3; steps++) {
    await page.goBack()
    expect(await textOn(page), 'on the way back').not.toContain('A page for Alice')
  }

  await page.goto(`${workspace.origin}/report`)
  await signInOn(page, bob)
  expect(await textOn(page)).toContain('A page for Bob')
  expect(asked.filter((path) => path === '/report')).toHaveLength(2)
})
