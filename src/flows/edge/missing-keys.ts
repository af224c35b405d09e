// Creates the key ring of a new database.

import { KEY_PURPOSES, MissingKey, makeSealedKey, type SealedKey } from '../../crypto/key-ring.ts'
import type { MasterKey } from '../../crypto/master-key.ts'
import { batch } from '../../store/batch.ts'
import { addRingKey, listRingKeys } from '../../store/ring-keys.ts'
import type { KeylessEdge } from './edge.ts'

/** Returns `rows`, or a new ring if `rows` is empty. Throws `MissingKey` if only some purposes have a key. */
export async function makeMissingKeys(
  { db, now }: KeylessEdge,
  rows: readonly SealedKey[],
  masterKey: MasterKey,
): Promise<readonly SealedKey[]> {
  const missing = KEY_PURPOSES.filter((purpose) => !rows.some((row) => row.purpose === purpose))
  if (missing.length === 0) return rows
  // Refuse to repair a ring that lacks one purpose. Keys are only lost together with the whole database.
  // Otherwise new keys would hide the damage, and nobody could sign in.
  if (rows.length > 0) throw new MissingKey(`the key ring lacks ${missing.join(' and ')}`)
  const made = await Promise.all(missing.map((purpose) => makeSealedKey(purpose, masterKey, now, now)))
  await batch(db, Object.fromEntries(made.map((key) => [key.purpose, addRingKey(db, key, 0)])))
  return listRingKeys(db)
}
