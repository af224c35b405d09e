// A request on its way to the origin. The origin gets one word about who is there, the assertion, and nothing a client
// sends can look like it. Bodies stream. What becomes of the answer: answer.ts.

import { within } from '../core/within.ts'
import { cleanAnswer } from './answer.ts'
import { withoutReserved } from './cookies.ts'

export const ASSERTION_HEADER = 'Sallyport-Assertion'

// Names compared without case and punctuation: CGI-like servers read X-Foo, X_Foo and X.Foo as the same. Ours and the
// forwarding headers are rebuilt; the others would let a client speak for the edge about identity or path.
const DROPPED =
  /sallyport|^(xforwarded|forwarded|xoriginal|xrewriteurl$|x?remote(user|groups?|name|email)$|xauthrequest|x?realip$|(x|true|xcluster|fastly|xazure)?clientip$|xhost$|xhttphostoverride$|xenvoyexternaladdress$)/
const HOP_BY_HOP = /^(connection|keep-alive|proxy-connection|proxy-authorization|te|trailer)$/

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

/** Throws `TimedOut` where the origin hasn't begun to answer in time. */
export async function forward(request: Request, forwarding: Forwarding): Promise<Response> {
  // `manual`: to follow a redirect would carry the assertion to a third host. `no-store`: the platform's shared cache
  // goes by URL alone, and would answer one person with another's page.
  const answer = fetch(forwarding.target, {
    method: request.method,
    headers: headersFor(request, forwarding),
    body: request.body,
    redirect: 'manual',
    cache: 'no-store',
  })
  const response = await within(forwarding.timeoutSeconds * 1000, answer, 'the origin did not answer')
  return cleanAnswer(response, forwarding)
}

function headersFor(
  request: Request,
  { host, proto, assertion, clientIp }: Forwarding,
): Record<string, string> {
  const headers: Record<string, string> = Object.create(null)
  for (const [name, value] of request.headers) if (!isDropped(name)) headers[name] = value
  // Without what else the client's own Connection names.
  if (headers.upgrade?.toLowerCase() === 'websocket') headers.connection = 'Upgrade'
  const kept = headers.cookie && withoutReserved(headers.cookie)
  if (kept) headers.cookie = kept
  else delete headers.cookie

  const node = clientIp.includes(':') ? `"[${clientIp}]"` : clientIp
  headers['x-forwarded-for'] = clientIp
  headers['x-forwarded-host'] = host
  headers['x-forwarded-proto'] = proto
  headers.forwarded = `for=${node};host="${host}";proto=${proto}`
  headers[ASSERTION_HEADER] = assertion
  return headers
}

const isDropped = (name: string): boolean =>
  HOP_BY_HOP.test(name) || DROPPED.test(name.replace(/[^a-z0-9]/g, ''))
