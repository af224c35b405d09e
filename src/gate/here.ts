// Answers requests that no rule can open: the gate's own pages, reserved paths, and methods for proxies.

import { isFramed } from '../http/navigation.ts'
import { answer } from '../refusals/answer.ts'
import { enterHere } from './entrance.ts'
import { leadOutOfFrame } from './frames.ts'
import { signOutHere } from './sign-out.ts'
import { startHere } from './to-portal.ts'
import type { OwnAnswer, Visit } from './visit.ts'

export function answerHere(visit: Visit, own: OwnAnswer): Response | Promise<Response> {
  const { request, url, edge, site } = visit
  switch (own) {
    case 'enter':
      return enterHere(request, url, edge, site)
    case 'start':
      return isFramed(request) ? leadOutOfFrame(request, url, edge, site) : startHere(request, url, edge)
    case 'sign-out':
      return signOutHere(request, url, edge, site)
    case 'method-not-forwarded':
    case 'reserved-path':
      return answer(request, own, edge.config)
  }
}
