// Reads and writes the table `ring_keys`: the sealed keys of the ring (crypto/key-ring.ts).

import type { SealedKey } from '../crypto/key-ring.ts'
import { listAll, query } from './batch.ts'

/** Lists all keys of the ring in sealed form. */
export const listRingKeys = (db: D1Database): Promise<readonly SealedKey[]> =>
  listAll(
    db,
    query<SealedKey>(
      db.prepare(
        'SELECT id, purpose, sealed, created_at AS createdAt, active_from AS activeFrom FROM ring_keys',
      ),
    ),
  )

/**
 * Adds a key, unless a key of its purpose is already active from `notSince` on. Otherwise two isolates that
 * miss the same key at once would each add one. Here one isolate adds the key, and the other one reads it.
 */
export function addRingKey(db: D1Database, key: SealedKey, notSince: number): D1PreparedStatement {
  return db
    .prepare(
      `INSERT INTO ring_keys (id, purpose, sealed, created_at, active_from)
       SELECT ?1, ?2, ?3, ?4, ?5
       WHERE NOT EXISTS (SELECT 1 FROM ring_keys WHERE purpose = ?2 AND active_from >= ?6)`,
    )
    .bind(key.id, key.purpose, key.sealed, key.createdAt, key.activeFrom, notSince)
}

/**
 * Replaces the sealed form of a key, if it is still the form that was read. Otherwise a key that another run
 * has sealed again would be overwritten.
 */
export function replaceSealed(db: D1Database, before: SealedKey, after: SealedKey): D1PreparedStatement {
  return db
    .prepare('UPDATE ring_keys SET sealed = ?3 WHERE id = ?1 AND sealed = ?2')
    .bind(before.id, before.sealed, after.sealed)
}

/** Deletes a key. The caller must make sure that nothing needs it any more. */
export function deleteRingKey(db: D1Database, id: string): D1PreparedStatement {
  return db.prepare('DELETE FROM ring_keys WHERE id = ?1').bind(id)
}

/**
 * Deletes all other keys of the same purpose, if this key is stored. Otherwise the ring could lose all of
 * them.
 */
export function deleteOlderRingKeys(db: D1Database, key: SealedKey): D1PreparedStatement {
  return db
    .prepare(
      `DELETE FROM ring_keys WHERE purpose = ?1 AND id <> ?2 AND EXISTS (SELECT 1 FROM ring_keys WHERE id = ?2)`,
    )
    .bind(key.purpose, key.id)
}
