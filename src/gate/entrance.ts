// Takes a browser back from the portal: spends its hand-off code and sets the pass cookie.

import { resolveReturnTo } from '../core/return-to.ts'
import type { Edge } from '../flows/edge/edge.ts'
import type { IssuedPass } from '../flows/entry/issue-pass.ts'
import { redeemHandOff } from '../flows/entry/redeem.ts'
import { clearCookie, FLOW_COOKIE_PREFIX, PASS_COOKIE, readCookie, setCookie } from '../http/cookies.ts'
import { isEmbedded } from '../http/navigation.ts'
import { unpackReturnTo } from '../http/packed-return-to.ts'
import { log } from '../log.ts'
import { answer } from '../refusals/answer.ts'
import type { Site } from '../store/sites.ts'
import { beginFlow } from './to-portal.ts'

/**
 * Returns the Set-Cookie value for a pass. The cookie lives as long as the session may, because the gate
 * renews an expired pass from it.
 */
export const passCookie = ({ config }: Edge, pass: IssuedPass): string =>
  setCookie(PASS_COOKIE, `${pass.token}~${pass.secret}`, config.sessionSeconds)

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
  const response = await beginFlow(request, edge, { host, returnTo: returnTo ?? '/', isSecondTry: true })
  response.headers.append('set-cookie', clearCookie(flowCookie))
  response.headers.set('referrer-policy', 'no-referrer')
  return response
}

function notEntered(request: Request, { config }: Edge, site: Site, reason: string): Promise<Response> {
  log('warn', { event: 'hand_off.refused', reason, host: site.host })
  const href = `${config.scheme}//${site.host}/`
  return answer(request, { reason: 'closed-way', workspace: site.name, href }, config)
}
