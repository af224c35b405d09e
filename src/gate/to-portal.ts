// Sends a browser from a workspace host to the portal. It comes back with a hand-off code (entrance.ts).
//
// Each trip is a flow with a secret in a cookie. Only the browser with that cookie can spend the code.
// Otherwise an attacker could send their own code to a victim and sign the victim in to the attacker's
// account.

import { RETURN_TO_MAX_LENGTH, resolveReturnTo } from '../core/return-to.ts'
import type { Requirement } from '../core/rules.ts'
import { sha256Base64url } from '../crypto/digest.ts'
import { randomId, randomToken } from '../crypto/random.ts'
import type { Edge } from '../flows/edge/edge.ts'
import { clearCookie, FLOW_COOKIE_PREFIX, FLOW_SECONDS, setCookie, surplusFlows } from '../http/cookies.ts'
import { isReading } from '../http/methods.ts'
import { packReturnTo, unpackReturnTo } from '../http/packed-return-to.ts'

/** A trip to the portal and back. Without the optional fields, the portal shows nothing special on the way. */
interface Way {
  readonly host: string
  readonly returnTo: string
  /** True if a form was posted and not forwarded. */
  readonly isUnsaved?: boolean
  /** True if the code of the previous flow could not be spent. The gate then starts no third flow. */
  readonly isSecondTry?: boolean
  /** The portal first asks for this second factor. */
  readonly demand?: Requirement
}

/**
 * Sends the browser to the portal, to come back to the address it asked for.
 *
 * A POST can't be repeated. The browser comes back to the page with the form, and the portal tells the person
 * that the form was not saved.
 */
export function sendToPortal(request: Request, url: URL, edge: Edge): Promise<Response> {
  const isUnsaved = !isReading(request.method)
  const returnTo = isUnsaved ? pageBefore(request, url) : url.pathname + url.search
  return beginFlow(request, edge, { host: url.host, returnTo, isUnsaved })
}

/**
 * Sends a GET or HEAD to the portal for a second factor. The browser comes back to the same address with a new
 * pass.
 */
export const sendToVerify = (
  request: Request,
  url: URL,
  edge: Edge,
  demand: Requirement,
): Promise<Response> =>
  beginFlow(request, edge, { host: url.host, returnTo: url.pathname + url.search, demand })

/**
 * Handles `/.sallyport/start?return_to=…`: goes to the portal for a new pass, even if the browser has a valid
 * pass.
 *
 * The portal links here after a change that the current pass does not show, such as a second factor or
 * another account.
 */
export function startHere(request: Request, url: URL, edge: Edge): Promise<Response> {
  const asked = unpackReturnTo(url.searchParams.get('return_to') ?? '/') ?? '/'
  const target = resolveReturnTo(asked, url.origin) ?? new URL(url.origin)
  const isUnsaved = url.searchParams.get('unsaved') === '1'
  return beginFlow(request, edge, { host: url.host, returnTo: target.pathname + target.search, isUnsaved })
}

export async function beginFlow(request: Request, { config }: Edge, way: Way): Promise<Response> {
  const flowId = randomId()
  const secret = randomToken()
  const entrance = entranceOf(config.portalOrigin, way)
  if (way.isUnsaved) entrance.searchParams.set('unsaved', '1')
  if (way.isSecondTry) entrance.searchParams.set('again', '1')
  entrance.searchParams.set('flow', `${flowId}.${await sha256Base64url(secret)}`)
  const location = way.demand ? verifyPage(entrance, way.demand) : entrance.href
  const headers = new Headers({ location, 'cache-control': 'no-store' })
  headers.append('set-cookie', setCookie(FLOW_COOKIE_PREFIX + flowId, secret, FLOW_SECONDS))
  for (const name of surplusFlows(request.headers)) headers.append('set-cookie', clearCookie(name))
  return new Response(null, { status: isReading(request.method) ? 302 : 303, headers })
}

/** Returns the portal's address that asks for a second factor and then leads to a page of a workspace. */
export const stepUpAddress = ({ config }: Edge, way: Way & { readonly demand: Requirement }): string =>
  verifyPage(entranceOf(config.portalOrigin, way), way.demand)

function entranceOf(portalOrigin: string, { host, returnTo }: Way): URL {
  const url = new URL('/enter', portalOrigin)
  url.searchParams.set('host', host)
  url.searchParams.set('return_to', returnTo.length > RETURN_TO_MAX_LENGTH ? '/' : packReturnTo(returnTo))
  return url
}

function verifyPage(entrance: URL, { maxAge, methods }: Requirement): string {
  const url = new URL('/sign-in/verify', entrance)
  if (methods) url.searchParams.set('methods', methods.join())
  url.searchParams.set('max_age', String(maxAge))
  url.searchParams.set('return_to', entrance.pathname + entrance.search)
  return url.href
}

/**
 * Returns the page on this host that sent the request, as a path with query. Returns `/` for a page of
 * another origin. Otherwise another site could choose where the browser returns to.
 */
export function pageBefore(request: Request, url: URL): string {
  const referrer = request.headers.get('referer')
  if (!referrer || !URL.canParse(referrer)) return '/'
  const page = new URL(referrer)
  return page.origin === url.origin ? page.pathname + page.search : '/'
}
