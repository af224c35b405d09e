// Writes the HTML of a mail.
//
// It loads no image, font or stylesheet, so opening it reveals nothing to anyone. It is readable in clients
// that keep only `style` attributes. It is dark in clients that honour `prefers-color-scheme`.

import { deriveAccent, OUR_ACCENT } from '../../core/accent.ts'
import type { Brand } from '../../core/brand.ts'
import type { Letter, LetterLink } from '../../core/letter.ts'
import { unlinked } from '../../core/linkable.ts'

export interface Setting {
  /** A language code for `lang`. */
  readonly language: string
  readonly direction: 'ltr' | 'rtl'
  readonly subject: string
  readonly brand: Brand
}

const FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif"

export function htmlOf(letter: Letter, { language, direction, subject, brand }: Setting): string {
  const light = deriveAccent(brand.accent ?? OUR_ACCENT, 'light')
  const dark = deriveAccent(brand.accent ?? OUR_ACCENT, 'dark')
  const { title, facts, paragraphs, foot } = letter
  const show = (text: string) => withLinks(text, letter.links, light.accent)
  return `<!doctype html>
<html lang="${language}" dir="${direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${escaped(subject)}</title>
<style>
:root { color-scheme: light dark; }
@media (prefers-color-scheme: dark) {
  .ground { background: #101513 !important; }
  .card { background: #18201d !important; border-color: #323d38 !important; }
  .ink { color: #e8ede9 !important; }
  .facts { background: #101513 !important; }
  .quiet { color: #a6b3ad !important; }
  .accent { color: ${dark.accent} !important; }
}
@media (max-width: 480px) {
  .ground { padding: 0 !important; }
  .card { border-width: 0 !important; border-radius: 0 !important; padding: 24px 20px !important; }
}
</style>
</head>
<body class="ground" style="margin: 0; padding: 0; background: #f4f4f0;">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"><tr><td class="ground" align="center" style="padding: 32px 16px; background: #f4f4f0;">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width: 560px; border-collapse: separate;"><tr><td class="card ink" align="${direction === 'rtl' ? 'right' : 'left'}" style="padding: 28px 32px; background: #ffffff; border: 1px solid #dcdbd3; border-radius: 14px; color: #17211e; font: 16px/1.5 ${FONT}; overflow-wrap: anywhere;">
<p class="accent" style="margin: 0 0 20px; color: ${light.accent}; font-weight: 650;">${escaped(unlinked(brand.name))}</p>
<h1 style="margin: 0 0 16px; font-size: 20px; line-height: 1.35; font-weight: 650;">${show(title)}</h1>
${facts.length === 0 ? '' : `<p class="facts" style="margin: 0 0 16px; padding: 12px 16px; background: #f4f4f0; border-radius: 8px;">${facts.map(show).join('<br>\n')}</p>`}
${paragraphs
  .flatMap((text) => text.split('\n\n'))
  .map((text) => `<p style="margin: 0 0 16px;">${show(text)}</p>`)
  .join('\n')}
<p class="quiet" style="margin: 24px 0 0; color: #55615d; font-size: 14px;">${show(foot)}</p>
</td></tr></table>
</td></tr></table>
</body>
</html>
`
}

/**
 * Escapes plain text as HTML. Otherwise a name or browser that somebody else chose could become markup.
 *
 * Only the addresses in `links` become links, and each link shows its own address. Otherwise a mail could
 * hide where a link leads (phishing).
 */
function withLinks(text: string, links: readonly LetterLink[], accent: string): string {
  const [link, ...others] = links
  if (!link) return escaped(text).replaceAll('\n', '<br>\n')
  const anchor = `<a class="accent" dir="ltr" href="${escaped(link.href)}" style="color: ${accent};">${breakable(escaped(link.text))}</a>`
  return text
    .split(link.text)
    .map((part) => withLinks(part, others, accent))
    .join(anchor)
}

/** Allows a line break after a slash, so that a long address does not break inside a word. */
const breakable = (address: string): string => address.replaceAll(/(?<=[^/]\/)(?=[^/])/g, '<wbr>')

const ESCAPED: Readonly<Record<string, string>> = {
  ...{ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' },
}
const escaped = (text: string): string => text.replaceAll(/[&<>"']/g, (char) => ESCAPED[char] ?? '')
