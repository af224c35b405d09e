// Enrols an authenticator app: offers a secret in a session, and confirms it with a code.
//
// A new secret works only after a code confirms it. Until then the current app works.

import type { Provider } from '../../core/provider.ts'
import { err, ok, type Result } from '../../core/result.ts'
import { parseSecondFactorInput } from '../../core/second-factor-input.ts'
import { matchTotp, OWN_TOTP, SECRET_BYTES } from '../../core/totp.ts'
import { digest } from '../../crypto/digest.ts'
import { randomBytes, randomId, randomToken } from '../../crypto/random.ts'
import { openStored, seal } from '../../crypto/seal.ts'
import { audited } from '../../store/audit.ts'
import { confirmAuthenticator, selectEnrolment } from '../../store/authenticators.ts'
import { batch, following } from '../../store/batch.ts'
import { endOtherSessionsOf, renameSession } from '../../store/end-sessions.ts'
import {
  dropPendingAuthenticator,
  offerAuthenticator,
  type PendingAuthenticator,
  selectPendingAuthenticator,
} from '../../store/pending-authenticators.ts'
import { sessionHasToken, strengthenSessionIfSpent } from '../../store/sessions.ts'
import { selectWaysTakenMost } from '../../store/ways-taken.ts'
import { ofOwner } from '../edge/audit-entries.ts'
import type { Edge } from '../edge/edge.ts'
import { tellAccount } from '../notices/notices.ts'
import { type MissingProof, missingForOwnChange } from '../session/missing-proof.ts'
import type { Session } from '../session/session.ts'
import { stopByOwnFactors } from '../sign-in/stop-recovery.ts'
import { limitChanges, TOO_MANY, type TooMany } from './limit-changes.ts'
import { addingCodes, isFresh } from './recover.ts'
import { makeCodes } from './shown-codes.ts'

const OFFER_SECONDS = 3600

export interface Offer {
  readonly secret: Uint8Array
  /** The account has an app, which works until this one is confirmed. */
  readonly isReplacement: boolean
}

export type OfferRefusal =
  /** The account may not enrol for the first time in a session of this sign-in method. See `isTakenMost`. */
  | { readonly reason: 'other-way'; readonly ways: readonly Provider[] }
  | { readonly reason: 'missing-proof'; readonly missing: MissingProof }
  /** The session has ended, or its cookie has changed. */
  | { readonly reason: 'ended' }

/**
 * Offers a secret, the same one for an hour, because a phone may leave the page and come back.
 *
 * A new sign-in or proof changes the cookie and gets a new secret. Otherwise a thief with the old cookie
 * would know the secret of the owner's app.
 */
export async function offerEnrolment(edge: Edge, session: Session): Promise<Result<Offer, OfferRefusal>> {
  const { db, now } = edge
  const { providers } = edge.config
  const missing = missingForOwnChange(session, now)
  const configured = providers.map(idOf)
  const made = missing === null ? await makeOffer(edge, session) : null
  const done = await batch(db, {
    ways: session.isEnrolled ? null : selectWaysTakenMost(db, session.accountId, configured),
    offered: made && offerAuthenticator(db, session, { ...made, configured }, now, now - OFFER_SECONDS),
    pending: made && selectPendingAuthenticator(db, session, now - OFFER_SECONDS),
    current: session.isEnrolled ? selectEnrolment(db, session.accountId) : null,
  })
  const taken: readonly string[] = done.ways.all
  if (!session.isEnrolled && !taken.includes(session.proof.provider)) {
    return err({ reason: 'other-way', ways: providers.filter(({ id }) => taken.includes(id)) })
  }
  if (missing !== null) return err({ reason: 'missing-proof', missing })
  if (!done.pending.first) return err({ reason: 'ended' })
  const secret = await secretOf(edge, session, done.pending.first)
  return ok({ secret, isReplacement: done.current.first !== null })
}

export type ConfirmRefusal =
  | { readonly reason: 'not-of-app' | 'gone' }
  | { readonly reason: 'wrong'; readonly method: 'totp' }
  | { readonly reason: 'clock-off'; readonly seconds: number }

export interface Confirmed {
  readonly cookie: string
  /**
   * The cookie that shows the first recovery codes. Null if the account had a factor, because the owner already
   * has codes.
   */
  readonly shownCodes: string | null
}

/**
 * Confirms the secret with a code. The session then has a second factor, and its cookie changes.
 *
 * Guesses are not limited further, because this session has already shown the secret.
 */
export async function confirmEnrolment(
  edge: Edge,
  session: Session,
  text: string,
  { mayReplace }: { readonly mayReplace: boolean },
): Promise<Result<Confirmed, ConfirmRefusal | TooMany>> {
  const { db, now } = edge
  const input = parseSecondFactorInput(text)
  if (input?.method !== 'totp' || input.code.length !== OWN_TOTP.digits) return err({ reason: 'not-of-app' })
  const { counted, pending, current } = await batch(db, {
    counted: limitChanges(edge, session).counted,
    pending: selectPendingAuthenticator(db, session, now - OFFER_SECONDS),
    current: selectEnrolment(db, session.accountId),
  })
  if (!counted.changed) return err(TOO_MANY)
  if (!pending.first) return err({ reason: 'gone' })
  const secret = await secretOf(edge, session, pending.first)
  const match = await matchTotp({ ...OWN_TOTP, secret }, input.code, now)
  if (match.kind === 'none') return err({ reason: 'wrong', method: 'totp' })
  if (match.kind === 'clock-off') return err({ reason: 'clock-off', seconds: match.seconds })

  const replacing = current.first?.id ?? null
  // Replace only from a session that knew of a factor. Otherwise a second tab could replace an app without the
  // proof that a replacement needs.
  if (replacing !== null && !(mayReplace && session.isEnrolled)) return err({ reason: 'gone' })
  const { id } = pending.first
  const confirmed = await confirm(edge, session, { id, replacing, step: match.step })
  return confirmed ? ok(confirmed) : err({ reason: 'gone' })
}

interface Confirming {
  readonly id: string
  /** The id of the current app, or null. */
  readonly replacing: string | null
  readonly step: number
}

/** Returns null if the offer is gone, or another app was confirmed meanwhile. */
async function confirm(
  edge: Edge,
  session: Session,
  { id, replacing, step }: Confirming,
): Promise<Confirmed | null> {
  const { db, now } = edge
  // The first factor of the account. An app may also be added beside passkeys.
  const isFirst = !session.isEnrolled
  const isNew = replacing === null
  const cookie = randomToken()
  const token = await digest(edge.ring, 'session', cookie)
  const isDone = sessionHasToken(token)
  const codes = isFirst ? await makeCodes(edge, session) : null
  const kind = `second_factor.${isNew ? 'added' : 'replaced'}` as const
  const told = tellAccount(edge, kind, session.accountId, isDone, { about: id })
  const { accountId, isEnrolled } = session
  const pending = { sessionId: session.id, id, accountId, replacing, isEnrolled }
  const entry = ofOwner(session, `authenticator.${isNew ? 'enrolled' : 'replaced'}`)
  const done = await batch(db, {
    confirmed: confirmAuthenticator(db, pending, { step, configured: edge.config.providers.map(idOf) }, now),
    strengthened: following(
      'confirmed',
      strengthenSessionIfSpent(db, session.id, token, { method: 'totp' }, now),
    ),
    offerDropped: dropPendingAuthenticator(db, session.id, isDone),
    recorded: audited(edge, entry, isDone),
    told: told.steps,
    // A recovery needs a factor that was lost. So none can be open before the first factor.
    recovery: isFirst ? null : stopByOwnFactors(edge, session, isDone),
    codes: codes && addingCodes(edge, session, codes, isFresh(edge, token)),
    // The old app may be lost or stolen. End every session that used it, and copies of this session's passes
    // too.
    othersEnded: isNew ? null : endOtherSessionsOf(db, session, isDone),
    renamed: isNew ? null : renameSession(db, token, randomId()),
  })
  if (!done.strengthened.changed) return null
  told.deliver()
  return { cookie, shownCodes: codes?.cookie ?? null }
}

async function makeOffer({ ring, now }: Edge, { accountId }: Session): Promise<PendingAuthenticator> {
  const id = randomId()
  return { id, sealedSecret: await seal(ring, placeOf(id, accountId), randomBytes(SECRET_BYTES), now) }
}

const secretOf = ({ ring }: Edge, { accountId }: Session, { id, sealedSecret }: PendingAuthenticator) =>
  openStored(ring, placeOf(id, accountId), sealedSecret)

const placeOf = (id: string, accountId: string) => ({ kind: 'totp-secret', id, accountId }) as const

const idOf = ({ id }: Provider): string => id
