// Step-up (RFC 9470): leads a person to the portal for a newer second factor or a passkey, if an origin or a rule
// demands one.
//
// A renewal never raises the proof in a pass. So the person goes through the portal and comes back with a new
// pass.

import type { Requirement } from '../core/rules.ts'
import { findShortfall, findStepUpDemand, STEP_UP_MAX_AGE_SECONDS } from '../core/step-up-challenge.ts'
import type { IssuedPass } from '../flows/entry/issue-pass.ts'
import { withHeader } from '../http/answer.ts'
import { FLOW_SECONDS, readCookie, STEP_UP_COOKIE, setCookie } from '../http/cookies.ts'
import { isReading } from '../http/methods.ts'
import { readerOf } from '../http/navigation.ts'
import { ownAnswer } from '../http/own-answer.ts'
import { log } from '../log.ts'
import { answer } from '../refusals/answer.ts'
import { framedBy, pageAroundFrame } from './frames.ts'
import { pageBefore, sendToVerify, stepUpAddress } from './to-portal.ts'
import type { Visit } from './visit.ts'

/** The response header that tells a script where the person can prove a second factor. */
export const STEP_UP_HEADER = 'Sallyport-Step-Up'

/**
 * Returns the origin's answer with status 401, or leads to the portal if it demands another second factor.
 *
 * Passes on a demand that the pass already meets. Otherwise an origin that always demands would send the
 * person around forever.
 */
export async function answerChallenge(visit: Visit, pass: IssuedPass, response: Response): Promise<Response> {
  const challenges = response.headers.get('www-authenticate')
  const demand = challenges === null ? null : findStepUpDemand(challenges)
  if (!demand) return response
  if (!findShortfall(demand, pass.claims, visit.edge.now)) {
    const { site, request } = visit
    log('warn', { event: 'step_up.pointless', host: site.host, method: request.method })
    return response
  }
  const maxAge = demand.maxAge ?? STEP_UP_MAX_AGE_SECONDS
  return leadToStepUp(visit, pass, { ...demand, maxAge }, response)
}

/**
 * Leads to the portal for the second factor that is demanded. A program gets `refusal`, with the portal's
 * address in a header. A person gets a redirect or a page instead.
 */
export async function leadToStepUp(
  visit: Visit,
  pass: IssuedPass,
  demand: Requirement,
  refusal: Response,
): Promise<Response> {
  const { request, url, edge } = visit
  const reader = readerOf(request)
  if (reader === 'program') {
    const way = { host: url.host, returnTo: pageBefore(request, url), demand }
    return withHeader(refusal, STEP_UP_HEADER, stepUpAddress(edge, way))
  }
  // The origin may have closed the connection already. Then there is nothing to cancel.
  edge.defer(refusal.body?.cancel().catch(() => {}) ?? Promise.resolve())
  const isRedirect = reader === 'window' && isReading(request.method) && !isBackInVain(visit, pass, demand)
  const answered = await (isRedirect ? redirectToVerify(visit, pass, demand) : askOnPage(visit, demand))
  return ownAnswer(answered, url.protocol)
}

/** Redirects to the portal, and sets a cookie with the time and the pass. */
async function redirectToVerify({ request, url, edge }: Visit, pass: IssuedPass, demand: Requirement) {
  const response = await sendToVerify(request, url, edge, demand)
  const note = setCookie(STEP_UP_COOKIE, `${edge.now}.${entryOf(pass)}`, FLOW_SECONDS)
  response.headers.append('set-cookie', note)
  return response
}

/** Tells the passes of two entries apart. A renewal keeps the secret, so it stays the same entry. */
const entryOf = ({ claims }: IssuedPass): string => claims.cnf['secret#S256'].slice(-12)

/**
 * Returns true if the browser came back from the portal with a new pass, and without a newer proof or the passkey.
 *
 * It must not be redirected again. Otherwise a person whose provider never says when the proof was made would be
 * sent around forever.
 */
function isBackInVain({ request, edge }: Visit, pass: IssuedPass, demand: Requirement): boolean {
  const [sentAt = '', sentWith] = (readCookie(request.headers, STEP_UP_COOKIE) ?? '').split('.')
  const isBack = sentWith !== undefined && sentWith !== entryOf(pass)
  const isOld = (pass.claims.mfa_time ?? 0) < Number(sentAt)
  return isBack && (isOld || findShortfall(demand, pass.claims, edge.now) === 'second-factor-too-weak')
}

/**
 * Shows a page of the gate that asks for a second factor. Its link leads to the portal, and then back
 * to the page itself, to the page with the form, or to the page around the frame.
 */
function askOnPage({ request, url, edge, site }: Visit, demand: Requirement): Promise<Response> {
  const isFramed = readerOf(request) === 'frame'
  const isForm = !isReading(request.method)
  const before = isForm ? pageBefore(request, url) : url.pathname + url.search
  const returnTo = isFramed ? pageAroundFrame(request, url) : before
  const href = stepUpAddress(edge, { host: url.host, returnTo, demand })
  const refusal = { reason: 'step-up', workspace: site.name, href, isForm, isFramed, ...demand } as const
  const { portalOrigin, brand } = edge.config
  return answer(request, refusal, { portalOrigin, brand, ...framedBy(request, edge, site) })
}
