// `/.sallyport/sign-out`, for an origin's own "Sign out" link. It takes the pass of this host out of the browser at once
// and leads to the portal, which asks whether to end the session.

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
  // Refuses to be fetched ahead. Otherwise the pass would go before the person has clicked, or the browser would answer
  // the click with the redirect that it has fetched, and the pass would stay.
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
 * Returns whether a page of this host asks, or the person by the address bar. Otherwise a link, image or form of another
 * site could take the pass away, and a page would lose its unsaved changes. Such a request still leads to the
 * portal's question, which changes nothing by itself.
 */
function isMeantHere(request: Request, origin: string): boolean {
  const { headers, method } = request
  if (isEmbedded(request) || (method !== 'GET' && method !== 'POST')) return false
  const site = headers.get('sec-fetch-site')
  if (site !== null) return site === 'same-origin' || site === 'none'
  // A browser without fetch metadata.
  const from = headers.get('origin') ?? headers.get('referer')
  if (from !== null) return URL.canParse(from) && new URL(from).origin === origin
  // SameSite=Lax: an image or form of another site does not bring the pass.
  return (headers.get('cookie') ?? '').includes(PASS_COOKIE)
}

/** The portal's question can't be framed. The page offers the same address for the whole window. */
async function leadOutOfFrame(request: Request, edge: Edge, site: Site): Promise<Response> {
  const words = await loadOutsideWords(request)
  const { signOut } = words.layout
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
