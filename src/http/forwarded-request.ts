// The request as the origin gets it. One header says who is there, the assertion, and nothing that a client sends can look
// like it.

import { withoutReserved } from './cookies.ts'
import { isDropped } from './dropped-headers.ts'

const ASSERTION_HEADER = 'Sallyport-Assertion'

export interface Forwarding {
  /** By the same parsing that was decided on. */
  readonly target: string
  /** What the browser asked. */
  readonly host: string
  readonly proto: 'https' | 'http'
  readonly assertion: string
  readonly clientIp: string
  readonly timeoutSeconds: number
}

/** A GET or HEAD whose body has no length. The platform would send it on without its body. */
export class LengthRequired extends Error {
  override name = 'LengthRequired'
}

/** Returns what `fetch` takes. Throws `LengthRequired`. */
export function requestFor(
  request: Request,
  forwarding: Forwarding,
): [target: Request | string, init: RequestInit] {
  const { method, body } = request
  const headers = headersFor(request, forwarding)
  // `manual`: to follow a redirect would carry the assertion to a third host. `no-store`: the platform's shared cache
  // goes by URL alone, and would answer one person with another's page.
  const options = { headers, redirect: 'manual', cache: 'no-store' } as const
  if (body === null || (method !== 'GET' && method !== 'HEAD'))
    return [forwarding.target, { method, body, ...options }]
  if (!request.headers.has('content-length')) throw new LengthRequired()
  // The platform takes the body of a GET from a request that has it, and from no option.
  return [new Request(forwarding.target, request), options]
}

/**
 * For `no-store`, the platform adds `no-cache` to a request that lacks these headers, and Express and Koa then never
 * answer 304. A freshness of at least 0 seconds asks for nothing (RFC 9111, section 5.2.1.3). An empty value is dropped.
 */
const NOTHING_ASKED = 'min-fresh=0'

/** What the platform puts in the place of bytes that are not UTF-8. */
const UNREADABLE = '\ufffd'

function headersFor(
  request: Request,
  { host, proto, assertion, clientIp }: Forwarding,
): Record<string, string> | Headers {
  const headers: Record<string, string> = Object.create(null)
  let isReadable = true
  for (const [name, value] of request.headers) {
    if (isDropped(name)) continue
    headers[name] = value
    if (value.includes(UNREADABLE)) isReadable = false
  }
  // Without what else the client's own Connection names.
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
  headers[ASSERTION_HEADER] = assertion
  return isReadable ? headers : keepBytes(request.headers, headers)
}

/** Returns `wanted` with the bytes of `received` where nothing was changed: a script may send Latin-1. */
function keepBytes(received: Headers, wanted: Record<string, string>): Headers {
  const headers = new Headers(received)
  for (const [name, value] of received) if (wanted[name] !== value) headers.delete(name)
  for (const [name, value] of Object.entries(wanted)) if (!headers.has(name)) headers.set(name, value)
  return headers
}
