// The life of the ring's keys. Made where they are missing; then, by the cron trigger: the next key of a purpose is in
// every ring for a day before it is used, an old one stays until nothing needs it, and whatever is still sealed under a
// previous MASTER_KEY is sealed under the present one.

import { DAY_SECONDS } from '../../core/time.ts'
import { type KeyPurpose, makeSealedKey, resealKey, type SealedKey } from '../../crypto/key-ring.ts'
import type { MasterKey } from '../../crypto/master-key.ts'
import { appendAudit, OPERATOR_SCOPE } from '../../store/audit.ts'
import { cacheRing } from '../../store/edge-cache.ts'
import {
  addRingKey,
  deleteOlderRingKeys,
  deleteRingKey,
  listRingKeys,
  replaceSealed,
} from '../../store/ring-keys.ts'
import type { KeylessEdge } from '../edge/edge.ts'
import { makeMissingKeys } from '../edge/missing-keys.ts'

const PUBLISHED_AHEAD_SECONDS = DAY_SECONDS
// By then every isolate has the ring of before no more: what a new key seals must open everywhere.
const KNOWN_EVERYWHERE_SECONDS = 600

export type RotatedPurpose = Exclude<KeyPurpose, 'digest-pepper'>
/** How long a key is the one in use. The pepper stays: digests can't be made again from what they stand for. */
const KEY_SECONDS: Record<RotatedPurpose, number> = {
  'pass-signing': 30 * DAY_SECONDS,
  'totp-sealing': 365 * DAY_SECONDS,
}
export const ROTATED_PURPOSES = Object.keys(KEY_SECONDS) as RotatedPurpose[]

/** What the cron trigger does to the ring. Safe to run twice, and side by side. */
export async function rotateKeys(
  keyless: KeylessEdge,
  masterKeys: readonly [MasterKey, ...MasterKey[]],
): Promise<void> {
  const { db, now, config } = keyless
  const rows = await makeMissingKeys(keyless, await listRingKeys(db), masterKeys[0])
  const changes: D1PreparedStatement[] = []
  for (const purpose of ROTATED_PURPOSES) {
    const newest = ofPurpose(rows, purpose).at(-1)
    if (newest && newest.activeFrom + KEY_SECONDS[purpose] - PUBLISHED_AHEAD_SECONDS <= now) {
      const next = await makeSealedKey(purpose, masterKeys[0], now, now + PUBLISHED_AHEAD_SECONDS)
      changes.push(addRingKey(db, next, newest.activeFrom + 1))
    }
  }

  // A pass outlives its key by no more than the session it is renewed from.
  const keptSeconds = config.sessionSeconds + config.passSeconds
  const signing = ofPurpose(rows, 'pass-signing')
  for (const [index, key] of signing.entries()) {
    const successor = signing[index + 1]
    if (successor && successor.activeFrom + keptSeconds < now) changes.push(deleteRingKey(db, key.id))
  }

  for (const row of rows) {
    const resealed = await resealKey(row, masterKeys)
    if (resealed) changes.push(replaceSealed(db, row, resealed))
  }
  await applyToRing(keyless, changes)
}

/**
 * Out of turn, by the operator. `isCompromised` does not wait a day: the signing keys of before are gone at once, so
 * that nothing they signed is worth anything, and everybody passes through the portal once more.
 */
export async function rotateOutOfTurn(
  keyless: KeylessEdge,
  masterKey: MasterKey,
  purpose: RotatedPurpose,
  { isCompromised, by }: { isCompromised: boolean; by: string },
): Promise<void> {
  const { db, now, client } = keyless
  const hurry = purpose === 'pass-signing' ? 0 : KNOWN_EVERYWHERE_SECONDS
  const activeFrom = now + (isCompromised ? hurry : PUBLISHED_AHEAD_SECONDS)
  const next = await makeSealedKey(purpose, masterKey, now, activeFrom)
  const detail = { purpose, id: next.id, is_compromised: isCompromised }
  const entry = { scope: OPERATOR_SCOPE, actor: by, action: 'key.rotated', accountId: null, detail } as const
  const retire = isCompromised && purpose === 'pass-signing'
  await applyToRing(keyless, [
    addRingKey(db, next, now + PUBLISHED_AHEAD_SECONDS + 1),
    ...(retire ? [deleteOlderRingKeys(db, next)] : []),
    appendAudit(db, entry, client, now),
  ])
}

const ofPurpose = (rows: readonly SealedKey[], purpose: KeyPurpose) =>
  rows.filter((row) => row.purpose === purpose).sort((a, b) => a.activeFrom - b.activeFrom)

async function applyToRing({ db, kv, now }: KeylessEdge, changes: D1PreparedStatement[]): Promise<void> {
  if (changes.length === 0) return
  await db.batch(changes)
  // The copy there is too old to count in minutes: that it can't be replaced now undoes nothing of what D1 says.
  await cacheRing(kv, await listRingKeys(db), now).catch(() => undefined)
}
