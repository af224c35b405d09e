// Guards workspace hosts: gathers the facts, decides, answers. Forwards a request only if the decision is an
// admission.
//
// Once an isolate is warm, a request reads neither D1 nor KV. Avoid calls into the platform here: each costs
// more than the whole decision.

import { isReservedPath } from '../core/reserved-path.ts'
import type { Edge, KeylessEdge } from '../flows/edge/edge.ts'
import { loadFacts, recallFacts } from '../flows/edge/edge-facts.ts'
import { isForProxies } from '../http/navigation.ts'
import { ownAnswer } from '../http/own-answer.ts'
import { readServiceCredentials } from '../http/service-credentials.ts'
import { answer } from '../refusals/answer.ts'
import { answerPreflight, letRead } from './cors.ts'
import { answerHere } from './here.ts'
import { decidePerson } from './people.ts'
import { refuse } from './refuse.ts'
import { matchOf, NO_RULES, withheldFrom } from './rules.ts'
import { decideService } from './services.ts'
import { toOrigin } from './to-origin.ts'
import type { Decision, OwnAnswer, Visit } from './visit.ts'

/**
 * Answers a request to any host except the portal's. Returns the origin's response, or an answer of the gate.
 */
export async function gate(request: Request, url: URL, keyless: KeylessEdge): Promise<Response> {
  const { site, ring } = recallFacts(keyless, url.host) ?? (await loadFacts(keyless, url.host))
  const edge: Edge = { ...keyless, ring }
  if (!site) return ownAnswer(await answer(request, 'misdirected', edge.config), url.protocol)
  const asked = { request, url, edge, site }
  const own = ownAnswerTo(request, url)
  if (own) return ownAnswer(await answerHere({ ...asked, match: NO_RULES }, own), url.protocol)
  const visit: Visit = { ...asked, match: matchOf(asked, url.pathname) }
  const preflight = answerPreflight(visit)
  if (preflight) return ownAnswer(preflight, url.protocol)
  const decision = await decide(visit)
  if (typeof decision === 'object' && 'as' in decision) return toOrigin(visit, decision)
  return letRead(visit, ownAnswer(await refuse(visit, decision), url.protocol))
}

/** Recognises what no rule can open: the gate's own pages, other reserved paths, and methods for proxies. */
function ownAnswerTo(request: Request, { pathname }: URL): OwnAnswer | null {
  if (isForProxies(request)) return 'method-not-forwarded'
  if (pathname === '/.sallyport/enter') return 'enter'
  if (pathname === '/.sallyport/start') return 'start'
  if (pathname === '/.sallyport/sign-out') return 'sign-out'
  return isReservedPath(pathname) ? 'reserved-path' : null
}

async function decide(visit: Visit): Promise<Decision> {
  const { request, site, match } = visit
  const credentials = readServiceCredentials(request.headers)
  // On a public path, the token is not checked. The origin still does not get it.
  if (match.access === 'public')
    return { as: 'anybody', withheld: withheldFrom(site, credentials?.isInAuthorization ?? false) }
  return credentials ? decideService(visit, credentials) : decidePerson(visit)
}
