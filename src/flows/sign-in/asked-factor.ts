// Finds who is asked for a second factor, and whether their next code would be refused whatever it is.

import { FAILURES_THAT_DISABLE } from '../../core/lockout.ts'
import { digest } from '../../crypto/digest.ts'
import { findFirst } from '../../store/batch.ts'
import { type FactorOwner, selectOwnerOfLogin, selectOwnerOfSession } from '../../store/factor-owners.ts'
import { type Edge, lifetimeOf } from '../edge/edge.ts'
import { rpIdOf } from '../edge/relying-party.ts'
import type { Session } from '../session/session.ts'
import type { SecondFactorRefusal } from './second-factor.ts'

export type { FactorOwner }

/** Returns null if the login has ended or does not exist. */
export async function findAskedAtLogin(edge: Edge, loginCookie: string | null): Promise<FactorOwner | null> {
  if (loginCookie === null) return null
  const login = await digest(edge.ring, 'login', loginCookie)
  return findFirst(edge.db, selectOwnerOfLogin(edge.db, login, { now: edge.now, rpId: rpIdOf(edge) }))
}

/** Returns null if the session has ended or its account has no second factor. */
export const findAskedInSession = (edge: Edge, { id }: Session): Promise<FactorOwner | null> =>
  findFirst(edge.db, selectOwnerOfSession(edge.db, id, lifetimeOf(edge), rpIdOf(edge)))

/**
 * Returns the refusal that any code would get now, so that the page can say it before the person types.
 * Recovery codes work even after the authenticator app is disabled.
 */
export function outlookOf(
  { failures, blockedUntil: until }: FactorOwner,
  now: number,
  isRecovery: boolean,
): SecondFactorRefusal | null {
  if (until > now) return { reason: 'locked', until }
  return failures >= FAILURES_THAT_DISABLE && !isRecovery ? { reason: 'authenticator-disabled' } : null
}
