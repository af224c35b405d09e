// Judges a guess at a second factor, in memory.
//
// Writes nothing. The batch in second-factor.ts spends a right guess or charges a wrong one.
//
// Right and wrong guesses get the same statements. Otherwise their number or time would tell them apart
// during a wait.

import type { TypedFactor } from '../../core/assurance.ts'
import { FAILURES_THAT_DISABLE } from '../../core/lockout.ts'
import { matchTotp, SAFE_SECRET_BYTES } from '../../core/totp.ts'
import { type Digest, digest } from '../../crypto/digest.ts'
import { openStored, resealed } from '../../crypto/seal.ts'
import { type Authenticator, NO_STEP, refuseStep, spendStep } from '../../store/authenticators.ts'
import type { Condition } from '../../store/condition.ts'
import type { FactorOwner } from '../../store/factor-owners.ts'
import { spendRecoveryCode } from '../../store/recovery-codes.ts'
import type { Edge } from '../edge/edge.ts'

/** Why a guess is refused. `seconds` is how far the authenticator app's clock is off. */
export type GuessRefusal =
  | { readonly reason: 'wrong' | 'already-used'; readonly method: TypedFactor }
  | { readonly reason: 'clock-off'; readonly seconds: number }
  | { readonly reason: 'authenticator-disabled' }

export interface Judged {
  /** Changes a row if the guess is right and nobody has used the code before. */
  readonly spending: D1PreparedStatement
  /** The refusal to report if it changes no row. */
  readonly otherwise: GuessRefusal
  /**
   * Blocks the time step of a code that came too early or late. Otherwise the answer `clock-off` would tell a
   * guesser which code to send later.
   */
  readonly stepRefused: D1PreparedStatement | null
  /** True for the first code of an imported app whose secret is shorter than is safe. */
  readonly isShortSecretNew: boolean
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
  const not = (otherwise: GuessRefusal): Judged => ({
    spending: spend(NO_STEP),
    otherwise,
    stepRefused: null,
    isShortSecretNew: false,
  })
  // An app that is disabled accepts no code. Otherwise guessing could go on for ever.
  if (owner.failures >= FAILURES_THAT_DISABLE) return not({ reason: 'authenticator-disabled' })
  const place = { kind: 'totp-secret', id: authenticator.id, accountId: authenticator.accountId } as const
  const sealed = authenticator.sealedSecret
  const secret = await openStored(edge.ring, place, sealed)
  const match = await matchTotp({ ...authenticator, secret }, code, edge.now)
  const isLast = owner.failures + 1 === FAILURES_THAT_DISABLE
  if (match.kind === 'none')
    return not(isLast ? { reason: 'authenticator-disabled' } : { reason: 'wrong', method: 'totp' })
  if (match.kind === 'clock-off') {
    const stepRefused = refuseStep(edge.db, authenticator, match.step)
    return { ...not({ reason: 'clock-off', seconds: match.seconds }), stepRefused }
  }
  const used = { reason: 'already-used', method: 'totp' } as const
  // Each code works once, and no older code works after it (RFC 6238, section 5.2). Otherwise someone who saw
  // a code could use it again.
  if (match.step <= authenticator.lastStep || refusedSteps.includes(match.step)) return not(used)
  const anew = await resealed(edge.ring, place, { value: sealed, plaintext: secret }, edge.now)
  // If another request spends the same code first, the refusal is `used`.
  const isShortSecretNew = authenticator.isUnusedImport && secret.length < SAFE_SECRET_BYTES
  return { spending: spend(match.step, anew), otherwise: used, stepRefused: null, isShortSecretNew }
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
    isShortSecretNew: false,
  }
}
