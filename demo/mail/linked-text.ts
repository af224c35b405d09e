// Turns the addresses in a plain text into links.

import { html } from 'hono/html'

const ADDRESS = /(https?:\/\/[^\s<>"]*[^\s<>".,;:!?)\]’”])/

/** Escapes the text. Its links open in a new tab. */
export const linked = (text: string): ReturnType<typeof html>[] =>
  // Splitting by a pattern with one group puts each address at an odd place.
  text
    .split(ADDRESS)
    .map((part, index) =>
      index % 2 === 0 ? html`${part}` : html`<a href="${part}" target="_blank" rel="noopener">${part}</a>`,
    )
