// /language: sets the language in this browser for a year, and leads back to the page. A signed-in person
// also gets mail in this language.

import { Hono } from 'hono'
import { isLanguage } from '../../core/language.ts'
import { keepOwnLanguage } from '../../flows/own-account/own-language.ts'
import { LANGUAGE_COOKIE, setCookie } from '../../http/cookies.ts'
import { type PortalEnv, portalUrl, seeOther, YEAR_SECONDS } from '../frame/context.ts'
import { AFTER_SIGN_IN, askedReturnTo } from '../frame/return.ts'

export const language = new Hono<PortalEnv>()

language.post('/language', async (c) => {
  const { edge, form, session } = c.var
  const chosen = form.get('language') ?? ''
  if (isLanguage(chosen)) {
    c.header('set-cookie', setCookie(LANGUAGE_COOKIE, chosen, YEAR_SECONDS), { append: true })
    if (session) await keepOwnLanguage(edge, session, chosen)
  }
  return seeOther(c, portalUrl(c, askedReturnTo(c) ?? AFTER_SIGN_IN))
})
