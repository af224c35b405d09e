// The pages on which `npm start` shows the mails that the local edge sends.

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type MailServer, startMailServer } from '../../demo/mail/mail-server.ts'
import { type OpenBrowser, openBrowser } from '../support/node/browser.ts'
import { faultsOn } from '../support/node/looks.ts'

const RESET = {
  to: 'ada@acme.example',
  subject: 'Choose a new password',
  text: 'Ada <ada@acme.example>, open:\n\nhttp://auth.localhost:1/reset/abc?x=1&y=2.\n',
  html: `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Mail</title></head>
<body><script>document.title = 'ran'</script><p>Open <a href="http://127.0.0.1:1/reset/abc">this link</a></p></body></html>`,
}

let browser: OpenBrowser
let folder: string
let mails: MailServer
beforeAll(async () => {
  browser = await openBrowser()
  folder = await mkdtemp(join(tmpdir(), 'sallyport-mail-'))
  mails = await startMailServer({ file: join(folder, 'mails.jsonl'), port: 0, brand: 'Sallyport' })
})
afterAll(async () => {
  await browser.closeContexts()
  await mails.close()
  await rm(folder, { recursive: true })
})

const post = (mail: typeof RESET) => fetch(mails.intake, { method: 'POST', body: JSON.stringify(mail) })

it('an open list shows a new mail by itself, says so, and keeps the focus', async () => {
  const page = await browser.newPage()
  await page.goto(mails.url)
  await page.getByText('No mails yet').waitFor()
  expect(await faultsOn(page)).toEqual([])
  await post(RESET)
  const first = page.getByRole('link', { name: RESET.subject })
  await first.focus()
  await post({ ...RESET, subject: 'A later mail' })
  await page.getByRole('status').getByText('1 new mail has arrived.').waitFor()
  await page.getByRole('link', { name: 'A later mail' }).waitFor()
  expect(await page.getByRole('listitem').getByRole('strong').allTextContents()).toEqual([
    'A later mail',
    RESET.subject,
  ])
  expect(await first.evaluate((link) => link === document.activeElement)).toBe(true)
  expect(await page.getByText('No mails yet').isVisible()).toBe(false)
  expect(await faultsOn(page)).toEqual([])
  await page.context().close()
})

it('a mail is shown as HTML without its scripts, and as text; links open in a new tab', async () => {
  const page = await browser.newPage()
  await page.goto(mails.url)
  await page.getByRole('link', { name: RESET.subject }).click()
  const frame = page.frameLocator('iframe')
  expect(await frame.locator('html').evaluate(() => document.title)).toBe('Mail')
  for (const link of [frame.getByRole('link'), page.locator('pre').getByRole('link')]) {
    const opened = page.context().waitForEvent('page')
    await link.click()
    const tab = await opened
    expect(new URL(page.url()).pathname).toBe('/mails/1')
    await tab.close()
  }
  const link = page.locator('pre').getByRole('link')
  expect(await link.getAttribute('href')).toBe('http://auth.localhost:1/reset/abc?x=1&y=2')
  expect(await page.locator('pre').textContent()).toBe(RESET.text)
  expect(await faultsOn(page)).toEqual([])
  await page.context().close()
})
