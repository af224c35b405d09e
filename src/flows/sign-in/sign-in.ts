// Proves the first factor. Then starts a session, or a login if the account must still prove a second factor.
//
// Every kind of first factor ends in `afterFirstFactor`.

import { isAppToCheck } from '../../core/app-check.ts'
import { type Email, parseEmail, requireEmail } from '../../core/email.ts'
import type { Language } from '../../core/language.ts'
import { PASSWORD, takesPasswords } from '../../core/provider.ts'
import { err, ok, type Result } from '../../core/result.ts'
import { digest } from '../../crypto/digest.ts'
import { randomId, randomToken } from '../../crypto/random.ts'
import { type Account, keepLanguage } from '../../store/accounts.ts'
import { audited } from '../../store/audit.ts'
import { selectUnusedSince } from '../../store/authenticators.ts'
import { batch, type Steps } from '../../store/batch.ts'
import { endPreviousSession } from '../../store/end-sessions.ts'
import { startLogin } from '../../store/logins.ts'
import { type ProvedFirstFactor, sessionHasToken, startSessionAtOnce } from '../../store/sessions.ts'
import { ofOwner, ofPlatform } from '../edge/audit-entries.ts'
import type { Edge } from '../edge/edge.ts'
import type { Session } from '../session/session.ts'
import { introduceBrowser, verifyKnownBrowser } from './known-browser.ts'
import { checkPassword, strengthenHash } from './password.ts'

export { LOGIN_SECONDS } from '../../store/logins.ts'

export type SignedIn =
  | {
      readonly next: 'session'
      readonly cookie: string
      readonly known: string
      /** True if the person should check that their authenticator app still works. */
      readonly isAppToCheck: boolean
    }
  | { readonly next: 'second-factor'; readonly cookie: string }

export type SignInRefusal =
  /** Passwords are disabled here. An account may still have one, and an old page may still have the form. */
  | { readonly reason: 'no-passwords' }
  | { readonly reason: 'wrong-credentials' }
  | { readonly reason: 'throttled'; readonly until: number }

/**
 * Signs in with a password.
 *
 * Does the same work for an address without an account. Otherwise the answer or its time would reveal who has
 * one.
 */
export async function signInWithPassword(
  edge: Edge,
  credentials: { email: string; password: string },
  browser: { previous: Session | null; known: string | null; language: Language },
): Promise<Result<SignedIn, SignInRefusal>> {
  if (!takesPasswords(edge.config.providers)) return err({ reason: 'no-passwords' })
  const email = parseEmail(credentials.email)
  // A malformed address belongs to no account, and that is no secret. Skip the password hash.
  if (!email) return err({ reason: 'wrong-credentials' })
  const { password } = credentials
  const guess = { email, password, browser: await verifyKnownBrowser(edge, email, browser.known) }
  const checked = await checkPassword(edge, guess, 'at-the-door')
  if (!checked.ok) {
    const { error } = checked
    return err(error.reason === 'throttled' ? error : await recordWrong(edge, email, error.account))
  }
  const { account, forgiven } = checked.value
  const passwordHash = await strengthenHash(edge, account, password)
  if (passwordHash === null) return err({ reason: 'wrong-credentials' })
  const factor = { kind: 'pwd', provider: PASSWORD.id, authTime: edge.now, passwordHash } as const
  const firstFactor = { ...factor, providerAmr: null, sealedIdToken: null, subject: null, linkEmail: null }
  const { previous, language } = browser
  const signedIn = await afterFirstFactor(edge, account, firstFactor, {
    previousId: previous?.id ?? null,
    language,
    alongside: forgiven,
  })
  return signedIn ? ok(signedIn) : err({ reason: 'wrong-credentials' })
}

async function recordWrong(edge: Edge, { address }: Email, account: Account | null): Promise<SignInRefusal> {
  const deed = { by: account?.email ?? address, about: account?.id ?? null }
  await batch(edge.db, {
    recorded: audited(edge, ofPlatform(deed, 'sign_in.refused', { factor: 'password' })),
  })
  return { reason: 'wrong-credentials' }
}

interface AtFirstFactor {
  /** The session that this browser had before, or null. */
  readonly previousId: string | null
  /** The language of the page. */
  readonly language: Language
  /** Steps that join the batch, such as giving back the charge for the password. */
  readonly alongside?: Steps
}

/**
 * Starts a session or a login, in one batch. Returns null if the account is gone, its password was changed,
 * or its identity was unlinked meanwhile.
 *
 * The statement decides which one starts, not the account as it was read. Otherwise an account that enrols at
 * this moment could get a session without a second factor.
 */
export async function afterFirstFactor(
  edge: Edge,
  account: Pick<Account, 'id' | 'email' | 'language' | 'passwordHash'>,
  factor: ProvedFirstFactor,
  { previousId, language, alongside = {} }: AtFirstFactor,
): Promise<SignedIn | null> {
  const { db, ring, now, config, client } = edge
  const { id: accountId } = account
  const cookie = randomToken()
  const [tokenDigest, loginToken] = await Promise.all([
    digest(ring, 'session', cookie),
    digest(ring, 'login', cookie),
  ])
  const session = { id: randomId(), tokenDigest, now, expiresAt: now + config.sessionSeconds, client }
  const hasStarted = sessionHasToken(tokenDigest)
  const done = await batch(db, {
    alongside,
    session: startSessionAtOnce(db, session, accountId, factor),
    login: startLogin(db, { tokenDigest: loginToken, accountId, factor }, now, tokenDigest),
    recorded: audited(edge, succeeded(account, factor), hasStarted),
    previousEnded: previousId ? endPreviousSession(db, previousId, tokenDigest) : null,
    languageKept: keepLanguage(db, account, language, hasStarted),
    // Only a trusted provider's second factor starts a session at once although the account has an app.
    app: factor.providerAmr ? selectUnusedSince(db, accountId) : null,
  })
  if (!done.session.changed) return done.login.changed ? { next: 'second-factor', cookie } : null
  const email = requireEmail(account.email)
  const passwordHash = factor.passwordHash ?? account.passwordHash
  return {
    next: 'session',
    cookie,
    known: await introduceBrowser(edge, { email, passwordHash }),
    isAppToCheck: isAppToCheck(done.app.first, now),
  }
}

const succeeded = ({ id, email }: Pick<Account, 'id' | 'email'>, factor: ProvedFirstFactor) =>
  ofOwner({ accountId: id, email }, 'sign_in.succeeded', {
    first_factor: factor.kind,
    provider: factor.provider,
    acr: factor.providerAmr ? 'aal2' : 'aal1',
  })
