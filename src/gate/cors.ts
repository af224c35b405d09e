// Answers pages of other web origins where a rule allows it (Fetch Standard, section 3.2).

import { isAllowedOrigin, preflightHeaders, refusalHeaders } from '../core/cors.ts'
import { matchOf } from './rules.ts'
import { STEP_UP_HEADER } from './step-up.ts'
import type { Visit } from './visit.ts'

/**
 * Answers a preflight if a rule with `cors` matches the path by the requested method. Returns null for any other
 * request, which then needs what every request needs.
 *
 * A preflight carries no credentials, so an origin behind the gate could never answer one.
 */
export function answerPreflight(visit: Visit): Response | null {
  const { method, headers } = visit.request
  if (method !== 'OPTIONS' || visit.site.rules.length === 0) return null
  const origin = headers.get('origin')
  const requestedMethod = headers.get('access-control-request-method')
  if (origin === null || requestedMethod === null) return null
  const { cors } = matchOf(visit, visit.url.pathname, requestedMethod)
  if (cors === null) return null
  // Browsers keep the answer to a preflight by its own `max-age`. No other cache may keep it.
  const allowed = { ...preflightHeaders(cors, origin), 'cache-control': 'no-store' }
  return new Response(null, { status: 204, headers: allowed })
}

/** Lets a page of an allowed origin read an answer of the gate's own. Otherwise it would see a network error. */
export function letRead({ request, match }: Visit, response: Response): Response {
  if (match.cors === null) return response
  const { headers } = response
  const allowed = refusalHeaders(match.cors, request.headers.get('origin'))
  for (const [name, value] of Object.entries(allowed)) headers.set(name, value)
  const exposed = headers.get('access-control-expose-headers')
  if (exposed !== null && headers.has(STEP_UP_HEADER))
    headers.set('access-control-expose-headers', `${exposed}, ${STEP_UP_HEADER}`)
  return response
}

/**
 * Lets a page of an allowed origin read the header that says where to prove a second factor. The other
 * headers of the refusal are the origin's own. `response` must be the gate's copy.
 */
export function letReadStepUp({ request, match }: Visit, response: Response): Response {
  const { headers } = response
  const isAllowed = match.cors !== null && isAllowedOrigin(match.cors, request.headers.get('origin'))
  if (isAllowed && headers.has(STEP_UP_HEADER))
    headers.append('access-control-expose-headers', STEP_UP_HEADER)
  return response
}
