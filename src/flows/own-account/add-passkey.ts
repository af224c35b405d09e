// Adds a passkey: makes a challenge in a session, and takes the authenticator's answer.
//
// The first passkey of an account without a factor enrols it, as an authenticator app does.

import { passkeyWords } from '../../core/assurance.ts'
import {
  type CreationOptions,
  creationOptions,
  MOST_PASSKEYS,
  type PasskeyRefusal,
} from '../../core/passkey.ts'
import {
  clientDataRefusal,
  parseRegistrationAnswer,
  type RegistrationAnswer,
} from '../../core/passkey-answer.ts'
import { defaultPasskeyName } from '../../core/passkey-name.ts'
import type { Provider } from '../../core/provider.ts'
import { err, ok, type Result } from '../../core/result.ts'
import { digest } from '../../crypto/digest.ts'
import { randomId, randomToken } from '../../crypto/random.ts'
import { type VerifiedRegistration, verifyRegistration } from '../../crypto/webauthn.ts'
import { log } from '../../log.ts'
import { audited } from '../../store/audit.ts'
import { batch, following } from '../../store/batch.ts'
import { addChallenge, type Challenge, spendChallenge } from '../../store/challenges.ts'
import { both, ifChanged } from '../../store/condition.ts'
import * as passkeys from '../../store/passkeys.ts'
import { countLately } from '../../store/recent-counts.ts'
import { sessionHasToken, strengthenSessionIfSpent } from '../../store/sessions.ts'
import { selectWaysTakenMost } from '../../store/ways-taken.ts'
import { ofOwner } from '../edge/audit-entries.ts'
import { type Edge, lifetimeOf } from '../edge/edge.ts'
import { rpIdOf, userHandleOf } from '../edge/relying-party.ts'
import { tellAccount } from '../notices/notices.ts'
import { type MissingProof, missingForOwnChange } from '../session/missing-proof.ts'
import type { Session } from '../session/session.ts'
import { stopByOwnFactors } from '../sign-in/stop-recovery.ts'
import { limitChanges, TOO_MANY, type TooMany } from './limit-changes.ts'
import { addingCodes, isFresh } from './recover.ts'
import { makeCodes } from './shown-codes.ts'

/** A person may cancel the browser's question and ask again. */
const MOST_OFFERS = 60
const HOUR = 3600

export type AddPasskeyRefusal =
  /** The account may not enrol for the first time in a session of this sign-in method. See `isTakenMost`. */
  | { readonly reason: 'other-way'; readonly ways: readonly Provider[] }
  | { readonly reason: 'missing-proof'; readonly missing: MissingProof }
  | TooMany
  | { readonly reason: 'too-many-passkeys' }
  /** The session has ended, or its cookie or the account's factors have changed. */
  | { readonly reason: 'ended' }
  | { readonly reason: PasskeyRefusal }

/** Makes a challenge for a new passkey. Challenges that were made before stay valid. */
export async function offerPasskey(
  edge: Edge,
  session: Session,
): Promise<Result<CreationOptions, AddPasskeyRefusal>> {
  const { db, now, config } = edge
  const { accountId, email, name } = session
  const challenge = randomToken()
  const rpId = rpIdOf(edge)
  const offers = { what: `${session.id} challenges`, most: MOST_OFFERS, seconds: HOUR }
  const done = await batch(db, {
    ways: session.isEnrolled ? null : selectWaysTakenMost(db, accountId, config.providers.map(idOf)),
    existing: passkeys.selectDescriptors(db, { accountId }, rpId),
    count: passkeys.countPasskeys(db, accountId),
    counted: countLately(db, offers, now, mayAdd(edge, session)),
    added: following(
      'counted',
      addChallenge(db, await challengeOf(edge, session, challenge), now, ifChanged('counted')),
    ),
  })
  const refusal = refusalOf(edge, session, { taken: done.ways.all, count: done.count.first ?? 0 })
  if (refusal) return err(refusal)
  if (!done.added.changed) return err(TOO_MANY)
  const user = { id: await userHandleOf(edge, accountId), name: email, displayName: name }
  const rp = { id: rpId, name: config.brand.name }
  return ok(creationOptions({ rp, user, challenge, existing: done.existing.all }))
}

/** What the statements ask again. Since the session was read, its proof or the account may have changed. */
const mayAdd = (edge: Edge, session: Session) =>
  passkeys.mayAddPasskey(session, {
    lifetime: lifetimeOf(edge),
    configured: edge.config.providers.map(idOf),
  })

function refusalOf(
  { config, now }: Edge,
  session: Session,
  { taken, count }: { readonly taken: readonly string[]; readonly count: number },
): AddPasskeyRefusal | null {
  if (!session.isEnrolled && !taken.includes(session.proof.provider))
    return { reason: 'other-way', ways: config.providers.filter(({ id }) => taken.includes(id)) }
  const missing = missingForOwnChange(session, now)
  if (missing !== null) return { reason: 'missing-proof', missing }
  return count >= MOST_PASSKEYS ? { reason: 'too-many-passkeys' } : null
}

const challengeOf = async ({ ring }: Edge, { token }: Session, challenge: string): Promise<Challenge> => ({
  digest: await digest(ring, 'passkey-challenge', challenge),
  holder: token,
  purpose: 'registration',
})

export interface AddedPasskey {
  /** The new value of the session cookie. */
  readonly cookie: string
  /** The cookie that shows the first recovery codes. Null if the account had a factor before. */
  readonly shownCodes: string | null
  /** The account had no factor before, so that two-factor authentication is on now. */
  readonly isFirst: boolean
}

/**
 * Adds a passkey. `credential` is RegistrationResponseJSON. `name` is a parsed name, or null for the maker's.
 *
 * The session then has a fresh second factor, and its cookie changes.
 */
export async function addPasskey(
  edge: Edge,
  session: Session,
  { credential, name }: { readonly credential: string; readonly name: string | null },
): Promise<Result<AddedPasskey, AddPasskeyRefusal>> {
  const missing = missingForOwnChange(session, edge.now)
  if (missing !== null) return refuse(session, { reason: 'missing-proof', missing })
  const answer = parseRegistrationAnswer(credential)
  const read = await spendAndRead(edge, session, answer)
  if (!read.counted.changed) return err(TOO_MANY)
  const refusal = refusalOf(edge, session, { taken: read.ways.all, count: read.count.first ?? 0 })
  if (refusal) return refuse(session, refusal)
  if (!answer) return refuse(session, { reason: 'malformed' })
  const { portalOrigin: origin } = edge.config
  const misplaced = clientDataRefusal(answer, { type: 'webauthn.create', origin })
  if (misplaced) return refuse(session, { reason: misplaced })
  if (!read.spent.changed) return refuse(session, { reason: 'challenge-unknown' })
  const expected = { challenge: answer.challenge, origin, rpId: rpIdOf(edge) }
  const verified = await verifyRegistration(answer, expected)
  if (!verified.ok) return refuse(session, { reason: verified.error })
  const passkey = passkeyFrom(edge, answer, verified.value, name)
  const added = await store(edge, session, passkey, verified.value)
  return added.ok ? added : refuse(session, added.error)
}

async function spendAndRead(edge: Edge, session: Session, answer: RegistrationAnswer | null) {
  const { db, now, config } = edge
  const { accountId } = session
  const challenge = answer && (await challengeOf(edge, session, answer.challenge))
  return batch(db, {
    counted: limitChanges(edge, session).counted,
    spent: challenge && spendChallenge(db, challenge, now),
    ways: session.isEnrolled ? null : selectWaysTakenMost(db, accountId, config.providers.map(idOf)),
    count: passkeys.countPasskeys(db, accountId),
  })
}

/** Returns the passkey to store. `name` is a parsed name, or null for the maker's. */
export const passkeyFrom = (
  edge: Edge,
  { transports }: RegistrationAnswer,
  { credentialId, publicKey, signCount, isBackupEligible, isBackedUp, aaguid }: VerifiedRegistration,
  name: string | null,
): passkeys.NewPasskey => ({
  ...{ id: randomId(), rpId: rpIdOf(edge), credentialId, publicKey, signCount, isBackupEligible, isBackedUp },
  name: name ?? defaultPasskeyName(aaguid, edge.client.userAgent),
  transports,
})

async function store(
  edge: Edge,
  session: Session,
  passkey: passkeys.NewPasskey,
  { isUserVerified }: VerifiedRegistration,
): Promise<Result<AddedPasskey, AddPasskeyRefusal>> {
  const { db, now } = edge
  const isFirst = !session.isEnrolled
  const cookie = randomToken()
  const token = await digest(edge.ring, 'session', cookie)
  const isDone = sessionHasToken(token)
  const codes = isFirst ? await makeCodes(edge, session) : null
  const told = tellAccount(edge, 'passkey.added', session.accountId, isDone, {
    about: passkey.id,
    passkey: passkey.name,
    ...(isFirst ? { enrolled: true } : {}),
  })
  const amr = passkeyWords({ isBackupEligible: passkey.isBackupEligible, isUserVerified })
  const factor = { method: 'passkey', amr, passkeyId: passkey.id } as const
  const done = await batch(db, {
    taken: passkeys.selectCredentialId(db, passkey.credentialId),
    added: passkeys.addPasskey(db, session.accountId, passkey, now, mayAdd(edge, session)),
    strengthened: following('added', strengthenSessionIfSpent(db, session.id, token, factor, now)),
    recorded: audited(edge, ofOwner(session, 'passkey.added', { name: passkey.name }), isDone),
    told: told.steps,
    // A recovery needs a factor that was lost. So none can be open before the first factor.
    recovery: isFirst ? null : stopByOwnFactors(edge, session, isDone),
    codes: codes && addingCodes(edge, session, codes, both(isDone, isFresh(edge, token))),
    count: passkeys.countPasskeys(db, session.accountId),
  })
  if (done.taken.first) return err({ reason: 'already-registered' })
  if (!done.strengthened.changed) {
    const isFull = (done.count.first ?? 0) >= MOST_PASSKEYS
    return err({ reason: isFull ? 'too-many-passkeys' : 'ended' })
  }
  told.deliver()
  return ok({ cookie, shownCodes: codes?.cookie ?? null, isFirst })
}

function refuse({ accountId }: Session, refusal: AddPasskeyRefusal): Result<never, AddPasskeyRefusal> {
  log('info', { event: 'passkey.not_added', reason: refusal.reason, accountId })
  return err(refusal)
}

const idOf = ({ id }: Provider): string => id
