// The end of a workspace. Everything by which it can be reached, or asks anything of anybody, is deleted at once, and its
// slug is free. What may be many rows is deleted in pieces (flows/upkeep/sweep.ts). All reading of `workspaces` goes through
// the view `live_workspaces`.

import type { Piece } from './expired-by-index.ts'

/** Its slug becomes one that no workspace can have. Nothing changes where it has ended already. */
export function endWorkspace(db: D1Database, id: string, now: number): D1PreparedStatement {
  return db
    .prepare("UPDATE workspaces SET ended_at = ?2, slug = '~' || id WHERE id = ?1 AND ended_at IS NULL")
    .bind(id, now)
}

/** For the same batch: a few rows, however many members there are, since hosts and tokens are limited. */
export function clearEnded(db: D1Database, id: string) {
  const clear = (table: string) => db.prepare(`DELETE FROM ${table} WHERE workspace_id = ?1`).bind(id)
  return {
    hosts: clear('hosts'),
    tokens: clear('tokens'),
    policies: clear('policies'),
    counts: clear('enrollment_counts'),
    logos: clear('logos'),
  }
}

const piece = (table: string, key: string) =>
  `DELETE FROM ${table} WHERE (${key}) IN (SELECT ${key} FROM ${table} WHERE workspace_id = ?1 LIMIT ?2)`

const NOTICES = 'SELECT id FROM notices WHERE workspace_id = ?1 LIMIT ?2'
const REMAINS = [
  piece('members', 'workspace_id, account_id'),
  piece('prompt_deferrals', 'session_id, workspace_id'),
  piece('enrollment_days', 'workspace_id, day'),
  piece('entries_without_factor', 'workspace_id, day'),
  // Those of a notice would go with it, however many, all at once.
  `DELETE FROM notice_deliveries WHERE (notice_id, carrier, recipient) IN
     (SELECT notice_id, carrier, recipient FROM notice_deliveries WHERE notice_id IN (${NOTICES}) LIMIT ?2)`,
  `DELETE FROM notices WHERE id IN (${NOTICES})`,
]

/** What workspaces leave that have ended, one workspace after the other, the first that ended first. */
export const removeEnded = (db: D1Database): Piece => {
  const first = 'SELECT id FROM workspaces WHERE ended_at IS NOT NULL ORDER BY ended_at LIMIT 1'
  return async (most) => {
    const id = await db.prepare(first).first<string>('id')
    if (id !== null) await removePiece(db, id, most)
    return id !== null
  }
}

/** The row of the workspace itself goes last. */
async function removePiece(db: D1Database, id: string, most: number): Promise<void> {
  for (const sql of REMAINS) {
    const { meta } = await db.prepare(sql).bind(id, most).run()
    if (meta.changes >= most) return
  }
  await db.prepare('DELETE FROM workspaces WHERE id = ?1 AND ended_at IS NOT NULL').bind(id).run()
}
