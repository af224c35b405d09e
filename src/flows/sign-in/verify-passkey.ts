// Proves a second factor with a passkey: for a login that becomes a session, and for a session that steps up.
// The browser first asks for a challenge, and then brings the answer of the authenticator.

import { type RequestOptions, requestOptions } from '../../core/passkey.ts'
import { err, ok, type Result } from '../../core/result.ts'
import { type Digest, digest } from '../../crypto/digest.ts'
import { randomToken } from '../../crypto/random.ts'
import { batch, following } from '../../store/batch.ts'
import { addChallenge } from '../../store/challenges.ts'
import { both, ifChanged } from '../../store/condition.ts'
import { selectOwnerOfLogin, selectOwnerOfSession } from '../../store/factor-owners.ts'
import { loginMayProve } from '../../store/logins.ts'
import { selectDescriptors } from '../../store/passkeys.ts'
import { countLately, hasRoom } from '../../store/recent-counts.ts'
import { sessionIsAlive } from '../../store/sessions.ts'
import { type Edge, lifetimeOf } from '../edge/edge.ts'
import { rpIdOf } from '../edge/relying-party.ts'
import type { Session } from '../session/session.ts'
import {
  type AssertionRefusal,
  assertionsOf,
  challengeOf,
  type PasskeyHolder,
  provePasskey,
  TOO_MANY_ASSERTIONS,
} from './prove-passkey.ts'
import { type NewSignIn, proveForLogin, proveForSession, type Verified } from './verify-login.ts'

const HOUR = 3600
/** A person may cancel the browser's question and ask again. */
const MOST_OFFERS = 60

export type { AssertionRefusal } from './prove-passkey.ts'

export type OfferAssertionRefusal =
  | { readonly reason: 'gone' | 'no-passkey' } // the login or session has ended, or the account has no passkey here
  | typeof TOO_MANY_ASSERTIONS

/** Names who proves a passkey: a login by its cookie, or a session. */
export type AskedForPasskey = { readonly loginCookie: string } | { readonly session: Session }

const ofLogin = (login: Digest): PasskeyHolder => ({
  factorHolder: { login },
  cookie: login,
  purpose: 'sign-in',
  countedAs: login,
  login,
})

const ofSession = ({ id, token, accountId }: Session): PasskeyHolder => ({
  factorHolder: { accountId },
  cookie: token,
  purpose: 'step-up',
  countedAs: id,
  login: null,
})

/** Makes a challenge for the account's passkeys. Challenges that were made before stay valid. */
export async function offerAssertion(
  edge: Edge,
  asked: AskedForPasskey,
): Promise<Result<RequestOptions, OfferAssertionRefusal>> {
  const { db, ring, now } = edge
  const rpId = rpIdOf(edge)
  const holder =
    'session' in asked ? ofSession(asked.session) : ofLogin(await digest(ring, 'login', asked.loginCookie))
  const isAlive =
    'session' in asked
      ? sessionIsAlive(asked.session.id, lifetimeOf(edge))
      : loginMayProve(holder.cookie, now)
  const challenge = randomToken()
  const offers = { what: `${holder.countedAs} challenges`, most: MOST_OFFERS, seconds: HOUR }
  const mayOffer = both(isAlive, hasRoom(assertionsOf(holder), now))
  const done = await batch(db, {
    owner: ownerOf(edge, asked, holder),
    passkeys: selectDescriptors(db, holder.factorHolder, rpId),
    counted: countLately(db, offers, now, mayOffer),
    added: following(
      'counted',
      addChallenge(db, await challengeOf(edge, holder, challenge), now, ifChanged('counted')),
    ),
  })
  if (!done.owner.first || done.owner.first.lockedAt !== null) return err({ reason: 'gone' })
  if (done.passkeys.all.length === 0) return err({ reason: 'no-passkey' })
  if (!done.added.changed) return err(TOO_MANY_ASSERTIONS)
  return ok(requestOptions({ rpId, challenge, allowed: done.passkeys.all }))
}

const ownerOf = (edge: Edge, asked: AskedForPasskey, { cookie }: PasskeyHolder) =>
  'session' in asked
    ? selectOwnerOfSession(edge.db, asked.session.id, lifetimeOf(edge), rpIdOf(edge))
    : selectOwnerOfLogin(edge.db, cookie, { now: edge.now, rpId: rpIdOf(edge) })

/** Turns a login into a session. `assertion` is AuthenticationResponseJSON. */
export async function verifyLoginWithPasskey(
  edge: Edge,
  loginCookie: string,
  assertion: string,
  signIn: NewSignIn,
): Promise<Result<Verified, AssertionRefusal>> {
  const login = await digest(edge.ring, 'login', loginCookie)
  return provePasskey(edge, ofLogin(login), await proveForLogin(edge, login, signIn), assertion)
}

/** Steps up a session. Its cookie changes. */
export async function stepUpWithPasskey(
  edge: Edge,
  session: Session,
  assertion: string,
): Promise<Result<Verified, AssertionRefusal>> {
  return provePasskey(edge, ofSession(session), await proveForSession(edge, session), assertion)
}
