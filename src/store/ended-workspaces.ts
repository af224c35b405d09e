// Ends workspaces. Hosts, credentials, policy and logo are deleted at once, and the slug is free again. Other
// rows may be many, so the sweep deletes them in pieces (flows/upkeep/sweep.ts).
//
// All other code must read workspaces through the view `live_workspaces`. Otherwise an ended workspace could
// still be entered.

import type { Piece } from './expired-by-index.ts'

/**
 * Marks a workspace as ended. Its slug becomes one that no workspace can have. Changes nothing if it has
 * already ended.
 */
export function endWorkspace(db: D1Database, id: string, now: number): D1PreparedStatement {
  return db
    .prepare("UPDATE workspaces SET ended_at = ?2, slug = '~' || id WHERE id = ?1 AND ended_at IS NULL")
    .bind(id, now)
}

/**
 * Deletes the rows by which requests reach a workspace: hosts, credentials, policy and others. Must be in the
 * batch that ends it. The rows are few, because hosts and credentials are limited.
 */
export function clearEnded(db: D1Database, id: string) {
  const clear = (table: string) => db.prepare(`DELETE FROM ${table} WHERE workspace_id = ?1`).bind(id)
  return {
    hosts: clear('hosts'),
    credentials: clear('credentials'),
    policies: clear('policies'),
    rules: clear('access_rules'),
    counts: clear('enrollment_counts'),
    logos: clear('logos'),
  }
}

const piece = (table: string, key: string) =>
  `DELETE FROM ${table} WHERE (${key}) IN (SELECT ${key} FROM ${table} WHERE workspace_id = ?1 LIMIT ?2)`

const NOTICES = 'SELECT id FROM notices WHERE workspace_id = ?1 LIMIT ?2'
const REMAINS = [
  piece('members', 'workspace_id, account_id'),
  piece('invitations', 'id'),
  piece('invitation_mails', 'workspace_id, at, id'),
  piece('prompt_deferrals', 'session_id, workspace_id'),
  piece('enrollment_days', 'workspace_id, day'),
  piece('entries_without_factor', 'workspace_id, day'),
  // Delete deliveries before their notices. Otherwise all deliveries of a notice would be deleted at once,
  // however many.
  `DELETE FROM notice_deliveries WHERE (notice_id, carrier, recipient) IN
     (SELECT notice_id, carrier, recipient FROM notice_deliveries WHERE notice_id IN (${NOTICES}) LIMIT ?2)`,
  `DELETE FROM notices WHERE id IN (${NOTICES})`,
]

/**
 * Returns a piece of work that deletes the rows of ended workspaces. It takes one workspace after the other,
 * the earliest first.
 */
export const removeEnded = (db: D1Database): Piece => {
  const first = 'SELECT id FROM workspaces WHERE ended_at IS NOT NULL ORDER BY ended_at LIMIT 1'
  return async (most) => {
    const id = await db.prepare(first).first<string>('id')
    if (id !== null) await removePiece(db, id, most)
    return id !== null
  }
}

/** Deletes a piece of one workspace's rows. The workspace's own row is deleted last. */
async function removePiece(db: D1Database, id: string, most: number): Promise<void> {
  for (const sql of REMAINS) {
    const { meta } = await db.prepare(sql).bind(id, most).run()
    if (meta.changes >= most) return
  }
  await db.prepare('DELETE FROM workspaces WHERE id = ?1 AND ended_at IS NOT NULL').bind(id).run()
}
