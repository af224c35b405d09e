// Chooses the language of portal pages: the visitor's choice at the foot of a page, otherwise the browser's
// preference.

import type { MiddlewareHandler } from 'hono'
import { isLanguage, type Language } from '../../core/language.ts'
import { LANGUAGE_COOKIE, readCookie } from '../../http/cookies.ts'
import { loadWords } from '../../words/languages.ts'
import { negotiateLanguage } from '../../words/negotiation.ts'
import type { PortalEnv } from './context.ts'

export const readLanguage: MiddlewareHandler<PortalEnv> = async (c, next) => {
  c.set('words', await loadWords(languageOf(c.req.raw.headers)))
  await next()
}

export function languageOf(headers: Headers): Language {
  const chosen = readCookie(headers, LANGUAGE_COOKIE) ?? ''
  return isLanguage(chosen) ? chosen : negotiateLanguage(headers.get('accept-language'))
}
