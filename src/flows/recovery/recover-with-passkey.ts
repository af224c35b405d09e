// Adds a passkey with the link of a recovery. The challenge is bound to the login, as one of a session is to its cookie.

import { passkeyWords } from '../../core/assurance.ts'
import { type CreationOptions, creationOptions, type PasskeyRefusal } from '../../core/passkey.ts'
import {
  clientDataRefusal,
  parseRegistrationAnswer,
  type RegistrationAnswer,
} from '../../core/passkey-answer.ts'
import { err, ok, type Result } from '../../core/result.ts'
import { digest } from '../../crypto/digest.ts'
import { randomToken } from '../../crypto/random.ts'
import { type VerifiedRegistration, verifyRegistration } from '../../crypto/webauthn.ts'
import { removeAuthenticatorIf } from '../../store/authenticators.ts'
import { batch, following } from '../../store/batch.ts'
import { addChallenge, type Challenge, spendChallenge } from '../../store/challenges.ts'
import { type Condition, ifChanged } from '../../store/condition.ts'
import {
  addPasskey,
  isFreeCredential,
  removeOtherPasskeys,
  selectCredentialId,
} from '../../store/passkeys.ts'
import { countLately } from '../../store/recent-counts.ts'
import type { Edge } from '../edge/edge.ts'
import { rpIdOf, userHandleOf } from '../edge/relying-party.ts'
import { passkeyFrom } from '../own-account/add-passkey.ts'
import { TOO_MANY, type TooMany } from '../own-account/limit-changes.ts'
import type { Session } from '../session/session.ts'
import { type Recovered, type Redeemable, redeem } from './redeem.ts'

/** A person may cancel the browser's question and ask again. */
const MOST_OFFERS = 60
const HOUR = 3600

export type RecoverPasskeyRefusal = TooMany | { readonly reason: PasskeyRefusal | 'gone' }

/** Makes a challenge for the new passkey. */
export async function offerRecoveryPasskey(
  edge: Edge,
  redeemable: Redeemable,
): Promise<Result<CreationOptions, TooMany>> {
  const { db, now, config } = edge
  const { accountId, email, name } = redeemable.recovery
  const challenge = randomToken()
  const rpId = rpIdOf(edge)
  const offers = { what: `${redeemable.recovery.id} challenges`, most: MOST_OFFERS, seconds: HOUR }
  const done = await batch(db, {
    counted: countLately(db, offers, now),
    added: following(
      'counted',
      addChallenge(db, await challengeOf(edge, redeemable, challenge), now, ifChanged('counted')),
    ),
  })
  if (!done.added.changed) return err(TOO_MANY)
  const user = { id: await userHandleOf(edge, accountId), name: email, displayName: name }
  // The old passkeys end, so that the same device may make a new one.
  return ok(creationOptions({ rp: { id: rpId, name: config.brand.name }, user, challenge, existing: [] }))
}

const challengeOf = async ({ ring }: Edge, { login }: Redeemable, challenge: string): Promise<Challenge> => ({
  digest: await digest(ring, 'passkey-challenge', challenge),
  holder: login,
  purpose: 'registration',
})

/** Adds the passkey, and ends the old factors. `credential` is RegistrationResponseJSON. */
export async function recoverWithPasskey(
  edge: Edge,
  redeemable: Redeemable,
  credential: string,
  previous: Session | null,
): Promise<Result<Recovered, RecoverPasskeyRefusal>> {
  const answer = parseRegistrationAnswer(credential)
  if (!answer) return err({ reason: 'malformed' })
  const { portalOrigin: origin } = edge.config
  const misplaced = clientDataRefusal(answer, { type: 'webauthn.create', origin })
  if (misplaced) return err({ reason: misplaced })
  const challenge = await challengeOf(edge, redeemable, answer.challenge)
  const { spent } = await batch(edge.db, { spent: spendChallenge(edge.db, challenge, edge.now) })
  if (!spent.changed) return err({ reason: 'challenge-unknown' })
  const expected = { challenge: answer.challenge, origin, rpId: rpIdOf(edge) }
  const verified = await verifyRegistration(answer, expected)
  if (!verified.ok) return err({ reason: verified.error })
  return replace(edge, redeemable, { answer, verified: verified.value }, previous)
}

interface Registered {
  readonly answer: RegistrationAnswer
  readonly verified: VerifiedRegistration
}

async function replace(
  edge: Edge,
  redeemable: Redeemable,
  { answer, verified }: Registered,
  previous: Session | null,
): Promise<Result<Recovered, RecoverPasskeyRefusal>> {
  const { db, now } = edge
  const { accountId } = redeemable.recovery
  const passkey = passkeyFrom(edge, answer, verified, null)
  const { id, credentialId, isBackupEligible } = passkey
  const amr = passkeyWords({ isBackupEligible, isUserVerified: verified.isUserVerified })
  const factor = {
    proved: { method: 'passkey', amr, passkeyId: id },
    fits: isFreeCredential(credentialId),
    // The new factor comes first. Otherwise the account would have none in between, and its triggers would count that.
    replacing: (isDone: Condition) => ({
      added: addPasskey(db, accountId, passkey, now, isDone),
      appRemoved: removeAuthenticatorIf(db, accountId, isDone),
      othersRemoved: removeOtherPasskeys(db, { id, accountId }, isDone),
    }),
  } as const
  const recovered = await redeem(edge, redeemable, factor, previous)
  if (recovered) return ok(recovered)
  const { taken } = await batch(db, { taken: selectCredentialId(db, credentialId) })
  return err({ reason: taken.first ? 'already-registered' : 'gone' })
}
