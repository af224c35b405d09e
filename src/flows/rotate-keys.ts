// The life of the ring's keys. Made where they are missing; then, by the cron trigger: the next signing key is published
// a day before it signs, an old one stays until nothing it signed can be renewed, and whatever is still sealed under a
// previous MASTER_KEY is sealed under the present one.

import { KEY_PURPOSES, makeSealedKey, resealKey, type SealedKey } from '../crypto/key-ring.ts'
import type { MasterKey } from '../crypto/master-key.ts'
import { cacheRing } from '../store/edge-cache.ts'
import { addRingKey, deleteRingKey, listRingKeys, replaceSealed } from '../store/ring-keys.ts'
import type { Bindings } from './edge.ts'

const DAY_SECONDS = 86_400
export const SIGNING_KEY_SECONDS = 30 * DAY_SECONDS
export const PUBLISHED_AHEAD_SECONDS = DAY_SECONDS

export async function makeMissingKeys(
  { db, now }: Bindings,
  rows: readonly SealedKey[],
  masterKey: MasterKey,
): Promise<readonly SealedKey[]> {
  const missing = KEY_PURPOSES.filter((purpose) => !rows.some((row) => row.purpose === purpose))
  if (missing.length === 0) return rows
  // Keys are lost only with the whole database. One purpose missing from a ring that has others is damage: new keys
  // would hide it, and let nobody in.
  if (rows.length > 0) throw new Error(`the key ring lacks ${missing.join(' and ')}`)
  const made = await Promise.all(missing.map((purpose) => makeSealedKey(purpose, masterKey, now, now)))
  await db.batch(made.map((key) => addRingKey(db, key, 0)))
  return listRingKeys(db)
}

/** What the cron trigger does to the ring. Safe to run twice, and side by side. */
export async function rotateKeys(
  bindings: Bindings,
  masterKeys: readonly [MasterKey, ...MasterKey[]],
): Promise<void> {
  const { db, kv, now, config } = bindings
  const rows = await makeMissingKeys(bindings, await listRingKeys(db), masterKeys[0])
  const signing = rows
    .filter((row) => row.purpose === 'pass-signing')
    .sort((a, b) => a.activeFrom - b.activeFrom)
  const changes: D1PreparedStatement[] = []

  const newest = signing.at(-1)
  if (newest && newest.activeFrom + SIGNING_KEY_SECONDS - PUBLISHED_AHEAD_SECONDS <= now) {
    const next = await makeSealedKey('pass-signing', masterKeys[0], now, now + PUBLISHED_AHEAD_SECONDS)
    changes.push(addRingKey(db, next, newest.activeFrom + 1))
  }

  // A pass outlives its key by no more than the session it is renewed from.
  const keptSeconds = config.sessionSeconds + config.passSeconds
  for (const [index, key] of signing.entries()) {
    const successor = signing[index + 1]
    if (successor && successor.activeFrom + keptSeconds < now) changes.push(deleteRingKey(db, key.id))
  }

  for (const row of rows) {
    const resealed = await resealKey(row, masterKeys)
    if (resealed) changes.push(replaceSealed(db, row, resealed))
  }

  if (changes.length === 0) return
  await db.batch(changes)
  await cacheRing(kv, await listRingKeys(db), now)
}
