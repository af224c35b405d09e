// TOTP secrets that an older key of the ring sealed are sealed again under the present one, by the cron trigger, a
// bounded number at a time; a key that seals nothing any more goes. A secret that is confirmed anew is sealed so anyway.

import type { KeyRing } from '../crypto/key-ring.ts'
import { open, seal, sealingKeyAt } from '../crypto/seal.ts'
import { listSealedUnder, resealAuthenticator } from '../store/authenticators.ts'
import { cacheRing } from '../store/edge-cache.ts'
import { deleteRingKey, listRingKeys } from '../store/ring-keys.ts'
import type { Bindings } from './edge.ts'

const MOST_AT_A_TIME = 200
// What waits in a page for its confirmation, or in a cookie to be shown, was sealed under the older key, too.
const KEPT_SECONDS = 86_400

/** How many were sealed again. */
export async function resealSecrets({ db, kv, now }: Bindings, ring: KeyRing): Promise<number> {
  const current = sealingKeyAt(ring, now)
  let count = 0
  for (const older of ring.sealing.filter(({ activeFrom }) => activeFrom < current.activeFrom)) {
    const found = await listSealedUnder(db, older.id, MOST_AT_A_TIME)
    for (const authenticator of found) {
      const place = { kind: 'totp-secret', id: authenticator.id, accountId: authenticator.accountId } as const
      const secret = await open(ring, place, authenticator.sealedSecret)
      if (!secret) throw new Error(`authenticator ${authenticator.id} does not open`)
      await resealAuthenticator(db, authenticator, await seal(ring, place, secret, now)).run()
      count++
    }
    if (found.length === 0 && current.activeFrom + KEPT_SECONDS < now) {
      await deleteRingKey(db, older.id).run()
      await cacheRing(kv, await listRingKeys(db), now).catch(() => undefined)
    }
  }
  return count
}
