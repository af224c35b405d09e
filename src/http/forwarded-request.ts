// Builds the request that the origin gets. The assertion is the only header that says who is there, and a
// client can't send a header that looks like it.

import { withoutReserved } from './cookies.ts'
import { isMethodOverride } from './dropped-headers.ts'
import type { ReceivedHeaders } from './received-headers.ts'

const ASSERTION_HEADER = 'Sallyport-Assertion'

/** Headers that are dropped from this request, besides those that are always dropped. */
export interface Withheld {
  /**
   * True if `Authorization` carried a service token. The header is then dropped. Otherwise the origin could
   * use the token itself.
   */
  readonly authorization: boolean
  /**
   * True if a rule admitted the request because of its method. The headers that override the method are then
   * dropped. Otherwise a GET with `X-HTTP-Method-Override: DELETE` could delete something at the origin.
   */
  readonly methodOverrides: boolean
}

export const NOTHING_WITHHELD: Withheld = { authorization: false, methodOverrides: false }

export interface Forwarding {
  /** The URL at the origin. It is built from the same parsed URL that the gate decided about. */
  readonly target: string
  /** The workspace host that the browser asked for. */
  readonly host: string
  readonly proto: 'https' | 'http'
  /** Null for a request that anybody may make. */
  readonly assertion: string | null
  readonly withheld: Withheld
  readonly clientIp: string
  readonly timeoutSeconds: number
  /** The request's headers. They are changed into the origin's. */
  readonly received: ReceivedHeaders
}

/** Thrown for a GET or HEAD with a body of unknown length. The platform would forward it without the body. */
export class LengthRequired extends Error {
  override name = 'LengthRequired'
}

/** Returns the arguments for `fetch`. Throws `LengthRequired`. */
export function requestFor(
  request: Request,
  forwarding: Forwarding,
): [target: Request | string, init: RequestInit] {
  const { method, body } = request
  const headers = headersFor(request, forwarding)
  // `manual`: do not follow redirects. Otherwise the assertion would go to a third host. `no-store`: the
  // platform's shared cache uses the URL alone as its key. Otherwise one person could get another person's
  // page.
  const options = { headers, redirect: 'manual', cache: 'no-store' } as const
  if (body === null || (method !== 'GET' && method !== 'HEAD'))
    return [forwarding.target, { method, body, ...options }]
  if (!request.headers.has('content-length')) throw new LengthRequired()
  // `fetch` takes the body of a GET only from a Request, not from the options.
  return [new Request(forwarding.target, request), options]
}

/**
 * A Cache-Control value that asks for nothing (RFC 9111, section 5.2.1.3).
 *
 * With `no-store`, the platform adds `no-cache` to a request that lacks these headers. Express and Koa then
 * never answer 304. An empty value would be dropped.
 */
const NOTHING_ASKED = 'min-fresh=0'

function headersFor(
  request: Request,
  { host, proto, assertion, withheld, clientIp, received }: Forwarding,
): Record<string, string> | Headers {
  const { passing: headers, isReadable } = received
  if (withheld.authorization) delete headers.authorization
  if (withheld.methodOverrides)
    for (const name of Object.keys(headers)) if (isMethodOverride(name)) delete headers[name]
  // Drops every other option that the client's Connection header names.
  if (headers.upgrade?.toLowerCase() === 'websocket') headers.connection = 'Upgrade'
  const kept = headers.cookie && withoutReserved(headers.cookie)
  if (kept) headers.cookie = kept
  else delete headers.cookie
  headers['cache-control'] ||= NOTHING_ASKED
  headers.pragma ||= NOTHING_ASKED

  const node = clientIp.includes(':') ? `"[${clientIp}]"` : clientIp
  headers['x-forwarded-for'] = clientIp
  headers['x-forwarded-host'] = host
  headers['x-forwarded-proto'] = proto
  headers.forwarded = `for=${node};host="${host}";proto=${proto}`
  if (assertion !== null) headers[ASSERTION_HEADER] = assertion
  return isReadable ? headers : keepBytes(request.headers, headers)
}

/** Restores the original bytes of each header that was not changed, because a script may send Latin-1. */
function keepBytes(received: Headers, wanted: Record<string, string>): Headers {
  const headers = new Headers(received)
  for (const [name, value] of received) if (wanted[name] !== value) headers.delete(name)
  for (const [name, value] of Object.entries(wanted)) if (!headers.has(name)) headers.set(name, value)
  return headers
}
