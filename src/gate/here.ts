// Answers requests that the gate does not forward: its own pages and its refusals.

import { enforcementAt } from '../core/policy.ts'
import { toRfc3339 } from '../core/time.ts'
import { isFramed, readerOf } from '../http/navigation.ts'
import { log } from '../log.ts'
import { answer } from '../refusals/answer.ts'
import { enterHere } from './entrance.ts'
import { leadOutOfFrame } from './frames.ts'
import { signOutHere } from './sign-out.ts'
import { sendToPortal, startHere } from './to-portal.ts'
import type { Decision, PassRefusal, Visit } from './visit.ts'

export function answerHere(visit: Visit, decision: Extract<Decision, string>): Response | Promise<Response> {
  const { request, url, edge, site } = visit
  switch (decision) {
    case 'enter':
      return enterHere(request, url, edge, site)
    case 'start':
      return isFramed(request) ? leadOutOfFrame(request, url, edge, site) : startHere(request, url, edge)
    case 'sign-out':
      return signOutHere(request, url, edge, site)
    case 'method-not-forwarded':
    case 'reserved-path':
    case 'foreign-upgrade':
      return answer(request, decision, edge.config)
    default:
      return refusePass(visit, decision)
  }
}

/** Sends a person to the portal, offers a frame a link out, and tells a program what is missing. */
function refusePass(visit: Visit, reason: PassRefusal): Response | Promise<Response> {
  const { request, url, edge, site } = visit
  if (reason !== 'no-pass')
    log('info', { event: 'gate.refused', reason, host: site.host, method: request.method })
  switch (readerOf(request)) {
    case 'frame':
      return leadOutOfFrame(request, url, edge, site)
    case 'window':
      return sendToPortal(request, url, edge)
    case 'program':
      return answer(request, { reason, ...aboutPass(visit) }, edge.config)
  }
}

function aboutPass({ url, edge, site }: Visit) {
  const { portalOrigin } = edge.config
  const signInUrl = new URL('/enter', portalOrigin)
  signInUrl.searchParams.set('host', url.host)
  const enforcement = enforcementAt(site.policy, edge.now)
  return {
    workspace: site.name,
    signInUrl: signInUrl.href,
    enrollUrl: `${portalOrigin}/account/security/authenticator`,
    effectiveAt: enforcement.state === 'off' ? undefined : toRfc3339(enforcement.effectiveAt),
  }
}
