// The gate on workspace hosts: host → site → pass → decide → forward. Warm, it touches neither D1 nor KV, and asks the
// platform for as little as it can: a call into it costs more than all that is decided here. The last line of each
// decision denies; only what `mayEnter` says yes to is forwarded.

import { decidePass } from '../core/access.ts'
import { enforcementAt } from '../core/policy.ts'
import { isReservedPath } from '../core/reserved-path.ts'
import type { Edge, KeylessEdge } from '../flows/edge/edge.ts'
import { loadFacts, recallFacts } from '../flows/edge/edge-facts.ts'
import type { IssuedPass } from '../flows/entry/passes.ts'
import { withCookie } from '../http/answer.ts'
import { PASS_COOKIE, readCookie } from '../http/cookies.ts'
import { forward } from '../http/forward.ts'
import { LengthRequired } from '../http/forwarded-request.ts'
import { isForProxies, isFramed, isWebSocketUpgrade } from '../http/navigation.ts'
import { OriginFailed } from '../http/origin-failed.ts'
import { ownAnswer } from '../http/own-answer.ts'
import type { Site } from '../store/sites.ts'
import { enterHere, passCookie, startHere } from './entrance.ts'
import { leadOutOfFrame } from './frames.ts'
import { checkPass, recallPass } from './passes.ts'
import {
  misdirected,
  notFound,
  originFailed,
  refuseForeignUpgrade,
  refuseMethod,
  refuseWithoutLength,
  refuseWithoutPass,
} from './refusals.ts'
import { renewOnce } from './renewal.ts'
import { signOutHere } from './sign-out.ts'

/** What a request that may go on to the origin goes with. */
interface Admission {
  readonly edge: Edge
  readonly site: Site
  readonly pass: IssuedPass
  /** The renewed pass, for the browser. */
  readonly newCookie: string | null
}

export async function gate(request: Request, url: URL, keyless: KeylessEdge): Promise<Response> {
  const decided = await decide(request, url, keyless)
  if (decided instanceof Response) return ownAnswer(decided, url.protocol)
  return toOrigin(request, url, decided)
}

async function decide(request: Request, url: URL, keyless: KeylessEdge): Promise<Response | Admission> {
  const { host, pathname } = url
  const { site, ring } = recallFacts(keyless, host) ?? (await loadFacts(keyless, host))
  const edge: Edge = { ...keyless, ring }
  if (!site) return misdirected(request, edge.config)
  if (isForProxies(request)) return refuseMethod()
  if (pathname === '/.sallyport/enter') return enterHere(request, url, edge, site)
  if (pathname === '/.sallyport/start')
    return isFramed(request) ? leadOutOfFrame(request, url, edge, site) : startHere(request, url, edge)
  if (pathname === '/.sallyport/sign-out') return signOutHere(request, url, edge, site)
  if (isReservedPath(pathname)) return notFound(request, edge)
  const origin = `${edge.config.scheme}//${host}`
  if (isWebSocketUpgrade(request) && request.headers.get('origin') !== origin) return refuseForeignUpgrade()

  const cookie = readCookie(request.headers, PASS_COOKIE) ?? ''
  const held = recallPass(cookie, origin, edge) ?? (await checkPass(cookie, origin, edge))
  if (!held) return refuseWithoutPass(request, url, edge, site, 'no-pass')
  if (mayEnter(held, site, site, edge)) return { edge, site, pass: held, newCookie: null }

  // Whether its time is over, or the session may have changed what it is refused for: once from the truth, in place.
  const renewed = await renewOnce(cookie, held, site, edge)
  if (!renewed.ok) return refuseWithoutPass(request, url, edge, site, renewed.error)
  const { pass } = renewed.value
  if (mayEnter(pass, site, renewed.value, edge))
    return { edge, site, pass, newCookie: passCookie(edge, pass) }
  return refuseWithoutPass(request, url, edge, site, 'enrollment-required')
}

function mayEnter(
  { claims }: IssuedPass,
  { workspaceId }: Site,
  { policy, allowedProviders }: Pick<Site, 'policy' | 'allowedProviders'>,
  { now }: Edge,
): boolean {
  // The pass must name the workspace that has the host now, by its id. Otherwise a pass of a deleted workspace would open
  // the next one that is given the same slug and host.
  if (claims.workspace.id !== workspaceId) return false
  return decidePass(claims, { enforcement: enforcementAt(policy, now), allowedProviders }, now) === 'admit'
}

async function toOrigin(
  request: Request,
  url: URL,
  { edge, site, pass, newCookie }: Admission,
): Promise<Response> {
  const { config, client } = edge
  try {
    const response = await forward(request, {
      // As parsed, with a `?` at the end that `search` leaves out.
      target: site.origin + url.href.slice(url.origin.length),
      host: site.host,
      proto: config.scheme === 'https:' ? 'https' : 'http',
      assertion: pass.token,
      clientIp: client.ip,
      timeoutSeconds: config.originTimeoutSeconds,
    })
    return newCookie === null ? response : withCookie(response, newCookie)
  } catch (error) {
    if (error instanceof OriginFailed)
      return ownAnswer(await originFailed(request, edge, site, error.trouble), url.protocol)
    if (error instanceof LengthRequired) return ownAnswer(refuseWithoutLength(), url.protocol)
    throw error
  }
}
