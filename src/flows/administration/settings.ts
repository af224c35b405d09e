// What stands before the settings of a workspace. Whoever asks is told from the first of these reasons only.

import { enforcementAt } from '../../core/policy.ts'
import { allowsProvider } from '../../core/provider.ts'
import { administers, type Role } from '../../core/roles.ts'
import { digest } from '../../crypto/digest.ts'
import { isFreshAdmin } from '../../store/authority.ts'
import { batch } from '../../store/batch.ts'
import { selectRoleByToken } from '../../store/members.ts'
import { selectWorkspaceWithPolicy, type WorkspaceWithPolicy } from '../../store/workspaces.ts'
import { type Edge, lifetimeOf } from '../edge/edge.ts'
import { type Session, sessionSteps } from '../session/session.ts'
import type { Actor } from './actor.ts'

/** A workspace, and what the person who asks for its settings is in it. */
export interface Membership extends WorkspaceWithPolicy {
  readonly role: Role
}

export interface AtSettings {
  readonly session: Session | null
  /** Null where no workspace has the slug, or the person is no member of it: the two look alike. */
  readonly membership: Membership | null
}

/** All that is asked before a settings page, in one round trip: by the session's cookie and the slug. */
export async function findAtSettings(edge: Edge, cookie: string, slug: string): Promise<AtSettings> {
  const { db, ring, config } = edge
  const token = await digest(ring, 'session', cookie)
  const { session, role, found } = await batch(db, {
    ...sessionSteps(edge, token),
    role: selectRoleByToken(db, token, slug),
    found: selectWorkspaceWithPolicy(db, slug, config.providers),
  })
  const membership = found.first && role.first ? { ...found.first, role: role.first } : null
  return { session: session.first, membership: session.first && membership }
}

export type SettingsRefusal = 'not-found' | 'admins-only' | 'enrolment' | 'other-way'

/** Null: let in. */
export function refuseSettings(
  { isEnrolled, proof }: Session,
  membership: Membership | null,
  now: number,
): SettingsRefusal | null {
  // To whoever is no member, a workspace is as absent as one that was never made.
  if (!membership) return 'not-found'
  const { role, workspace, facts } = membership
  if (!administers(role)) return 'admins-only'
  // Whoever is blocked from the workspace until they enrol is blocked from what its settings tell, too.
  const isInEffect = enforcementAt(facts.policy, now).state === 'in_effect'
  if (isInEffect && !isEnrolled && !proof.secondFactor) return 'enrolment'
  // Who came in by a way that the workspace doesn't take is refused. Otherwise a stolen password could undo that.
  return allowsProvider(workspace.allowedProviders, proof.provider) ? null : 'other-way'
}

/** The admin who was let in, for what they change. */
export const adminOf = (edge: Edge, session: Session, { workspace, role }: Membership): Actor => ({
  name: session.email,
  accountId: session.accountId,
  role,
  isStill: isFreshAdmin({ token: session.token, workspaceId: workspace.id, role }, lifetimeOf(edge)),
})
