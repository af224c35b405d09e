// The authenticator app of an account: offered in a session, confirmed by a code, replaced, disabled. A secret counts
// only once a code has confirmed it; the old one works until then.

import { isFirstFactorFresh, isSecondFactorFresh } from '../../core/assurance.ts'
import type { Provider } from '../../core/provider.ts'
import { err, ok, type Result } from '../../core/result.ts'
import { parseSecondFactorInput } from '../../core/second-factor-input.ts'
import { matchTotp, SECRET_BYTES } from '../../core/totp.ts'
import { digest } from '../../crypto/digest.ts'
import { randomBytes, randomId, randomToken } from '../../crypto/random.ts'
import { openStored, seal } from '../../crypto/seal.ts'
import { appendAudit, OPERATOR_SCOPE } from '../../store/audit.ts'
import {
  type AuthenticatorRow,
  confirmAuthenticator,
  dropPendingAuthenticator,
  offerAuthenticator,
  pendingFrom,
  removeAuthenticatorUnlessRequired,
  selectAuthenticator,
  selectPendingAuthenticator,
} from '../../store/authenticators.ts'
import { endOtherSessionsOf, renameSession } from '../../store/end-sessions.ts'
import { hasFreshSecondFactor } from '../../store/fresh-proof.ts'
import { dropRecoveryCodes } from '../../store/recovery-codes.ts'
import {
  renewTokenIfChanged,
  sessionHasToken,
  strengthenSessionIfSpent,
  weakenSessionsOf,
} from '../../store/sessions.ts'
import { listWaysTakenMost } from '../../store/ways-taken.ts'
import { type Edge, lifetimeOf } from '../edge/edge.ts'
import { tellAccount } from '../notices/notices.ts'
import type { Session } from '../session/session.ts'

const OFFER_SECONDS = 3600

/** What a person must prove (again) before their factors may change. */
export type MissingProof = 'first-factor' | 'second-factor' | null

export function missingProofFor(session: Session, now: number): MissingProof {
  if (session.isEnrolled) return isSecondFactorFresh(session.proof, now) ? null : 'second-factor'
  return isFirstFactorFresh(session.proof, now) ? null : 'first-factor'
}

/**
 * The providers by which an account may enrol for the first time, where this session's is not among them; null where it
 * is. See `isTakenMost`.
 */
export async function findOtherWaysToEnrol(
  { db, config }: Edge,
  session: Session,
): Promise<readonly Provider[] | null> {
  if (session.isEnrolled) return null
  const ids = await listWaysTakenMost(db, session.accountId, config.providers.map(idOf))
  return ids.includes(session.proof.provider) ? null : config.providers.filter(({ id }) => ids.includes(id))
}

const idOf = ({ id }: Provider): string => id

export interface Offer {
  readonly secret: Uint8Array
  readonly isReplacement: boolean
}

/**
 * The same offer for an hour, however often the page is opened: a phone may leave it and come back. Whoever has signed in or
 * proved a factor meanwhile has a new cookie, and gets another one.
 */
export async function offerEnrolment(edge: Edge, session: Session): Promise<Offer> {
  const { db, ring, now } = edge
  const id = randomId()
  const sealedSecret = await seal(ring, placeOf(id, session.accountId), randomBytes(SECRET_BYTES), now)
  const [, found] = await db.batch<PendingRow>([
    offerAuthenticator(db, session, { id, sealedSecret }, now, now - OFFER_SECONDS),
    selectPendingAuthenticator(db, session, now - OFFER_SECONDS),
  ])
  const offered = await openOffer(edge, session, found?.results[0])
  if (!offered) throw new Error('the offer of an authenticator was not kept')
  return { secret: offered.secret, isReplacement: session.isEnrolled }
}

export type ConfirmRefusal =
  | { readonly reason: 'not-of-app' | 'gone' }
  | { readonly reason: 'wrong'; readonly method: 'totp' }
  | { readonly reason: 'clock-off'; readonly seconds: number }

export interface Confirmed {
  readonly cookie: string
  /** Under its new cookie. */
  readonly session: Session
  readonly isReplacement: boolean
}

/**
 * The code proves that the secret arrived. Guessing here gains nothing: whoever has this session has been shown the
 * secret. The session has proved its second factor by it, and its cookie changes.
 */
export async function confirmEnrolment(
  edge: Edge,
  session: Session,
  text: string,
): Promise<Result<Confirmed, ConfirmRefusal>> {
  const { db, now, client } = edge
  const input = parseSecondFactorInput(text)
  if (input?.method !== 'totp') return err({ reason: 'not-of-app' })
  const [pending, current] = await db.batch<PendingRow & AuthenticatorRow>([
    selectPendingAuthenticator(db, session, now - OFFER_SECONDS),
    selectAuthenticator(db, session.accountId),
  ])
  const offered = await openOffer(edge, session, pending?.results[0])
  if (!offered) return err({ reason: 'gone' })
  const match = await matchTotp(offered.secret, input.code, now)
  if (match.kind === 'none') return err({ reason: 'wrong', method: 'totp' })
  if (match.kind === 'clock-off') return err({ reason: 'clock-off', seconds: match.seconds })

  const replacing = current?.results[0]?.id ?? null
  // Only a page that was decided on as a first enrolment may enrol; only one decided on as a replacement may replace.
  if ((replacing !== null) !== session.isEnrolled) return err({ reason: 'gone' })
  const cookie = randomToken()
  const tokenDigest = await digest(edge.ring, 'session', cookie)
  const done = sessionHasToken(tokenDigest)
  const action = replacing ? 'authenticator.replaced' : 'authenticator.enrolled'
  const entry = { scope: OPERATOR_SCOPE, actor: session.email, action, accountId: session.accountId } as const
  const kind = replacing ? 'second_factor.replaced' : 'second_factor.added'
  const told = tellAccount(edge, kind, session.accountId, done)
  const confirming = { sessionId: session.id, id: offered.id, accountId: session.accountId, replacing }
  const configured = edge.config.providers.map(idOf)
  const results = await db.batch([
    confirmAuthenticator(db, confirming, { step: match.step, configured }, now),
    strengthenSessionIfSpent(db, session.id, tokenDigest, 'totp', now),
    dropPendingAuthenticator(db, session.id, done),
    // Replaced because the old one is lost, perhaps: whatever was signed in with it ends, copies of this session's passes too.
    ...(replacing
      ? [endOtherSessionsOf(db, session, done), ...renameSession(db, tokenDigest, randomId())]
      : []),
    appendAudit(db, entry, client, now, done),
    ...told.statements,
  ])
  if (results[1]?.meta.changes !== 1) return err({ reason: 'gone' })
  told.deliver()
  return ok({ cookie, session: { ...session, token: tokenDigest }, isReplacement: replacing !== null })
}

/**
 * Null where a workspace that binds the account asks for a second factor, or has set a date for it. Otherwise the session goes on under a
 * new cookie and a new id, and all others end, as with a replacement: what was copied must not outlive the factor.
 */
export async function disableSecondFactor(edge: Edge, session: Session): Promise<{ cookie: string } | null> {
  const { db, ring, now, client } = edge
  const cookie = randomToken()
  const token = await digest(ring, 'session', cookie)
  const done = sessionHasToken(token)
  const entry = {
    scope: OPERATOR_SCOPE,
    actor: session.email,
    action: 'second_factor.disabled',
    accountId: session.accountId,
  } as const
  const told = tellAccount(edge, 'second_factor.removed', session.accountId, done)
  const [, renewed] = await db.batch([
    removeAuthenticatorUnlessRequired(
      db,
      session.accountId,
      hasFreshSecondFactor(session.token, lifetimeOf(edge)),
    ),
    renewTokenIfChanged(db, session.id, { before: session.token, after: token }),
    appendAudit(db, entry, client, now, done),
    ...told.statements,
    ...dropRecoveryCodes(db, session.accountId, done),
    endOtherSessionsOf(db, session, done),
    weakenSessionsOf(db, session.accountId, done),
    ...renameSession(db, token, randomId()),
  ])
  if (renewed?.meta.changes !== 1) return null
  told.deliver()
  return { cookie }
}

type PendingRow = Parameters<typeof pendingFrom>[0]

async function openOffer({ ring }: Edge, session: Session, row: PendingRow | undefined) {
  if (!row) return null
  const { id, sealedSecret } = pendingFrom(row)
  return { id, secret: await openStored(ring, placeOf(id, session.accountId), sealedSecret) }
}

const placeOf = (id: string, accountId: string) => ({ kind: 'totp-secret', id, accountId }) as const
