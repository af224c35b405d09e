// Tells windows, frames and programs apart by request headers.
//
// Fetch metadata is a hint, not a proof. A service worker that passes on a navigation changes it.

/** Who reads the answer: a person in a window, a person in a frame, or a program. */
export type Reader = 'window' | 'frame' | 'program'

export function readerOf(request: Request): Reader {
  if (isFramed(request)) return 'frame'
  return isNavigation(request) ? 'window' : 'program'
}

/** Returns true if a browser opens a page, so that it can follow a redirect to the sign-in page. */
export function isNavigation(request: Request): boolean {
  const mode = request.headers.get('sec-fetch-mode')
  if (mode === 'navigate') return true
  if (mode === 'same-origin') return isNavigationOfWorker(request)
  return mode === null && request.method === 'GET' && acceptsPage(request)
}

/**
 * A service worker that adds an option to a navigation, such as `signal`, changes its mode to `same-origin`
 * (Fetch standard, constructor of `Request`).
 *
 * Upgrade-Insecure-Requests stays, and browsers send it with navigations only.
 */
const isNavigationOfWorker = (request: Request): boolean =>
  request.method === 'GET' && request.headers.get('upgrade-insecure-requests') === '1' && acceptsPage(request)

/**
 * Returns true if the request may come from a browser. Old browsers send no fetch metadata, but accept pages.
 *
 * A browser that is asked for Basic credentials shows its own password dialog.
 */
export const isBrowser = (request: Request): boolean =>
  acceptsPage(request) || FETCH_METADATA.some((name) => request.headers.has(name))

const FETCH_METADATA = ['sec-fetch-mode', 'sec-fetch-dest', 'sec-fetch-site', 'sec-fetch-user']

/**
 * Returns true if the request accepts HTML as more than a last resort. pip and uv accept it with `q=0.01`. They
 * look up their password only after a 401, so a redirect to the portal would keep them out.
 */
const acceptsPage = ({ headers }: Request): boolean =>
  /text\/html(?!\s*;\s*q=0\.[0-4])/i.test(headers.get('accept') ?? '')

export const isWebSocketUpgrade = (request: Request): boolean =>
  request.headers.get('upgrade')?.toLowerCase() === 'websocket'

/**
 * Returns true for TRACE, TRACK and CONNECT. TRACE, and TRACK on old servers, repeat the request to the
 * client. Otherwise a script could read the assertion. CONNECT is for proxies.
 */
export const isForProxies = ({ method }: Request): boolean =>
  method === 'TRACE' || method === 'TRACK' || method === 'CONNECT'

const FRAMES = ['iframe', 'frame', 'embed', 'object', 'fencedframe']

/** Returns true if the browser says that the answer goes into a frame. */
export const isFramed = ({ headers }: Request): boolean =>
  FRAMES.includes(headers.get('sec-fetch-dest') ?? '')

/**
 * Returns true if the browser says that the answer becomes part of another page: a frame, an image or a
 * script.
 *
 * `empty` does not mean that. A service worker sets it as the destination of every navigation.
 */
export function isEmbedded({ headers }: Request): boolean {
  const destination = headers.get('sec-fetch-dest')
  return destination !== null && destination !== 'document' && destination !== 'empty'
}

/**
 * Returns true if the person would not see the answer as a whole page.
 *
 * The portal has no service worker, so a mode other than `navigate` comes from a script.
 */
export function isOutOfSight(request: Request): boolean {
  const mode = request.headers.get('sec-fetch-mode')
  return isEmbedded(request) || (mode !== null && mode !== 'navigate')
}

/** Returns true if the browser fetches the page in advance. The person may never open it. */
export const isPrefetch = ({ headers }: Request): boolean =>
  /prefetch|prerender|preview/i.test(`${headers.get('sec-purpose')} ${headers.get('purpose')}`)
