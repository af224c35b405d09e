// What stands before the settings of a workspace: its admins only, and for changes, with a second factor proved of late.

import type { MiddlewareHandler } from 'hono'
import { isSecondFactorFresh } from '../../core/assurance.ts'
import { enforcementAt } from '../../core/policy.ts'
import { allowsProvider } from '../../core/provider.ts'
import { administers } from '../../core/roles.ts'
import { lifetimeOf } from '../../flows/edge/edge.ts'
import { isFreshAdmin } from '../../store/authority.ts'
import { findRole } from '../../store/members.ts'
import { findPolicyAndCounts } from '../../store/policies.ts'
import { findAllowedProviders, findWorkspace } from '../../store/workspaces.ts'
import { otherWayIn, problemPage } from '../pages/problem.tsx'
import { ownPath, type PortalContext, type PortalEnv, portalUrl, seeOther } from './context.ts'
import { sessionOf } from './guards.ts'
import { pageOfForm, pageWithForm } from './return.ts'

/** To whoever is no member, a workspace is as absent as one that was never made. */
export const requireAdmin: MiddlewareHandler<PortalEnv> = async (c, next) => {
  const { db } = c.var.edge
  const session = sessionOf(c)
  const workspace = await findWorkspace(db, c.req.param('slug') ?? '')
  const role = workspace && (await findRole(db, workspace.id, session.accountId))
  if (!workspace || !role) return problemPage(c, 'not-found')
  if (!administers(role)) return problemPage(c, 'admins-only')
  // Whoever is blocked from the workspace until they enrol is blocked from what its settings tell, too.
  if (!session.isEnrolled && !session.proof.secondFactor && (await isInEffect(c, workspace.id))) {
    return seeOther(c, portalUrl(c, '/account/security/authenticator', { return_to: c.req.path }))
  }
  // Likewise for who came in by a way that the workspace doesn't take: a stolen password must not undo that.
  const allowed = await findAllowedProviders(db, workspace.id)
  if (!allowsProvider(allowed, session.proof.provider)) {
    return problemPage(c, 'other-way', otherWayIn(c, c.req.method === 'POST' ? pageOfForm(c) : ownPath(c)))
  }
  c.set('workspace', workspace)
  const { token } = session
  const isStill = isFreshAdmin({ token, workspaceId: workspace.id, role }, lifetimeOf(c.var.edge))
  c.set('actor', { name: session.email, accountId: session.accountId, role, isStill })
  return next()
}

async function isInEffect(c: PortalContext, workspaceId: string): Promise<boolean> {
  const { edge } = c.var
  const found = await findPolicyAndCounts(edge.db, workspaceId, edge.config.providers)
  return found !== null && enforcementAt(found.policy, edge.now).state === 'in_effect'
}

/** Whoever has no second factor enrols first; whoever proved it too long ago proves it again; both come back here. */
export const requireFreshAdmin: MiddlewareHandler<PortalEnv> = async (c, next) => {
  const missing = missingForChange(c)
  return missing ? seeOther(c, portalUrl(c, missing, { return_to: pageWithForm(c) })) : next()
}

function missingForChange(c: PortalContext): '/account/security/authenticator' | '/sign-in/verify' | null {
  const session = sessionOf(c)
  if (!session.isEnrolled) return '/account/security/authenticator'
  return isSecondFactorFresh(session.proof, c.var.edge.now) ? null : '/sign-in/verify'
}
