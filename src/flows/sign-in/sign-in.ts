// The first factor, and what follows from it: a session for whom has no second one, a login for whom has. A further kind
// of first factor ends in `afterFirstFactor` as the password does.

import { type Email, parseEmail, requireEmail } from '../../core/email.ts'
import type { Language } from '../../core/language.ts'
import { PASSWORD, takesPasswords } from '../../core/provider.ts'
import { err, ok, type Result } from '../../core/result.ts'
import { digest } from '../../crypto/digest.ts'
import { randomId, randomToken } from '../../crypto/random.ts'
import { type Account, keepLanguage } from '../../store/accounts.ts'
import { audited } from '../../store/audit.ts'
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
  | { readonly next: 'session'; readonly cookie: string; readonly known: string }
  | { readonly next: 'second-factor'; readonly cookie: string }

export type SignInRefusal =
  /** Passwords are no way in here: accounts may have some all the same, and pages of before their forms. */
  | { readonly reason: 'no-passwords' }
  | { readonly reason: 'wrong-credentials' }
  | { readonly reason: 'throttled'; readonly until: number }

/** The answer and the work are the same for an address without an account. */
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
  /** The session that this browser had before, if any. */
  readonly previousId: string | null
  /** Of its pages. */
  readonly language: Language
  /** What is written with it, for the password. */
  readonly alongside?: Steps
}

/**
 * Which way is decided by the statement, not by what was read: an account that enrols in this very moment gets a login
 * and no session. An account that went away since, whose password was changed, or that the provider's subject was
 * unlinked from gets neither, and the answer is null.
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
  })
  if (!done.session.changed) return done.login.changed ? { next: 'second-factor', cookie } : null
  const email = requireEmail(account.email)
  const passwordHash = factor.passwordHash ?? account.passwordHash
  return { next: 'session', cookie, known: await introduceBrowser(edge, { email, passwordHash }) }
}

const succeeded = ({ id, email }: Pick<Account, 'id' | 'email'>, factor: ProvedFirstFactor) =>
  ofOwner({ accountId: id, email }, 'sign_in.succeeded', {
    first_factor: factor.kind,
    provider: factor.provider,
    acr: factor.providerAmr ? 'aal2' : 'aal1',
  })
