// The first factor, and what follows from it: a session for whom has no second one, a login for whom has. A further kind
// of first factor ends in `afterFirstFactor` as the password does.

import { parseEmail, requireEmail } from '../../core/email.ts'
import type { Language } from '../../core/language.ts'
import { PASSWORD, takesPasswords } from '../../core/provider.ts'
import { err, ok, type Result } from '../../core/result.ts'
import { digest } from '../../crypto/digest.ts'
import { randomId, randomToken } from '../../crypto/random.ts'
import { type Account, keepLanguage } from '../../store/accounts.ts'
import { appendAudit, OPERATOR_SCOPE } from '../../store/audit.ts'
import { endPreviousSession } from '../../store/end-sessions.ts'
import { startLogin } from '../../store/logins.ts'
import { type ProvedFirstFactor, sessionHasToken, startSessionAtOnce } from '../../store/sessions.ts'
import type { Edge } from '../edge/edge.ts'
import type { Session } from '../session/session.ts'
import { introduceBrowser, recogniseBrowser } from './known-browser.ts'
import { provePassword, strengthenHash } from './password.ts'

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
  const { db, now, config } = edge
  if (!takesPasswords(config.providers)) return err({ reason: 'no-passwords' })
  const email = parseEmail(credentials.email)
  // What is no address is nobody's, as anybody can tell: no hash is spent on it.
  if (!email) return err({ reason: 'wrong-credentials' })
  const knownBrowser = await recogniseBrowser(edge, email, browser.known)
  const proved = await provePassword(
    edge,
    { email, password: credentials.password, browser: knownBrowser },
    'at-the-door',
  )
  if (!proved.ok) {
    if (proved.error.reason === 'throttled') return err(proved.error)
    const { account } = proved.error
    const entry = {
      scope: OPERATOR_SCOPE,
      actor: account?.email ?? email.address,
      action: 'sign_in.refused',
      accountId: account?.id ?? null,
    } as const
    await appendAudit(db, { ...entry, detail: { factor: 'password' } }, edge.client, now).run()
    return err({ reason: 'wrong-credentials' })
  }
  const account = proved.value
  const passwordHash = await strengthenHash(edge, account, credentials.password)
  if (passwordHash === null) return err({ reason: 'wrong-credentials' })
  const factor = { kind: 'pwd', provider: PASSWORD.id, authTime: now, passwordHash } as const
  const firstFactor = { ...factor, providerAmr: null, sealedIdToken: null, subject: null, linkEmail: null }
  const { previous, language } = browser
  const signedIn = await afterFirstFactor(edge, account, firstFactor, {
    previousId: previous?.id ?? null,
    language,
  })
  return signedIn ? ok(signedIn) : err({ reason: 'wrong-credentials' })
}

/**
 * Which way is decided by the statement, not by what was read: an account that enrols in this very moment gets a login
 * and no session. An account that went away since, whose password was changed, or that the provider's subject was
 * unlinked from gets neither, and the answer is null. `previousId` is the session that this browser had before, if any; `language` that of its pages.
 */
export async function afterFirstFactor(
  edge: Edge,
  account: Pick<Account, 'id' | 'email' | 'language' | 'passwordHash'>,
  factor: ProvedFirstFactor,
  { previousId, language }: { previousId: string | null; language: Language },
): Promise<SignedIn | null> {
  const { db, now, config, client } = edge
  const cookie = randomToken()
  const [sessionToken, loginToken] = await Promise.all([
    digest(edge.ring, 'session', cookie),
    digest(edge.ring, 'login', cookie),
  ])
  const session = {
    id: randomId(),
    tokenDigest: sessionToken,
    now,
    expiresAt: now + config.sessionSeconds,
    client,
  }
  const [sessionStarted, loginStarted] = await db.batch([
    startSessionAtOnce(db, session, account.id, factor),
    startLogin(db, { tokenDigest: loginToken, accountId: account.id, factor }, now, sessionToken),
    appendAudit(
      db,
      {
        scope: OPERATOR_SCOPE,
        actor: account.email,
        action: 'sign_in.succeeded',
        accountId: account.id,
        detail: {
          first_factor: factor.kind,
          provider: factor.provider,
          acr: factor.providerAmr ? 'aal2' : 'aal1',
        },
      },
      client,
      now,
      sessionHasToken(sessionToken),
    ),
    ...(previousId ? [endPreviousSession(db, previousId, sessionToken)] : []),
    ...keepLanguage(db, account, language, sessionHasToken(sessionToken)),
  ])
  if (sessionStarted?.meta.changes === 1) {
    const email = requireEmail(account.email)
    const passwordHash = factor.passwordHash ?? account.passwordHash
    return { next: 'session', cookie, known: await introduceBrowser(edge, { email, passwordHash }) }
  }
  return loginStarted?.meta.changes === 1 ? { next: 'second-factor', cookie } : null
}
