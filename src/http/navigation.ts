// Tells pages, frames and scripts apart by the headers that browsers send. Fetch metadata is a hint and not a proof: a
// service worker that passes a navigation on changes it.

/** Who reads the answer: a person, in a window or in a frame of a page, or a program. */
export type Reader = 'window' | 'frame' | 'program'

export function readerOf(request: Request): Reader {
  if (isFramed(request)) return 'frame'
  return isNavigation(request) ? 'window' : 'program'
}

/** Returns whether a browser is opening a page, and so can follow a redirect to sign in. */
export function isNavigation(request: Request): boolean {
  const mode = request.headers.get('sec-fetch-mode')
  if (mode === 'navigate') return true
  if (mode === 'same-origin') return isNavigationOfWorker(request)
  return mode === null && request.method === 'GET' && acceptsPage(request)
}

/**
 * A worker that adds an option to a navigation, such as `signal`, makes its mode `same-origin` (Fetch standard, the
 * constructor of `Request`). Upgrade-Insecure-Requests stays, and browsers send it with navigations only.
 */
const isNavigationOfWorker = (request: Request): boolean =>
  request.method === 'GET' && request.headers.get('upgrade-insecure-requests') === '1' && acceptsPage(request)

const acceptsPage = ({ headers }: Request): boolean => (headers.get('accept') ?? '').includes('text/html')

export const isWebSocketUpgrade = (request: Request): boolean =>
  request.headers.get('upgrade')?.toLowerCase() === 'websocket'

/**
 * TRACE makes a server repeat what it was sent, and TRACK does so on old ones: the assertion, to a script. CONNECT is
 * for proxies.
 */
export const isForProxies = ({ method }: Request): boolean =>
  method === 'TRACE' || method === 'TRACK' || method === 'CONNECT'

const FRAMES = ['iframe', 'frame', 'embed', 'object', 'fencedframe']

/** Returns whether the browser says that the answer goes into a frame. */
export const isFramed = ({ headers }: Request): boolean =>
  FRAMES.includes(headers.get('sec-fetch-dest') ?? '')

/**
 * Returns whether the browser says that the answer becomes a part of another page: a frame, an image, a script.
 * `empty` is not such a part: a service worker turns the destination of every navigation into it.
 */
export function isEmbedded({ headers }: Request): boolean {
  const destination = headers.get('sec-fetch-dest')
  return destination !== null && destination !== 'document' && destination !== 'empty'
}

/**
 * Returns whether a person would not see the answer as a whole page. On the portal, where no service worker runs, a
 * mode other than `navigate` is a script's.
 */
export function isOutOfSight(request: Request): boolean {
  const mode = request.headers.get('sec-fetch-mode')
  return isEmbedded(request) || (mode !== null && mode !== 'navigate')
}

/** Returns whether the browser fetches a page ahead, which the person may never open. */
export const isPrefetch = ({ headers }: Request): boolean =>
  /prefetch|prerender|preview/i.test(`${headers.get('sec-purpose')} ${headers.get('purpose')}`)
