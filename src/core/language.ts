// Lists the languages of pages and emails. The texts are in src/words.

/** Each language by its own name, because its readers look for that. */
export const LANGUAGES = {
  en: 'English',
  de: 'Deutsch',
  es: 'Español',
  fr: 'Français',
  ja: '日本語',
  ar: 'العربية',
} as const

export type Language = keyof typeof LANGUAGES

export const isLanguage = (text: string): text is Language => Object.hasOwn(LANGUAGES, text)

export const LANGUAGE_CODES = Object.keys(LANGUAGES).filter(isLanguage)

/** Returns the language of an account from its row. An empty or unsupported value becomes English. */
export const languageFrom = (stored: string | null): Language =>
  stored !== null && isLanguage(stored) ? stored : 'en'
