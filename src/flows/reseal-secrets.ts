// TOTP secrets that an older key of the ring sealed are sealed again under the present one: one that is used, with its
// use (second-factor.ts); the others here, by the cron trigger, a bounded number at a time. A key that seals nothing any
// more goes.

import type { KeyRing } from '../crypto/key-ring.ts'
import { openStored, seal, sealingKeyAt } from '../crypto/seal.ts'
import { countSealedUnder, listSealedUnder, resealAuthenticator } from '../store/authenticators.ts'
import { cacheRing } from '../store/edge-cache.ts'
import { deleteRingKey, listRingKeys } from '../store/ring-keys.ts'
import type { Bindings } from './edge.ts'

const MOST_AT_A_TIME = 200
// What waits in a page for its confirmation, or in a cookie to be shown, was sealed under the older key, too.
const KEPT_SECONDS = 86_400

export interface Resealed {
  /** How many were sealed again now. */
  readonly count: number
  /** How many still wait; no more than `COUNTED_AT_MOST` are counted. */
  readonly left: number
}

/** Throws at a secret that does not open: the key that it names must not go, nor be forgotten. */
export async function resealSecrets({ db, kv, now }: Bindings, ring: KeyRing): Promise<Resealed> {
  const current = sealingKeyAt(ring, now)
  let count = 0
  let left = 0
  for (const older of ring.sealing.filter(({ activeFrom }) => activeFrom < current.activeFrom)) {
    const found = await listSealedUnder(db, older.id, MOST_AT_A_TIME)
    for (const authenticator of found) {
      const place = { kind: 'totp-secret', id: authenticator.id, accountId: authenticator.accountId } as const
      const secret = await openStored(ring, place, authenticator.sealedSecret)
      await resealAuthenticator(db, authenticator, await seal(ring, place, secret, now)).run()
      count++
    }
    left += found.length < MOST_AT_A_TIME ? 0 : await countSealedUnder(db, older.id)
    if (found.length === 0 && current.activeFrom + KEPT_SECONDS < now) {
      await deleteRingKey(db, older.id).run()
      await cacheRing(kv, await listRingKeys(db), now).catch(() => undefined)
    }
  }
  return { count, left }
}
