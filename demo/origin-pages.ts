// The pages of the demo origin.

import { html } from 'hono/html'
import type { Assertion } from '../src/origin/index.ts'
import { frame, type Html, type Page } from './origin-frame.ts'
import type { Site } from './origin-site.ts'
import {
  describeEnforcement,
  describeFirstFactor,
  describePayroll,
  describeSecondFactor,
  describeSecure,
  describeTransfer,
  describeVault,
} from './origin-words.ts'

export function frontPage(site: Site, assertion: Assertion, claims: string): Page {
  const { account, workspace } = assertion
  return frame(
    site,
    site.name,
    html`
<h1>${site.name}</h1>
<p class="lead">Hello, ${account.name}. This page comes from the workspace’s own web service. It has no sign-in of its own. ${site.brand} signed you in, and the service verified the assertion that came with this request.</p>
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
<h2>Try other requests</h2>
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
</ul>
</section>
<section class="card" aria-labelledby="rules">
<h3 id="rules">Rules</h3>
<ul>
<li><a href="/transfer">A transfer</a>: a rule asks for a new code, unless you entered one in the last minute</li>
<li><a href="/secure">A stricter page</a>: the page itself asks for a new code after 5 minutes</li>
<li><a href="/payroll">Payroll</a>: a rule asks for a passkey</li>
<li><a href="/vault">A vault</a>: the page itself asks for a passkey</li>
<li><a href="/hooks">Webhooks</a>: everybody can send them</li>
<li><a href="/status">Status</a>: open to everybody</li>
<li>/api/whoami: also open to a program with a service token</li>
</ul>
</section>`

export const secretPage = (site: Site, assertion: Assertion): Page =>
  proofPage(site, 'A stricter page', describeSecure(site.brand), assertion)

export const vaultPage = (site: Site, assertion: Assertion): Page =>
  proofPage(site, 'A vault', describeVault(site.brand), assertion)

/** A rule asks for the passkey before this page is reached. */
export const payrollPage = (site: Site, assertion: Assertion): Page =>
  proofPage(site, 'Payroll', describePayroll(site.brand), assertion)

/** A page that says which proof it wants, and which one this session has. */
const proofPage = (site: Site, title: string, wants: string, assertion: Assertion): Page =>
  frame(
    site,
    title,
    html`<h1>${title}</h1>
<p class="lead">${wants} Your last second factor: ${describeSecondFactor(assertion)}.</p>
<p><a href="/">Back</a></p>`,
  )

/** A rule asks for the proof before this page is reached. */
export const transferPage = (site: Site, assertion: Assertion): Page =>
  frame(
    site,
    'Transfer',
    html`<h1>Transfer</h1>
<p class="lead">${describeTransfer(site.brand)} Your last one: ${describeSecondFactor(assertion)}.</p>
<form method="post" action="/transfer">
<label for="amount">Amount, in coins</label>
<div class="row"><input id="amount" name="amount" type="number" min="1" max="1000000" required><button>Transfer</button></div>
</form>
<p><a href="/">Back</a></p>`,
  )

export const messagePage = (site: Site, title: string, message: string): Page =>
  frame(site, title, html`<h1>${title}</h1><p class="lead">${message}</p><p><a href="/">Back</a></p>`)
