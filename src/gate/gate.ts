// Guards workspace hosts: gathers the facts, decides, answers. Forwards a request only if the decision is an
// admission.
//
// Once an isolate is warm, a request reads neither D1 nor KV. Avoid calls into the platform here: each costs
// more than the whole decision.

import { decidePass, type PassDecision } from '../core/access.ts'
import { enforcementAt } from '../core/policy.ts'
import { isReservedPath } from '../core/reserved-path.ts'
import type { Edge, KeylessEdge } from '../flows/edge/edge.ts'
import { loadFacts, recallFacts } from '../flows/edge/edge-facts.ts'
import type { IssuedPass } from '../flows/entry/issue-pass.ts'
import { PASS_COOKIE, readCookie } from '../http/cookies.ts'
import { NOTHING_WITHHELD } from '../http/forwarded-request.ts'
import { isForProxies, isWebSocketUpgrade } from '../http/navigation.ts'
import { ownAnswer } from '../http/own-answer.ts'
import { answer } from '../refusals/answer.ts'
import type { Site } from '../store/sites.ts'
import { passCookie } from './entrance.ts'
import { answerHere } from './here.ts'
import { checkPass, recallPass } from './passes.ts'
import { renewOnce } from './renewal.ts'
import { toOrigin } from './to-origin.ts'
import type { Admission, Decision, Visit } from './visit.ts'

/**
 * Answers a request to any host except the portal's. Returns the origin's response, or an answer of the gate.
 */
export async function gate(request: Request, url: URL, keyless: KeylessEdge): Promise<Response> {
  const { site, ring } = recallFacts(keyless, url.host) ?? (await loadFacts(keyless, url.host))
  const edge: Edge = { ...keyless, ring }
  if (!site) return ownAnswer(await answer(request, 'misdirected', edge.config), url.protocol)
  const visit: Visit = { request, url, edge, site }
  const decision = await decide(visit)
  if (typeof decision === 'object') return toOrigin(visit, decision)
  return ownAnswer(await answerHere(visit, decision), url.protocol)
}

async function decide({ request, url, edge, site }: Visit): Promise<Decision> {
  if (isForProxies(request)) return 'method-not-forwarded'
  const { pathname } = url
  if (pathname === '/.sallyport/enter') return 'enter'
  if (pathname === '/.sallyport/start') return 'start'
  if (pathname === '/.sallyport/sign-out') return 'sign-out'
  if (isReservedPath(pathname)) return 'reserved-path'
  const origin = `${edge.config.scheme}//${url.host}`
  // A WebSocket may be opened only by a page of this host. Otherwise any site could open one with the
  // visitor's cookies (cross-site WebSocket hijacking), because WebSockets are not subject to CORS.
  if (isWebSocketUpgrade(request) && request.headers.get('origin') !== origin) return 'foreign-upgrade'

  const cookie = readCookie(request.headers, PASS_COOKIE) ?? ''
  const held = recallPass(cookie, origin, edge) ?? (await checkPass(cookie, origin, edge))
  if (!held) return 'no-pass'
  if (judge(held, site, site, edge) === 'admit') return asPerson(held, null)

  // The pass has expired, or the session may have changed since it was issued. Ask the database once before
  // refusing.
  const renewed = await renewOnce(cookie, held, site, edge)
  if (!renewed.ok) return renewed.error
  const { pass } = renewed.value
  const judged = judge(pass, site, renewed.value, edge)
  return judged === 'admit' ? asPerson(pass, passCookie(edge, pass)) : judged
}

const asPerson = (pass: IssuedPass, newCookie: string | null): Admission => ({
  as: 'person',
  pass,
  newCookie,
  withheld: NOTHING_WITHHELD,
})

function judge(
  { claims }: IssuedPass,
  { workspaceId }: Site,
  { policy, allowedProviders }: Pick<Site, 'policy' | 'allowedProviders'>,
  { now }: Edge,
): PassDecision | 'other-workspace' {
  // The pass must name the id of the workspace that has the host now. Otherwise a pass of a deleted workspace
  // would open the next workspace with the same slug and host.
  if (claims.workspace.id !== workspaceId) return 'other-workspace'
  return decidePass(claims, { enforcement: enforcementAt(policy, now), allowedProviders }, now)
}
