// Shows a success message once, on the page that a form leads to. A cookie carries the message, not the
// address. Otherwise a reload would show it again, and a link could claim something that never happened.

import { clearCookie, DONE_COOKIE, readCookie, setCookie } from '../../http/cookies.ts'
import { isReading } from '../../http/methods.ts'
import { type PortalContext, portalUrl, seeOther } from './context.ts'

const DONE_SECONDS = 60

/** Redirects to the page at `path`, which shows the message `word`. Other pages leave the cookie alone. */
export function seeDone(
  c: PortalContext,
  path: string,
  word: string,
  query: Record<string, string> = {},
): Response {
  const [page = ''] = path.split(/[?#]/)
  c.header('set-cookie', setCookie(DONE_COOKIE, `${page}#${word}`, DONE_SECONDS), { append: true })
  return seeOther(c, portalUrl(c, path, query))
}

/** Returns the message for this page, or null, and deletes it. */
export function takeDone(c: PortalContext): string | null {
  const [page, word] = readCookie(c.req.raw.headers, DONE_COOKIE)?.split('#') ?? []
  if (!word || page !== c.req.path || !isReading(c.req.method)) return null
  c.header('set-cookie', clearCookie(DONE_COOKIE), { append: true })
  return word
}
