// Changes the person's own password, in a session.
//
// Requires the current password, and a fresh second factor if the account has one. The page asks for that
// first. Ends every other session.

import { requireEmail } from '../../core/email.ts'
import { findPasswordProblem, loadCommonPasswords, type PasswordProblem } from '../../core/password.ts'
import { takesPasswords } from '../../core/provider.ts'
import { err, ok, type Result } from '../../core/result.ts'
import { normalisePassword } from '../../core/typed-password.ts'
import { digest } from '../../crypto/digest.ts'
import { hashPassword, type PasswordHash } from '../../crypto/password.ts'
import { randomId, randomToken } from '../../crypto/random.ts'
import { replacePasswordHash } from '../../store/accounts.ts'
import { audited } from '../../store/audit.ts'
import { batch, following, type Steps } from '../../store/batch.ts'
import { both, ifChanged } from '../../store/condition.ts'
import { endOtherSessionsOf, renameSession } from '../../store/end-sessions.ts'
import { endLoginsOf } from '../../store/logins.ts'
import { renewTokenIfChanged, sessionHasToken } from '../../store/sessions.ts'
import { ofOwner } from '../edge/audit-entries.ts'
import type { Edge } from '../edge/edge.ts'
import { tellAccount } from '../notices/notices.ts'
import type { Session } from '../session/session.ts'
import { introduceBrowser, verifyKnownBrowser } from '../sign-in/known-browser.ts'
import { checkPassword } from '../sign-in/password.ts'
import { limitChanges, TOO_MANY, type TooMany } from './limit-changes.ts'

export type ChangeRefusal =
  | TooMany
  | { readonly reason: 'new-unusable'; readonly problem: PasswordProblem }
  | { readonly reason: 'throttled'; readonly until: number }
  /**
   * `unchanged`: both passwords are the same. `wrong`: the current password is wrong. `overtaken`: another
   * tab changed it first.
   */
  | { readonly reason: 'unchanged' | 'wrong' | 'overtaken' }
  /** The account has no password, or passwords are disabled. */
  | { readonly reason: 'no-password' }

/**
 * Changes the password and gives the session a new cookie and a new id. Otherwise copies of its cookie and
 * passes would stay valid.
 *
 * Also forgets every known browser except this one. Checks the new password first, so that an unusable one
 * costs no guess.
 */
export async function changePassword(
  edge: Edge,
  session: Session,
  typed: { current: string; next: string },
  knownBrowser: string | null,
): Promise<Result<{ cookie: string; known: string }, ChangeRefusal>> {
  if (!takesPasswords(edge.config.providers)) return err({ reason: 'no-password' })
  const owner = { ...session, platform: edge.config.brand.name }
  const problem = findPasswordProblem(typed.next, owner, await loadCommonPasswords())
  if (problem) return err({ reason: 'new-unusable', problem })
  const email = requireEmail(session.email)
  const browser = await verifyKnownBrowser(edge, email, knownBrowser)
  const checked = await checkPassword(edge, { email, password: typed.current, browser }, 'in-a-session')
  if (!checked.ok) {
    const { error } = checked
    if (error.reason === 'throttled') return err(error)
    return err(error.account?.passwordHash ? await recordWrong(edge, session) : { reason: 'no-password' })
  }
  const { account, forgiven } = checked.value
  const before = account.passwordHash
  if (before === null) throw new Error('a password was verified for an account without one')
  if (normalisePassword(typed.next) === normalisePassword(typed.current)) {
    await batch(edge.db, forgiven)
    return err({ reason: 'unchanged' })
  }
  const after = await hashPassword(edge.ring, typed.next)
  const replaced = await replace(edge, session, { before, after, forgiven })
  if (!replaced.ok) return replaced
  return ok({ cookie: replaced.value, known: await introduceBrowser(edge, { email, passwordHash: after }) })
}

/**
 * Records a wrong password until the limit of changes is reached. Otherwise a loop of guesses could fill the
 * audit log, which nobody can empty.
 */
async function recordWrong(edge: Edge, session: Session): Promise<ChangeRefusal> {
  const done = await batch(edge.db, {
    counted: limitChanges(edge, session).counted,
    recorded: audited(edge, ofOwner(session, 'password.refused'), ifChanged('counted')),
  })
  return done.counted.changed ? { reason: 'wrong' } : TOO_MANY
}

/** Replaces the hash and returns the session's new cookie. */
async function replace(
  edge: Edge,
  session: Session,
  { forgiven, ...hash }: { before: string; after: PasswordHash; forgiven: Steps },
): Promise<Result<string, ChangeRefusal>> {
  const { db, ring } = edge
  const { accountId } = session
  const cookie = randomToken()
  const token = await digest(ring, 'session', cookie)
  const isDone = sessionHasToken(token)
  const { mayChange, counted } = limitChanges(edge, session)
  const mayReplace = both(sessionHasToken(session.token), mayChange)
  const told = tellAccount(edge, 'password.changed', accountId, isDone, { by: 'owner' })
  const done = await batch(db, {
    forgiven,
    replaced: replacePasswordHash(db, accountId, hash, mayReplace),
    renewed: following(
      'replaced',
      renewTokenIfChanged(db, session.id, { before: session.token, after: token }),
    ),
    othersEnded: endOtherSessionsOf(db, session, isDone),
    loginsEnded: endLoginsOf(db, accountId, isDone),
    recorded: audited(edge, ofOwner(session, 'password.changed'), isDone),
    told: told.steps,
    renamed: renameSession(db, token, randomId()),
    counted,
  })
  if (!done.counted.changed) return err(TOO_MANY)
  if (!done.renewed.changed) return err({ reason: 'overtaken' })
  told.deliver()
  return ok(cookie)
}
