// Handles `/.sallyport/sign-out`, the target of an origin's own "Sign out" link. It clears this host's pass
// cookie at once and redirects to the portal, which asks whether to end the session.

import type { Edge } from '../flows/edge/edge.ts'
import { clearCookie, PASS_COOKIE } from '../http/cookies.ts'
import { errorPage } from '../http/error-page.ts'
import { isEmbedded, isFramed, isPrefetch } from '../http/navigation.ts'
import type { Site } from '../store/sites.ts'
import { loadOutsideWords } from '../words/outside.ts'
import { framedBy } from './frames.ts'

export async function signOutHere(
  request: Request,
  { origin }: URL,
  edge: Edge,
  site: Site,
): Promise<Response> {
  // Refuse a prefetch. Otherwise the pass would be cleared before the person clicks. Or the browser would
  // answer the click from the prefetched redirect, and the pass would stay.
  if (isPrefetch(request))
    return new Response(null, { status: 503, headers: { 'cache-control': 'no-store' } })
  if (isFramed(request)) return leadOutOfFrame(request, edge, site)
  const headers = new Headers({
    location: `${edge.config.portalOrigin}/sign-out`,
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
  })
  if (isMeantHere(request, origin)) headers.append('set-cookie', clearCookie(PASS_COOKIE))
  return new Response(null, { status: 303, headers })
}

/**
 * Returns true if a page of this host sent the request, or the person typed the address.
 *
 * Otherwise a link, image or form of another site could clear the pass, and the person could lose unsaved
 * changes. Such a request still goes to the portal's question, which changes nothing.
 */
function isMeantHere(request: Request, origin: string): boolean {
  const { headers, method } = request
  if (isEmbedded(request) || (method !== 'GET' && method !== 'POST')) return false
  const site = headers.get('sec-fetch-site')
  if (site !== null) return site === 'same-origin' || site === 'none'
  // The browser sends no fetch metadata.
  const from = headers.get('origin') ?? headers.get('referer')
  if (from !== null) return URL.canParse(from) && new URL(from).origin === origin
  // With SameSite=Lax, an image or form of another site sends no pass.
  return (headers.get('cookie') ?? '').includes(PASS_COOKIE)
}

/**
 * Answers with a link to the same address in the whole window, because the portal's question can't be framed.
 */
async function leadOutOfFrame(request: Request, edge: Edge, site: Site): Promise<Response> {
  const words = await loadOutsideWords(request)
  const { signOut } = words.links
  return errorPage({
    status: 200,
    title: signOut,
    message: words.gate.signOutFramed,
    words,
    portalOrigin: edge.config.portalOrigin,
    brand: edge.config.brand,
    link: { href: '/.sallyport/sign-out', label: signOut, target: '_top' },
    ...framedBy(request, edge, site),
  })
}
