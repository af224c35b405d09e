// The quick way: admits what most requests are, with the fewest calls into the platform.
//
// It can only admit. Whatever it does not recognise goes through the whole gate (gate.ts), which decides from scratch.
// Both use the same decisions, and test/gate/quick.test.ts compares them.

import { isReservedPath } from '../core/reserved-path.ts'
import type { Match } from '../core/rules.ts'
import type { Edge, KeylessEdge } from '../flows/edge/edge.ts'
import { recallFacts } from '../flows/edge/edge-facts.ts'
import { cookieIn, PASS_COOKIE } from '../http/cookies.ts'
import { isReading } from '../http/methods.ts'
import { readPlainAddress } from '../http/plain-address.ts'
import { receiveHeaders } from '../http/received-headers.ts'
import type { Site } from '../store/sites.ts'
import { admitKnown } from './people.ts'
import { matchOf } from './rules.ts'
import { toOrigin } from './to-origin.ts'
import type { Visit } from './visit.ts'

/**
 * Forwards a GET or HEAD of a person with a pass that this isolate has verified before, to a host that it knows. Returns
 * null for any other request.
 */
export function admitQuickly(request: Request, keyless: KeylessEdge): Promise<Response> | null {
  const { config } = keyless
  const address = readPlainAddress(request.url, config.scheme)
  if (!address || address.host === config.portalHost || isReservedPath(address.pathname)) return null
  const { site, ring } = recallFacts(keyless, address.host) ?? {}
  if (!site || !ring || !isReading(request.method) || request.body !== null) return null

  const received = receiveHeaders(request.headers)
  const { cookie, upgrade, authorization } = received.passing
  // A service token decides alone, and `Authorization` may carry one.
  if (cookie === undefined || upgrade !== undefined || authorization !== undefined) return null
  if (received.hasServiceToken) return null

  const edge: Edge = { ...keyless, ring }
  const match = matchOf({ request, edge, site }, address.pathname)
  if (match.access === 'public') return null
  const visit = new QuickVisit(request, edge, site, match)
  const admission = admitKnown(visit, cookieIn(cookie, PASS_COOKIE) ?? '')
  return admission && toOrigin(visit, admission, { received, pathAndQuery: address.pathAndQuery })
}

/** Parses the address only for an answer of the gate's own, such as one about an origin that fails. */
class QuickVisit implements Visit {
  readonly request: Request
  readonly edge: Edge
  readonly site: Site
  readonly match: Match

  constructor(request: Request, edge: Edge, site: Site, match: Match) {
    this.request = request
    this.edge = edge
    this.site = site
    this.match = match
  }

  get url(): URL {
    return new URL(this.request.url)
  }
}
