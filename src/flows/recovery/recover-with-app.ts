// Sets up an authenticator app with the link of a recovery.
//
// The secret is derived, not stored, so that showing the page writes nothing and a reload shows the same QR code. It is
// bound to the login. Otherwise somebody who saw the page with the same link in another browser would know the secret of
// the owner's app.

import { decodeBase64url } from '../../core/base64url.ts'
import { err, ok, type Result } from '../../core/result.ts'
import { parseSecondFactorInput } from '../../core/second-factor-input.ts'
import { matchTotp, OWN_TOTP, SECRET_BYTES } from '../../core/totp.ts'
import { digest } from '../../crypto/digest.ts'
import { randomId } from '../../crypto/random.ts'
import { seal } from '../../crypto/seal.ts'
import { replaceAuthenticator } from '../../store/authenticators.ts'
import { ALWAYS } from '../../store/condition.ts'
import { removePasskeysOf } from '../../store/passkeys.ts'
import type { Edge } from '../edge/edge.ts'
import type { ConfirmRefusal } from '../own-account/enrol.ts'
import type { Session } from '../session/session.ts'
import { type Recovered, type Redeemable, redeem } from './redeem.ts'

/** Returns the secret that the page shows. It is the same for each view in this login. */
export async function offeredSecret(
  { ring }: Edge,
  { recovery, sentAt, login }: Redeemable,
): Promise<Uint8Array> {
  const bytes = decodeBase64url(await digest(ring, 'recovery-app', recovery.id, `${sentAt}`, login))
  if (!bytes) throw new Error('a digest is not base64url')
  return bytes.subarray(0, SECRET_BYTES)
}

/** Confirms the app with a code, and ends the old factors. Guesses need no limit: the login has seen the secret. */
export async function recoverWithApp(
  edge: Edge,
  redeemable: Redeemable,
  text: string,
  previous: Session | null,
): Promise<Result<Recovered, ConfirmRefusal>> {
  const { db, ring, now } = edge
  const input = parseSecondFactorInput(text)
  if (input?.method !== 'totp') return err({ reason: 'not-of-app' })
  const secret = await offeredSecret(edge, redeemable)
  const match = await matchTotp({ ...OWN_TOTP, secret }, input.code, now)
  if (match.kind === 'none') return err({ reason: 'wrong', method: 'totp' })
  if (match.kind === 'clock-off') return err({ reason: 'clock-off', seconds: match.seconds })
  const { accountId } = redeemable.recovery
  const id = randomId()
  const app = {
    ...{ id, accountId, confirmedAt: now, lastStep: match.step },
    sealedSecret: await seal(ring, { kind: 'totp-secret', id, accountId }, secret, now),
  }
  const factor = {
    proved: { method: 'totp' },
    fits: ALWAYS,
    // The new factor comes first. Otherwise the account would have none in between, and its triggers would count that.
    replacing: (isDone: typeof ALWAYS) => ({
      added: replaceAuthenticator(db, app, isDone),
      passkeysRemoved: removePasskeysOf(db, accountId, isDone),
    }),
  } as const
  const recovered = await redeem(edge, redeemable, factor, previous)
  return recovered ? ok(recovered) : err({ reason: 'gone' })
}
