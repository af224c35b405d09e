// `/.sallyport/sign-out`, for an origin's own "Sign out" link. It takes the pass of this host out of the browser at once
// and leads to the portal, which asks whether to end the session.

import type { Edge } from './flows/edge.ts'
import { clearCookie, PASS_COOKIE } from './http/cookies.ts'
import { isEmbedded, isPrefetch } from './http/navigation.ts'
import { problemResponse } from './http/problems.ts'

export function signOutHere(request: Request, { origin }: URL, { config }: Edge): Response {
  const isPost = request.method === 'POST'
  if (!isPost && request.method !== 'GET') return refuseMethod()
  // Refuses to be fetched ahead. Otherwise a browser would take the pass before the person has clicked, or answer the
  // click from what it fetched, and the pass would stay.
  if (isPrefetch(request)) return refusePrefetch()
  const headers = new Headers({
    location: `${config.portalOrigin}/sign-out`,
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
  })
  if (isMeantHere(request, origin)) headers.append('set-cookie', clearCookie(PASS_COOKIE))
  return new Response(null, { status: isPost ? 303 : 302, headers })
}

/**
 * Returns whether a page of this host asks, or the person by the address bar. Otherwise a link, image or form of another
 * site could take the pass away, and with it whatever a page had not saved yet. Such a request still leads to the
 * portal's question, which changes nothing by itself.
 */
function isMeantHere(request: Request, origin: string): boolean {
  const { headers } = request
  if (isEmbedded(request)) return false
  const site = headers.get('sec-fetch-site')
  if (site !== null) return site === 'same-origin' || site === 'none'
  // A browser without fetch metadata.
  const from = headers.get('origin') ?? headers.get('referer')
  if (from !== null) return URL.canParse(from) && new URL(from).origin === origin
  // SameSite=Lax: an image or form of another site does not bring the pass.
  return (headers.get('cookie') ?? '').includes(PASS_COOKIE)
}

const refuseMethod = (): Response =>
  problemResponse(
    {
      status: 405,
      code: 'method_not_allowed',
      title: 'Sign-out takes GET and POST only',
      detail: 'Link to this address, or post a form to it.',
    },
    { allow: 'GET, POST' },
  )

const refusePrefetch = (): Response =>
  problemResponse({
    status: 503,
    code: 'not_prefetched',
    title: 'Sign-out is not fetched ahead',
    detail: 'Open this address when the person asks to sign out.',
  })
