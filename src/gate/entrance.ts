// The two ends of the way through the portal, as the gate sees them: it gives the browser a flow and sends it there, and
// takes it back with a hand-off code that only this flow can spend.

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

/** The cookie lives as long as the session may: an expired pass is what it is renewed from. */
export const passCookie = ({ config }: Edge, pass: IssuedPass): string =>
  setCookie(PASS_COOKIE, `${pass.token}~${pass.secret}`, config.sessionSeconds)

/**
 * Sends the browser to the portal, to come back to where it was going. A POST can't be repeated: the browser comes back to
 * the form's page, and is told on the way that the form was not saved.
 */
export function sendToPortal(request: Request, url: URL, edge: Edge): Promise<Response> {
  const isUnsaved = !isRepeatable(request)
  const returnTo = isUnsaved ? pageBefore(request, url) : url.pathname + url.search
  return beginFlow(request, edge, { host: url.host, returnTo, isUnsaved, isSecondTry: false })
}

/**
 * `/.sallyport/start?return_to=…`: to the portal whatever pass there is, for a new one. Whoever comes from the portal
 * has perhaps proved something that the pass in this browser doesn't say yet, or is somebody else by now.
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
  /** A form was posted, and went nowhere. */
  readonly isUnsaved: boolean
  /** A code for this way could not be spent. The next one is the last. */
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

// The id of a sealing key, and what it seals: with an address of 8 KiB in it, up to 12,000 letters.
const CODE = /^[\w-]{22}\.[\w-]{64,14000}$/

/** `/.sallyport/enter?code=…&flow=…`: spends the code, sets the pass. */
export async function enterHere(request: Request, url: URL, edge: Edge, site: Site): Promise<Response> {
  const code = url.searchParams.get('code') ?? ''
  const flowId = url.searchParams.get('flow') ?? ''
  const flowCookie = FLOW_COOKIE_PREFIX + flowId
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

/** Through the portal once more, in a new flow. See `refused` in flows/entry/redeem.ts for why this ends. */
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

export function pageBefore(request: Request, url: URL): string {
  const referrer = request.headers.get('referer')
  if (!referrer || !URL.canParse(referrer)) return '/'
  const page = new URL(referrer)
  return page.origin === url.origin ? page.pathname + page.search : '/'
}
