// Tables `workspaces` and `hosts`. How one ends: ended-workspaces.ts.

import { ALWAYS, type Condition, numbered } from './condition.ts'
import { SHOWN_NAME } from './sites.ts'

export interface Workspace {
  readonly id: string
  readonly slug: string
  /** As pages say it, beside a host: `displayName`, or else `registeredName`. */
  readonly name: string
  /** The operator's. */
  readonly registeredName: string
  /** Its admins' choice; null where they made none. */
  readonly displayName: string | null
  readonly accent: string | null
  /** The digest of its logo. */
  readonly logo: string | null
  readonly origin: string
  readonly hosts: readonly string[]
  readonly createdAt: number
}

interface Row {
  readonly id: string
  readonly slug: string
  readonly name: string
  readonly registered_name: string
  readonly display_name: string | null
  readonly accent: string | null
  readonly logo_digest: string | null
  readonly origin: string
  readonly created_at: number
  readonly hosts: string
}

const COLUMNS = `w.id, w.slug, ${SHOWN_NAME} AS name, w.name AS registered_name, w.display_name, w.accent, w.logo_digest, w.origin, w.created_at,
  (SELECT json_group_array(host) FROM (SELECT host FROM hosts WHERE workspace_id = w.id ORDER BY host)) AS hosts`

const workspaceFrom = (row: Row): Workspace => ({
  id: row.id,
  slug: row.slug,
  name: row.name,
  registeredName: row.registered_name,
  displayName: row.display_name,
  accent: row.accent,
  logo: row.logo_digest,
  origin: row.origin,
  hosts: JSON.parse(row.hosts) as string[],
  createdAt: row.created_at,
})

export async function findWorkspace(db: D1Database, slug: string): Promise<Workspace | null> {
  const row = await db
    .prepare(`SELECT ${COLUMNS} FROM live_workspaces w WHERE w.slug = ?1`)
    .bind(slug)
    .first<Row>()
  return row && workspaceFrom(row)
}

export async function listWorkspaces(db: D1Database, afterSlug: string, limit: number): Promise<Workspace[]> {
  const { results } = await db
    .prepare(`SELECT ${COLUMNS} FROM live_workspaces w WHERE w.slug > ?1 ORDER BY w.slug LIMIT ?2`)
    .bind(afterSlug, limit)
    .all<Row>()
  return results.map(workspaceFrom)
}

/** Hosts among these that belong to another workspace than the one of this slug. */
export async function findTakenHosts(
  db: D1Database,
  slug: string,
  hosts: readonly string[],
): Promise<string[]> {
  const { results } = await db
    .prepare(
      `SELECT h.host FROM hosts h JOIN live_workspaces w ON w.id = h.workspace_id
       WHERE w.slug <> ?1 AND h.host IN (SELECT value FROM json_each(?2))`,
    )
    .bind(slug, JSON.stringify(hosts))
    .all<{ host: string }>()
  return results.map(({ host }) => host)
}

/** Of these web origins, the ones that other workspaces forward to. With `onAnyPort`, on other ports than these too. */
export async function findOriginsOfOthers(
  db: D1Database,
  slug: string,
  origins: readonly string[],
  { onAnyPort }: { onAnyPort: boolean },
): Promise<string[]> {
  // ';' follows ':' in ASCII: the range holds the origin with each port, and nothing else.
  const { results } = await db
    .prepare(
      `SELECT asked.value AS origin FROM json_each(?2) asked JOIN live_workspaces w ON w.origin = asked.value
       WHERE w.slug <> ?1
       UNION
       SELECT asked.value FROM json_each(?2) asked
         JOIN live_workspaces w ON w.origin > asked.value || ':' AND w.origin < asked.value || ';'
       WHERE w.slug <> ?1 AND ?3`,
    )
    .bind(slug, JSON.stringify(origins), onAnyPort ? 1 : 0)
    .all<{ origin: string }>()
  return results.map(({ origin }) => origin)
}

export async function findAllowedProviders(
  db: D1Database,
  workspaceId: string,
): Promise<readonly string[] | null> {
  const row = await db
    .prepare('SELECT allowed_providers FROM live_workspaces WHERE id = ?1')
    .bind(workspaceId)
    .first<{ allowed_providers: string | null }>()
  return row?.allowed_providers ? (JSON.parse(row.allowed_providers) as string[]) : null
}

/** Null allows any. Nothing changes where it is so already. */
export function saveAllowedProviders(
  db: D1Database,
  workspaceId: string,
  allowed: readonly string[] | null,
  condition: Condition = ALWAYS,
): D1PreparedStatement {
  return db
    .prepare(
      `UPDATE workspaces SET allowed_providers = ?2
       WHERE id = ?1 AND ended_at IS NULL AND allowed_providers IS NOT ?2 AND ${numbered(condition, 3)}
       RETURNING id`,
    )
    .bind(workspaceId, allowed && JSON.stringify(allowed), ...condition.values)
}

/** Nothing changes where it is so already. */
export function saveNameAndAccent(
  db: D1Database,
  workspaceId: string,
  { displayName, accent }: Pick<Workspace, 'displayName' | 'accent'>,
  condition: Condition = ALWAYS,
): D1PreparedStatement {
  return db
    .prepare(
      `UPDATE workspaces SET display_name = ?2, accent = ?3
       WHERE id = ?1 AND ended_at IS NULL AND (display_name IS NOT ?2 OR accent IS NOT ?3)
         AND ${numbered(condition, 4)}`,
    )
    .bind(workspaceId, displayName, accent, ...condition.values)
}

/** All or nothing: a host that another workspace took meanwhile breaks the batch on its primary key. */
export function putWorkspace(
  db: D1Database,
  workspace: { id: string; slug: string; name: string; origin: string; hosts: readonly string[] },
  now: number,
): D1PreparedStatement[] {
  const hosts = JSON.stringify(workspace.hosts)
  return [
    db
      .prepare(
        `INSERT INTO workspaces (id, slug, name, origin, created_at) VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT (slug) DO UPDATE SET name = excluded.name, origin = excluded.origin`,
      )
      .bind(workspace.id, workspace.slug, workspace.name, workspace.origin, now),
    db
      .prepare(
        `DELETE FROM hosts WHERE workspace_id = (SELECT id FROM live_workspaces WHERE slug = ?1)
           AND host NOT IN (SELECT value FROM json_each(?2))`,
      )
      .bind(workspace.slug, hosts),
    db
      .prepare(
        `INSERT INTO hosts (host, workspace_id)
         SELECT value, (SELECT id FROM live_workspaces WHERE slug = ?1) FROM json_each(?2)
         WHERE value NOT IN (SELECT host FROM hosts WHERE workspace_id = (SELECT id FROM live_workspaces WHERE slug = ?1))`,
      )
      .bind(workspace.slug, hosts),
  ]
}
