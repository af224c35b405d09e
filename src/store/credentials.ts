// Writes the table `credentials`: what API tokens and service tokens have in common. Values are stored as
// digests.
//
// A value works only while the member who received it may administer the workspace. Triggers end it when that
// member loses the role, and each query that accepts a value checks again.

import type { ServiceScope } from '../core/service-scope.ts'
import type { Digest } from '../crypto/digest.ts'
import { type Query, query } from './batch.ts'
import { ALWAYS, type Condition, numbered } from './condition.ts'

export type CredentialKind = 'api' | 'service'

/** The most valid credentials of one kind in a workspace. */
export const MOST_CREDENTIALS = 100

/** Who receives the value of a credential. If they lose their rights, the value stops working. */
export interface Receiver {
  /** The account of the member. Null for the operator, and for a token that the operator created. */
  readonly makerId: string | null
  /** The API token that asked for the value. */
  readonly parentId: string | null
}

export interface NewCredential extends Receiver {
  readonly id: string
  readonly digest: Digest
  readonly workspaceId: string
  readonly name: string
  readonly expiresAt: number
}

/** The columns that only service tokens have. */
export interface ServiceColumns {
  readonly scope: ServiceScope
  readonly lifetimeDays: number
  readonly nextNoticeAt: number
}

/**
 * Adds a credential. A credential with service columns is a service token, otherwise it is an API token.
 * Changes nothing if the workspace has ended or has `MOST_CREDENTIALS` valid ones of the kind. Also changes
 * nothing if the receiver has lost the role, if the token that asks was revoked, or if `condition` does not
 * hold.
 */
export function addCredential(
  db: D1Database,
  added: NewCredential,
  service: ServiceColumns | null,
  now: number,
  condition: Condition = ALWAYS,
): D1PreparedStatement {
  const kind: CredentialKind = service ? 'service' : 'api'
  return db
    .prepare(
      `INSERT INTO credentials (id, kind, digest, workspace_id, maker_id, parent_id, name, created_at, expires_at,
         scope, lifetime_days, next_notice_at)
       SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12
       WHERE ${belowLimit('?2', '?4', '?8')}
         AND EXISTS (SELECT 1 FROM live_workspaces WHERE id = ?4)
         AND ${mayReceive({ workspace: '?4', maker: '?5', parent: '?6' })}
         AND ${numbered(condition, 13)}
       ON CONFLICT (id) DO NOTHING
       RETURNING id`,
    )
    .bind(
      added.id,
      kind,
      added.digest,
      added.workspaceId,
      added.makerId,
      added.parentId,
      added.name,
      now,
      added.expiresAt,
      service && JSON.stringify(service.scope),
      service?.lifetimeDays ?? null,
      service?.nextNoticeAt ?? null,
      ...condition.values,
    )
}

const belowLimit = (kind: string, workspace: string, now: string): string =>
  `(SELECT count(*) FROM credentials
     WHERE workspace_id = ${workspace} AND kind = ${kind} AND expires_at > ${now}) < ${MOST_CREDENTIALS}`

/** SQL that holds if the receiver of a value still has the role, and the token that asks still exists. */
export const mayReceive = ({
  workspace,
  maker,
  parent,
}: Record<'workspace' | 'maker' | 'parent', string>): string =>
  `(${parent} IS NULL OR EXISTS (SELECT 1 FROM credentials WHERE id = ${parent} AND kind = 'api'))
   AND (${maker} IS NULL OR EXISTS (SELECT 1 FROM members
     WHERE workspace_id = ${workspace} AND account_id = ${maker} AND role IN ('owner', 'admin')))`

export type CredentialProblem = 'too-many' | 'made-already' | 'not-allowed'

/** Selects why `addCredential` changed nothing. */
export const selectCredentialProblem = (
  db: D1Database,
  { id, kind, workspaceId }: { id: string; kind: CredentialKind; workspaceId: string },
  now: number,
): Query<CredentialProblem> =>
  query<{ problem: CredentialProblem }, CredentialProblem>(
    db
      .prepare(
        `SELECT CASE WHEN EXISTS (SELECT 1 FROM credentials WHERE id = ?1) THEN 'made-already'
           WHEN NOT ${belowLimit('?2', '?3', '?4')} THEN 'too-many'
           ELSE 'not-allowed' END AS problem`,
      )
      .bind(id, kind, workspaceId, now),
    ({ problem }) => problem,
  )

/** Deletes a credential of this kind and workspace. */
export function deleteCredential(
  db: D1Database,
  { id, kind, workspaceId }: { id: string; kind: CredentialKind; workspaceId: string },
  condition: Condition = ALWAYS,
): D1PreparedStatement {
  return db
    .prepare(
      `DELETE FROM credentials WHERE id = ?1 AND kind = ?2 AND workspace_id = ?3 AND ${numbered(condition, 4)}
       RETURNING id`,
    )
    .bind(id, kind, workspaceId, ...condition.values)
}

/**
 * Deletes all API tokens and service tokens that the account created or rotated. After a reset of the account they are as suspect as the account
 * was.
 */
export const endCredentialsOf = (db: D1Database, accountId: string, condition: Condition) => ({
  current: db
    .prepare(`DELETE FROM credentials WHERE maker_id = ? AND ${condition.sql}`)
    .bind(accountId, ...condition.values),
  previous: db
    .prepare(
      `UPDATE credentials SET previous_digest = NULL, previous_until = NULL, previous_maker_id = NULL,
         previous_parent_id = NULL WHERE previous_maker_id = ? AND ${condition.sql}`,
    )
    .bind(accountId, ...condition.values),
})

// SQL: whether a value was made since that time. A rotation of a service token sets `expires_at` again. When the previous
// value was made is not stored. It counts as made since if the token was created or rotated since.
export const IS_MADE_SINCE = '(created_at >= ? OR expires_at - lifetime_days * 86400 >= ?)'

/** Deletes the API tokens and service tokens that the account created or rotated since that time. */
export const endCredentialsSince = (
  db: D1Database,
  accountId: string,
  since: number,
  condition: Condition,
) => ({
  previousTokens: db
    .prepare(
      `UPDATE credentials SET previous_digest = NULL, previous_until = NULL, previous_maker_id = NULL,
         previous_parent_id = NULL WHERE previous_maker_id = ? AND ${IS_MADE_SINCE} AND ${condition.sql}`,
    )
    .bind(accountId, since, since, ...condition.values),
  currentTokens: db
    .prepare(`DELETE FROM credentials WHERE maker_id = ? AND ${IS_MADE_SINCE} AND ${condition.sql}`)
    .bind(accountId, since, since, ...condition.values),
})
