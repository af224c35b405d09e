// Sentences with markup in them. Each language writes the whole sentence and puts the parts where they belong: a name, a
// time, or a link around words of its own.

import type { Child } from 'hono/jsx'

export type Part = Child
/** Markup around words: a link, say. */
export type Wrap = (words: Part) => Part

/** say`Signed in as ${email}`: the words and parts, one after the other. */
export const say = (words: TemplateStringsArray, ...parts: readonly Part[]): Part[] =>
  words.flatMap((text, index) => (index < parts.length ? [text, parts[index] ?? ''] : [text]))
