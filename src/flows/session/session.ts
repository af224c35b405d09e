// The session of a browser on the portal, from its cookie.

import { type Digest, digest } from '../../crypto/digest.ts'
import { batch } from '../../store/batch.ts'
import { type Session, selectSession } from '../../store/read-sessions.ts'
import { touchSession } from '../../store/sessions.ts'
import { type Edge, lifetimeOf } from '../edge/edge.ts'

export type { Session } from '../../store/read-sessions.ts'

/**
 * Null where no session of this cookie is alive. A session that began before its account enrolled elsewhere has
 * `isEnrolled` and no second factor: its user must ask for that first (`needsSecondFactor`).
 */
export async function findSession(edge: Edge, cookie: string): Promise<Session | null> {
  return findSessionByToken(edge, await digest(edge.ring, 'session', cookie))
}

/** By the digest of its cookie. */
export async function findSessionByToken(edge: Edge, token: Digest): Promise<Session | null> {
  return (await batch(edge.db, sessionSteps(edge, token))).session.first
}

/** For a batch that reads more with the session: reads it, and notes that it was used. */
export const sessionSteps = (edge: Edge, token: Digest) => ({
  session: selectSession(edge.db, token, lifetimeOf(edge)),
  seen: touchSession(edge.db, { token }, lifetimeOf(edge)),
})

export const needsSecondFactor = (session: Session): boolean =>
  session.isEnrolled && session.proof.secondFactor === null
