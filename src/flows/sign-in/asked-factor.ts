// Who is asked for a second factor, and what the next code would be told, whatever it is: said before one is typed.

import { FAILURES_THAT_DISABLE } from '../../core/lockout.ts'
import { digest } from '../../crypto/digest.ts'
import { findFirst } from '../../store/batch.ts'
import { type FactorOwner, selectOwnerOfLogin, selectOwnerOfSession } from '../../store/factor-owners.ts'
import { type Edge, lifetimeOf } from '../edge/edge.ts'
import type { Session } from '../session/session.ts'
import type { SecondFactorRefusal } from './second-factor.ts'

/** Null where the login is over, or there is none. */
export async function findAskedAtLogin(edge: Edge, loginCookie: string | null): Promise<FactorOwner | null> {
  if (loginCookie === null) return null
  const login = await digest(edge.ring, 'login', loginCookie)
  return findFirst(edge.db, selectOwnerOfLogin(edge.db, login, edge.now))
}

/** Null where the session is over, or its account has no second factor. */
export const findAskedInSession = (edge: Edge, { id }: Session): Promise<FactorOwner | null> =>
  findFirst(edge.db, selectOwnerOfSession(edge.db, id, lifetimeOf(edge)))

export function outlookOf(
  { failures, blockedUntil: until }: FactorOwner,
  now: number,
  isRecovery: boolean,
): SecondFactorRefusal | null {
  if (until > now) return { reason: 'locked', until }
  return failures >= FAILURES_THAT_DISABLE && !isRecovery ? { reason: 'authenticator-disabled' } : null
}
