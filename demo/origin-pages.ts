// The pages of the demo origin.
import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { html, raw } from 'hono/html'
import type { Assertion, VerificationCode } from '../src/origin/index.ts'
import type { Site } from './origin-routes.ts'
import { describeEnforcement, describeFirstFactor, describeSecondFactor } from './origin-words.ts'

type Html = ReturnType<typeof html>

export interface Page {
  readonly body: string
  readonly contentPolicy: string
}

const STYLE = readFileSync(new URL('origin-page.css', import.meta.url), 'utf8')
const SCRIPT = readFileSync(new URL('origin-page.client.js', import.meta.url), 'utf8')

export function frontPage(site: Site, assertion: Assertion, claims: string): Page {
  const { account, workspace } = assertion
  return frame(
    site,
    site.name,
    html`
<h1>${site.name}</h1>
<p class="lead">Hello, ${account.name}. This page comes from the workspace’s own web service. It has no sign-in of its own: an assertion from ${site.brand}, verified a moment ago, says who you are.</p>
<section class="card" aria-labelledby="who">
<h2 id="who">Who is here</h2>
<dl>
<div><dt>Account</dt><dd>${account.name} · ${account.email}</dd></div>
<div><dt>Role</dt><dd>${workspace.role} of ${workspace.slug}</dd></div>
<div><dt>First factor</dt><dd>${describeFirstFactor(assertion)}</dd></div>
<div><dt>Second factor</dt><dd>${describeSecondFactor(assertion)} <span class="badge">${assertion.acr}</span></dd></div>
<div><dt>Policy</dt><dd>${describeEnforcement(assertion)}</dd></div>
</dl>
<details><summary>The assertion’s claims</summary><pre tabindex="0">${claims}</pre></details>
</section>
<h2>Through the same gate</h2>
<div class="grid">
${notesCard(site)}
${channelCards()}
</div>`,
  )
}

const notesCard = ({ notes }: Site): Html => html`
<section class="card" aria-labelledby="notes">
<h3 id="notes">A form</h3>
<form method="post" action="/notes">
<label for="text">Note</label>
<div class="row"><input id="text" name="text" required maxlength="500" autocomplete="off"><button>Post</button></div>
</form>
${notes.length === 0 ? html`<p class="quiet">No notes yet.</p>` : html`<ul>${notes.map(({ from, text }) => html`<li>${text} <span class="quiet">${from}</span></li>`)}</ul>`}
</section>`

const channelCards = (): Html => html`
<section class="card" aria-labelledby="api">
<h3 id="api">A script’s request</h3>
<p class="row"><button type="button" id="ask">Ask /api/whoami</button></p>
<output id="answer" for="ask"></output>
</section>
<section class="card" aria-labelledby="socket">
<h3 id="socket">A WebSocket</h3>
<form id="echo">
<label for="message">Message</label>
<div class="row"><input id="message" value="Hello" required maxlength="500" autocomplete="off"><button>Send</button></div>
</form>
<output id="echoed" for="message"></output>
</section>
<section class="card" aria-labelledby="more">
<h3 id="more">More</h3>
<ul>
<li><a href="/report.csv" download>A download</a></li>
<li><a href="/stream">A response in chunks</a></li>
<li><a href="/redirect">A redirect</a> back to this page</li>
<li><a href="/secure">A stricter page</a>: requires a second factor from the last 5 minutes</li>
</ul>
</section>`

export const secretPage = (site: Site, assertion: Assertion): Page =>
  frame(
    site,
    'Recent second factor required',
    html`<h1>You are in</h1>
<p class="lead">This page requires a second factor from the last 5 minutes. Yours: ${describeSecondFactor(assertion)}.</p>
<p><a href="/">Back</a></p>`,
  )

/**
 * The link leads to the portal, which asks for the factor or sets one up. It returns the person here with a
 * new assertion.
 */
export function refusalPage(site: Site, code: VerificationCode, maxAge: number): Page {
  const isTooOld = code === 'second_factor_too_old'
  const reason = isTooOld ? 'Yours is older.' : 'This session has none.'
  return frame(
    site,
    'Recent second factor required',
    html`<h1>Recent second factor required</h1>
<p class="lead">This page is stricter than the workspace: it requires a second factor from the last 5 minutes. ${reason}</p>
<p class="quiet">The origin answered 401 with <code>${code}</code>.</p>
<p class="row"><a class="button" href="${stepUpUrl(site, '/secure', maxAge)}">${isTooOld ? 'Enter a code' : 'Set up two-factor authentication'}</a> <a href="/">Back</a></p>`,
  )
}

function stepUpUrl({ issuer, audience }: Site, path: string, maxAge: number): string {
  const wayBack = `/enter?${new URLSearchParams({ host: new URL(audience).host, return_to: path })}`
  return `${issuer}/sign-in/verify?${new URLSearchParams({ max_age: String(maxAge), return_to: wayBack })}`
}

export const messagePage = (site: Site, title: string, message: string): Page =>
  frame(site, title, html`<h1>${title}</h1><p class="lead">${message}</p><p><a href="/">Back</a></p>`)

function frame({ name, brand, issuer, audience }: Site, title: string, content: Html): Page {
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
<nav aria-label="${brand}">
<a href="${issuer}/workspaces">Workspaces</a>
<a href="${issuer}/account/security">Security</a>
<a href="/.sallyport/sign-out">Sign out</a>
</nav>
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
