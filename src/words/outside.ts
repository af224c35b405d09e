// The words of pages outside the portal, on hosts that its cookies don't reach. They are few, so that the gate loads no
// others. English is always loaded. Every other language is loaded on first use.

import type { Language } from '../core/language.ts'
import { outside } from './en/outside.ts'
import { negotiateLanguage } from './negotiation.ts'
import type { OutsideWords } from './words.ts'

const LOADERS: Record<Language, () => Promise<OutsideWords>> = {
  en: async () => outside,
  de: async () => (await import('./de/outside.ts')).outside,
  es: async () => (await import('./es/outside.ts')).outside,
  fr: async () => (await import('./fr/outside.ts')).outside,
  ja: async () => (await import('./ja/outside.ts')).outside,
  ar: async () => (await import('./ar/outside.ts')).outside,
}

export const loadOutsideWords = ({ headers }: Request): Promise<OutsideWords> =>
  loadOutsideWordsIn(negotiateLanguage(headers.get('accept-language')))

export const loadOutsideWordsIn = (language: Language): Promise<OutsideWords> => LOADERS[language]()
