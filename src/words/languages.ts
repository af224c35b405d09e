// The words of the portal. English is always loaded. Every other language is loaded on first use and stays in the isolate.
// Words that only mails use are loaded with the first mail, in English, too.

import type { Language } from '../core/language.ts'
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
