// Decides about requests of people, by the pass in their cookie and by what the rules demand of them.

import { type Demands, decidePass, type PassDecision } from '../core/access.ts'
import { findUnmet } from '../core/rule-access.ts'
import type { Edge } from '../flows/edge/edge.ts'
import { answeredSoon, isUnasked } from '../flows/edge/outage.ts'
import type { IssuedPass } from '../flows/entry/issue-pass.ts'
import { issueStalePass } from '../flows/entry/stale-pass.ts'
import { PASS_COOKIE, readCookie } from '../http/cookies.ts'
import { isWebSocketUpgrade } from '../http/navigation.ts'
import { log } from '../log.ts'
import type { Site } from '../store/sites.ts'
import { passCookie } from './entrance.ts'
import { checkPass, recallPass, rememberPass, takePass } from './passes.ts'
import { lastRefusal, renewOnce } from './renewal.ts'
import { withheldFrom } from './rules.ts'
import type { AdmittedPerson, Decision, DemandRefusal, Visit } from './visit.ts'

export async function decidePerson(visit: Visit): Promise<Decision> {
  const { request, url, edge } = visit
  const origin = `${edge.config.scheme}//${url.host}`
  // A WebSocket may be opened only by a page of this host. Otherwise any site could open one with the
  // visitor's cookies (cross-site WebSocket hijacking), because WebSockets are not subject to CORS.
  if (isWebSocketUpgrade(request) && request.headers.get('origin') !== origin)
    return lacksToken(visit) ? 'no-pass' : 'foreign-upgrade'

  const cookie = readCookie(request.headers, PASS_COOKIE) ?? ''
  const held = takePass(cookie, origin, edge) ?? (await checkPass(cookie, origin, edge))
  if (!held) return 'no-pass'
  const decision = decideHeld(visit, held)
  if (decision && !isAboutRole(decision)) return decision

  // The pass has expired, or the session or the role may have changed since it was issued. Ask the database
  // once before refusing.
  return renewPerson(visit, cookie, held)
}

/**
 * Admits the person of a pass that this isolate has verified before, without waiting. Returns null if anything is left
 * to ask, or to refuse.
 */
export function admitKnown(visit: Visit, cookie: string): AdmittedPerson | null {
  const { edge, site } = visit
  const held = recallPass(cookie, `${edge.config.scheme}//${site.host}`, edge)
  const decision = held && decideHeld(visit, held)
  return decision && 'as' in decision ? decision : null
}

/** Decides by a pass as it is. Returns null if it must be renewed first. */
const decideHeld = (visit: Visit, held: IssuedPass): AdmittedPerson | DemandRefusal | null =>
  judge(held, visit.site, visit.site, visit.edge) === 'admit' && !isTooStale(held, visit)
    ? admitPerson(visit, held, null)
    : null

/**
 * Returns true for a program where a service token would open the path. It has neither a pass nor an Origin,
 * which every browser sends with a WebSocket.
 */
const lacksToken = ({ request: { headers }, match }: Visit): boolean =>
  match.access === 'service' && !headers.has('origin') && readCookie(headers, PASS_COOKIE) === null

/**
 * Renews the pass in `cookie`, and decides by the new one. If D1 can't be asked, the person may go on with a stale pass
 * for `OUTAGE_SECONDS`. Throws if they may not.
 */
export async function renewPerson(visit: Visit, cookie: string, held: IssuedPass): Promise<Decision> {
  const renewing = renew(visit, cookie, held)
  if (visit.edge.config.outageSeconds === 0) return renewing
  try {
    return await answeredSoon(renewing)
  } catch (error) {
    if (!isUnasked(error)) throw error
    return (await goOn(visit, held)) ?? renewing
  }
}

/**
 * Admits the person with a stale pass, unless D1 has refused them before. Returns null if their pass has not ended, if it
 * ended too long ago, or if it would not be admitted. Otherwise an outage could get a person past a policy that took
 * effect meanwhile.
 */
async function goOn(visit: Visit, held: IssuedPass): Promise<Decision | null> {
  const { edge, site } = visit
  const refusal = lastRefusal(held, site, edge)
  if (refusal) return refusal
  if (held.claims.exp > edge.now || requiresProof(visit)) return null
  const stale = await issueStalePass(edge, held)
  if (!stale || judge(stale, site, site, edge) !== 'admit') return null
  const decision = admitPerson(visit, stale, passCookie(edge, stale))
  if (!('as' in decision)) return null
  rememberPass(stale, edge)
  log('warn', { event: 'gate.outage', host: site.host, sessionId: stale.claims.sid })
  return decision
}

/** A stale pass never opens a path that requires a proof: the proof may have been withdrawn meanwhile. */
const isTooStale = ({ claims }: IssuedPass, visit: Visit): boolean =>
  claims.stale === true && requiresProof(visit)

const requiresProof = ({ match }: Visit): boolean => match.demands.some(({ require }) => require !== null)

async function renew(visit: Visit, cookie: string, held: IssuedPass): Promise<Decision> {
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
function admitPerson(
  visit: Visit,
  pass: IssuedPass,
  newCookie: string | null,
): AdmittedPerson | DemandRefusal {
  const { edge, site, match } = visit
  const unmet = findUnmet(match.demands, pass.claims, edge.now)
  if (unmet) return { ...unmet, pass }
  return { as: 'person', pass, newCookie, withheld: withheldFrom(site, false) }
}

const isAboutRole = (decision: AdmittedPerson | DemandRefusal): boolean =>
  'refused' in decision && decision.refused === 'role-required'
