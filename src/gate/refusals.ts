// The gate's refusals: a page or the portal for a navigation, a problem for anything else.

import type { Config } from '../config.ts'
import { enforcementAt } from '../core/policy.ts'
import { toRfc3339 } from '../core/time.ts'
import type { Edge } from '../flows/edge/edge.ts'
import type { RenewalRefusal } from '../flows/entry/passes.ts'
import { again, errorPage } from '../http/error-page.ts'
import { isFramed, isNavigation } from '../http/navigation.ts'
import type { OriginTrouble } from '../http/origin-failed.ts'
import { BEARER, BEARER_AAL2, problemResponse } from '../http/problems.ts'
import { log } from '../log.ts'
import type { Site } from '../store/sites.ts'
import { outside as english } from '../words/en/outside.ts'
import { loadOutsideWords } from '../words/outside.ts'
import type { OutsideWords } from '../words/words.ts'
import { sendToPortal } from './entrance.ts'
import { framedBy, leadOutOfFrame } from './frames.ts'

/** RFC 9110, section 15.5.20. Mostly scanners; now and then somebody with a link to a workspace that has gone. */
export async function misdirected(request: Request, { portalOrigin }: Config): Promise<Response> {
  if (!isNavigation(request))
    return problemResponse({
      status: 421,
      code: 'unknown_host',
      title: 'No workspace has this host',
      detail: 'This edge has no workspace at the host of the request.',
    })
  const words = await loadOutsideWords(request)
  const link = { href: `${portalOrigin}/workspaces`, label: words.layout.yourWorkspaces }
  return errorPage({ status: 421, ...words.problems['unknown-host'], words, portalOrigin, link })
}

export async function notFound(request: Request, { config }: Edge): Promise<Response> {
  if (!isNavigation(request))
    return problemResponse({
      status: 404,
      code: 'not_found',
      title: 'Not found',
      detail: 'Addresses that begin with /.sallyport/ are the entrance’s own.',
    })
  const words = await loadOutsideWords(request)
  return errorPage({
    status: 404,
    title: words.gate.nothingHere,
    message: words.gate.reserved,
    words,
    portalOrigin: config.portalOrigin,
    link: { href: '/', label: words.gate.toFrontPage },
  })
}

export function refuseForeignUpgrade(): Response {
  return problemResponse({
    status: 403,
    code: 'foreign_origin',
    title: 'A WebSocket may be opened only by a page of this host',
    detail: 'Its Origin header must name this host.',
  })
}

/** RFC 9110, section 15.5.6. What else the origin allows for this address is unknown. */
export function refuseMethod(): Response {
  return problemResponse(
    {
      status: 405,
      code: 'method_not_allowed',
      title: 'This method is not forwarded',
      detail: 'TRACE, TRACK and CONNECT end here.',
    },
    { allow: 'GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS' },
  )
}

/** RFC 9110, section 15.5.12. */
export function refuseWithoutLength(): Response {
  return problemResponse({
    status: 411,
    code: 'length_required',
    title: 'The body of a GET or HEAD needs a Content-Length',
    detail: 'The origin was not asked. Send the request again with the length of its body.',
  })
}

export function refuseWithoutPass(
  request: Request,
  url: URL,
  edge: Edge,
  site: Site,
  reason: 'no-pass' | RenewalRefusal,
): Response | Promise<Response> {
  if (reason !== 'no-pass')
    log('info', { event: 'gate.refused', reason, host: site.host, method: request.method })
  if (isFramed(request)) return leadOutOfFrame(request, url, edge, site)
  if (isNavigation(request)) return sendToPortal(request, url, edge)
  const { portalOrigin } = edge.config
  const signInUrl = new URL('/enter', portalOrigin)
  signInUrl.searchParams.set('host', url.host)
  const sign_in_url = signInUrl.href
  switch (reason) {
    case 'not-a-member':
      return problemResponse({
        status: 403,
        code: 'not_a_member',
        title: 'Not a member of this workspace',
        detail: `${site.name} does not know this account. One of its admins can add it.`,
        sign_in_url,
      })
    case 'provider-not-allowed':
      return problemResponse({
        status: 403,
        code: 'provider_not_allowed',
        title: 'This workspace takes another way to sign in',
        detail: `${site.name} does not take the way by which this session was signed in. Open sign_in_url in the browser.`,
        sign_in_url,
      })
    case 'enrollment-required': {
      const enforcement = enforcementAt(site.policy, edge.now)
      return problemResponse({
        status: 403,
        code: 'enrollment_required',
        title: 'This workspace requires two-factor authentication',
        detail: `${site.name} admits only people who have enabled two-factor authentication.`,
        enroll_url: `${portalOrigin}/account/security/authenticator`,
        sign_in_url,
        ...(enforcement.state === 'off' ? {} : { effective_at: toRfc3339(enforcement.effectiveAt) }),
      })
    }
    case 'second-factor-needed':
      return problemResponse(
        {
          status: 401,
          code: 'second_factor_required',
          title: 'The second factor has not been proved here',
          detail: 'Open sign_in_url in the browser: it asks for the second factor where that is missing.',
          sign_in_url,
        },
        BEARER_AAL2,
      )
    case 'session-ended':
    case 'no-pass':
      return problemResponse(
        {
          status: 401,
          code: 'sign_in_required',
          title: 'Sign in first',
          detail:
            'The request carries no pass that is still good for this host. Open sign_in_url in the browser.',
          sign_in_url,
        },
        BEARER,
      )
  }
}

const TROUBLES = {
  timeout: { status: 504, code: 'origin_timeout', level: 'error', event: 'origin.failed' },
  unreachable: { status: 502, code: 'origin_unreachable', level: 'error', event: 'origin.failed' },
  interrupted: { status: 502, code: 'connection_lost', level: 'warn', event: 'request.interrupted' },
} as const

export async function originFailed(
  request: Request,
  edge: Edge,
  site: Site,
  trouble: OriginTrouble,
): Promise<Response> {
  const { status, code, level, event } = TROUBLES[trouble]
  log(level, { event, reason: trouble, host: site.host })
  if (!isNavigation(request)) {
    const { title, message } = saidOf(trouble, site, english)
    return problemResponse({ status, code, title, detail: message })
  }
  const words = await loadOutsideWords(request)
  return errorPage({
    status,
    ...saidOf(trouble, site, words),
    words,
    portalOrigin: edge.config.portalOrigin,
    link: again(words),
    ...framedBy(request, edge, site),
  })
}

function saidOf(trouble: OriginTrouble, { name }: Site, { gate }: OutsideWords) {
  switch (trouble) {
    case 'timeout':
      return { title: gate.originTimeout(name), message: gate.originFailed }
    case 'unreachable':
      return { title: gate.originUnreachable(name), message: gate.originFailed }
    case 'interrupted':
      return { title: gate.connectionLost, message: gate.connectionLostMeans(name) }
  }
}
