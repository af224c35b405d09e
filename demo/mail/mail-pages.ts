// The pages that show the mails of the local edge: a list, and one page for each mail.

import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { html, raw } from 'hono/html'
import type { Page } from '../web-server.ts'
import { linked } from './linked-text.ts'
import type { LocalMail } from './mailbox.ts'

type Html = ReturnType<typeof html>

const fileBeside = (name: string) => readFileSync(new URL(name, import.meta.url), 'utf8')
const STYLE = fileBeside('../origin-page.css') + fileBeside('mail-pages.css')
const SCRIPT = fileBeside('mail-list.client.js')
const MOST_ON_A_PAGE = 100

/** Lists mails, the newest first: those with a number below `before`, or all if it is not a number above 0. */
export function listPage(brand: string, mails: readonly LocalMail[], before: number): Page {
  const end = before > 0 ? Math.min(Math.ceil(before) - 1, mails.length) : mails.length
  const first = Math.max(0, end - MOST_ON_A_PAGE)
  const rows = mails.slice(first, end).map((mail, index) => row(mail, first + index + 1))
  const isNewest = end === mails.length
  return frame(
    brand,
    'Mails',
    html`
<p class="lead">Every mail that ${brand} sends on this machine. No mail leaves it.</p>
<p class="quiet" id="none" ${mails.length > 0 ? raw('hidden') : ''}>No mails yet. To get one, set up an authenticator app for an account, or change its password.</p>
<p class="quiet" role="status" id="news"></p>
<ol class="mails" role="list" reversed id="mails" ${isNewest ? raw('data-watch') : ''}>${rows.toReversed()}</ol>
${first > 0 ? html`<p><a class="button second" href="/?before=${first + 1}">Older mails</a></p>` : ''}
<p class="quiet">Programs get the list as JSON: <code>curl -H "Accept: application/json"</code> with this address.</p>`,
  )
}

const row = ({ to, subject, at }: LocalMail, number: number): Html =>
  html`<li id="mail-${number}"><a href="/mails/${number}"><strong dir="auto">${subject}</strong></a><span class="quiet">To ${to}, ${time(at)}</span></li>`

export const mailPage = (brand: string, mail: LocalMail, number: number): Page =>
  frame(
    brand,
    mail.subject,
    html`
<p><a class="tap" href="/">All mails</a></p>
<dl class="head">
<div><dt>To</dt><dd>${mail.to}</dd></div>
<div><dt>Arrived</dt><dd>${time(mail.at)}</dd></div>
</dl>
<section aria-labelledby="as-html">
<h2 id="as-html">As HTML</h2>
<iframe title="The mail as HTML" src="/mails/${number}/html" sandbox="allow-popups allow-popups-to-escape-sandbox"></iframe>
<p><a class="tap" href="/mails/${number}/html" target="_blank">Open it alone (new tab)</a></p>
</section>
<section aria-labelledby="as-text">
<h2 id="as-text">As text</h2>
<pre dir="auto">${linked(mail.text)}</pre>
</section>`,
  )

export const missingPage = (brand: string): Page =>
  frame(brand, 'Page not found', html`<p><a class="tap" href="/">All mails</a></p>`)

/**
 * Returns the mail's own HTML. Its links open in a new tab. It runs no script and loads nothing, whatever it
 * contains.
 */
export const mailDocument = (mail: LocalMail): Page => ({
  body: mail.html.replace(/<head>/i, '$&<base target="_blank">'),
  headers: {
    'content-security-policy':
      "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; frame-ancestors 'self'",
    'referrer-policy': 'no-referrer',
  },
})

const FORMAT = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'long' })

const time = (at: string): Html => html`<time datetime="${at}">${FORMAT.format(new Date(at))}</time>`

function frame(brand: string, title: string, content: Html): Page {
  const nonce = randomBytes(16).toString('base64url')
  const body = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} · Mails of ${brand}</title>
<link rel="icon" href="data:,">
<style nonce="${nonce}">${raw(STYLE)}</style>
</head>
<body>
<header><a class="brand" href="/">Mails of ${brand}</a></header>
<main><h1 dir="auto">${title}</h1>${content}</main>
<script nonce="${nonce}">${raw(SCRIPT)}</script>
</body>
</html>`
  return {
    body: String(body),
    headers: { 'content-security-policy': contentPolicy(nonce), 'referrer-policy': 'no-referrer' },
  }
}

const contentPolicy = (nonce: string): string =>
  [
    "default-src 'none'",
    `style-src 'nonce-${nonce}'`,
    `script-src 'nonce-${nonce}'`,
    "connect-src 'self'",
    "frame-src 'self'",
    'img-src data:',
    "form-action 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
