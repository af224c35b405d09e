// Uses a second factor: turns a login into a session, or steps up a session.

import { requireEmail } from '../../core/email.ts'
import type { Language } from '../../core/language.ts'
import { ok, type Result } from '../../core/result.ts'
import { type Digest, digest } from '../../crypto/digest.ts'
import { randomId, randomToken } from '../../crypto/random.ts'
import { keepLanguage } from '../../store/accounts.ts'
import { audited } from '../../store/audit.ts'
import type { Steps } from '../../store/batch.ts'
import { both, ifChanged } from '../../store/condition.ts'
import { endPreviousSession } from '../../store/end-sessions.ts'
import { type FactorOwner, selectOwnerOfLogin, selectOwnerOfSession } from '../../store/factor-owners.ts'
import { linkIdentityOfLogin } from '../../store/identities.ts'
import { endLogin, loginMayProve } from '../../store/logins.ts'
import {
  sessionHasToken,
  sessionIsAlive,
  startSessionIfSpent,
  strengthenSessionIfSpent,
} from '../../store/sessions.ts'
import { type Edge, lifetimeOf } from '../edge/edge.ts'
import { rpIdOf } from '../edge/relying-party.ts'
import type { Session } from '../session/session.ts'
import { linkedByAddress } from './identify.ts'
import { introduceBrowser } from './known-browser.ts'
import { type Proved, type Prover, proveSecondFactor, type SecondFactorRefusal } from './second-factor.ts'

export interface Verified extends Omit<Proved, 'email' | 'passwordHash'> {
  /** The new value of the session cookie. */
  readonly cookie: string
  /** The new value of the cookie that makes this browser a known one. */
  readonly known: string
}

/** A proof under way: what a right one earns, and the new value of the session cookie. */
export interface Proving {
  readonly prover: Prover
  readonly cookie: string
}

export interface NewSignIn {
  /** The browser's session before this sign-in. It ends. */
  readonly previous: Session | null
  readonly language: Language
}

/**
 * Turns a login into a session. Ends the browser's previous session, so that its cookie value stops working.
 */
export async function verifyLogin(
  edge: Edge,
  loginCookie: string,
  text: string,
  signIn: NewSignIn,
): Promise<Result<Verified, SecondFactorRefusal>> {
  const login = await digest(edge.ring, 'login', loginCookie)
  const { prover, cookie } = await proveForLogin(edge, login, signIn)
  const proved = await proveSecondFactor(edge, prover, text)
  return proved.ok ? ok(await asVerified(edge, proved.value, cookie)) : proved
}

/** Prepares the proof of a login: the session that a right one starts. */
export async function proveForLogin(
  edge: Edge,
  login: Digest,
  { previous, language }: NewSignIn,
): Promise<Proving> {
  const { db, now, ring, config, client } = edge
  const cookie = randomToken()
  const tokenDigest = await digest(ring, 'session', cookie)
  const session = { id: randomId(), tokenDigest, now, expiresAt: now + config.sessionSeconds, client }
  const earned = sessionHasToken(tokenDigest)
  const linkSteps = ({ linking, accountId }: FactorOwner): Steps | null =>
    linking === null
      ? null
      : {
          added: linkIdentityOfLogin(db, login, earned, now),
          recorded: audited(edge, linkedByAddress(linking.provider, accountId), ifChanged('added')),
        }
  const prover: Prover = {
    holder: { login },
    owner: selectOwnerOfLogin(db, login, { now, rpId: rpIdOf(edge) }),
    isAlive: loginMayProve(login, now),
    earn: (factor, owner) => ({
      started: startSessionIfSpent(db, session, login, factor),
      linked: linkSteps(owner),
      loginEnded: endLogin(db, login, earned),
      previousEnded: previous ? endPreviousSession(db, previous.id, tokenDigest) : null,
      languageKept: keepLanguage(db, { ...owner, id: owner.accountId }, language, earned),
    }),
    earned,
  }
  return { prover, cookie }
}

/** Steps up a session. */
export async function stepUp(
  edge: Edge,
  session: Session,
  text: string,
): Promise<Result<Verified, SecondFactorRefusal>> {
  const { prover, cookie } = await proveForSession(edge, session)
  const proved = await proveSecondFactor(edge, prover, text)
  return proved.ok ? ok(await asVerified(edge, proved.value, cookie)) : proved
}

/**
 * Prepares the proof of a session that steps up. Its cookie changes. Otherwise a thief with a copy of the old
 * cookie would share the proof.
 */
export async function proveForSession(edge: Edge, session: Session): Promise<Proving> {
  const { db, now } = edge
  const cookie = randomToken()
  const tokenDigest = await digest(edge.ring, 'session', cookie)
  const prover: Prover = {
    holder: { accountId: session.accountId },
    owner: selectOwnerOfSession(db, session.id, lifetimeOf(edge), rpIdOf(edge)),
    // With the cookie that was read. Otherwise two proofs at once would both succeed, and the browser could keep the
    // cookie of the first, which the second has replaced.
    isAlive: both(sessionIsAlive(session.id, lifetimeOf(edge)), sessionHasToken(session.token)),
    earn: (factor) => ({
      started: strengthenSessionIfSpent(db, session.id, tokenDigest, factor, now),
    }),
    earned: sessionHasToken(tokenDigest),
  }
  return { prover, cookie }
}

export async function asVerified(edge: Edge, proved: Proved, cookie: string): Promise<Verified> {
  const { email, passwordHash, ...told } = proved
  const known = await introduceBrowser(edge, { email: requireEmail(email), passwordHash })
  return { ...told, cookie, known }
}
