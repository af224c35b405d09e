// Judges the answer of a passkey, and settles what it earns.
//
// The challenge is spent first, whatever comes of the answer. A wrong answer is not charged to the budget of
// guesses, because there is nothing to guess. But ten answers in an hour end the login.

import { isAppToCheck } from '../../core/app-check.ts'
import { passkeyWords } from '../../core/assurance.ts'
import type { ChallengePurpose, PasskeyRefusal } from '../../core/passkey.ts'
import { type AssertionAnswer, clientDataRefusal, parseAssertionAnswer } from '../../core/passkey-answer.ts'
import { err, ok, type Result } from '../../core/result.ts'
import { type Digest, digest } from '../../crypto/digest.ts'
import { type VerifiedAssertion, verifyAssertion } from '../../crypto/webauthn.ts'
import { log } from '../../log.ts'
import { audited } from '../../store/audit.ts'
import { batch, following } from '../../store/batch.ts'
import { type Challenge, spendChallenge } from '../../store/challenges.ts'
import { both, ifChanged, not } from '../../store/condition.ts'
import type { FactorHolder, FactorOwner } from '../../store/factor-owners.ts'
import { endLogin } from '../../store/logins.ts'
import { countLately, hasRoom, type Limit } from '../../store/recent-counts.ts'
import { countCodesLeft } from '../../store/recovery-codes.ts'
import { counterWentBack, type StoredPasskey, selectPasskey, usePasskey } from '../../store/used-passkeys.ts'
import { ofOwner } from '../edge/audit-entries.ts'
import type { Edge } from '../edge/edge.ts'
import { rpIdOf, userHandleOf } from '../edge/relying-party.ts'
import { tellAccount, tellLinkedByAddress } from '../notices/notices.ts'
import type { Proved, Prover } from './second-factor.ts'
import { stopByFactor } from './stop-recovery.ts'
import { asVerified, type Proving, type Verified } from './verify-login.ts'

const HOUR = 3600
const MOST_ASSERTIONS = 10

export const TOO_MANY_ASSERTIONS = { reason: 'too-many-assertions', retryAfterSeconds: HOUR } as const

export type AssertionRefusal = { readonly reason: PasskeyRefusal | 'gone' } | typeof TOO_MANY_ASSERTIONS

/** A login or a session that proves a passkey. */
export interface PasskeyHolder {
  readonly factorHolder: FactorHolder
  /** The digest of its cookie. Its challenges are bound to it. */
  readonly cookie: Digest
  readonly purpose: ChallengePurpose
  /** The key of its limits. It stays the same when the cookie changes. */
  readonly countedAs: string
  /** The login, which ends after too many answers. */
  readonly login: Digest | null
}

export const assertionsOf = ({ countedAs }: PasskeyHolder): Limit => ({
  what: `${countedAs} assertions`,
  most: MOST_ASSERTIONS,
  seconds: HOUR,
})

export const challengeOf = async (
  { ring }: Edge,
  { cookie, purpose }: PasskeyHolder,
  challenge: string,
): Promise<Challenge> => ({
  digest: await digest(ring, 'passkey-challenge', challenge),
  holder: cookie,
  purpose,
})

/** Judges an answer, and records what comes of it. `text` is AuthenticationResponseJSON. */
export async function provePasskey(
  edge: Edge,
  holder: PasskeyHolder,
  { prover, cookie }: Proving,
  text: string,
): Promise<Result<Verified, AssertionRefusal>> {
  const answer = parseAssertionAnswer(text)
  const read = await spendAndRead(edge, holder, prover, answer)
  const owner = read.owner.first
  if (!owner || owner.lockedAt !== null) return err({ reason: 'gone' })
  if (!read.counted.changed) return refuse(edge, holder, prover, owner, TOO_MANY_ASSERTIONS)
  const judged = answer
    ? await judge(edge, owner, answer, { isSpent: read.spent.changed, passkey: read.passkey.first })
    : err('malformed' as const)
  if (!judged.ok) return refuse(edge, holder, prover, owner, { reason: judged.error })
  const proved = await settle(edge, prover, owner, judged.value)
  return proved ? ok(await asVerified(edge, proved, cookie)) : err({ reason: 'gone' })
}

async function spendAndRead(
  edge: Edge,
  holder: PasskeyHolder,
  prover: Prover,
  answer: AssertionAnswer | null,
) {
  const { db, now } = edge
  const challenge = answer && (await challengeOf(edge, holder, answer.challenge))
  const named = answer && { credentialId: answer.id, rpId: rpIdOf(edge) }
  return batch(db, {
    counted: countLately(db, assertionsOf(holder), now, prover.isAlive),
    spent: challenge && spendChallenge(db, challenge, now),
    owner: prover.owner,
    passkey: named && selectPasskey(db, holder.factorHolder, named),
  })
}

interface Shown {
  readonly passkey: StoredPasskey
  readonly verified: VerifiedAssertion
}

async function judge(
  edge: Edge,
  { accountId }: FactorOwner,
  answer: AssertionAnswer,
  { isSpent, passkey }: { readonly isSpent: boolean; readonly passkey: StoredPasskey | null },
): Promise<Result<Shown, PasskeyRefusal>> {
  const { portalOrigin: origin } = edge.config
  const misplaced = clientDataRefusal(answer, { type: 'webauthn.get', origin })
  if (misplaced) return err(misplaced)
  if (!isSpent) return err('challenge-unknown')
  if (!passkey) return err('unknown-passkey')
  const { userHandle, challenge } = answer
  if (userHandle !== null && userHandle !== (await userHandleOf(edge, accountId))) return err('wrong-user')
  const expected = { challenge, origin, rpId: rpIdOf(edge) }
  const verified = await verifyAssertion(answer, expected, passkey)
  return verified.ok ? ok({ passkey, verified: verified.value }) : verified
}

/** Records the use and grants what it earns. Returns null if the login, session or passkey is gone. */
async function settle(
  edge: Edge,
  prover: Prover,
  owner: FactorOwner,
  { passkey, verified }: Shown,
): Promise<Proved | null> {
  const { db, now } = edge
  const { accountId, email, passwordHash, linking } = owner
  const { earned, isAlive } = prover
  const { signCount, isBackedUp, isUserVerified } = verified
  const use = { id: passkey.id, accountId, signCount, isBackedUp }
  const amr = passkeyWords({ isBackupEligible: passkey.isBackupEligible, isUserVerified })
  const { started, ...more } = prover.earn({ method: 'passkey', amr, passkeyId: passkey.id }, owner)
  // Most passkeys have no counter. Their sign-ins need not ask whether it went back.
  const counts = signCount > 0 || passkey.signCount > 0
  const counterTold = tellAccount(edge, 'passkey.counter_went_back', accountId, ifChanged('counterNoted'), {
    passkey: passkey.name,
  })
  const linked = linking ? tellLinkedByAddress(edge, linking, accountId, earned) : null
  const recovery = stopByFactor(edge, owner, earned)
  const noted = ofOwner(owner, 'passkey.counter_went_back', { name: passkey.name })
  const done = await batch(db, {
    counterNoted: counts ? audited(edge, noted, both(isAlive, counterWentBack(use))) : null,
    counterTold: counts ? counterTold.steps : null,
    spent: usePasskey(db, use, now, isAlive),
    started: following('spent', started),
    more,
    proved: audited(edge, ofOwner(owner, 'second_factor.proved', { method: 'passkey' }), earned),
    recovery: recovery.steps,
    linkedTold: linked?.steps ?? null,
    codesLeft: countCodesLeft(db, accountId, earned),
  })
  if (!done.spent.changed || !done.started.changed) return null
  if (done.counterNoted.changed) counterTold.deliver()
  linked?.deliver()
  recovery.told?.deliver()
  return {
    ...{ method: 'passkey', accountId, email, passwordHash },
    recoveryCodesLeft: done.codesLeft.first ?? 0,
    isShortSecretNew: false,
    // Ask with a new session, and not at each proof in it.
    isAppToCheck: 'login' in prover.holder && isAppToCheck(owner.appUnusedSince, now),
  }
}

/** Records a refusal. The login ends with the last answer that the hour allows. */
async function refuse(
  edge: Edge,
  holder: PasskeyHolder,
  { isAlive }: Prover,
  owner: FactorOwner,
  refusal: AssertionRefusal,
): Promise<Result<never, AssertionRefusal>> {
  const { db, now } = edge
  const { reason } = refusal
  log('info', { event: 'passkey.refused', reason, accountId: owner.accountId })
  const isOver = not(hasRoom(assertionsOf(holder), now))
  const entry = ofOwner(owner, 'second_factor.refused', { method: 'passkey', reason })
  await batch(db, {
    recorded: refusal === TOO_MANY_ASSERTIONS ? null : audited(edge, entry, isAlive),
    loginEnded: holder.login && endLogin(db, holder.login, isOver),
  })
  return err(refusal)
}
