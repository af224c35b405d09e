// The origin's answer on its way to the browser. It is passed on as it came unless something in it must change, because
// a copy costs time.

import { makePrivate, PERSONAL, saysNothing } from './cache-control.ts'
import { clearingNoCookies, setsReserved } from './cookies.ts'
import { hopByHopNames } from './hop-by-hop.ts'
import { atTheEdge, type Route } from './location.ts'
import { OriginFailed } from './origin-failed.ts'

const SWITCHING_PROTOCOLS = 101
const NOT_MODIFIED = 304
const LAST_STATUS = 599 // the platform builds no answer with a higher one (RFC 9110, section 15)

/** A header and its new value; null where the header is taken out. */
type Change = readonly [name: string, value: string | null]

export function cleanAnswer(response: Response, route: Route): Response {
  const { status, headers } = response
  // It switched protocols without being asked.
  if (status === SWITCHING_PROTOCOLS && !response.webSocket) throw new OriginFailed('unreachable')
  const changes = [
    ...clearingChanges(headers),
    ...(isOrdinary(status) ? ordinaryChanges(response, route) : []),
  ]
  const cookies = headers.has('set-cookie') ? headers.getSetCookie() : []
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

/** Adds a cookie, and keeps the answer out of shared caches. An upgrade or a status above 599 goes without the cookie. */
export function withCookie(response: Response, cookie: string): Response {
  if (!isOrdinary(response.status)) return response
  const copy = copyOf(response)
  copy.headers.append('set-cookie', cookie)
  makePrivate(copy.headers, response.status === NOT_MODIFIED)
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
  // Every answer is one person's. Otherwise a browser may guess from `Last-Modified` how long to keep it, and show it to
  // the next person who signs in there. A 304 stands for an answer that was stored by the origin's own word.
  if (status !== NOT_MODIFIED && saysNothing(headers, gone)) changes.push(['cache-control', PERSONAL])
  return changes
}

/** The same answer, whose headers can be changed. Of the ways to copy one, this costs the least (docs/speed.md). */
function copyOf(response: Response): Response {
  const { body, status, webSocket, headers } = response
  // Only so does the copy keep the WebSocket.
  if (webSocket) return new Response(body, { status, webSocket, headers: new Headers(headers) })
  return new Response(body, response)
}
