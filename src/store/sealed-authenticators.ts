// Finds authenticators by the ring key that sealed their secret, and seals them again.

import type { Sealed } from '../crypto/seal.ts'
import { type Authenticator, selectAuthenticators } from './authenticators.ts'
import { listAll } from './batch.ts'

// A sealed value starts with the id of its key, which has 22 characters. The index `authenticators_by_key` is
// on this part.
const KEY_ID = 'substr(sealed_secret, 1, 22)'

/** Lists authenticators that a key sealed, by account id, above `after`. */
export const listSealedUnder = (
  db: D1Database,
  keyId: string,
  after: string,
  limit: number,
): Promise<readonly Authenticator[]> =>
  listAll(
    db,
    selectAuthenticators(db, `${KEY_ID} = ?1 AND account_id > ?2 ORDER BY account_id LIMIT ?3`, [
      keyId,
      after,
      limit,
    ]),
  )

const COUNTED_AT_MOST = 10_000

/** Counts the authenticators that a key sealed, up to `COUNTED_AT_MOST`. */
export async function countSealedUnder(db: D1Database, keyId: string): Promise<number> {
  const sql = `SELECT count(*) AS n FROM (SELECT 1 FROM authenticators WHERE ${KEY_ID} = ?1 LIMIT ?2)`
  return (await db.prepare(sql).bind(keyId, COUNTED_AT_MOST).first<number>('n')) ?? 0
}

export interface ResealedAuthenticator extends Pick<Authenticator, 'accountId' | 'sealedSecret'> {
  readonly resealed: Sealed
}

/** Replaces the sealed secrets. An authenticator that was replaced in the meantime stays as it is. */
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
