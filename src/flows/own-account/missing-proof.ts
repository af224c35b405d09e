// What a person must prove (again) before their factors, or their ways in, may change.

import { isFirstFactorFresh, isSecondFactorFresh } from '../../core/assurance.ts'
import type { Session } from '../session/session.ts'

export type MissingProof = 'first-factor' | 'second-factor'

export function missingProofFor(session: Session, now: number): MissingProof | null {
  if (session.isEnrolled) return isSecondFactorFresh(session.proof, now) ? null : 'second-factor'
  return isFirstFactorFresh(session.proof, now) ? null : 'first-factor'
}
