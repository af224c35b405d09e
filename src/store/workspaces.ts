// Reads and writes the tables `workspaces` and `hosts`. ended-workspaces.ts ends a workspace.

import type { Provider } from '../core/provider.ts'
import { type Query, query } from './batch.ts'
import { ALWAYS, type Condition, numbered } from './condition.ts'
import {
  type PoliciesAndGroups,
  type PoliciesAndGroupsRow,
  policiesAndGroupsFrom,
  policyAndGroupColumns,
} from './policies.ts'
import { SHOWN_NAME } from './sites.ts'

export interface Workspace {
  readonly id: string
  readonly slug: string
  /** The name that pages show: `displayName` if the admins chose one, otherwise `registeredName`. */
  readonly name: string
  /** The name that the operator gave the workspace. */
  readonly registeredName: string
  /** The name that the workspace's admins chose, or null. */
  readonly displayName: string | null
  readonly accent: string | null
  /** The digest of the logo, or null. */
  readonly logo: string | null
  readonly origin: string
  readonly hosts: readonly string[]
  /** The ids of the providers that members may sign in with. Null allows every provider. */
  readonly allowedProviders: readonly string[] | null
  /** The edge closes WebSockets when their session or service token ends. */
  readonly supervisesSockets: boolean
  readonly createdAt: number
}

type Row = Omit<Workspace, 'hosts' | 'allowedProviders' | 'supervisesSockets'> & {
  readonly hosts: string
  readonly allowedProviders: string | null
  readonly supervisesSockets: 0 | 1
}

const COLUMNS = `w.id, w.slug, ${SHOWN_NAME} AS name, w.name AS registeredName, w.display_name AS displayName, w.accent,
  w.logo_digest AS logo, w.origin, w.allowed_providers AS allowedProviders, w.supervises_sockets AS supervisesSockets,
  w.created_at AS createdAt,
  (SELECT json_group_array(host) FROM (SELECT host FROM hosts WHERE workspace_id = w.id ORDER BY host)) AS hosts`

const workspaceFrom = (row: Row): Workspace => ({
  id: row.id,
  slug: row.slug,
  name: row.name,
  registeredName: row.registeredName,
  displayName: row.displayName,
  accent: row.accent,
  logo: row.logo,
  origin: row.origin,
  hosts: JSON.parse(row.hosts) as string[],
  allowedProviders: row.allowedProviders === null ? null : (JSON.parse(row.allowedProviders) as string[]),
  supervisesSockets: row.supervisesSockets === 1,
  createdAt: row.createdAt,
})

/** Selects the live workspace with this slug. */
export const selectWorkspace = (db: D1Database, slug: string): Query<Workspace> =>
  query<Row, Workspace>(
    db.prepare(`SELECT ${COLUMNS} FROM live_workspaces w WHERE w.slug = ?1`).bind(slug),
    workspaceFrom,
  )

/** A workspace with its policies and its numbers of members. */
export interface WorkspaceWithPolicies {
  readonly workspace: Workspace
  readonly facts: PoliciesAndGroups
}

/** Selects a live workspace with its policies and its numbers of members. */
export const selectWorkspaceWithPolicies = (
  db: D1Database,
  slug: string,
  providers: readonly Provider[],
  now: number,
): Query<WorkspaceWithPolicies> =>
  query<Row & PoliciesAndGroupsRow, WorkspaceWithPolicies>(
    db
      .prepare(
        `SELECT ${policyAndGroupColumns('?2')}, ${COLUMNS}
         FROM live_workspaces w JOIN enrollment_counts c ON c.workspace_id = w.id WHERE w.slug = ?1`,
      )
      .bind(slug, now),
    (row) => ({ workspace: workspaceFrom(row), facts: policiesAndGroupsFrom(row, providers) }),
  )

/** Selects workspaces by slug, after `afterSlug`. */
export const selectWorkspaces = (
  db: D1Database,
  { afterSlug, limit }: { afterSlug: string; limit: number },
): Query<Workspace> =>
  query<Row, Workspace>(
    db
      .prepare(`SELECT ${COLUMNS} FROM live_workspaces w WHERE w.slug > ?1 ORDER BY w.slug LIMIT ?2`)
      .bind(afterSlug, limit),
    workspaceFrom,
  )

/** Selects the hosts among these that belong to a workspace with another slug. */
export const selectTakenHosts = (db: D1Database, slug: string, hosts: readonly string[]): Query<string> =>
  query<{ host: string }, string>(
    db
      .prepare(
        `SELECT h.host FROM hosts h JOIN live_workspaces w ON w.id = h.workspace_id
         WHERE w.slug <> ?1 AND h.host IN (SELECT value FROM json_each(?2))`,
      )
      .bind(slug, JSON.stringify(hosts)),
    ({ host }) => host,
  )

/**
 * Selects the web origins among these that other workspaces forward to. `onAnyPort` includes the same origins
 * on other ports.
 */
export const selectOriginsOfOthers = (
  db: D1Database,
  slug: string,
  origins: readonly string[],
  { onAnyPort }: { onAnyPort: boolean },
): Query<string> =>
  query<{ origin: string }, string>(
    db
      .prepare(
        // ';' follows ':' in ASCII. The range therefore contains the origin with each port, and nothing else.
        `SELECT asked.value AS origin FROM json_each(?2) asked JOIN live_workspaces w ON w.origin = asked.value
         WHERE w.slug <> ?1
         UNION
         SELECT asked.value FROM json_each(?2) asked
           JOIN live_workspaces w ON w.origin > asked.value || ':' AND w.origin < asked.value || ';'
         WHERE w.slug <> ?1 AND ?3`,
      )
      .bind(slug, JSON.stringify(origins), onAnyPort ? 1 : 0),
    ({ origin }) => origin,
  )

/**
 * Saves the providers that members may sign in with. Null allows every provider. Changes nothing if the list
 * is the same.
 */
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

/** Saves whether the edge supervises WebSockets. Changes nothing if the value is the same. */
export function saveSupervision(
  db: D1Database,
  workspaceId: string,
  supervisesSockets: boolean,
  condition: Condition = ALWAYS,
): D1PreparedStatement {
  return db
    .prepare(
      `UPDATE workspaces SET supervises_sockets = ?2
       WHERE id = ?1 AND ended_at IS NULL AND supervises_sockets <> ?2 AND ${numbered(condition, 3)}`,
    )
    .bind(workspaceId, supervisesSockets ? 1 : 0, ...condition.values)
}

/** Saves the name and the accent that the admins chose. Changes nothing if both are the same. */
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

/**
 * Adds or changes a workspace and its hosts. The batch takes effect as a whole. If another workspace took a
 * host in the meantime, the primary key of `hosts` makes the batch fail.
 */
export function putWorkspace(
  db: D1Database,
  workspace: { id: string; slug: string; name: string; origin: string; hosts: readonly string[] },
  now: number,
): Record<'put' | 'removedHosts' | 'addedHosts', D1PreparedStatement> {
  const hosts = JSON.stringify(workspace.hosts)
  return {
    put: db
      .prepare(
        `INSERT INTO workspaces (id, slug, name, origin, created_at) VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT (slug) DO UPDATE SET name = excluded.name, origin = excluded.origin`,
      )
      .bind(workspace.id, workspace.slug, workspace.name, workspace.origin, now),
    removedHosts: db
      .prepare(
        `DELETE FROM hosts WHERE workspace_id = (SELECT id FROM live_workspaces WHERE slug = ?1)
           AND host NOT IN (SELECT value FROM json_each(?2))`,
      )
      .bind(workspace.slug, hosts),
    addedHosts: db
      .prepare(
        `INSERT INTO hosts (host, workspace_id)
         SELECT value, (SELECT id FROM live_workspaces WHERE slug = ?1) FROM json_each(?2)
         WHERE value NOT IN (SELECT host FROM hosts WHERE workspace_id = (SELECT id FROM live_workspaces WHERE slug = ?1))`,
      )
      .bind(workspace.slug, hosts),
  }
}
