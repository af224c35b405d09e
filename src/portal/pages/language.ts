// /language: the choice of a language, kept in this browser for a year; and back to the page that it was made on.

import { Hono } from 'hono'
import { LANGUAGE_COOKIE, setCookie } from '../../http/cookies.ts'
import { isLanguage } from '../../words/languages.ts'
import { type PortalEnv, portalUrl, seeOther, YEAR_SECONDS } from '../context.ts'
import { AFTER_SIGN_IN, askedReturnTo } from '../return.ts'

export const language = new Hono<PortalEnv>()

language.post('/language', (c) => {
  const chosen = c.var.form.get('language') ?? ''
  if (isLanguage(chosen)) {
    c.header('set-cookie', setCookie(LANGUAGE_COOKIE, chosen, YEAR_SECONDS), { append: true })
  }
  return seeOther(c, portalUrl(c, askedReturnTo(c) ?? AFTER_SIGN_IN))
})
