// Checks that the authenticator app of a signed-in person still works. A right code proves nothing for the session: its
// second factor stays the one that it has.

import { err, ok, type Result } from '../../core/result.ts'
import { parseSecondFactorInput } from '../../core/second-factor-input.ts'
import type { TotpDigits } from '../../core/totp.ts'
import { digest } from '../../crypto/digest.ts'
import { randomToken } from '../../crypto/random.ts'
import { batch } from '../../store/batch.ts'
import { both } from '../../store/condition.ts'
import { selectOwnerOfSession } from '../../store/factor-owners.ts'
import { countCodesLeft } from '../../store/recovery-codes.ts'
import { renewTokenIfChanged, sessionHasToken, sessionIsAlive } from '../../store/sessions.ts'
import { type Edge, lifetimeOf } from '../edge/edge.ts'
import { rpIdOf } from '../edge/relying-party.ts'
import type { Session } from '../session/session.ts'
import { outlookOf } from '../sign-in/asked-factor.ts'
import { type Prover, proveSecondFactor, type SecondFactorRefusal } from '../sign-in/second-factor.ts'
import type { ConfirmRefusal } from './enrol.ts'

export interface UnusedApp {
  readonly digits: TotpDigits
  readonly addedAt: number
  readonly recoveryCodesLeft: number
  /** The refusal that any code would get now, such as during a wait. */
  readonly outlook: SecondFactorRefusal | null
}

/** Returns null if there is no app to check: it was used meanwhile, or is gone. */
export async function viewUnusedApp(
  edge: Edge,
  { id, accountId }: Pick<Session, 'id' | 'accountId'>,
): Promise<UnusedApp | null> {
  const { db, now } = edge
  const { owner, codesLeft } = await batch(db, {
    owner: selectOwnerOfSession(db, id, lifetimeOf(edge), rpIdOf(edge)),
    codesLeft: countCodesLeft(db, accountId),
  })
  const found = owner.first
  if (!found || found.appDigits === null || found.appUnusedSince === null) return null
  return {
    digits: found.appDigits,
    addedAt: found.appUnusedSince,
    recoveryCodesLeft: codesLeft.first ?? 0,
    outlook: outlookOf(found, now, false),
  }
}

export type CheckRefusal = SecondFactorRefusal | Extract<ConfirmRefusal, { reason: 'not-of-app' | 'gone' }>

/**
 * Spends a code of the app. Returns the new value of the session cookie. A wrong code is charged as at the sign-in.
 *
 * Must not record the code as the session's second factor. Otherwise a session that a passkey started would no
 * longer meet a policy that requires one.
 */
export async function checkApp(
  edge: Edge,
  session: Session,
  text: string,
): Promise<Result<{ readonly cookie: string }, CheckRefusal>> {
  // A recovery code says nothing about the app, so it must not be spent here.
  if (parseSecondFactorInput(text)?.method !== 'totp') return err({ reason: 'not-of-app' })
  const { db } = edge
  const cookie = randomToken()
  const after = await digest(edge.ring, 'session', cookie)
  const prover: Prover = {
    holder: { accountId: session.accountId },
    owner: selectOwnerOfSession(db, session.id, lifetimeOf(edge), rpIdOf(edge)),
    isAlive: both(sessionIsAlive(session.id, lifetimeOf(edge)), sessionHasToken(session.token)),
    earn: () => ({ started: renewTokenIfChanged(db, session.id, { before: session.token, after }) }),
    earned: sessionHasToken(after),
  }
  const proved = await proveSecondFactor(edge, prover, text)
  if (proved.ok) return ok({ cookie })
  return proved.error.reason === 'malformed' ? err({ reason: 'not-of-app' }) : proved
}
