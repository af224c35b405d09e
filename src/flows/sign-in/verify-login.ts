// The two uses of a second factor: a login becomes a session, and a session steps up.

import { requireEmail } from '../../core/email.ts'
import { type Language, languageFrom } from '../../core/language.ts'
import { SECOND_FACTOR_BUDGET } from '../../core/lockout.ts'
import { ok, type Result } from '../../core/result.ts'
import { digest } from '../../crypto/digest.ts'
import { randomId, randomToken } from '../../crypto/random.ts'
import { keepLanguage } from '../../store/accounts.ts'
import { charge, chargeLogin } from '../../store/attempts.ts'
import { appendAudit } from '../../store/audit.ts'
import { selectAuthenticator, selectAuthenticatorOfLogin } from '../../store/authenticators.ts'
import { IF_CHANGED } from '../../store/condition.ts'
import { endPreviousSession } from '../../store/end-sessions.ts'
import { linkIdentityOfLogin } from '../../store/identities.ts'
import { endLogin, loginIsAlive } from '../../store/logins.ts'
import {
  isAlive,
  sessionHasToken,
  startSessionIfSpent,
  strengthenSessionIfSpent,
} from '../../store/sessions.ts'
import { type Edge, lifetimeOf } from '../edge/edge.ts'
import type { Session } from '../session/session.ts'
import { linkedByAddress } from './identify.ts'
import { introduceBrowser } from './known-browser.ts'
import { type Proved, proveSecondFactor, type SecondFactorRefusal } from './second-factor.ts'

export interface Verified extends Omit<Proved, 'email' | 'passwordHash'> {
  /** The new value of the session cookie. */
  readonly cookie: string
  /** The value of the cookie by which the browser is known from here on. */
  readonly known: string
}

/** The session that the browser had before, if any, gives way: the value it knew is worth nothing from here on. */
export async function verifyLogin(
  edge: Edge,
  loginCookie: string,
  text: string,
  { previous, language }: { previous: Session | null; language: Language },
): Promise<Result<Verified, SecondFactorRefusal>> {
  const { db, now, ring, config, client } = edge
  const login = await digest(ring, 'login', loginCookie)
  const cookie = randomToken()
  const tokenDigest = await digest(ring, 'session', cookie)
  const session = { id: randomId(), tokenDigest, now, expiresAt: now + config.sessionSeconds, client }
  const alive = loginIsAlive(login, now)
  const earned = sessionHasToken(tokenDigest)
  const proved = await proveSecondFactor(
    edge,
    {
      charge: chargeLogin(db, SECOND_FACTOR_BUDGET, login, now),
      selectOwner: db
        .prepare(
          `SELECT l.account_id, a.email, a.language, a.password_hash, iif(l.link_subject IS NULL, NULL, l.provider) AS linking
           FROM logins l JOIN accounts a ON a.id = l.account_id WHERE l.token_digest = ? AND ${alive.sql}`,
        )
        .bind(login, ...alive.values),
      selectAuthenticator: selectAuthenticatorOfLogin(db, login),
      isAlive: alive,
      earn: (method, { account_id: id, language: before, linking }) => [
        startSessionIfSpent(db, session, login, method),
        ...(linking
          ? [
              linkIdentityOfLogin(db, login, earned, now),
              appendAudit(db, linkedByAddress(linking, id), client, now, IF_CHANGED),
            ]
          : []),
        endLogin(db, login, earned),
        ...(previous ? [endPreviousSession(db, previous.id, tokenDigest)] : []),
        ...keepLanguage(db, { id, language: languageFrom(before) }, language, earned),
      ],
      earned,
    },
    text,
  )
  return proved.ok ? ok(await asVerified(edge, proved.value, cookie)) : proved
}

export async function stepUp(
  edge: Edge,
  session: Session,
  text: string,
): Promise<Result<Verified, SecondFactorRefusal>> {
  const { db, now } = edge
  const cookie = randomToken()
  const tokenDigest = await digest(edge.ring, 'session', cookie)
  const alive = isAlive(lifetimeOf(edge))
  const proved = await proveSecondFactor(
    edge,
    {
      charge: charge(db, SECOND_FACTOR_BUDGET, session.accountId, now),
      selectOwner: db
        .prepare(
          `SELECT s.account_id, a.email, a.language, a.password_hash, NULL AS linking FROM sessions s JOIN accounts a ON a.id = s.account_id
           WHERE s.id = ? AND a.enrolled_at IS NOT NULL AND ${alive.sql}`,
        )
        .bind(session.id, ...alive.values),
      selectAuthenticator: selectAuthenticator(db, session.accountId),
      isAlive: {
        sql: `EXISTS (SELECT 1 FROM sessions s WHERE s.id = ? AND ${alive.sql})`,
        values: [session.id, ...alive.values],
      },
      earn: (method) => [strengthenSessionIfSpent(db, session.id, tokenDigest, method, now)],
      earned: sessionHasToken(tokenDigest),
    },
    text,
  )
  return proved.ok ? ok(await asVerified(edge, proved.value, cookie)) : proved
}

async function asVerified(edge: Edge, proved: Proved, cookie: string): Promise<Verified> {
  const { email, passwordHash, ...told } = proved
  const known = await introduceBrowser(edge, { email: requireEmail(email), passwordHash })
  return { ...told, cookie, known }
}
