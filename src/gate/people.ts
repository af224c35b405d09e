// Decides about requests of people, by the pass in their cookie and by what the rules demand of them.

import { type Demands, decidePass, type PassDecision } from '../core/access.ts'
import { findUnmet } from '../core/rule-access.ts'
import type { Edge } from '../flows/edge/edge.ts'
import type { IssuedPass } from '../flows/entry/issue-pass.ts'
import { PASS_COOKIE, readCookie } from '../http/cookies.ts'
import { isWebSocketUpgrade } from '../http/navigation.ts'
import type { Site } from '../store/sites.ts'
import { passCookie } from './entrance.ts'
import { checkPass, recallPass } from './passes.ts'
import { renewOnce } from './renewal.ts'
import { withheldFrom } from './rules.ts'
import type { Decision, Visit } from './visit.ts'

export async function decidePerson(visit: Visit): Promise<Decision> {
  const { request, url, edge, site } = visit
  const origin = `${edge.config.scheme}//${url.host}`
  // A WebSocket may be opened only by a page of this host. Otherwise any site could open one with the
  // visitor's cookies (cross-site WebSocket hijacking), because WebSockets are not subject to CORS.
  if (isWebSocketUpgrade(request) && request.headers.get('origin') !== origin)
    return lacksToken(visit) ? 'no-pass' : 'foreign-upgrade'

  const cookie = readCookie(request.headers, PASS_COOKIE) ?? ''
  const held = recallPass(cookie, origin, edge) ?? (await checkPass(cookie, origin, edge))
  if (!held) return 'no-pass'
  if (judge(held, site, site, edge) === 'admit') {
    const decision = admitPerson(visit, held, null)
    if (!isAboutRole(decision)) return decision
  }

  // The pass has expired, or the session or the role may have changed since it was issued. Ask the database
  // once before refusing.
  return renewPerson(visit, cookie, held)
}

/**
 * Returns true for a program where a service token would open the path. It has neither a pass nor an Origin,
 * which every browser sends with a WebSocket.
 */
const lacksToken = ({ request: { headers }, match }: Visit): boolean =>
  match.access === 'service' && !headers.has('origin') && readCookie(headers, PASS_COOKIE) === null

/** Renews the pass in `cookie`, and decides by the new one. Throws if D1 can't be asked. */
export async function renewPerson(visit: Visit, cookie: string, held: IssuedPass): Promise<Decision> {
  const { edge, site } = visit
  const renewed = await renewOnce(cookie, held, site, edge)
  if (!renewed.ok) return renewed.error
  const { pass } = renewed.value
  const judged = judge(pass, site, renewed.value, edge)
  return judged === 'admit' ? admitPerson(visit, pass, passCookie(edge, pass)) : judged
}

function judge(
  { claims }: IssuedPass,
  { workspaceId }: Site,
  demands: Demands,
  { now }: Edge,
): PassDecision | 'other-workspace' {
  // The pass must name the id of the workspace that has the host now. Otherwise a pass of a deleted workspace
  // would open the next workspace with the same slug and host.
  if (claims.workspace.id !== workspaceId) return 'other-workspace'
  const { mfa_method: method, workspace, enforcement } = claims
  const facts = { ...claims, role: workspace.role, method, extension: enforcement.extension }
  return decidePass(facts, demands, now)
}

/** Admits the person of a valid pass, if they meet what the rules demand here. */
function admitPerson(visit: Visit, pass: IssuedPass, newCookie: string | null): Decision {
  const { edge, site, match } = visit
  const unmet = findUnmet(match.demands, pass.claims, edge.now)
  if (unmet) return { ...unmet, pass }
  return { as: 'person', pass, newCookie, withheld: withheldFrom(site, false) }
}

const isAboutRole = (decision: Decision): boolean =>
  typeof decision === 'object' && 'refused' in decision && decision.refused === 'role-required'
