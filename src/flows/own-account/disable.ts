// Turns off the person's own second factor, unless a workspace requires it.

import { takesPasswords } from '../../core/provider.ts'
import { err, ok, type Result } from '../../core/result.ts'
import { digest } from '../../crypto/digest.ts'
import { randomId, randomToken } from '../../crypto/random.ts'
import { hasPassword } from '../../store/accounts.ts'
import { audited } from '../../store/audit.ts'
import { removeAuthenticatorUnlessRequired } from '../../store/authenticators.ts'
import { batch, following } from '../../store/batch.ts'
import { both } from '../../store/condition.ts'
import { endOtherSessionsOf, renameSession } from '../../store/end-sessions.ts'
import { dropRecoveryCodes } from '../../store/recovery-codes.ts'
import { renewTokenIfChanged, sessionHasToken, weakenSessionsOf } from '../../store/sessions.ts'
import { ofOwner } from '../edge/audit-entries.ts'
import type { Edge } from '../edge/edge.ts'
import { tellAccount } from '../notices/notices.ts'
import type { Session } from '../session/session.ts'
import { limitChanges, TOO_MANY, type TooMany } from './limit-changes.ts'
import { isFresh } from './recover.ts'

/**
 * Removes the second factor. Refuses if a workspace that the account has entered requires one, now or from a
 * date on.
 *
 * Gives the session a new cookie and a new id and ends all other sessions. Otherwise copies of their cookies
 * would outlive the factor.
 */
export async function disableSecondFactor(
  edge: Edge,
  session: Session,
): Promise<Result<{ cookie: string }, TooMany | { readonly reason: 'required' }>> {
  const { db, ring } = edge
  const { accountId } = session
  const cookie = randomToken()
  const token = await digest(ring, 'session', cookie)
  const isDone = sessionHasToken(token)
  const { mayChange, counted } = limitChanges(edge, session)
  const told = tellAccount(edge, 'second_factor.removed', accountId, isDone)
  const done = await batch(db, {
    removed: removeAuthenticatorUnlessRequired(db, accountId, both(isFresh(edge, session.token), mayChange)),
    renewed: following(
      'removed',
      renewTokenIfChanged(db, session.id, { before: session.token, after: token }),
    ),
    recorded: audited(edge, ofOwner(session, 'second_factor.disabled'), isDone),
    told: told.steps,
    codesDropped: dropRecoveryCodes(db, accountId, isDone),
    othersEnded: endOtherSessionsOf(db, session, isDone),
    weakened: weakenSessionsOf(db, accountId, isDone),
    renamed: renameSession(db, token, randomId()),
    counted,
  })
  if (!done.counted.changed) return err(TOO_MANY)
  if (!done.renewed.changed) return err({ reason: 'required' })
  told.deliver()
  return ok({ cookie })
}

/** Tells whether a password protects the account once its second factor is off. Some accounts have none. */
export const isPasswordLeft = async ({ db, config }: Edge, { accountId }: Session): Promise<boolean> =>
  takesPasswords(config.providers) && (await hasPassword(db, accountId))
