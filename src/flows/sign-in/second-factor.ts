// Proves a second factor: for a login that becomes a session, and for a session that steps up.
//
// Reads what the guess is judged by first. Then one batch either spends a right guess and grants what it
// earns, or charges it. Only then is the result reported.

import type { SecondFactor, TypedFactor } from '../../core/assurance.ts'
import { FAILURES_THAT_DISABLE, SECOND_FACTOR_BUDGET } from '../../core/lockout.ts'
import { err, ok, type Result } from '../../core/result.ts'
import { parseSecondFactorInput, type SecondFactorInput } from '../../core/second-factor-input.ts'
import { charge, forgetAttempts, mayGuess, selectAttempts } from '../../store/attempts.ts'
import { audited } from '../../store/audit.ts'
import { selectAuthenticatorOf, selectRefusedSteps } from '../../store/authenticators.ts'
import { batch, following, type Query, type Steps } from '../../store/batch.ts'
import { both, type Condition, ifChanged, not } from '../../store/condition.ts'
import type { FactorHolder, FactorOwner } from '../../store/factor-owners.ts'
import { notToldSince } from '../../store/notices.ts'
import { countCodesLeft, selectRecoveryCodes } from '../../store/recovery-codes.ts'
import type { ProvedSecondFactor } from '../../store/sessions.ts'
import { ofOwner } from '../edge/audit-entries.ts'
import type { Edge } from '../edge/edge.ts'
import { tellAccount, tellLinkedByAddress } from '../notices/notices.ts'
import { type GuessRefusal, type Judged, judgeRecoveryCode, judgeTotp } from './judge-guess.ts'
import { stopByFactor } from './stop-recovery.ts'

export type SecondFactorRefusal =
  | GuessRefusal
  | { readonly reason: 'malformed' }
  | { readonly reason: 'locked'; readonly until: number }
  | { readonly reason: 'gone' } // the login or session has ended

/**
 * The steps that run if the guess was right. `started` must follow the step that spends the guess, because its
 * SQL asks whether that step changed a row.
 */
export type Earned = { readonly started: D1PreparedStatement } & Steps

/** The account that proves the factor, and the session that it starts or strengthens. */
export interface Prover {
  readonly holder: FactorHolder
  readonly owner: Query<FactorOwner>
  /** The condition for spending a factor or charging a guess. */
  readonly isAlive: Condition
  readonly earn: (factor: ProvedSecondFactor, owner: FactorOwner) => Earned
  /** Holds if `started` changed a row. */
  readonly earned: Condition
}

export interface Proved {
  readonly method: SecondFactor
  readonly accountId: string
  readonly email: string
  readonly passwordHash: string | null
  readonly recoveryCodesLeft: number
  /** True if this was the first code of an imported app whose secret is shorter than is safe. */
  readonly isShortSecretNew: boolean
  /** True for a new session whose person should check that their app still works. */
  readonly isAppToCheck: boolean
}

/** Judges the typed `text` and records the result. During a wait it refuses even a right code. */
export async function proveSecondFactor(
  edge: Edge,
  prover: Prover,
  text: string,
): Promise<Result<Proved, SecondFactorRefusal>> {
  const input = parseSecondFactorInput(text)
  if (!input) return err({ reason: 'malformed' })
  const read = await readFor(edge, prover, input)
  const owner = read.owner.first
  if (!owner || owner.lockedAt !== null) return err({ reason: 'gone' })
  // Check the wait before the guess. Otherwise the time of an answer could tell whether a guess is right, at
  // no cost.
  if (owner.blockedUntil > edge.now) return err({ reason: 'locked', until: owner.blockedUntil })
  // Digits of another number, or without an app, can be no code of this account.
  if (input.method === 'totp' && input.code.length !== owner.appDigits) return err({ reason: 'malformed' })
  const judged = await judge(edge, prover, input, { ...read, owner })
  return judged ? settle(edge, prover, owner, input.method, judged) : err({ reason: 'gone' })
}

function readFor({ db }: Edge, { owner, holder }: Prover, { method }: SecondFactorInput) {
  const isTotp = method === 'totp'
  return batch(db, {
    owner,
    authenticator: isTotp ? selectAuthenticatorOf(db, holder) : null,
    refusedSteps: isTotp ? selectRefusedSteps(db, holder) : null,
    codes: isTotp ? null : selectRecoveryCodes(db, holder),
  })
}

type Read = Omit<Awaited<ReturnType<typeof readFor>>, 'owner'> & { readonly owner: FactorOwner }

/** Returns null if the authenticator app is gone. */
async function judge(
  edge: Edge,
  { isAlive }: Prover,
  { method, code }: SecondFactorInput,
  { owner, authenticator, refusedSteps, codes }: Read,
): Promise<Judged | null> {
  const most = method === 'totp' ? FAILURES_THAT_DISABLE : Number.MAX_SAFE_INTEGER
  const maySpend = both(mayGuess(SECOND_FACTOR_BUDGET, owner.accountId, edge.now, most), isAlive)
  if (method === 'recovery_code') return judgeRecoveryCode(edge, owner, { code, known: codes.all }, maySpend)
  if (!authenticator.first) return null
  const guess = { code, authenticator: authenticator.first, refusedSteps: refusedSteps.all }
  return judgeTotp(edge, owner, guess, maySpend)
}

async function settle(
  edge: Edge,
  prover: Prover,
  owner: FactorOwner,
  method: TypedFactor,
  judged: Judged,
): Promise<Result<Proved, SecondFactorRefusal>> {
  const { db, now } = edge
  const { accountId, email, passwordHash } = owner
  const { earned } = prover
  const reason = judged.otherwise.reason
  const told = tellings(edge, owner, method, earned)
  const { started, ...more } = prover.earn({ method }, owner)
  const done = await batch(db, {
    spent: judged.spending,
    started: following('spent', started),
    more,
    forgotten: forgetAttempts(db, SECOND_FACTOR_BUDGET, accountId, earned),
    proved: audited(edge, ofOwner(owner, 'second_factor.proved', { method }), earned),
    recovery: told.recovery.steps,
    usedTold: told.used?.steps ?? null,
    linkedTold: told.linked?.steps ?? null,
    charged: charge(db, SECOND_FACTOR_BUDGET, accountId, now, both(not(earned), prover.isAlive)),
    refused: audited(edge, ofOwner(owner, 'second_factor.refused', { method, reason }), ifChanged('charged')),
    disabledTold: told.disabled?.steps ?? null,
    stepRefused: judged.stepRefused,
    attempts: selectAttempts(db, SECOND_FACTOR_BUDGET, accountId),
    codesLeft: countCodesLeft(db, accountId, earned),
  })
  if (done.spent.changed && done.started.changed) {
    told.used?.deliver()
    told.linked?.deliver()
    told.recovery.told?.deliver()
    return ok({
      ...{ method, accountId, email, passwordHash },
      recoveryCodesLeft: done.codesLeft.first ?? 0,
      isShortSecretNew: judged.isShortSecretNew,
      // A code of the app is the check. After a recovery code, another page asks about the app.
      isAppToCheck: false,
    })
  }
  if (done.charged.first) {
    told.disabled?.deliver()
    return err(judged.otherwise)
  }
  const until = done.attempts.first?.blockedUntil ?? 0
  return err(until > now ? { reason: 'locked', until } : { reason: 'gone' })
}

function tellings(edge: Edge, owner: FactorOwner, method: TypedFactor, earned: Condition) {
  const { accountId, linking, failures } = owner
  const mayDisable = failures + 1 >= FAILURES_THAT_DISABLE
  // The request that brings the hundredth failure may be aborted before its notice is written. Then the next
  // failure tells the owner.
  const isNews = notToldSince(accountId, 'authenticator.disabled', edge.now - TOLD_SECONDS)
  return {
    used: method === 'recovery_code' ? tellAccount(edge, 'recovery_code.used', accountId, earned) : null,
    linked: linking ? tellLinkedByAddress(edge, linking, accountId, earned) : null,
    recovery: stopByFactor(edge, owner, earned),
    disabled: mayDisable
      ? tellAccount(edge, 'authenticator.disabled', accountId, both(ifChanged('refused'), isNews))
      : null,
  }
}

// A hundred failures take more than three days. A notice within two days was about the same hundred.
const TOLD_SECONDS = 2 * 86_400
