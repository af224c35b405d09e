// Finds the portal session of a browser from its cookie.

import { type Digest, digest } from '../../crypto/digest.ts'
import { batch } from '../../store/batch.ts'
import { type Session, selectSession } from '../../store/read-sessions.ts'
import { touchSession } from '../../store/sessions.ts'
import { type Edge, lifetimeOf } from '../edge/edge.ts'

export type { Session } from '../../store/read-sessions.ts'

/**
 * Returns the live session of this cookie, or null.
 *
 * A session that is older than its account's second factor has `isEnrolled` and no second factor. The caller
 * must check `needsSecondFactor`. Otherwise a session from a stolen password would stay valid after
 * enrolment.
 */
export async function findSession(edge: Edge, cookie: string): Promise<Session | null> {
  return findSessionByToken(edge, await digest(edge.ring, 'session', cookie))
}

/** Finds a session by the digest of its cookie. */
export async function findSessionByToken(edge: Edge, token: Digest): Promise<Session | null> {
  return (await batch(edge.db, sessionSteps(edge, token))).session.first
}

/** Steps for a batch that reads more than the session. They read the session and record its use. */
export const sessionSteps = (edge: Edge, token: Digest) => ({
  session: selectSession(edge.db, token, lifetimeOf(edge)),
  seen: touchSession(edge.db, { token }, lifetimeOf(edge)),
})

export const needsSecondFactor = (session: Session): boolean =>
  session.isEnrolled && session.proof.secondFactor === null
