// Sentences with markup in them. Each language writes the whole sentence and places the parts: a name, a time, or a link
// around words that the language chooses.

import type { Child } from 'hono/jsx'

export type Part = Child
/** Markup around words, such as a link. */
export type Wrap = (words: Part) => Part

/** Returns the words and parts in order: say`Signed in as ${email}`. */
export const say = (words: TemplateStringsArray, ...parts: readonly Part[]): Part[] =>
  words.flatMap((text, index) => (index < parts.length ? [text, parts[index] ?? ''] : [text]))
