// Tables `audit_links`, the hash of each entry of the audit, append-only as that is; and `audit_unlinked`, the
// workspaces' scopes in which entries wait for theirs.

import { OPERATOR_SCOPE, type RecordedRow } from './audit.ts'

/** The last entry of a scope that has a hash. */
export interface AuditHead {
  readonly id: number
  readonly hash: string
}

export interface LinkedRow extends RecordedRow {
  /** Null for the first. */
  readonly previous_hash: string | null
  readonly hash: string
}

// ?1 is the scope. The last entry that has a hash, and not the last hash: one that somebody put there for an entry far ahead
// must not keep those before it from getting theirs.
const HEAD = `FROM audit_links l JOIN audit e ON e.scope = l.scope AND e.id = l.id
  WHERE l.scope = ?1 ORDER BY l.id DESC LIMIT 1`
const HEAD_ID = `coalesce((SELECT l.id ${HEAD}), 0)`

const RECORDED = 'u.id, u.at, u.actor, u.action, u.account_id, u.ip, u.user_agent, u.detail'

/** From `from` on and then round, so that where there are more than `limit`, each has its turn. */
export async function listUnlinkedScopes(db: D1Database, from: string, limit: number): Promise<string[]> {
  const { results } = await db
    .prepare(
      `SELECT scope FROM (SELECT scope FROM audit_unlinked WHERE scope >= ?1 ORDER BY scope LIMIT ?2)
       UNION ALL
       SELECT scope FROM (SELECT scope FROM audit_unlinked WHERE scope < ?1 ORDER BY scope LIMIT ?2)
       LIMIT ?2`,
    )
    .bind(from, limit)
    .all<{ scope: string }>()
  return [OPERATOR_SCOPE, ...results.map(({ scope }) => scope)]
}

/** The head, and the entries after it, oldest first, in one round trip. */
export async function findUnlinked(
  db: D1Database,
  scope: string,
  limit: number,
): Promise<{ head: AuditHead | null; rows: RecordedRow[] }> {
  const [heads, entries] = await db.batch([
    db.prepare(`SELECT l.id, l.hash ${HEAD}`).bind(scope),
    db
      .prepare(
        `SELECT ${RECORDED} FROM audit u
         WHERE u.scope = ?1 AND u.id > ${HEAD_ID}
         ORDER BY u.id LIMIT ?2`,
      )
      .bind(scope, limit),
  ])
  const [head = null] = (heads?.results ?? []) as AuditHead[]
  return { head, rows: (entries?.results ?? []) as RecordedRow[] }
}

/**
 * All of them or none: two linkers may have read the same head, and the second one's links are for a place that is taken.
 * Says whether they were written.
 */
export async function addAuditLinks(
  db: D1Database,
  scope: string,
  after: AuditHead | null,
  links: readonly AuditHead[],
): Promise<boolean> {
  const [added] = await db.batch([
    db
      .prepare(
        `INSERT INTO audit_links (scope, id, hash)
         SELECT ?1, value ->> 'id', value ->> 'hash' FROM json_each(?2)
         WHERE (SELECT l.id || ':' || l.hash ${HEAD}) IS ?3
         RETURNING id`,
      )
      .bind(scope, JSON.stringify(links), after && `${after.id}:${after.hash}`),
    db
      .prepare(
        `DELETE FROM audit_unlinked WHERE scope = ?1
           AND NOT EXISTS (SELECT 1 FROM audit WHERE scope = ?1 AND id > ${HEAD_ID})`,
      )
      .bind(scope),
  ])
  return added?.results.length === links.length
}

/** Oldest first, above the entry `after`. */
export async function listLinked(
  db: D1Database,
  scope: string,
  after: number,
  limit: number,
): Promise<LinkedRow[]> {
  const { results } = await db
    .prepare(
      `SELECT ${RECORDED}, l.hash,
         (SELECT hash FROM audit_links WHERE scope = ?1 AND id < u.id ORDER BY id DESC LIMIT 1) AS previous_hash
       FROM audit u JOIN audit_links l ON l.scope = u.scope AND l.id = u.id
       WHERE u.scope = ?1 AND u.id > ?2 ORDER BY u.id LIMIT ?3`,
    )
    .bind(scope, after, limit)
    .all<LinkedRow>()
  return results
}
