// Writes HTML for the few pages outside the portal. The gate's Worker has no other HTML, so it needs no library
// for it.

/** HTML that is written as it is. Only `markup` makes it. */
export class Markup {
  readonly html: string
  constructor(html: string) {
    this.html = html
  }
}

type Value = string | Markup | readonly Value[]

/**
 * Returns HTML. Escapes every value that is not markup, for text and for attributes in double or single quotes.
 * Otherwise a workspace's name could bring a script.
 */
export const markup = (parts: TemplateStringsArray, ...values: readonly Value[]): Markup =>
  new Markup(String.raw({ raw: parts }, ...values.map(write)))

function write(value: Value): string {
  if (value instanceof Markup) return value.html
  if (typeof value !== 'string') return value.map(write).join('')
  return value.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? '')
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
