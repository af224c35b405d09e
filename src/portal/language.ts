// The language of the portal's pages: what the visitor has chosen at the foot of one, else what the browser asks for.

import type { MiddlewareHandler } from 'hono'
import { isLanguage } from '../core/language.ts'
import { LANGUAGE_COOKIE, readCookie } from '../http/cookies.ts'
import { loadWords } from '../words/languages.ts'
import { negotiateLanguage } from '../words/negotiation.ts'
import type { PortalEnv } from './context.ts'

export const readLanguage: MiddlewareHandler<PortalEnv> = async (c, next) => {
  const { headers } = c.req.raw
  const chosen = readCookie(headers, LANGUAGE_COOKIE) ?? ''
  const language = isLanguage(chosen) ? chosen : negotiateLanguage(headers.get('accept-language'))
  c.set('words', await loadWords(language))
  await next()
}
