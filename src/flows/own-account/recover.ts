// Replaces recovery codes: makes a new set, shows it until the person confirms that it is saved, and only
// then drops the old set.

import { err, ok, type Result } from '../../core/result.ts'
import type { Digest } from '../../crypto/digest.ts'
import { audited } from '../../store/audit.ts'
import { batch, type Steps } from '../../store/batch.ts'
import { both, type Condition, ifChanged } from '../../store/condition.ts'
import { hasFreshSecondFactor } from '../../store/fresh-proof.ts'
import {
  addRecoverySet,
  confirmRecoverySet,
  countCodesLeft,
  isAnotherWayIn,
  selectWaitingSet,
  willBeAdopted,
} from '../../store/recovery-codes.ts'
import { ofOwner } from '../edge/audit-entries.ts'
import { type Edge, lifetimeOf } from '../edge/edge.ts'
import { tellAccount } from '../notices/notices.ts'
import type { Session } from '../session/session.ts'
import { limitChanges, TOO_MANY, type TooMany } from './limit-changes.ts'
import { makeCodes, type NewCodes, openShownCodes, SHOWN_SECONDS, type ShownCodes } from './shown-codes.ts'

export interface RecoveryCodes {
  readonly left: number
  /** A new set that waits for confirmation, if this browser was shown one. */
  readonly shown: ShownCodes | null
}

/** `cookie` is the one that shows a new set, or null. */
export async function viewRecoveryCodes(
  edge: Edge,
  session: Session,
  cookie: string | null,
): Promise<RecoveryCodes> {
  const { db } = edge
  const shown = cookie === null ? null : await openShownCodes(edge, session, cookie)
  const { left, waiting } = await batch(db, {
    left: countCodesLeft(db, session.accountId),
    waiting: shown && selectWaitingSet(db, session.accountId, shown.setId),
  })
  return { left: left.first ?? 0, shown: waiting.first === null ? null : shown }
}

/** Makes a new set. Returns the value of the cookie that shows it. */
export async function generateRecoveryCodes(edge: Edge, session: Session): Promise<Result<string, TooMany>> {
  const codes = await makeCodes(edge, session)
  const { mayChange, counted } = limitChanges(edge, session)
  const done = await batch(edge.db, {
    codes: addingCodes(edge, session, codes, both(isFresh(edge, session.token), mayChange)),
    counted,
  })
  return done.counted.changed ? ok(codes.cookie) : err(TOO_MANY)
}

/** Steps that store a new set and record it. */
export const addingCodes = (edge: Edge, session: Session, codes: NewCodes, condition: Condition) =>
  ({
    ...addRecoverySet(edge.db, session.accountId, codes, condition),
    recorded: audited(edge, ofOwner(session, 'recovery_codes.generated'), ifChanged('added')),
  }) satisfies Steps

/** `replaced`: a newer set has taken its place. */
export type ConfirmCodesRefusal = TooMany | { readonly reason: 'replaced' }

export async function confirmRecoveryCodes(
  edge: Edge,
  session: Session,
  setId: string,
): Promise<Result<null, ConfirmCodesRefusal>> {
  const { db } = edge
  const { mayChange, counted } = limitChanges(edge, session)
  const mayConfirm = both(isFresh(edge, session.token), mayChange)
  const set = { accountId: session.accountId, setId }
  const adopting = both(mayConfirm, willBeAdopted(set))
  const isWorthTelling = both(adopting, isAnotherWayIn(session.accountId, edge.now - SHOWN_SECONDS))
  const told = tellAccount(edge, 'recovery_codes.regenerated', session.accountId, isWorthTelling)
  const done = await batch(db, {
    told: told.steps,
    // Must run before the set is adopted. Otherwise a form that is sent twice would be recorded twice.
    recorded: audited(edge, ofOwner(session, 'recovery_codes.confirmed'), adopting),
    ...confirmRecoverySet(db, set, mayConfirm),
    counted,
  })
  if (!done.counted.changed) return err(TOO_MANY)
  if (!done.adopted.changed) return err({ reason: 'replaced' })
  told.deliver()
  return ok(null)
}

export const isFresh = (edge: Edge, token: Digest): Condition => hasFreshSecondFactor(token, lifetimeOf(edge))
