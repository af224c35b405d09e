// Asks the portal for the options of a ceremony, as the script of its pages does.

import type { Answer, PlainBrowser } from './plain-browser.ts'

/** Sends the token of the page's form that names the options. */
export async function optionsFrom(
  browser: PlainBrowser,
  page: Answer,
  path: string,
): Promise<{ challenge: string }> {
  const [, csrf] =
    new RegExp(`data-options="${path}".*?name="csrf" value="([^"]*)"`, 's').exec(page.text) ?? []
  if (!csrf) throw new Error(`no form on ${page.url} asks for ${path}`)
  const headers = { 'content-type': 'application/x-www-form-urlencoded', origin: browser.portal }
  const body = new URLSearchParams({ csrf }).toString()
  const asked = { method: 'POST', headers, body, isScript: true, follows: false }
  const answer = await browser.ask(browser.portal + path, asked)
  if (answer.status !== 200) throw new Error(`no options: ${answer.status} ${answer.text.slice(0, 300)}`)
  return JSON.parse(answer.text) as { challenge: string }
}
