// Reads and writes the table `access_rules`: the rules of each workspace, in one row.

import type { Rule } from '../core/rules.ts'
import { parseRules, writeRules } from '../core/stored-rules.ts'
import { type Query, query } from './batch.ts'
import { ALWAYS, type Condition, numbered } from './condition.ts'

export interface StoredRules {
  readonly rules: readonly Rule[]
  /** 0 if no rules were ever saved. */
  readonly version: number
}

interface Row {
  readonly rules: string | null
  readonly version: number | null
}

/**
 * Returns the rules in a row, or none for null. Throws if they can't be read. Otherwise damaged rules would
 * no longer close any path.
 */
export function rulesFrom(json: string | null): readonly Rule[] {
  const rules = json === null ? [] : parseRules(JSON.parse(json))
  if (!rules) throw new Error('the rules of a workspace can’t be read')
  return rules
}

const read = ({ rules, version }: Row): StoredRules => ({ rules: rulesFrom(rules), version: version ?? 0 })

/** Selects the rules of a live workspace, which may be none. */
export const selectRules = (db: D1Database, workspaceId: string): Query<StoredRules> =>
  query<Row, StoredRules>(
    db
      .prepare(
        `SELECT r.rules, r.version FROM live_workspaces w LEFT JOIN access_rules r ON r.workspace_id = w.id
         WHERE w.id = ?1`,
      )
      .bind(workspaceId),
    read,
  )

/**
 * Saves a list of rules over the version that it was made from. Changes nothing if there is a newer version or
 * the workspace has ended. Otherwise one of two admins who save at the same time would overwrite the other
 * unseen.
 */
export function saveRules(
  db: D1Database,
  workspaceId: string,
  rules: readonly Rule[],
  change: { overVersion: number; by: string },
  now: number,
  condition: Condition = ALWAYS,
): Query<StoredRules> {
  return query<Row, StoredRules>(
    db
      .prepare(
        `INSERT INTO access_rules (workspace_id, rules, version, updated_at, updated_by)
         SELECT ?1, ?2, ?3 + 1, ?4, ?5
         WHERE coalesce((SELECT version FROM access_rules WHERE workspace_id = ?1), 0) = ?3
           AND EXISTS (SELECT 1 FROM live_workspaces WHERE id = ?1)
           AND ${numbered(condition, 6)}
         ON CONFLICT (workspace_id) DO UPDATE
         SET rules = excluded.rules, version = excluded.version, updated_at = excluded.updated_at,
             updated_by = excluded.updated_by
         RETURNING rules, version`,
      )
      .bind(workspaceId, writeRules(rules), change.overVersion, now, change.by, ...condition.values),
    read,
  )
}
