// Reseals TOTP secrets that an older key sealed, and deletes keys that seal nothing. The cron trigger runs it
// in small pieces, like the sweep.
//
// Using a secret also reseals it (flows/sign-in/second-factor.ts). docs/scale.md says how long a million
// secrets take.

import { sealingKeyAt } from '../../crypto/aead.ts'
import type { KeyRing } from '../../crypto/key-ring.ts'
import { openStored, seal } from '../../crypto/seal.ts'
import type { Authenticator } from '../../store/authenticators.ts'
import { countQueries } from '../../store/d1.ts'
import { cacheRing } from '../../store/edge-cache.ts'
import { deleteRingKey, listRingKeys } from '../../store/ring-keys.ts'
import {
  countSealedUnder,
  listSealedUnder,
  type ResealedAuthenticator,
  resealAuthenticators,
} from '../../store/sealed-authenticators.ts'
import type { KeylessEdge } from '../edge/edge.ts'
import { type Pace, ROWS_AT_A_TIME } from './sweep.ts'

// Unconfirmed apps and codes in cookies may be sealed under the older key for this long. ID tokens of longer
// sessions are not resealed. Once the key is gone, sign-out at the provider works without its hint.
const KEPT_SECONDS = 86_400

export interface Resealed {
  /** How many secrets were resealed in this run. */
  readonly count: number
  /** How many still wait. Counts no further than 10,000. */
  readonly left: number
}

/**
 * Reseals as many secrets as one run may. Throws at the end if a secret does not open, because its key must
 * then be kept.
 */
export async function resealSecrets(
  keyless: KeylessEdge,
  ring: KeyRing,
  { mostQueries, pause }: Pace,
): Promise<Resealed> {
  const { kv, now } = keyless
  const { db, made } = countQueries(keyless.db)
  const current = sealingKeyAt(ring, now)
  const failures: unknown[] = []
  let count = 0
  let left = 0
  for (const older of ring.sealing.filter(({ activeFrom }) => activeFrom < current.activeFrom)) {
    let found = await listSealedUnder(db, older.id, '', ROWS_AT_A_TIME)
    if (found.length === 0 && current.activeFrom + KEPT_SECONDS < now) {
      await deleteRingKey(db, older.id).run()
      await cacheRing(kv, await listRingKeys(db), now).catch(() => undefined)
    }
    while (found.length > 0 && made() < mostQueries) {
      const resealed = await resealAll(ring, found, now, failures)
      const { meta } = await resealAuthenticators(db, resealed).run()
      count += meta.changes
      await pause()
      found = await listSealedUnder(db, older.id, found.at(-1)?.accountId ?? '', ROWS_AT_A_TIME)
    }
    if (found.length > 0) left += await countSealedUnder(db, older.id)
  }
  if (failures.length > 0) throw failures[0]
  return { count, left }
}

async function resealAll(
  ring: KeyRing,
  found: readonly Authenticator[],
  now: number,
  failures: unknown[],
): Promise<ResealedAuthenticator[]> {
  const each = await Promise.allSettled(
    found.map(async ({ id, accountId, sealedSecret }) => {
      const place = { kind: 'totp-secret', id, accountId } as const
      const secret = await openStored(ring, place, sealedSecret)
      return { accountId, sealedSecret, resealed: await seal(ring, place, secret, now) }
    }),
  )
  failures.push(...each.flatMap((one) => (one.status === 'rejected' ? [one.reason] : [])))
  return each.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
}
