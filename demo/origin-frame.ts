// The frame around the pages of the demo origin.

import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { html, raw } from 'hono/html'
import type { Site } from './origin-site.ts'

export type Html = ReturnType<typeof html>

export interface Page {
  readonly body: string
  readonly contentPolicy: string
}

const STYLE = readFileSync(new URL('origin-page.css', import.meta.url), 'utf8')
const SCRIPT = readFileSync(new URL('origin-page.client.js', import.meta.url), 'utf8')

export const frame = (site: Site, title: string, content: Html): Page =>
  page(
    site,
    title,
    html`<nav aria-label="${site.brand}">
<a href="${site.issuer}/workspaces">Workspaces</a>
<a href="${site.issuer}/account/security">Security</a>
<a href="/.sallyport/sign-out">Sign out</a>
</nav>`,
    content,
  )

/** A page for everybody. It can't tell whether a visitor is signed in, so it offers the members' page. */
export const publicFrame = (site: Site, title: string, content: Html): Page =>
  page(site, title, html`<nav aria-label="${site.name}"><a href="/">For members</a></nav>`, content)

function page({ name, issuer, audience }: Site, title: string, nav: Html, content: Html): Page {
  const nonce = randomBytes(16).toString('base64url')
  const body = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title === name ? title : `${title} · ${name}`}</title>
<link rel="icon" href="data:,">
<style nonce="${nonce}">${raw(STYLE)}</style>
</head>
<body>
<header>
<a class="brand" href="/">${name}</a>
${nav}
</header>
<main>${content}</main>
<script nonce="${nonce}">${raw(SCRIPT)}</script>
</body>
</html>`
  return { body: String(body), contentPolicy: contentPolicy(nonce, issuer, audience) }
}

/**
 * Must allow forms to end at the portal, because the gate redirects a POST there when its session has ended.
 */
const contentPolicy = (nonce: string, issuer: string, audience: string): string =>
  [
    "default-src 'none'",
    `style-src 'nonce-${nonce}'`,
    `script-src 'nonce-${nonce}'`,
    'img-src data:',
    `connect-src 'self' ${audience.replace(/^http/, 'ws')}`,
    `form-action 'self' ${issuer}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
