// The ring of a new database: it has no keys yet.

import { KEY_PURPOSES, MissingKey, makeSealedKey, type SealedKey } from '../../crypto/key-ring.ts'
import type { MasterKey } from '../../crypto/master-key.ts'
import { batch } from '../../store/batch.ts'
import { addRingKey, listRingKeys } from '../../store/ring-keys.ts'
import type { KeylessEdge } from './edge.ts'

export async function makeMissingKeys(
  { db, now }: KeylessEdge,
  rows: readonly SealedKey[],
  masterKey: MasterKey,
): Promise<readonly SealedKey[]> {
  const missing = KEY_PURPOSES.filter((purpose) => !rows.some((row) => row.purpose === purpose))
  if (missing.length === 0) return rows
  // Keys are lost only with the whole database. One purpose missing from a ring that has others is damage: new keys
  // would hide it, and let nobody in.
  if (rows.length > 0) throw new MissingKey(`the key ring lacks ${missing.join(' and ')}`)
  const made = await Promise.all(missing.map((purpose) => makeSealedKey(purpose, masterKey, now, now)))
  await batch(db, Object.fromEntries(made.map((key) => [key.purpose, addRingKey(db, key, 0)])))
  return listRingKeys(db)
}
