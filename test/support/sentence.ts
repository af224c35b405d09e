// Turns a sentence of src/words into a pattern with open parts. A test that uses it still passes when the
// sentence is reworded.

type Sentence = string | ((...parts: never[]) => unknown)

/**
 * Matches the sentence as text or HTML. `known` has the parts that matter, by name or in order. The others
 * may be anything.
 */
export function sentence(words: Sentence, ...known: readonly unknown[]): RegExp {
  if (typeof words === 'string') return new RegExp(escaped(words))
  const parts = Array.from({ length: words.length }, (_, i) => partOf(known[i]))
  const text = written((words as (...parts: unknown[]) => unknown)(...parts))
  return new RegExp(escaped(text).replaceAll(OPEN, '[^]+?').replaceAll(MARKUP, '[^]*?'))
}

/** Returns the sentence with these parts, as text: `said(en.signIn.continueWith({ provider: 'Okta' }))`. */
export const said = (words: unknown): string => written(words)

const OPEN = '⟦⟧'
/** Stands for markup, which is empty as text. */
const MARKUP = '⟪⟫'

/**
 * Returns a part that works as markup, number, text or several named parts, whatever the sentence does with
 * it.
 */
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
