// Decides which proof a person must still give. portal/frame/missing-proof.ts sends them to the page that
// asks for it.

import { isFirstFactorFresh, isSecondFactorFresh } from '../../core/assurance.ts'
import { needsSecondFactor, type Session } from './session.ts'

export type MissingProof =
  | 'sign-in' // nobody is signed in
  | 'first-factor' // proved too long ago, and the account has no second factor
  | 'second-factor' // not proved in this session, or too long ago
  | 'enrolment' // the account has no second factor and needs one here

/** Returns what is missing for the person's own pages. */
export function missingForPages(session: Session | null): 'sign-in' | 'second-factor' | null {
  if (!session) return 'sign-in'
  return needsSecondFactor(session) ? 'second-factor' : null
}

/** Returns what is missing for a change of the person's own factors or sign-in methods. */
export function missingForOwnChange(session: Session, now: number): 'first-factor' | 'second-factor' | null {
  if (session.isEnrolled) return isSecondFactorFresh(session.proof, now) ? null : 'second-factor'
  return isFirstFactorFresh(session.proof, now) ? null : 'first-factor'
}

/** Returns what is missing for a change of a workspace's settings. */
export function missingForSettings(session: Session, now: number): 'enrolment' | 'second-factor' | null {
  if (!session.isEnrolled) return 'enrolment'
  return isSecondFactorFresh(session.proof, now) ? null : 'second-factor'
}
