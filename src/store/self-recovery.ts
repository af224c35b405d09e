// Reads and writes whether members of a workspace may recover by a delay. It is a column of `workspaces` that is
// saved together with the first policy, and its changes are counted separately.

import { type Condition, numbered } from './condition.ts'

export interface SelfRecovery {
  /** Members who lost every second factor may get back in after a delay. */
  readonly isAllowed: boolean
  /** The number of changes so far. */
  readonly changes: number
}

/** SQL for both, as JSON, of `w`, a live workspace. */
export const SELF_RECOVERY_JSON = `json_object('isAllowed', json(iif(w.self_recovery, 'true', 'false')),
    'changes', w.self_recovery_changes)`

/** Holds if nobody has changed it since it was read. */
export const selfRecoveryIsStill = (workspaceId: string, { changes }: SelfRecovery): Condition => ({
  sql: 'EXISTS (SELECT 1 FROM live_workspaces WHERE id = ? AND self_recovery_changes = ?)',
  values: [workspaceId, changes],
})

/** Saves it if `condition` holds. Changes nothing if it is so already, or the workspace has ended. */
export const saveSelfRecovery = (
  db: D1Database,
  workspaceId: string,
  isAllowed: boolean,
  condition: Condition,
): D1PreparedStatement =>
  db
    .prepare(
      `UPDATE workspaces SET self_recovery = ?2, self_recovery_changes = self_recovery_changes + 1
       WHERE id = ?1 AND ended_at IS NULL AND self_recovery <> ?2 AND ${numbered(condition, 3)}`,
    )
    .bind(workspaceId, isAllowed ? 1 : 0, ...condition.values)
