// Imports the authenticator app that a person used before, so that they need not set up another one (decision 0058).

import { err, ok, type Result } from '../../core/result.ts'
import { matchTotp, stepAt, type TotpKey } from '../../core/totp.ts'
import { randomId } from '../../crypto/random.ts'
import { seal } from '../../crypto/seal.ts'
import type { Account } from '../../store/accounts.ts'
import { audited } from '../../store/audit.ts'
import { refuseStep } from '../../store/authenticators.ts'
import { batch } from '../../store/batch.ts'
import { ifChanged } from '../../store/condition.ts'
import { importAuthenticator, isAppOf } from '../../store/imported-authenticators.ts'
import { dropPendingAuthenticatorsOf } from '../../store/pending-authenticators.ts'
import { ofPlatform } from '../edge/audit-entries.ts'
import type { Edge } from '../edge/edge.ts'

export interface Import {
  readonly app: TotpKey
  /** A code that the app shows now, to prove that the secret is the right one. Null if none was given. */
  readonly code: string | null
}

export type ImportRefusal = 'wrong-code' | 'already-enrolled'

/**
 * Enrols the account with the app, at once: from now on its password alone opens nothing.
 *
 * Codes from before the import are refused. The operator, the other product or anybody who saw one may still have
 * it. The app counts as never used until its owner proves it, and the owner is told nothing: for them nothing
 * changes.
 */
export async function importAuthenticatorOf(
  edge: Edge,
  account: Account,
  { app, code }: Import,
  by: string,
): Promise<Result<null, ImportRefusal>> {
  const { db, ring, now } = edge
  const { secret, ...settings } = app
  const match = code === null ? null : await matchTotp(app, code, now)
  if (match !== null && match.kind !== 'match') return err('wrong-code')
  const name = { id: randomId(), accountId: account.id }
  const sealedSecret = await seal(ring, { kind: 'totp-secret', ...name }, secret, now)
  const lastStep = stepAt(now, app)
  const isDone = isAppOf(name)
  const done = await batch(db, {
    imported: importAuthenticator(db, { ...name, ...settings, sealedSecret, lastStep }, now),
    recorded: audited(
      edge,
      ofPlatform({ by, about: account.id }, 'authenticator.imported', { ...settings }),
      ifChanged('imported'),
    ),
    // Drop what open sessions were offered before. Otherwise somebody with the password alone could still confirm
    // an app of their own in one of them.
    offersDropped: dropPendingAuthenticatorsOf(db, account.id, isDone),
    // The given code may be of the next step. The operator has seen it, so it must not open anything.
    codeRefused: match && match.step > lastStep ? refuseStep(db, { ...name, ...settings }, match.step) : null,
  })
  return done.imported.changed ? ok(null) : err('already-enrolled')
}
