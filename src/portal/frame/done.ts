// What somebody has just done, told once by the page that their form leads to. A cookie carries it there and not the address.
// Otherwise reloading the page would tell it again, and a link could tell it of something that nobody did.

import { clearCookie, DONE_COOKIE, readCookie, setCookie } from '../../http/cookies.ts'
import { isReading } from '../../http/methods.ts'
import { type PortalContext, portalUrl, seeOther } from './context.ts'

const DONE_SECONDS = 60

/** Leads to the page at `path`, which tells `word`. Other pages leave the cookie to it. */
export function seeDone(
  c: PortalContext,
  path: string,
  word: string,
  query: Record<string, string> = {},
): Response {
  const [page = ''] = path.split('?')
  c.header('set-cookie', setCookie(DONE_COOKIE, `${page}#${word}`, DONE_SECONDS), { append: true })
  return seeOther(c, portalUrl(c, path, query))
}

/** The word for this page, once; null where there is none. */
export function takeDone(c: PortalContext): string | null {
  const [page, word] = readCookie(c.req.raw.headers, DONE_COOKIE)?.split('#') ?? []
  if (!word || page !== c.req.path || !isReading(c.req.method)) return null
  c.header('set-cookie', clearCookie(DONE_COOKIE), { append: true })
  return word
}
