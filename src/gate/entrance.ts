// Sends a browser from a workspace host to the portal, and takes it back with a hand-off code.
//
// Each trip is a flow with a secret in a cookie. Only the browser with that cookie can spend the code.
// Otherwise an attacker could send their own code to a victim and sign the victim in to the attacker's
// account.

import { RETURN_TO_MAX_LENGTH, resolveReturnTo } from '../core/return-to.ts'
import { sha256Base64url } from '../crypto/digest.ts'
import { randomId, randomToken } from '../crypto/random.ts'
import type { Edge } from '../flows/edge/edge.ts'
import type { IssuedPass } from '../flows/entry/issue-pass.ts'
import { redeemHandOff } from '../flows/entry/redeem.ts'
import {
  clearCookie,
  FLOW_COOKIE_PREFIX,
  FLOW_SECONDS,
  PASS_COOKIE,
  readCookie,
  setCookie,
  surplusFlows,
} from '../http/cookies.ts'
import { isEmbedded } from '../http/navigation.ts'
import { packReturnTo, unpackReturnTo } from '../http/packed-return-to.ts'
import { log } from '../log.ts'
import { answer } from '../refusals/answer.ts'
import type { Site } from '../store/sites.ts'

/**
 * Returns the Set-Cookie value for a pass. The cookie lives as long as the session may, because the gate
 * renews an expired pass from it.
 */
export const passCookie = ({ config }: Edge, pass: IssuedPass): string =>
  setCookie(PASS_COOKIE, `${pass.token}~${pass.secret}`, config.sessionSeconds)

/**
 * Sends the browser to the portal, to come back to the address it asked for.
 *
 * A POST can't be repeated. The browser comes back to the page with the form, and the portal tells the person
 * that the form was not saved.
 */
export function sendToPortal(request: Request, url: URL, edge: Edge): Promise<Response> {
  const isUnsaved = !isRepeatable(request)
  const returnTo = isUnsaved ? pageBefore(request, url) : url.pathname + url.search
  return beginFlow(request, edge, { host: url.host, returnTo, isUnsaved, isSecondTry: false })
}

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
  const returnTo = target.pathname + target.search
  return beginFlow(request, edge, { host: url.host, returnTo, isUnsaved, isSecondTry: false })
}

const isRepeatable = (request: Request) => request.method === 'GET' || request.method === 'HEAD'

interface Way {
  readonly host: string
  readonly returnTo: string
  /** A form was posted and not forwarded. */
  readonly isUnsaved: boolean
  /** The code of the previous flow could not be spent. The gate starts no third flow. */
  readonly isSecondTry: boolean
}

async function beginFlow(
  request: Request,
  { config }: Edge,
  { host, returnTo, isUnsaved, isSecondTry }: Way,
): Promise<Response> {
  const flowId = randomId()
  const secret = randomToken()
  const target = new URL('/enter', config.portalOrigin)
  target.searchParams.set('host', host)
  target.searchParams.set('return_to', returnTo.length > RETURN_TO_MAX_LENGTH ? '/' : packReturnTo(returnTo))
  if (isUnsaved) target.searchParams.set('unsaved', '1')
  if (isSecondTry) target.searchParams.set('again', '1')
  target.searchParams.set('flow', `${flowId}.${await sha256Base64url(secret)}`)
  const headers = new Headers({ location: target.href, 'cache-control': 'no-store' })
  headers.append('set-cookie', setCookie(FLOW_COOKIE_PREFIX + flowId, secret, FLOW_SECONDS))
  for (const name of surplusFlows(request.headers)) headers.append('set-cookie', clearCookie(name))
  return new Response(null, { status: isRepeatable(request) ? 302 : 303, headers })
}

// The code's id, a sealing key's id and the sealed content. The content holds an address of up to 8 KiB, so it
// has up to 12,000 characters.
const CODE = /^[\w-]{22}\.[\w-]{22}\.[\w-]{64,14000}$/

/** Handles `/.sallyport/enter?code=…&flow=…`: spends the code and sets the pass cookie. */
export async function enterHere(request: Request, url: URL, edge: Edge, site: Site): Promise<Response> {
  const code = url.searchParams.get('code') ?? ''
  const flowId = url.searchParams.get('flow') ?? ''
  const flowCookie = FLOW_COOKIE_PREFIX + flowId
  // Refuse inside a frame or another embedded part. Otherwise another site could set a pass without the
  // person seeing it.
  if (isEmbedded(request)) return notEntered(request, edge, site, 'framed')
  if (request.method !== 'GET' || !CODE.test(code) || !/^[\w-]{22}$/.test(flowId))
    return notEntered(request, edge, site, 'malformed')
  const flowSecret = readCookie(request.headers, flowCookie)
  const redeemed = await redeemHandOff(edge, site, { code, flowSecret })
  if (!redeemed.ok) {
    const { reason, beginAgainTo } = redeemed.error
    if (beginAgainTo === null) return notEntered(request, edge, site, reason)
    log('info', { event: 'hand_off.begun_again', reason, host: site.host })
    return beginAgain(request, edge, site, unpackReturnTo(beginAgainTo), flowCookie)
  }
  const { pass, returnTo } = redeemed.value
  const origin = `${edge.config.scheme}//${site.host}`
  const headers = new Headers({
    location: (resolveReturnTo(unpackReturnTo(returnTo) ?? '/', origin) ?? new URL(origin)).href,
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
  })
  headers.append('set-cookie', passCookie(edge, pass))
  headers.append('set-cookie', clearCookie(flowCookie))
  return new Response(null, { status: 303, headers })
}

/**
 * Goes through the portal a second time, in a new flow. `refused` in flows/entry/redeem.ts explains why this
 * ends.
 */
async function beginAgain(
  request: Request,
  edge: Edge,
  { host }: Site,
  returnTo: string | null,
  flowCookie: string,
): Promise<Response> {
  const way = { host, returnTo: returnTo ?? '/', isUnsaved: false, isSecondTry: true }
  const response = await beginFlow(request, edge, way)
  response.headers.append('set-cookie', clearCookie(flowCookie))
  response.headers.set('referrer-policy', 'no-referrer')
  return response
}

function notEntered(request: Request, { config }: Edge, site: Site, reason: string): Promise<Response> {
  log('warn', { event: 'hand_off.refused', reason, host: site.host })
  const href = `${config.scheme}//${site.host}/`
  return answer(request, { reason: 'closed-way', workspace: site.name, href }, config)
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
