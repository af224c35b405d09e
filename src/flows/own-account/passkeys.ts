// Lists, renames and removes a person's own passkeys, and removes the authenticator app beside them.

import { err, ok, type Result } from '../../core/result.ts'
import { digest } from '../../crypto/digest.ts'
import { randomId, randomToken } from '../../crypto/random.ts'
import { isEnrolled, selectIsEnrolled } from '../../store/accounts.ts'
import { audited } from '../../store/audit.ts'
import { removeAuthenticatorIf } from '../../store/authenticators.ts'
import { batch, following, listAll } from '../../store/batch.ts'
import { both, type Condition, either, ifChanged, not } from '../../store/condition.ts'
import { renameSession } from '../../store/end-sessions.ts'
import * as store from '../../store/passkeys.ts'
import { isRequiredByAPolicy } from '../../store/required-factors.ts'
import { renewTokenIfChanged, sessionHasToken } from '../../store/sessions.ts'
import {
  endSessionsProvedBy,
  type ProvedBy,
  selectPasskeyOfSession,
  weakenSessionProvedBy,
} from '../../store/weakened-sessions.ts'
import { ofOwner } from '../edge/audit-entries.ts'
import type { Edge } from '../edge/edge.ts'
import { rpIdOf } from '../edge/relying-party.ts'
import { tellAccount } from '../notices/notices.ts'
import { missingForOwnChange } from '../session/missing-proof.ts'
import type { Session } from '../session/session.ts'
import { stopByOwnFactors } from '../sign-in/stop-recovery.ts'
import { withoutFactor } from './disable.ts'
import { limitChanges, limitRenames, TOO_MANY, type TooMany } from './limit-changes.ts'
import { isFresh } from './recover.ts'

export interface ListedPasskey {
  readonly id: string
  readonly name: string
  readonly createdAt: number
  /** Null if it was never used since it was added. */
  readonly lastUsedAt: number | null
  /** A copy of it exists, such as in the maker's cloud. */
  readonly isBackedUp: boolean
  /** It works at the portal's current host. */
  readonly isHere: boolean
}

export const listed = (edge: Edge, { rpId, ...passkey }: store.Passkey): ListedPasskey => ({
  ...passkey,
  isHere: rpId === rpIdOf(edge),
})

/** A passkey of the list page, and whether it proved the second factor of this session. */
export type OwnPasskey = ListedPasskey & { readonly isOfThisSession: boolean }

/** Lists the person's passkeys, oldest first. */
export async function listPasskeys(edge: Edge, session: Session): Promise<readonly OwnPasskey[]> {
  const { passkeys, ofSession } = await batch(edge.db, {
    passkeys: store.selectPasskeysOf(edge.db, session.accountId),
    ofSession: selectPasskeyOfSession(edge.db, session.token),
  })
  return passkeys.all.map((passkey) => ({
    ...listed(edge, passkey),
    isOfThisSession: passkey.id === ofSession.first,
  }))
}

export type PasskeyChangeRefusal =
  | TooMany
  | { readonly reason: 'unknown' } // the account has no passkey with this id
  | { readonly reason: 'missing-proof'; readonly missing: 'first-factor' | 'second-factor' }

/** Renames a passkey. `name` is a parsed name (core/passkey-name.ts). Needs no fresh proof: it opens nothing. */
export async function renamePasskey(
  edge: Edge,
  session: Session,
  id: string,
  name: string,
): Promise<Result<null, PasskeyChangeRefusal>> {
  const { mayChange, counted } = limitRenames(edge, session)
  const { accountId } = session
  const done = await batch(edge.db, {
    renamed: store.renamePasskey(
      edge.db,
      { id, accountId, name },
      both(sessionHasToken(session.token), mayChange),
    ),
    recorded: audited(edge, ofOwner(session, 'passkey.renamed', { name }), ifChanged('renamed')),
    counted,
  })
  if (!done.counted.changed) return err(TOO_MANY)
  return done.renamed.changed ? ok(null) : err({ reason: 'unknown' })
}

/** `required`: it is the last factor, and a workspace requires one, now or from a date on. */
export type RemovalRefusal = PasskeyChangeRefusal | { readonly reason: 'required' }

export interface Removed {
  /** The new value of the session cookie. */
  readonly cookie: string
  /** It was the last factor, so that two-factor authentication is off now. */
  readonly wasLast: boolean
}

/**
 * Removes a passkey, and ends the sessions that it had proved. This session, if it had proved it, keeps only its
 * first factor, and its cookie and its id change.
 *
 * Without another factor, two-factor authentication is off. That is refused while a policy requires it.
 */
export async function removePasskey(
  edge: Edge,
  session: Session,
  id: string,
): Promise<Result<Removed, RemovalRefusal>> {
  const { db } = edge
  const { accountId } = session
  const known = (await listAll(db, store.selectPasskeysOf(db, accountId))).find((each) => each.id === id)
  if (!known) return err({ reason: 'unknown' })
  const isAllowed = either(store.hasFactorBeside({ id, accountId }), not(isRequiredByAPolicy(accountId)))
  return remove(edge, session, {
    factor: 'passkey',
    name: known.name,
    by: { passkeyId: id },
    removal: (condition) => store.removePasskey(db, { id, accountId }, both(condition, isAllowed)),
  })
}

/** Removes the authenticator app of an account that has a passkey. Ends the sessions that a code had proved. */
export async function removeApp(edge: Edge, session: Session): Promise<Result<Removed, RemovalRefusal>> {
  const { db } = edge
  const { accountId } = session
  const isBeside = store.hasPasskeyHere(accountId, rpIdOf(edge))
  return remove(edge, session, {
    factor: 'authenticator',
    name: null,
    by: { app: true },
    removal: (condition) => removeAuthenticatorIf(db, accountId, both(condition, isBeside)),
  })
}

// Tells of the removal, or of two-factor authentication that is off now.
const tellings = (
  edge: Edge,
  { accountId }: Session,
  { factor, name }: Pick<Removal, 'factor' | 'name'>,
  { isDone, isLast }: { readonly isDone: Condition; readonly isLast: Condition },
) => ({
  removed: tellAccount(
    edge,
    `${factor}.removed`,
    accountId,
    both(isDone, isEnrolled(accountId)),
    name === null ? {} : { passkey: name },
  ),
  disabled: tellAccount(edge, 'second_factor.removed', accountId, isLast),
})

interface Removal {
  readonly factor: 'passkey' | 'authenticator'
  readonly name: string | null
  /** Names the sessions that the factor had proved. */
  readonly by: ProvedBy
  /** Must change at most one row. */
  readonly removal: (condition: Condition) => D1PreparedStatement
}

async function remove(
  edge: Edge,
  session: Session,
  { factor, name, by, removal }: Removal,
): Promise<Result<Removed, RemovalRefusal>> {
  const { db, now } = edge
  const missing = missingForOwnChange(session, now)
  if (missing !== null) return err({ reason: 'missing-proof', missing })
  const { accountId } = session
  const cookie = randomToken()
  const token = await digest(edge.ring, 'session', cookie)
  const isDone = sessionHasToken(token)
  const isLast = both(isDone, not(isEnrolled(accountId)))
  const { mayChange, counted } = limitChanges(edge, session)
  const told = tellings(edge, session, { factor, name }, { isDone, isLast })
  const done = await batch(db, {
    removed: removal(both(isFresh(edge, session.token), mayChange)),
    renewed: following(
      'removed',
      renewTokenIfChanged(db, session.id, { before: session.token, after: token }),
    ),
    recorded: audited(edge, ofOwner(session, `${factor}.removed`, name === null ? {} : { name }), isDone),
    told: told.removed.steps,
    disabledTold: told.disabled.steps,
    sessionsEnded: endSessionsProvedBy(db, { accountId, except: session.id }, by, isDone),
    weakened: weakenSessionProvedBy(db, token, by, isDone),
    recovery: stopByOwnFactors(edge, session, isDone),
    last: withoutFactor(edge, session, isLast),
    renamed: renameSession(db, token, randomId()),
    stillEnrolled: selectIsEnrolled(db, accountId),
    counted,
  })
  if (!done.counted.changed) return err(TOO_MANY)
  if (!done.renewed.changed) return err({ reason: 'required' })
  const wasLast = done.stillEnrolled.first === null
  told[wasLast ? 'disabled' : 'removed'].deliver()
  return ok({ cookie, wasLast })
}
