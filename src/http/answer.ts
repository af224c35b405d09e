// Cleans the origin's answer before it goes to the browser. Returns the original object if nothing changes,
// because a copy costs time.

import { makePrivate, PERSONAL, saysNothing } from './cache-control.ts'
import { clearingNoCookies, setsReserved } from './cookies.ts'
import { hopByHopNames } from './hop-by-hop.ts'
import { atTheEdge, type Route } from './location.ts'
import { OriginFailed } from './origin-failed.ts'

const SWITCHING_PROTOCOLS = 101
const NOT_MODIFIED = 304
const LAST_STATUS = 599 // the platform can't build a response with a higher status (RFC 9110, section 15)

/** A header and its new value. Null removes the header. */
type Change = readonly [name: string, value: string | null]

/**
 * Removes what an origin may not tell the browser: cookies with Sallyport's names, hop-by-hop fields, and its
 * own address in redirects.
 *
 * Throws `OriginFailed` if the origin switched protocols without an upgrade request.
 */
export function cleanAnswer(response: Response, route: Route): Response {
  const { status, headers } = response
  // Refuse an answer that switched protocols without an upgrade request.
  if (status === SWITCHING_PROTOCOLS && !response.webSocket) throw new OriginFailed('unreachable')
  const changes = [
    ...clearingChanges(headers),
    ...(isOrdinary(status) ? ordinaryChanges(response, route) : []),
  ]
  const cookies = headers.has('set-cookie') ? headers.getSetCookie() : []
  // Drop cookies with Sallyport's names. Otherwise an origin could set a session or pass of its choice
  // (session fixation).
  const setsOurs = cookies.some(setsReserved)
  if (changes.length === 0 && !setsOurs) return response

  const copy = copyOf(response)
  for (const [name, value] of changes) {
    if (value === null) copy.headers.delete(name)
    else copy.headers.set(name, value)
  }
  if (setsOurs) {
    copy.headers.delete('set-cookie')
    for (const cookie of cookies) if (!setsReserved(cookie)) copy.headers.append('set-cookie', cookie)
  }
  return copy
}

/**
 * Adds a cookie and keeps the answer out of shared caches. An upgrade, or a status above 599, gets no cookie.
 */
export function withCookie(response: Response, cookie: string): Response {
  if (!isOrdinary(response.status)) return response
  const copy = copyOf(response)
  copy.headers.append('set-cookie', cookie)
  makePrivate(copy.headers, response.status === NOT_MODIFIED)
  return copy
}

/** Sets a header on a copy of the answer. */
export function withHeader(response: Response, name: string, value: string): Response {
  const copy = copyOf(response)
  copy.headers.set(name, value)
  return copy
}

const isOrdinary = (status: number): boolean => status !== SWITCHING_PROTOCOLS && status <= LAST_STATUS

function clearingChanges(headers: Headers): readonly Change[] {
  const asked = headers.get('clear-site-data')
  return asked === null ? [] : [['clear-site-data', clearingNoCookies(asked)]]
}

function ordinaryChanges({ status, headers }: Response, route: Route): readonly Change[] {
  const gone = hopByHopNames(headers)
  const changes: Change[] = gone.map((name) => [name, null])
  for (const name of ['location', 'content-location']) {
    const asked = headers.get(name)
    const moved = asked === null ? null : atTheEdge(asked, route)
    if (moved !== asked) changes.push([name, moved])
  }
  // Mark every answer as private to one person. Otherwise a browser may keep it for a time guessed from
  // `Last-Modified`, and show it to the next person who signs in there.
  //
  // A 304 is left as it is, because the stored answer has the origin's own Cache-Control.
  if (status !== NOT_MODIFIED && saysNothing(headers, gone)) changes.push(['cache-control', PERSONAL])
  return changes
}

/**
 * Copies an answer so that its headers can be changed. This is the cheapest way to copy one (docs/speed.md).
 */
function copyOf(response: Response): Response {
  const { body, status, webSocket, headers } = response
  // A copy keeps the WebSocket only if it is passed in the options.
  if (webSocket) return new Response(body, { status, webSocket, headers: new Headers(headers) })
  return new Response(body, response)
}
