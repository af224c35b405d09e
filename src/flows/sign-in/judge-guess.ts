// Judges a guess at a second factor in memory. Nothing is written, and nobody is told: that is for the batch that spends a
// right guess and charges any other one (second-factor.ts). A wrong guess gets the same statements as a right one, so that
// neither their number nor their time tells the two apart while a wait is running.

import { FAILURES_THAT_DISABLE } from '../../core/lockout.ts'
import { matchTotp } from '../../core/totp.ts'
import { type Digest, digest } from '../../crypto/digest.ts'
import { openStored, resealed } from '../../crypto/seal.ts'
import { type Authenticator, NO_STEP, refuseStep, spendStep } from '../../store/authenticators.ts'
import type { Condition } from '../../store/condition.ts'
import type { FactorOwner } from '../../store/factor-owners.ts'
import { spendRecoveryCode } from '../../store/recovery-codes.ts'
import type { Edge } from '../edge/edge.ts'
import type { SecondFactorRefusal } from './second-factor.ts'

export interface Judged {
  /** Changes a row if the guess is right, and is the first to be so. */
  readonly spending: D1PreparedStatement
  /** What is told where it changes none. */
  readonly otherwise: SecondFactorRefusal
  /** A code that comes too early must never count: the answer tells when its time is. */
  readonly stepRefused: D1PreparedStatement | null
}

export interface TotpGuess {
  readonly code: string
  readonly authenticator: Authenticator
  readonly refusedSteps: readonly number[]
}

export async function judgeTotp(
  edge: Edge,
  owner: FactorOwner,
  { code, authenticator, refusedSteps }: TotpGuess,
  maySpend: Condition,
): Promise<Judged> {
  const spend = (step: number, anew: Awaited<ReturnType<typeof resealed>> = null) =>
    spendStep(edge.db, authenticator, { step, resealed: anew }, maySpend)
  const not = (otherwise: SecondFactorRefusal): Judged => ({
    spending: spend(NO_STEP),
    otherwise,
    stepRefused: null,
  })
  if (owner.failures >= FAILURES_THAT_DISABLE) return not({ reason: 'authenticator-disabled' })
  const place = { kind: 'totp-secret', id: authenticator.id, accountId: authenticator.accountId } as const
  const sealed = authenticator.sealedSecret
  const secret = await openStored(edge.ring, place, sealed)
  const match = await matchTotp(secret, code, edge.now)
  const isLast = owner.failures + 1 === FAILURES_THAT_DISABLE
  if (match.kind === 'none')
    return not(isLast ? { reason: 'authenticator-disabled' } : { reason: 'wrong', method: 'totp' })
  if (match.kind === 'clock-off') {
    const stepRefused = refuseStep(edge.db, authenticator.accountId, match.step)
    return { ...not({ reason: 'clock-off', seconds: match.seconds }), stepRefused }
  }
  const used = { reason: 'already-used', method: 'totp' } as const
  if (match.step <= authenticator.lastStep || refusedSteps.includes(match.step)) return not(used)
  const anew = await resealed(edge.ring, place, { value: sealed, plaintext: secret }, edge.now)
  // Another request that brings the code at this moment may be the first.
  return { spending: spend(match.step, anew), otherwise: used, stepRefused: null }
}

export async function judgeRecoveryCode(
  { db, ring, now }: Edge,
  { accountId }: FactorOwner,
  { code, known }: { readonly code: string; readonly known: readonly Digest[] },
  maySpend: Condition,
): Promise<Judged> {
  const codeDigest = await digest(ring, 'recovery-code', accountId, code)
  const reason = known.includes(codeDigest) ? 'already-used' : 'wrong'
  return {
    spending: spendRecoveryCode(db, accountId, codeDigest, now, maySpend),
    otherwise: { reason, method: 'recovery_code' },
    stepRefused: null,
  }
}
