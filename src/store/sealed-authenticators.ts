// Authenticators by the key of the ring that sealed their secret.

import type { Sealed } from '../crypto/seal.ts'
import { AUTHENTICATOR_COLUMNS, type Authenticator } from './authenticators.ts'
import { listAll, query } from './batch.ts'

// The key id stands in front of what is sealed, 22 letters long. `authenticators_by_key` is an index on just that.
const KEY_ID = 'substr(sealed_secret, 1, 22)'

/** By account, above `after`. */
export const listSealedUnder = (
  db: D1Database,
  keyId: string,
  after: string,
  limit: number,
): Promise<readonly Authenticator[]> =>
  listAll(
    db,
    query<Authenticator>(
      db
        .prepare(
          `SELECT ${AUTHENTICATOR_COLUMNS} FROM authenticators WHERE ${KEY_ID} = ?1 AND account_id > ?2
           ORDER BY account_id LIMIT ?3`,
        )
        .bind(keyId, after, limit),
    ),
  )

const COUNTED_AT_MOST = 10_000

/** How many are sealed under this key, counted no further than `COUNTED_AT_MOST`. */
export async function countSealedUnder(db: D1Database, keyId: string): Promise<number> {
  const sql = `SELECT count(*) AS n FROM (SELECT 1 FROM authenticators WHERE ${KEY_ID} = ?1 LIMIT ?2)`
  return (await db.prepare(sql).bind(keyId, COUNTED_AT_MOST).first<number>('n')) ?? 0
}

export interface ResealedAuthenticator extends Pick<Authenticator, 'accountId' | 'sealedSecret'> {
  readonly resealed: Sealed
}

/** Each guarded by what was opened: an authenticator that was replaced meanwhile stays as it is. */
export function resealAuthenticators(
  db: D1Database,
  authenticators: readonly ResealedAuthenticator[],
): D1PreparedStatement {
  return db
    .prepare(
      `UPDATE authenticators SET sealed_secret = r.value ->> 'resealed' FROM json_each(?1) r
       WHERE account_id = r.value ->> 'accountId' AND sealed_secret = r.value ->> 'sealedSecret'`,
    )
    .bind(JSON.stringify(authenticators))
}
