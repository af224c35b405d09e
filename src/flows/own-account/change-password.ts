// Changing one's own password, in a session: by the password of before, and a second factor of the last ten minutes
// where there is one, which the page asks for first. Whatever else was signed in with the old one ends.

import { requireEmail } from '../../core/email.ts'
import { findPasswordProblem, type PasswordProblem } from '../../core/password.ts'
import { err, ok, type Result } from '../../core/result.ts'
import { normalisePassword } from '../../core/typed-password.ts'
import { digest } from '../../crypto/digest.ts'
import { hashPassword } from '../../crypto/password.ts'
import { randomId, randomToken } from '../../crypto/random.ts'
import { replacePasswordHash } from '../../store/accounts.ts'
import { appendAudit, OPERATOR_SCOPE } from '../../store/audit.ts'
import { endOtherSessionsOf, renameSession } from '../../store/end-sessions.ts'
import { endLoginsOf } from '../../store/logins.ts'
import { renewTokenIfChanged, sessionHasToken } from '../../store/sessions.ts'
import type { Edge } from '../edge/edge.ts'
import { tellAccount } from '../notices/notices.ts'
import type { Session } from '../session/session.ts'
import { introduceBrowser, recogniseBrowser } from '../sign-in/known-browser.ts'
import { provePassword } from '../sign-in/password.ts'

export type ChangeRefusal =
  | { readonly reason: 'new-unusable'; readonly problem: PasswordProblem }
  | { readonly reason: 'throttled'; readonly until: number }
  /** Both are the same; the old one isn't right; or it was right, and was changed by another tab meanwhile. */
  | { readonly reason: 'unchanged' | 'wrong' | 'overtaken' }

/**
 * The session goes on under a new cookie and a new id, so that copies of its cookies and passes don't. Browsers that were
 * known are known no more, except this one. What is wrong with
 * the new password costs no guess at the old one.
 */
export async function changePassword(
  edge: Edge,
  session: Session,
  typed: { current: string; next: string },
  knownBrowser: string | null,
): Promise<Result<{ cookie: string; known: string }, ChangeRefusal>> {
  const { db, ring, now, client } = edge
  const problem = findPasswordProblem(typed.next, session)
  if (problem) return err({ reason: 'new-unusable', problem })
  const entry = { scope: OPERATOR_SCOPE, actor: session.email, accountId: session.accountId } as const
  const email = requireEmail(session.email)
  const browser = await recogniseBrowser(edge, email, knownBrowser)
  const proved = await provePassword(edge, { email, password: typed.current, browser }, 'in-a-session')
  if (!proved.ok) {
    if (proved.error.reason === 'throttled') return err(proved.error)
    await appendAudit(db, { ...entry, action: 'password.refused' }, client, now).run()
    return err({ reason: 'wrong' })
  }
  if (normalisePassword(typed.next) === normalisePassword(typed.current)) return err({ reason: 'unchanged' })

  const before = proved.value.passwordHash
  if (before === null) throw new Error('a password was right that is not there')
  const after = await hashPassword(ring, typed.next)
  const cookie = randomToken()
  const token = await digest(ring, 'session', cookie)
  const done = sessionHasToken(token)
  const told = tellAccount(edge, 'password.changed', session.accountId, done, { by: 'owner' })
  const results = await db.batch([
    replacePasswordHash(db, session.accountId, { before, after }, sessionHasToken(session.token)),
    renewTokenIfChanged(db, session.id, { before: session.token, after: token }),
    endOtherSessionsOf(db, session, done),
    endLoginsOf(db, session.accountId, done),
    appendAudit(db, { ...entry, action: 'password.changed' }, client, now, done),
    ...told.statements,
    ...renameSession(db, token, randomId()),
  ])
  if (results[1]?.meta.changes !== 1) return err({ reason: 'overtaken' })
  told.deliver()
  return ok({ cookie, known: await introduceBrowser(edge, { email, passwordHash: after }) })
}
