// The pages of the demo origin about its public paths.

import { html } from 'hono/html'
import { frame, type Page, publicFrame } from './origin-frame.ts'
import type { Delivery, Site } from './origin-site.ts'
import { describeHooks, describeStatus, writeTime } from './origin-words.ts'

/** Names nobody, because a request to a public path has no assertion. */
export const statusPage = (site: Site): Page =>
  publicFrame(
    site,
    'Status',
    html`<h1>${site.name} is up</h1>
<p class="lead">${describeStatus(site.brand)}</p>
<p class="quiet">Sallyport-Assertion: none</p>`,
  )

/** Shows members what came. Everybody may send a webhook, but not read the others. */
export const hooksPage = (site: Site): Page =>
  frame(
    site,
    'Webhooks',
    html`<h1>Webhooks</h1>
<p class="lead">${describeHooks(site.brand)}</p>
<p>Try it, and reload this page:</p>
<pre tabindex="0">curl ${site.audience}/hooks/test -d "Hello"</pre>
<h2>Received webhooks</h2>
${site.deliveries.length === 0 ? html`<p class="quiet">Nothing yet.</p>` : site.deliveries.map(deliveryCard)}
<p><a href="/">Back</a></p>`,
  )

const deliveryCard = ({ at, path, headers, body, sha256 }: Delivery) => html`
<section class="card">
<h3>POST ${path}</h3>
<p class="quiet">${writeTime(at)}</p>
<pre tabindex="0">${headers.map(([name, value]) => `${name}: ${value}`).join('\n')}

${body}</pre>
<p class="quiet">SHA-256 of the body: ${sha256}</p>
</section>`
