// What a sentence of the words looks like wherever it stands, with its parts left open: a test that asks for it goes on
// passing when the sentence is reworded.

type Sentence = string | ((...parts: never[]) => unknown)

/**
 * Matches the sentence as text or as HTML. `known` gives the parts that matter, by name, or in order where the sentence
 * takes them so; the others may be anything.
 */
export function sentence(words: Sentence, ...known: readonly unknown[]): RegExp {
  if (typeof words === 'string') return new RegExp(escaped(words))
  const parts = Array.from({ length: words.length }, (_, i) => partOf(known[i]))
  const text = written((words as (...parts: unknown[]) => unknown)(...parts))
  return new RegExp(escaped(text).replaceAll(OPEN, '[^]+?').replaceAll(MARKUP, '[^]*?'))
}

/** The sentence with these parts, as text: `said(en.signIn.continueWith({ provider: 'Okta' }))`. */
export const said = (words: unknown): string => written(words)

const OPEN = '⟦⟧'
/** As text, it is nothing. */
const MARKUP = '⟪⟫'

/** Markup around words, a number, a text, or several parts by their names: whatever the sentence does with it. */
function partOf(known: unknown): unknown {
  if (known !== undefined && (typeof known !== 'object' || known === null)) return known
  const wrap = (words: unknown) => [MARKUP, words, MARKUP]
  return new Proxy(wrap, {
    get: (_, name) => {
      if (name === Symbol.toPrimitive) return (hint: string) => (hint === 'number' ? 5 : OPEN)
      if (typeof name !== 'string' || ['toString', 'valueOf', 'then'].includes(name)) return undefined
      return partOf((known as Record<string, unknown> | undefined)?.[name])
    },
  })
}

const written = (said: unknown): string => (Array.isArray(said) ? said.map(written).join('') : String(said))
const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
