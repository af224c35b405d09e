// The languages that people are served in: on pages, and by mail. What each of them says is in src/words.

/** Each by its own name, as its readers look for it. */
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

/** Of an account, as it is stored: English where there is none, or one that we have no more. */
export const languageFrom = (stored: string | null): Language =>
  stored !== null && isLanguage(stored) ? stored : 'en'
