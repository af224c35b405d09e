// Origins whose pages have a service worker or frames, after the session has ended. A worker that passes on a
// navigation changes its fetch metadata. To the gate it looks like a script's request.

import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { headingOn, leaving, type OpenBrowser, openBrowser, signInOn } from '../support/node/browser.ts'
import {
  type RecordingOrigin,
  type ServedFile,
  startRecordingOrigin,
} from '../support/node/recording-origin.ts'
import { advance, makePerson, makeWorkspace, portalOrigin } from '../support/node/test-bed.ts'

/** Common ways to answer a navigation, by the path of the worker's script. */
const WORKERS = {
  '/pass-through.js': 'event.respondWith(fetch(event.request))',
  '/network-first.js': 'event.respondWith(fetch(event.request).catch(() => caches.match(event.request)))',
  '/preload.js': 'event.respondWith(event.preloadResponse.then((answer) => answer ?? fetch(event.request)))',
  '/timeout.js': 'event.respondWith(fetch(event.request, { signal: AbortSignal.timeout(10000) }))',
}

const scriptOf = (path: string, handler: string): ServedFile => ({
  type: 'text/javascript',
  text: `
    addEventListener('install', () => skipWaiting())
    addEventListener('activate', (event) => event.waitUntil((async () => {
      if (${path === '/preload.js'}) await registration.navigationPreload.enable()
      await clients.claim()
    })()))
    addEventListener('fetch', (event) => { ${handler} })`,
})

let browser: OpenBrowser
let origin: RecordingOrigin
beforeAll(async () => {
  browser = await openBrowser()
  origin = await startRecordingOrigin({
    '/': { type: 'text/html', text: '<!doctype html><title>Home</title><h1>Home</h1>' },
    '/framing?x=1': {
      type: 'text/html',
      text: '<!doctype html><h1>Framing</h1><iframe src="/part"></iframe>',
    },
    ...Object.fromEntries(Object.entries(WORKERS).map(([path, handler]) => [path, scriptOf(path, handler)])),
  })
})
afterAll(async () => {
  await browser?.closeContexts()
  await origin?.close()
})

const startWorker = (page: Page, path: string) =>
  page.evaluate(async (url) => {
    const { serviceWorker } = navigator
    const isInControl = new Promise((resolve) => serviceWorker.addEventListener('controllerchange', resolve))
    await serviceWorker.register(url)
    await isInControl
  }, path)

it.each(Object.keys(WORKERS))('%s locks nobody out after the session has ended', async (path) => {
  const person = await makePerson('Wren')
  const workspace = await makeWorkspace(origin.url, [[person, 'member']])
  const page = await browser.newPage()
  await page.goto(`${workspace.origin}/`)
  await signInOn(page, person)
  await startWorker(page, path)

  await page.context().clearCookies()
  await leaving(page, () => page.reload())
  expect(new URL(page.url()).origin).toBe(portalOrigin)
  await signInOn(page, person)
  expect([page.url(), await page.title()]).toEqual([`${workspace.origin}/`, 'Home'])

  await advance(121)
  await leaving(page, () => page.reload())
  expect(await page.title()).toBe('Home')
  await page.context().close()
})

it('a frame leads to sign-in in the whole window, and back to its page', async () => {
  const person = await makePerson('Fay')
  const workspace = await makeWorkspace(origin.url, [[person, 'member']])
  const page = await browser.newPage()
  await page.goto(`${workspace.origin}/framing?x=1`)
  await signInOn(page, person)
  const frame = page.frameLocator('iframe')
  await frame.getByText('origin: GET /part').waitFor()

  await page.context().clearCookies()
  await page.locator('iframe').evaluate((element) => element.setAttribute('src', '/part?2'))
  await leaving(page, () => frame.getByRole('link').click())
  expect(new URL(page.url()).origin).toBe(portalOrigin)
  await signInOn(page, person)
  expect(page.url()).toBe(`${workspace.origin}/framing?x=1`)
  expect(await headingOn(page)).toBe('Framing')
  await page.context().close()
})
