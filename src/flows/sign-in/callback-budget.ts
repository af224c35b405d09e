// Limits how many codes a network may make the edge redeem at an OpenID provider.
//
// Anyone can invent a code. Otherwise each one would become a request to the provider in the platform's name.

import { clientNetworkOf } from '../../core/client-address.ts'
import { CALLBACK_BUCKET } from '../../core/lockout.ts'
import { type Digest, digest } from '../../crypto/digest.ts'
import type { ProviderRefusal } from '../../providers/refusal.ts'
import { fillUnlessFull, giveBack } from '../../store/attempts.ts'
import { batch, following } from '../../store/batch.ts'
import { ifChanged } from '../../store/condition.ts'
import { spendArrivalIf } from '../../store/spent-arrivals.ts'
import type { Edge } from '../edge/edge.ts'

const networkOf = ({ ring, client }: Edge): Promise<Digest> =>
  digest(ring, 'callback-budget', clientNetworkOf(client.ip))

/**
 * Charges the network and spends the return, in one batch. If the budget is empty, the return is not spent
 * and may come again.
 */
export async function spendCharged(
  edge: Edge,
  arrival: Digest,
  expiresAt: number,
): Promise<'first' | 'spent' | 'throttled'> {
  const { db, now } = edge
  const done = await batch(db, {
    charged: fillUnlessFull(db, CALLBACK_BUCKET, await networkOf(edge), now),
    spent: following('charged', spendArrivalIf(db, arrival, expiresAt, ifChanged('charged'))),
  })
  if (!done.charged.changed) return 'throttled'
  return done.spent.changed ? 'first' : 'spent'
}

/**
 * Gives the charge back for a genuine return.
 *
 * Keeps it if the provider refused the code, or answered with neither a token nor an OAuth error. Otherwise
 * invented codes would be free at a provider that answers badly.
 */
export function settleCharge(edge: Edge, refusal: ProviderRefusal | null): void {
  if (refusal && /^(token-error|oauth_response_is_not_(conform|json))$/.test(refusal.detail)) return
  const { db } = edge
  const given = networkOf(edge).then((network) => giveBack(db, CALLBACK_BUCKET, network).run())
  // The response does not wait for this. If it fails, the charge stays, and is forgiven by time.
  edge.defer(given.catch(() => undefined))
}
