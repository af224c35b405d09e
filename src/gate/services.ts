// Decides about requests with a service token.
//
// Tokens that were found are cached per isolate with their assertion, for at most `config.passSeconds` and never
// beyond the token's end. A revoked token therefore ends within that time. Each key ring has its own cache, as
// for passes.

import { keepAtMost } from '../core/bounded.ts'
import { isAllowedOrigin } from '../core/cors.ts'
import { whyOutOfScope } from '../core/service-scope.ts'
import { isServiceToken } from '../core/service-token.ts'
import type { KeyRing } from '../crypto/key-ring.ts'
import { SharedWork } from '../flows/edge/shared-work.ts'
import { type EnteredService, enterAsService } from '../flows/entry/enter-as-service.ts'
import { isWebSocketUpgrade, readerOf } from '../http/navigation.ts'
import type { ServiceCredentials } from '../http/service-credentials.ts'
import type { Decision, Visit } from './visit.ts'

const MOST_SERVICES = 2000 // about 2 KB each
const entered = new WeakMap<KeyRing, Map<string, EnteredService>>()
const underWay = new SharedWork<EnteredService | null>()

/**
 * The token alone decides. Otherwise a broken token beside a pass cookie would open what the person may, and
 * nobody would notice that it is broken.
 */
export async function decideService(
  visit: Visit,
  { token, isInAuthorization }: ServiceCredentials,
): Promise<Decision> {
  const { request, url, edge, match } = visit
  // Refuse what a page of another site may have sent without the token: browsers send Basic credentials again by
  // themselves. Otherwise any site could post forms as the service. WebSockets are not subject to CORS. Programs
  // send no Origin.
  if (isWebSocketUpgrade(request) && hasForeignOrigin(visit)) return 'foreign-upgrade'
  if (isInAuthorization && isBasic(request) && isFromOtherSite(visit)) return 'foreign-basic'
  if (token === null || !isServiceToken(token)) return 'invalid-service-token'
  const service = recallService(visit, token) ?? (await enterOnce(visit, token))
  if (!service) return 'invalid-service-token'
  const asked = { method: request.method, pathname: url.pathname, ip: edge.client.ip }
  const because = whyOutOfScope(service.scope, asked) ?? (match.access === 'service' ? null : 'rule')
  if (because) return { refused: 'service-not-allowed', because, serviceId: service.id }
  // The token's methods admitted the request.
  const withheld = { authorization: isInAuthorization, methodOverrides: true }
  return { as: 'service', assertion: service.assertion, until: service.until, withheld }
}

const isBasic = ({ headers }: Request): boolean => /^basic/i.test(headers.get('authorization') ?? '')

/**
 * Returns true if a page of another web origin sent the request, unless a rule lets that origin send credentials.
 * A link to a page may lead here from anywhere, as with the pass, which is `SameSite=Lax`.
 */
function isFromOtherSite(visit: Visit): boolean {
  const { request, match } = visit
  const { cors } = match
  const origin = request.headers.get('origin')
  if (hasForeignOrigin(visit)) return !(cors?.credentials && isAllowedOrigin(cors, origin))
  const site = request.headers.get('sec-fetch-site')
  const isForeign = site !== null && site !== 'same-origin' && site !== 'none'
  return isForeign && readerOf(request) !== 'window'
}

function hasForeignOrigin({ request, url, edge }: Visit): boolean {
  const origin = request.headers.get('origin')
  return origin !== null && origin !== `${edge.config.scheme}//${url.host}`
}

/** Names the workspace. Otherwise a token would open the next workspace that has the same host. */
const keyOf = ({ site }: Visit, token: string): string => `${site.workspaceId} ${site.host} ${token}`

function recallService(visit: Visit, token: string): EnteredService | undefined {
  const { ring, now } = visit.edge
  const known = entered.get(ring)?.get(keyOf(visit, token))
  return known && known.from <= now && now < known.until ? known : undefined
}

/** Asks D1 once for many requests. Failures are not kept. */
function enterOnce(visit: Visit, token: string): Promise<EnteredService | null> {
  const { edge, site } = visit
  const key = keyOf(visit, token)
  return underWay.do(key, edge, async () => {
    const service = await enterAsService(edge, site, token)
    if (service) rememberService(edge.ring, key, service)
    return service
  })
}

function rememberService(ring: KeyRing, key: string, service: EnteredService): void {
  const known = entered.get(ring) ?? new Map<string, EnteredService>()
  entered.set(ring, known)
  known.delete(key)
  keepAtMost(MOST_SERVICES, known, key, service)
}
