// What stands before the settings of a workspace: its admins only, and for changes, with a second factor proved of late.

import type { MiddlewareHandler } from 'hono'
import {
  adminOf,
  findAtSettings,
  refuseSettings,
  type SettingsRefusal,
} from '../../flows/administration/settings.ts'
import { missingForSettings } from '../../flows/session/missing-proof.ts'
import { readCookie, SESSION_COOKIE } from '../../http/cookies.ts'
import { otherWayIn, problemPage } from '../pages/problem.tsx'
import { ownPath, type PortalContext, type PortalEnv } from './context.ts'
import { sessionOf } from './guards.ts'
import { seeProof } from './missing-proof.ts'
import { pageOfForm, pageWithForm } from './return.ts'

/** Before `loadBrowser`, which then reads no session: it comes with all that `requireAdmin` asks. */
export const readMembership: MiddlewareHandler<PortalEnv> = async (c, next) => {
  const cookie = readCookie(c.req.raw.headers, SESSION_COOKIE)
  const slug = c.req.param('slug') ?? ''
  const found = cookie ? await findAtSettings(c.var.edge, cookie, slug) : { session: null, membership: null }
  c.set('session', found.session)
  c.set('membership', found.membership)
  await next()
}

export const requireAdmin: MiddlewareHandler<PortalEnv> = async (c, next) => {
  const { edge, membership = null } = c.var
  const session = sessionOf(c)
  const refusal = refuseSettings(session, membership, edge.now)
  if (refusal) return answerRefusal(c, refusal)
  if (!membership) throw new Error('nobody is let in who is no member')
  c.set('workspace', membership.workspace)
  c.set('facts', membership.facts)
  c.set('actor', adminOf(edge, session, membership))
  return next()
}

function answerRefusal(c: PortalContext, refusal: SettingsRefusal): Response | Promise<Response> {
  if (refusal === 'enrolment') return seeProof(c, refusal, c.req.path)
  if (refusal !== 'other-way') return problemPage(c, refusal)
  return problemPage(c, refusal, otherWayIn(c, c.req.method === 'POST' ? pageOfForm(c) : ownPath(c)))
}

/** Whoever has no second factor enrols first; whoever proved it too long ago proves it again; both come back here. */
export const requireFreshAdmin: MiddlewareHandler<PortalEnv> = async (c, next) => {
  const missing = missingForSettings(sessionOf(c), c.var.edge.now)
  return missing ? seeProof(c, missing, pageWithForm(c)) : next()
}
