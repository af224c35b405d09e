// The guards before a workspace's settings. Only its admins may see them, and changes require a recently
// proved second factor.

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
import { type PortalContext, type PortalEnv, portalUrl, seeOther } from './context.ts'
import { spelledOut } from './form-in-address.ts'
import { sessionOf } from './guards.ts'
import { seeProof } from './missing-proof.ts'
import { pageAfterProof, pageWithForm } from './return.ts'

/**
 * Reads the session together with everything that `requireAdmin` checks. Must come before `loadBrowser`,
 * which then reads no session.
 */
export const readMembership: MiddlewareHandler<PortalEnv> = async (c, next) => {
  const cookie = readCookie(c.req.raw.headers, SESSION_COOKIE)
  const slug = c.req.param('slug') ?? ''
  const found = cookie ? await findAtSettings(c.var.edge, cookie, slug) : { session: null, membership: null }
  c.set('session', found.session)
  c.set('membership', found.membership)
  await next()
}

/**
 * Requires an admin of the workspace. A person who is not a member gets the page of a missing workspace.
 * Otherwise they could learn which workspaces exist.
 */
export const requireAdmin: MiddlewareHandler<PortalEnv> = async (c, next) => {
  const { edge, membership = null } = c.var
  const session = sessionOf(c)
  const refusal = refuseSettings(session, membership, edge.now)
  if (refusal) return answerRefusal(c, refusal)
  if (!membership) throw new Error('requireAdmin let in a person without a membership')
  c.set('workspace', membership.workspace)
  c.set('facts', membership.facts)
  c.set('actor', adminOf(edge, session, membership))
  return next()
}

function answerRefusal(c: PortalContext, refusal: SettingsRefusal): Response | Promise<Response> {
  if (refusal === 'enrolment') return seeProof(c, refusal, pageAfterProof(c))
  if (refusal !== 'other-way') return problemPage(c, refusal)
  return problemPage(c, refusal, otherWayIn(c, pageAfterProof(c)))
}

/**
 * Requires a recent second factor before a change. Leads an admin without one to enrol, and an admin with an
 * old proof to prove it again, then back here. Otherwise a stolen session could change the workspace.
 */
export const requireFreshAdmin: MiddlewareHandler<PortalEnv> = async (c, next) => {
  const missing = missingForSettings(sessionOf(c), c.var.edge.now)
  if (!missing) return next()
  const page = pageWithForm(c)
  return page ? seeProof(c, missing, page) : problemPage(c, 'form-too-long')
}

/** Spells out the fields of a form that came back packed from a proof. */
export const spellOutFields: MiddlewareHandler<PortalEnv> = async (c, next) => {
  const page = spelledOut(new URL(c.req.url))
  return page === null ? next() : seeOther(c, portalUrl(c, page))
}
