// Builds a page outside the portal: on workspace hosts, and when the portal itself fails. It loads only the
// stylesheet and the logo, and is readable without them.

import type { Brand } from '../core/brand.ts'
import type { OutsideWords } from '../words/words.ts'
import { accentPath, brandImagePath } from './brand-assets.ts'
import { type Markup, markup } from './markup.ts'

interface ErrorPage {
  readonly status: number
  readonly title: string
  readonly message: string
  readonly words: OutsideWords
  readonly portalOrigin: string
  readonly brand: Brand
  readonly link?: Link
  readonly incident?: string
  /** The web origin that may show the page in a frame. If absent, no page may. */
  readonly framedBy?: string
}

export interface Link {
  readonly href: string
  readonly label: string
  /** `_top` opens the link outside the frame. */
  readonly target?: '_top'
}

/** Links to the same address. It opens the page again and sends no form again. */
export const again = ({ links }: Pick<OutsideWords, 'links'>): Link => ({
  href: '',
  label: links.tryAgain,
})

export function errorPage(page: ErrorPage, headers: Readonly<Record<string, string>> = {}): Response {
  const { brand, portalOrigin } = page
  const { code, direction } = page.words
  const { html } = markup`<!doctype html>
<html lang="${code}" dir="${direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${page.title} · ${brand.name}</title>
<link rel="stylesheet" href="${portalOrigin}/assets/sallyport.css">
${brand.accent ? markup`<link rel="stylesheet" href="${portalOrigin}${accentPath(brand.accent)}">` : ''}
</head>
<body>
<header class="top"><span class="brand"><img src="${portalOrigin}${brandImagePath(brand)}"${brand.hasLogo ? markup` class="own"` : markup` width="28"`} alt="" height="28"><bdi>${brand.name}</bdi></span></header>
<main class="page narrow">
<h1>${page.title}</h1>
<p>${page.message}</p>
${page.incident ? markup`<p class="quiet">${tellIncident(page.incident, page.words)}</p>` : ''}
${page.link ? linkTo(page.link) : ''}
</main>
</body>
</html>`
  return new Response(html, {
    status: page.status,
    headers: { ...pageHeaders(page.portalOrigin, page.framedBy), 'content-language': code, ...headers },
  })
}

const tellIncident = (incident: string, { trouble }: OutsideWords): (string | Markup)[] =>
  trouble
    .incident({ number: incident })
    .map((part) => (part === incident ? markup`<code>${incident}</code>` : String(part)))

const linkTo = ({ href, label, target }: Link) =>
  markup`<p><a class="button wide-on-phone" href="${href}"${target ? markup` target="${target}"` : ''}>${label}</a></p>`

/**
 * Headers for a page that loads its style and images from `styleOrigin` only. `framedBy` is the web origin
 * that may frame it. If it is absent, no page may frame it, which prevents clickjacking.
 */
export function pageHeaders(styleOrigin: string, framedBy?: string): Record<string, string> {
  return {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'content-security-policy': `default-src 'none'; style-src ${styleOrigin}; img-src ${styleOrigin}; frame-ancestors ${framedBy ?? "'none'"}; base-uri 'none'; form-action 'none'`,
    'x-frame-options': framedBy ? 'SAMEORIGIN' : 'DENY',
    'referrer-policy': 'same-origin',
  }
}
