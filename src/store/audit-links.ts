// Reads and writes two tables of the audit log. `audit_links` has the hash of each entry and is append-only.
// `audit_unlinked` lists the workspaces with entries that have no hash yet.

import type { AuditAction } from '../core/audit-action.ts'
import { toRfc3339IfTime } from '../core/time.ts'
import type { RecordedEntry } from '../crypto/audit-chain.ts'
import { OPERATOR_SCOPE } from './audit.ts'
import { batch, listAll, type Query, query } from './batch.ts'

/** The last entry of a scope that has a hash. */
export interface AuditHead {
  readonly id: number
  readonly hash: string
}

// The last entry of a scope that has a hash. `scope` is SQL.
//
// Does not trust a hash without an entry. Otherwise an attacker who can write the database could add a hash
// for a number far ahead, and the entries before it would get none.
const head = (scope: string) => `FROM audit_links l JOIN audit e ON e.scope = l.scope AND e.id = l.id
  WHERE l.scope = ${scope} ORDER BY l.id DESC LIMIT 1`
const headId = (scope: string) => `coalesce((SELECT l.id ${head(scope)}), 0)`

interface RecordedRow {
  readonly id: number
  readonly at: number
  readonly actor: string
  readonly action: AuditAction
  readonly account_id: string | null
  readonly ip: string
  readonly user_agent: string
  readonly detail: string
}

const RECORDED = 'u.id, u.at, u.actor, u.action, u.account_id, u.ip, u.user_agent, u.detail'
const recordedFrom = (scope: string, row: RecordedRow): RecordedEntry => ({
  scope,
  id: row.id,
  at: toRfc3339IfTime(row.at),
  actor: row.actor,
  action: row.action,
  account_id: row.account_id,
  ip: row.ip,
  user_agent: row.user_agent,
  detail: row.detail,
})

/** The last entry of a scope with a hash, and the entries after it, oldest first. */
export interface Unlinked {
  readonly scope: string
  readonly head: AuditHead | null
  readonly entries: readonly RecordedEntry[]
}

/**
 * Lists the operator's scope and at most `limit` waiting workspaces. Starts at `from` and wraps around, so
 * that each workspace gets its turn when there are more than `limit`.
 */
export async function listUnlinkedScopes(db: D1Database, from: string, limit: number): Promise<string[]> {
  const scopes = db
    .prepare(
      `SELECT scope FROM (SELECT scope FROM audit_unlinked WHERE scope >= ?1 ORDER BY scope LIMIT ?2)
       UNION ALL
       SELECT scope FROM (SELECT scope FROM audit_unlinked WHERE scope < ?1 ORDER BY scope LIMIT ?2)
       LIMIT ?2`,
    )
    .bind(from, limit)
  const waiting = await listAll(
    db,
    query<{ scope: string }, string>(scopes, ({ scope }) => scope),
  )
  return [OPERATOR_SCOPE, ...waiting]
}

/** Finds at most `limit` entries of a scope that need a hash. */
export async function findUnlinked(db: D1Database, scope: string, limit: number): Promise<Unlinked> {
  const entries = `SELECT ${RECORDED} FROM audit u WHERE u.scope = ?1 AND u.id > ${headId('?1')} ORDER BY u.id LIMIT ?2`
  const read = await batch(db, {
    head: query<AuditHead>(db.prepare(`SELECT l.id, l.hash ${head('?1')}`).bind(scope)),
    entries: query<RecordedRow, RecordedEntry>(db.prepare(entries).bind(scope, limit), (row) =>
      recordedFrom(scope, row),
    ),
  })
  return { scope, head: read.head.first, entries: read.entries.all }
}

/** Selects a few entries of each scope in one query. One scope is one row, which D1 limits to 2 MB. */
export const selectUnlinked = (db: D1Database, scopes: readonly string[], limit: number): Query<Unlinked> =>
  query<{ scope: string; head: string | null; entries: string }, Unlinked>(
    db
      .prepare(
        `SELECT s.value AS scope, (SELECT json_object('id', l.id, 'hash', l.hash) ${head('s.value')}) AS head,
           (SELECT json_group_array(json_object('id', id, 'at', at, 'actor', actor, 'action', action,
              'account_id', account_id, 'ip', ip, 'user_agent', user_agent, 'detail', detail))
            FROM (SELECT ${RECORDED} FROM audit u WHERE u.scope = s.value AND u.id > ${headId('s.value')}
              ORDER BY u.id LIMIT ?2)) AS entries
         FROM json_each(?1) s`,
      )
      .bind(JSON.stringify(scopes), limit),
    ({ scope, head, entries }) => ({
      scope,
      head: head === null ? null : (JSON.parse(head) as AuditHead),
      entries: (JSON.parse(entries) as RecordedRow[])
        .sort((a, b) => a.id - b.id)
        .map((row) => recordedFrom(scope, row)),
    }),
  )

export interface NewLinks {
  readonly scope: string
  readonly after: AuditHead | null
  readonly links: readonly AuditHead[]
}

/**
 * Adds the hashes of several scopes. Returns the scopes whose hashes were written.
 *
 * Writes all hashes of a scope or none. Otherwise the chains of two runs that read the same head would mix.
 * The run that writes second writes nothing in that scope.
 */
export async function addAuditLinks(db: D1Database, each: readonly NewLinks[]): Promise<NewLinks[]> {
  const given = JSON.stringify(
    each.map(({ scope, after, links }) => ({ scope, after: after && `${after.id}:${after.hash}`, links })),
  )
  const added = db
    .prepare(
      `INSERT INTO audit_links (scope, id, hash)
       SELECT s.value ->> 'scope', n.value ->> 'id', n.value ->> 'hash'
       FROM json_each(?1) s CROSS JOIN json_each(s.value, '$.links') n
       WHERE (SELECT l.id || ':' || l.hash ${head("s.value ->> 'scope'")}) IS s.value ->> 'after'
       RETURNING scope, id`,
    )
    .bind(given)
  const settled = db
    .prepare(
      `DELETE FROM audit_unlinked WHERE scope IN (SELECT value ->> 'scope' FROM json_each(?1))
         AND NOT EXISTS (SELECT 1 FROM audit u
           WHERE u.scope = audit_unlinked.scope AND u.id > ${headId('audit_unlinked.scope')})`,
    )
    .bind(given)
  const done = await batch(db, { added: query<{ scope: string; id: number }>(added), settled })
  const written = new Set(done.added.all.map(({ scope, id }) => `${scope} ${id}`))
  return each.filter(({ scope, links }) => written.has(`${scope} ${links.at(-1)?.id}`))
}

/** An entry with its hash and the previous hash, which is null for the first entry. */
export type LinkedEntry = RecordedEntry & { readonly previous_hash: string | null; readonly hash: string }
type LinkedRow = RecordedRow & Pick<LinkedEntry, 'previous_hash' | 'hash'>

/** Selects entries that have a hash: oldest first, above the entry `after`. */
export const selectLinked = (
  db: D1Database,
  scope: string,
  after: number,
  limit: number,
): Query<LinkedEntry> =>
  query<LinkedRow, LinkedEntry>(
    db
      .prepare(
        `SELECT ${RECORDED}, l.hash,
           (SELECT hash FROM audit_links WHERE scope = ?1 AND id < u.id ORDER BY id DESC LIMIT 1) AS previous_hash
         FROM audit u JOIN audit_links l ON l.scope = u.scope AND l.id = u.id
         WHERE u.scope = ?1 AND u.id > ?2 ORDER BY u.id LIMIT ?3`,
      )
      .bind(scope, after, limit),
    (row) => ({ ...recordedFrom(scope, row), previous_hash: row.previous_hash, hash: row.hash }),
  )
