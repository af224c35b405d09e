// Turns off the person's own second factor, unless a workspace requires it.

import { takesPasswords } from '../../core/provider.ts'
import { err, ok, type Result } from '../../core/result.ts'
import { digest } from '../../crypto/digest.ts'
import { randomId, randomToken } from '../../crypto/random.ts'
import { hasPassword } from '../../store/accounts.ts'
import { audited } from '../../store/audit.ts'
import { removeAuthenticatorIf } from '../../store/authenticators.ts'
import { batch } from '../../store/batch.ts'
import { both, type Condition, not } from '../../store/condition.ts'
import { endOtherSessionsOf, renameSession } from '../../store/end-sessions.ts'
import { removePasskeysOf } from '../../store/passkeys.ts'
import { dropRecoveryCodes } from '../../store/recovery-codes.ts'
import { isRequiredByAPolicy } from '../../store/required-factors.ts'
import { renewTokenIf, sessionHasToken } from '../../store/sessions.ts'
import { weakenSessionsOf } from '../../store/weakened-sessions.ts'
import { ofOwner } from '../edge/audit-entries.ts'
import type { Edge } from '../edge/edge.ts'
import { tellAccount } from '../notices/notices.ts'
import type { Session } from '../session/session.ts'
import { stopByOwnFactors } from '../sign-in/stop-recovery.ts'
import { limitChanges, TOO_MANY, type TooMany } from './limit-changes.ts'
import { isFresh } from './recover.ts'

/**
 * Removes all second factors. Refuses if a workspace that the account has entered requires one, now or from a
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
  const mayDisable = both(both(isFresh(edge, session.token), mayChange), not(isRequiredByAPolicy(accountId)))
  const told = tellAccount(edge, 'second_factor.removed', accountId, isDone)
  const done = await batch(db, {
    renewed: renewTokenIf(db, session.id, { before: session.token, after: token }, mayDisable),
    appRemoved: removeAuthenticatorIf(db, accountId, isDone),
    passkeysRemoved: removePasskeysOf(db, accountId, isDone),
    recorded: audited(edge, ofOwner(session, 'second_factor.disabled'), isDone),
    told: told.steps,
    recovery: stopByOwnFactors(edge, session, isDone),
    ...withoutFactor(edge, session, isDone),
    renamed: renameSession(db, token, randomId()),
    counted,
  })
  if (!done.counted.changed) return err(TOO_MANY)
  if (!done.renewed.changed) return err({ reason: 'required' })
  told.deliver()
  return ok({ cookie })
}

/**
 * Steps for an account that has lost its last factor: its recovery codes go, its other sessions end, and this one
 * keeps its first factor.
 */
export const withoutFactor = ({ db }: Edge, session: Session, isDone: Condition) => ({
  codesDropped: dropRecoveryCodes(db, session.accountId, isDone),
  othersEnded: endOtherSessionsOf(db, session, isDone),
  weakened: weakenSessionsOf(db, session.accountId, isDone),
})

/** Tells whether a password protects the account once its second factor is off. Some accounts have none. */
export const isPasswordLeft = async ({ db, config }: Edge, { accountId }: Session): Promise<boolean> =>
  takesPasswords(config.providers) && (await hasPassword(db, accountId))
