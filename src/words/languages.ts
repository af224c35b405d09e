// Which language a visitor reads best, and its words. English is there from the start; the others are evaluated when
// somebody first asks for one, and stay in the isolate. What only mails say comes with the first mail, in English, too.

import { isLanguage, type Language } from '../core/language.ts'
import { en } from './en/index.ts'
import type { MailWords, Words } from './words.ts'

const LOADERS: Record<Language, () => Promise<Words>> = {
  en: async () => en,
  de: async () => (await import('./de/index.ts')).de,
  es: async () => (await import('./es/index.ts')).es,
  fr: async () => (await import('./fr/index.ts')).fr,
  ja: async () => (await import('./ja/index.ts')).ja,
  ar: async () => (await import('./ar/index.ts')).ar,
}

export const loadWords = (language: Language): Promise<Words> => LOADERS[language]()

export async function loadMailWords(language: Language): Promise<MailWords> {
  const words = await loadWords(language)
  return { ...words, mail: await words.loadMail() }
}

/** For a page that stands where no cookie of the portal's reaches. */
export const loadWordsFor = ({ headers }: Request): Promise<Words> =>
  loadWords(negotiateLanguage(headers.get('accept-language')))

// What browsers send is far shorter. Of a longer header the rest isn't read.
const MOST_LENGTH = 500

/**
 * Accept-Language (RFC 9110, 12.5.4) by lookup (RFC 4647, 3.4): the best of its ranges that we have, `de` for `de-AT`. As
 * all of ours have two letters, cutting a range down ends at its first subtag. English where nothing fits.
 */
export function negotiateLanguage(header: string | null): Language {
  let best: Language = 'en'
  let bestWeight = 0
  for (const range of (header ?? '').slice(0, MOST_LENGTH).split(',')) {
    const [, tag = '', weight = '1'] = RANGE.exec(range) ?? []
    const language = tag.toLowerCase()
    if (!isLanguage(language) || Number(weight) <= bestWeight) continue
    best = language
    bestWeight = Number(weight)
  }
  return best
}

const RANGE =
  /^[ \t]*([a-z]{2})(?:-[a-z0-9]{1,8}){0,8}[ \t]*(?:;[ \t]*q=(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)[ \t]*)?$/i
