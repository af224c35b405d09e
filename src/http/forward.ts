// A request on its way to the origin, and the answer back. The origin gets one word about who is there, the assertion,
// and nothing a client sends can look like it. Bodies stream; redirects and upgrades are passed on untouched.

import { clearingNoCookies, setsReserved, withoutReserved } from './cookies.ts'
import { isWebSocketUpgrade } from './navigation.ts'

export const ASSERTION_HEADER = 'Sallyport-Assertion'

// Names compared without case and punctuation: CGI-like servers read X-Foo, X_Foo and X.Foo as the same. Ours and the
// forwarding headers are rebuilt; the others would let a client speak for the edge about identity or path.
const DROPPED =
  /sallyport|^(xforwarded|forwarded|xoriginal|xrewriteurl$|x?remote(user|groups?|name|email)$|xauthrequest|x?realip$|(x|true|xcluster|fastly|xazure)?clientip$|xhost$|xhttphostoverride$|xenvoyexternaladdress$)/
const HOP_BY_HOP = ['connection', 'keep-alive', 'proxy-connection', 'proxy-authorization', 'te', 'trailer']

export interface Forwarding {
  /** Already parsed: the same URL that was decided on. */
  readonly url: URL
  readonly origin: string
  readonly assertion: string
  readonly clientIp: string
  readonly timeoutSeconds: number
}

export class OriginTimeout extends Error {
  override name = 'OriginTimeout'
}

export async function forward(request: Request, forwarding: Forwarding): Promise<Response> {
  const target = `${forwarding.origin}${forwarding.url.pathname}${forwarding.url.search}`
  const aborter = new AbortController()
  // `manual`: to follow a redirect would carry the assertion to a third host. `no-store`: the platform's shared cache
  // goes by URL alone, and would answer one person with another's page.
  const outbound = new Request(target, request)
  writeHeaders(outbound.headers, request, forwarding)
  const timer = setTimeout(() => aborter.abort(new OriginTimeout()), forwarding.timeoutSeconds * 1000)
  try {
    const init = { redirect: 'manual', cache: 'no-store', signal: aborter.signal } as const
    return cleanResponse(await fetch(outbound, init))
  } catch (error) {
    if (aborter.signal.aborted) throw new OriginTimeout()
    throw error
  } finally {
    clearTimeout(timer)
  }
}

function writeHeaders(headers: Headers, request: Request, { url, assertion, clientIp }: Forwarding): void {
  for (const name of [...headers.keys()]) {
    if (DROPPED.test(name.replace(/[^a-z0-9]/g, ''))) headers.delete(name)
  }
  const isUpgrade = isWebSocketUpgrade(request)
  for (const name of HOP_BY_HOP) if (!isUpgrade || name !== 'connection') headers.delete(name)
  const cookies = headers.get('cookie')
  const kept = cookies && withoutReserved(cookies)
  if (kept) headers.set('cookie', kept)
  else headers.delete('cookie')

  const proto = url.protocol.slice(0, -1)
  const node = clientIp.includes(':') ? `"[${clientIp}]"` : clientIp
  headers.set('x-forwarded-for', clientIp)
  headers.set('x-forwarded-host', url.host)
  headers.set('x-forwarded-proto', proto)
  headers.set('forwarded', `for=${node};host="${url.host}";proto=${proto}`)
  headers.set(ASSERTION_HEADER, assertion)
}

/**
 * As it came, unless the origin tries to set or clear cookies of ours: rebuilding an answer costs a quarter of the throughput.
 * A browser takes them from the answer to an upgrade, too.
 */
function cleanResponse(response: Response): Response {
  const { status, statusText, webSocket } = response
  if (status === 101 && !webSocket) throw new Error('the origin switched protocols without being asked')
  const cookies = response.headers.has('set-cookie') ? response.headers.getSetCookie() : []
  const clearing = response.headers.get('clear-site-data')
  if (clearing === null && !cookies.some(setsReserved)) return response
  const headers = new Headers(response.headers)
  headers.delete('set-cookie')
  for (const cookie of cookies) if (!setsReserved(cookie)) headers.append('set-cookie', cookie)
  const cleared = clearing && clearingNoCookies(clearing)
  if (cleared) headers.set('clear-site-data', cleared)
  else headers.delete('clear-site-data')
  return new Response(response.body, { status, statusText, headers, webSocket })
}

/** An answer with one more cookie; an upgrade stays untouched and goes without. */
export function withCookie(response: Response, cookie: string): Response {
  if (response.status === 101) return response
  const copy = new Response(response.body, response)
  copy.headers.append('set-cookie', cookie)
  return copy
}
