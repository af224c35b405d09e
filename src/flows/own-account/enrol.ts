// The authenticator app of an account: offered in a session, and confirmed by a code, as the first one or in the place of
// another. A secret counts only once a code has confirmed it; the old one works until then.

import type { Provider } from '../../core/provider.ts'
import { err, ok, type Result } from '../../core/result.ts'
import { parseSecondFactorInput } from '../../core/second-factor-input.ts'
import { matchTotp, SECRET_BYTES } from '../../core/totp.ts'
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
import { limitChanges, TOO_MANY, type TooMany } from './limit-changes.ts'
import { addingCodes, isFresh } from './recover.ts'
import { makeCodes } from './shown-codes.ts'

const OFFER_SECONDS = 3600

export interface Offer {
  readonly secret: Uint8Array
  readonly isReplacement: boolean
}

export type OfferRefusal =
  /** The session's way in is not among those by which its account may enrol for the first time. See `isTakenMost`. */
  | { readonly reason: 'other-way'; readonly ways: readonly Provider[] }
  | { readonly reason: 'missing-proof'; readonly missing: MissingProof }
  /** The session is over, or has another cookie by now. */
  | { readonly reason: 'ended' }

/**
 * The same offer for an hour, however often the page is opened: a phone may leave it and come back. Whoever has signed in or
 * proved a factor meanwhile has a new cookie, and gets another one.
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
  })
  const taken: readonly string[] = done.ways.all
  if (!session.isEnrolled && !taken.includes(session.proof.provider)) {
    return err({ reason: 'other-way', ways: providers.filter(({ id }) => taken.includes(id)) })
  }
  if (missing !== null) return err({ reason: 'missing-proof', missing })
  if (!done.pending.first) return err({ reason: 'ended' })
  const secret = await secretOf(edge, session, done.pending.first)
  return ok({ secret, isReplacement: session.isEnrolled })
}

export type ConfirmRefusal =
  | { readonly reason: 'not-of-app' | 'gone' }
  | { readonly reason: 'wrong'; readonly method: 'totp' }
  | { readonly reason: 'clock-off'; readonly seconds: number }

export interface Confirmed {
  readonly cookie: string
  /** The cookie that shows the first recovery codes; null for another app, whose owner has some. */
  readonly shownCodes: string | null
}

/**
 * The code proves that the secret arrived. Guessing here gains nothing: whoever has this session has been shown the
 * secret. The session has proved its second factor by it, and its cookie changes.
 */
export async function confirmEnrolment(
  edge: Edge,
  session: Session,
  text: string,
): Promise<Result<Confirmed, ConfirmRefusal | TooMany>> {
  const { db, now } = edge
  const input = parseSecondFactorInput(text)
  if (input?.method !== 'totp') return err({ reason: 'not-of-app' })
  const { counted, pending, current } = await batch(db, {
    counted: limitChanges(edge, session).counted,
    pending: selectPendingAuthenticator(db, session, now - OFFER_SECONDS),
    current: selectEnrolment(db, session.accountId),
  })
  if (!counted.changed) return err(TOO_MANY)
  if (!pending.first) return err({ reason: 'gone' })
  const match = await matchTotp(await secretOf(edge, session, pending.first), input.code, now)
  if (match.kind === 'none') return err({ reason: 'wrong', method: 'totp' })
  if (match.kind === 'clock-off') return err({ reason: 'clock-off', seconds: match.seconds })

  const replacing = current.first?.id ?? null
  // Only a page that was decided on as a first enrolment may enrol; only one decided on as a replacement may replace.
  if ((replacing !== null) !== session.isEnrolled) return err({ reason: 'gone' })
  const { id } = pending.first
  const confirmed = await confirm(edge, session, { id, replacing, step: match.step })
  return confirmed ? ok(confirmed) : err({ reason: 'gone' })
}

interface Confirming {
  readonly id: string
  /** The app that is there; null where there is none. */
  readonly replacing: string | null
  readonly step: number
}

/** Null where the offer is gone, or another app has come meanwhile. */
async function confirm(
  edge: Edge,
  session: Session,
  { id, replacing, step }: Confirming,
): Promise<Confirmed | null> {
  const { db, now } = edge
  const isFirst = replacing === null
  const cookie = randomToken()
  const token = await digest(edge.ring, 'session', cookie)
  const isDone = sessionHasToken(token)
  const codes = isFirst ? await makeCodes(edge, session) : null
  const told = tellAccount(edge, `second_factor.${isFirst ? 'added' : 'replaced'}`, session.accountId, isDone)
  const pending = { sessionId: session.id, id, accountId: session.accountId, replacing }
  const entry = ofOwner(session, `authenticator.${isFirst ? 'enrolled' : 'replaced'}`)
  const done = await batch(db, {
    confirmed: confirmAuthenticator(db, pending, { step, configured: edge.config.providers.map(idOf) }, now),
    strengthened: following('confirmed', strengthenSessionIfSpent(db, session.id, token, 'totp', now)),
    offerDropped: dropPendingAuthenticator(db, session.id, isDone),
    recorded: audited(edge, entry, isDone),
    told: told.steps,
    codes: codes && addingCodes(edge, session, codes, isFresh(edge, token)),
    // Replaced because the old one is lost, perhaps: whatever was signed in with it ends, copies of this session's passes too.
    othersEnded: isFirst ? null : endOtherSessionsOf(db, session, isDone),
    renamed: isFirst ? null : renameSession(db, token, randomId()),
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
