// Answers requests that the gate refuses. A person is led to the portal if they can get there what is missing.

import { enforcementAt } from '../core/policy.ts'
import { toRfc3339 } from '../core/time.ts'
import { isBrowser, readerOf } from '../http/navigation.ts'
import { log } from '../log.ts'
import { answer, answerProgram } from '../refusals/answer.ts'
import { framedBy, leadOutOfFrame } from './frames.ts'
import { leadToStepUp } from './step-up.ts'
import { sendToPortal } from './to-portal.ts'
import type { DemandRefusal, PassRefusal, Refused, ServiceRefusal, Visit } from './visit.ts'

export function refuse(visit: Visit, refused: Refused): Response | Promise<Response> {
  const { request, edge } = visit
  if (refused === 'foreign-upgrade') return answer(request, refused, edge.config)
  if (refused === 'invalid-service-token' || refused === 'foreign-basic') {
    logRefusal(visit, refused)
    return answer(request, refused, edge.config)
  }
  if (typeof refused === 'string') return refusePass(visit, refused)
  return refused.refused === 'service-not-allowed'
    ? refuseService(visit, refused)
    : refuseDemand(visit, refused)
}

function logRefusal(visit: Visit, reason: string, more: { rule?: string; service?: string } = {}): void {
  const { request, site, match } = visit
  const rule = match.rule ? { rule: match.rule.id } : {}
  log('info', { event: 'gate.refused', reason, host: site.host, method: request.method, ...rule, ...more })
}

/** Sends a person to the portal, offers a frame a link out, and tells a program what is missing. */
function refusePass(visit: Visit, reason: PassRefusal): Response | Promise<Response> {
  const { request, url, edge, site, match } = visit
  if (reason !== 'no-pass') logRefusal(visit, reason)
  switch (readerOf(request)) {
    case 'frame':
      return leadOutOfFrame(request, url, edge, site)
    case 'window':
      return sendToPortal(request, url, edge)
    case 'program': {
      const wantsToken = reason === 'no-pass' && match.access === 'service' && !isBrowser(request)
      const told = wantsToken ? 'credentials-wanted' : reason
      return answer(request, { reason: told, host: url.host, ...aboutPass(visit) }, edge.config)
    }
  }
}

function aboutPass(visit: Visit) {
  const { url, edge, site } = visit
  const { portalOrigin } = edge.config
  const signInUrl = new URL('/enter', portalOrigin)
  signInUrl.searchParams.set('host', url.host)
  const enforcement = enforcementAt(site.policies.secondFactor, edge.now)
  return {
    workspace: site.name,
    signInUrl: signInUrl.href,
    enrollUrl: enrollUrlOf(visit),
    passkeysUrl: `${portalOrigin}/account/security/passkeys`,
    effectiveAt: enforcement.state === 'off' ? undefined : toRfc3339(enforcement.effectiveAt),
  }
}

const enrollUrlOf = ({ edge }: Visit): string => `${edge.config.portalOrigin}/account/security/authenticator`

function refuseService(visit: Visit, { refused, because, serviceId }: ServiceRefusal): Promise<Response> {
  logRefusal(visit, because, { service: serviceId })
  return answer(visit.request, { reason: refused, because }, visit.edge.config)
}

/** Leads to the portal for the second factor that a rule requires. Nobody can prove a role there. */
function refuseDemand(visit: Visit, unmet: DemandRefusal): Promise<Response> {
  const { request, edge, site } = visit
  const { portalOrigin, brand } = edge.config
  const workspace = site.name
  logRefusal(visit, unmet.refused, { rule: unmet.rule.id })
  if (unmet.refused === 'role-required') {
    const refusal = { reason: unmet.refused, workspace }
    return answer(request, refusal, { portalOrigin, brand, ...framedBy(request, edge, site) })
  }
  const { refused, require, pass } = unmet
  const problem =
    refused === 'enrollment-required'
      ? answerProgram({ reason: 'enrollment-required-here', workspace, enrollUrl: enrollUrlOf(visit) })
      : answerProgram({ reason: refused, ...require })
  return leadToStepUp(visit, pass, require, problem)
}
