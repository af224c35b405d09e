// What a person lacks for what they ask for. portal/frame/missing-proof.ts leads to where they get it.

import { isFirstFactorFresh, isSecondFactorFresh } from '../../core/assurance.ts'
import { needsSecondFactor, type Session } from './session.ts'

export type MissingProof =
  | 'sign-in' // nobody is signed in
  | 'first-factor' // proved too long ago, by somebody who has no second factor
  | 'second-factor' // not proved in this session, or too long ago
  | 'enrolment' // they have no second factor, and what they ask for takes one

/** Returns what is missing for pages of a person's own. */
export function missingForPages(session: Session | null): 'sign-in' | 'second-factor' | null {
  if (!session) return 'sign-in'
  return needsSecondFactor(session) ? 'second-factor' : null
}

/** Returns what is missing for a change of one's own factors, or ways in. */
export function missingForOwnChange(session: Session, now: number): 'first-factor' | 'second-factor' | null {
  if (session.isEnrolled) return isSecondFactorFresh(session.proof, now) ? null : 'second-factor'
  return isFirstFactorFresh(session.proof, now) ? null : 'first-factor'
}

/** Returns what is missing for a change of a workspace's settings. */
export function missingForSettings(session: Session, now: number): 'enrolment' | 'second-factor' | null {
  if (!session.isEnrolled) return 'enrolment'
  return isSecondFactorFresh(session.proof, now) ? null : 'second-factor'
}
