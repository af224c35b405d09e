// Decides who may open the settings of a workspace. The first reason that applies is reported, and no other.

import { enforcementAt } from '../../core/policy.ts'
import { allowsProvider } from '../../core/provider.ts'
import { administers, type Role } from '../../core/roles.ts'
import { digest } from '../../crypto/digest.ts'
import { isFreshAdmin } from '../../store/authority.ts'
import { batch } from '../../store/batch.ts'
import { selectRoleByToken } from '../../store/members.ts'
import { selectWorkspaceWithPolicies, type WorkspaceWithPolicies } from '../../store/workspaces.ts'
import { type Edge, lifetimeOf } from '../edge/edge.ts'
import { type Session, sessionSteps } from '../session/session.ts'
import type { Actor } from './actor.ts'

/** A workspace, and the person's role in it. */
export interface Membership extends WorkspaceWithPolicies {
  readonly role: Role
}

export interface AtSettings {
  readonly session: Session | null
  /**
   * Null if no workspace has the slug, or the person is not a member. The two must look the same. Otherwise
   * anyone could find out which workspaces exist.
   */
  readonly membership: Membership | null
}

/** Reads the session and the workspace for a settings page, in one round trip. */
export async function findAtSettings(edge: Edge, cookie: string, slug: string): Promise<AtSettings> {
  const { db, ring, config } = edge
  const token = await digest(ring, 'session', cookie)
  const { session, role, found } = await batch(db, {
    ...sessionSteps(edge, token),
    role: selectRoleByToken(db, token, slug),
    found: selectWorkspaceWithPolicies(db, slug, config.providers, edge.now),
  })
  const membership = found.first && role.first ? { ...found.first, role: role.first } : null
  return { session: session.first, membership: session.first && membership }
}

export type SettingsRefusal = 'not-found' | 'admins-only' | 'enrolment' | 'other-way'

/** Returns why the person may not open the settings, or null if they may. */
export function refuseSettings(
  { isEnrolled, proof }: Session,
  membership: Membership | null,
  now: number,
): SettingsRefusal | null {
  // Report the same to a non-member as for a workspace that does not exist.
  if (!membership) return 'not-found'
  const { role, workspace, facts } = membership
  if (!administers(role)) return 'admins-only'
  // An admin who is blocked from the workspace until they enrol may not read its settings either.
  const isInEffect = enforcementAt(facts.policies.secondFactor, now).state === 'in_effect'
  if (isInEffect && !isEnrolled && !proof.secondFactor) return 'enrolment'
  // Refuse a session of another sign-in method than the workspace allows. Otherwise a thief with a password
  // could allow passwords again.
  return allowsProvider(workspace.allowedProviders, proof.provider) ? null : 'other-way'
}

/**
 * Returns the admin as the author of changes. Each change checks again that the session has a fresh second
 * factor.
 */
export const adminOf = (edge: Edge, session: Session, { workspace, role }: Membership): Actor => ({
  name: session.email,
  accountId: session.accountId,
  role,
  isStill: isFreshAdmin({ token: session.token, workspaceId: workspace.id, role }, lifetimeOf(edge)),
})
