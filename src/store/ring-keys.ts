// Table `ring_keys`: the sealed keys of the ring (crypto/key-ring.ts).

import type { SealedKey } from '../crypto/key-ring.ts'
import { listAll, query } from './batch.ts'

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
 * Adds a key unless one of its purpose is active from `notSince` on already: of two isolates that find the same key
 * missing in the same moment, one adds it and the other reads it.
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

/** Guarded by what was read: a key that somebody re-sealed meanwhile stays as they left it. */
export function replaceSealed(db: D1Database, before: SealedKey, after: SealedKey): D1PreparedStatement {
  return db
    .prepare('UPDATE ring_keys SET sealed = ?3 WHERE id = ?1 AND sealed = ?2')
    .bind(before.id, before.sealed, after.sealed)
}

export function deleteRingKey(db: D1Database, id: string): D1PreparedStatement {
  return db.prepare('DELETE FROM ring_keys WHERE id = ?1').bind(id)
}

/** All of its purpose but this one. */
export function deleteOlderRingKeys(db: D1Database, key: SealedKey): D1PreparedStatement {
  return db
    .prepare(
      `DELETE FROM ring_keys WHERE purpose = ?1 AND id <> ?2 AND EXISTS (SELECT 1 FROM ring_keys WHERE id = ?2)`,
    )
    .bind(key.purpose, key.id)
}
