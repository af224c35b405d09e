// The languages that pages are written in, and which of them a visitor reads best. English is there from the start; the
// others are evaluated when somebody first asks for one, and stay in the isolate.

import { en } from './en/index.ts'
import type { Words } from './words.ts'

const LOADERS = {
  en: async () => en,
  de: async () => (await import('./de/index.ts')).de,
  es: async () => (await import('./es/index.ts')).es,
  fr: async () => (await import('./fr/index.ts')).fr,
  ja: async () => (await import('./ja/index.ts')).ja,
  ar: async () => (await import('./ar/index.ts')).ar,
} satisfies Record<string, () => Promise<Words>>

export type Language = keyof typeof LOADERS

/** Each by its own name, as its readers look for it. */
export const LANGUAGES: Readonly<Record<Language, string>> = {
  en: 'English',
  de: 'Deutsch',
  es: 'Español',
  fr: 'Français',
  ja: '日本語',
  ar: 'العربية',
}

export const isLanguage = (text: string): text is Language => Object.hasOwn(LANGUAGES, text)

export const loadWords = (language: Language): Promise<Words> => LOADERS[language]()

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
