// Lists the service tokens of a workspace for admins, from the table `credentials`.

import type { ServiceScope } from '../core/service-scope.ts'
import { type Query, query } from './batch.ts'
import { parseScope } from './stored-scope.ts'

export interface ListedService {
  readonly id: string
  readonly name: string
  /** The address of the member who received the current value. Null: the operator. */
  readonly madeBy: string | null
  readonly scope: ServiceScope
  readonly createdAt: number
  readonly expiresAt: number
  /** How many days each value lasts. */
  readonly lifetimeDays: number
  /** A number that each rotation raises by one. */
  readonly version: number
  readonly isDisabled: boolean
  /** The day of the last use, in days since 1970. Null: never used. */
  readonly lastUsedOn: number | null
  /** When the value before the rotation ends. Null: no rotation is under way. */
  readonly previousValidUntil: number | null
}

interface ListedRow extends Omit<ListedService, 'scope' | 'isDisabled'> {
  readonly scope: string
  readonly isDisabled: 0 | 1
}

const LISTED = `SELECT c.id, c.name, a.email AS madeBy, c.scope, c.created_at AS createdAt, c.expires_at AS expiresAt,
    c.lifetime_days AS lifetimeDays, c.version, c.disabled_at IS NOT NULL AS isDisabled,
    c.last_used_on AS lastUsedOn, iif(c.previous_until > ?2, c.previous_until, NULL) AS previousValidUntil
  FROM credentials c LEFT JOIN accounts a ON a.id = c.maker_id
  WHERE c.workspace_id = ?1 AND c.kind = 'service' AND c.expires_at > ?2`

const listedFrom = ({ scope, isDisabled, ...row }: ListedRow): ListedService => ({
  ...row,
  scope: parseScope(scope),
  isDisabled: isDisabled === 1,
})

/** Selects valid and disabled tokens of a workspace that have not expired, the newest first. */
export const selectServices = (
  db: D1Database,
  workspaceId: string,
  { after, limit }: { after: ServiceKey | null; limit: number },
  now: number,
): Query<ListedService> =>
  query<ListedRow, ListedService>(
    db
      .prepare(
        `${LISTED} AND (?3 IS NULL OR (c.created_at, c.id) < (?3, ?4))
         ORDER BY c.created_at DESC, c.id DESC LIMIT ?5`,
      )
      .bind(workspaceId, now, after?.createdAt ?? null, after?.id ?? null, limit),
    listedFrom,
  )

/** The place of a token in the list. */
export type ServiceKey = Pick<ListedService, 'createdAt' | 'id'>

/** Selects one token of a workspace that has not expired. */
export const selectOneService = (
  db: D1Database,
  { id, workspaceId }: { id: string; workspaceId: string },
  now: number,
): Query<ListedService> =>
  query<ListedRow, ListedService>(
    db.prepare(`${LISTED} AND c.id = ?3`).bind(workspaceId, now, id),
    listedFrom,
  )
