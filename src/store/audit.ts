// Writes and reads the table `audit`, the audit log. Triggers make it append-only.
//
// Entries are numbered from 1 in each scope. D1 runs one statement at a time, so the next number is the
// highest plus one.

import type { AuditAction } from '../core/audit-action.ts'
import type { Client } from '../core/client.ts'
import type { AppliesTo, PolicyKind } from '../core/policy.ts'
import { type Query, query, type Step, under } from './batch.ts'
import { ALWAYS, type Condition } from './condition.ts'

export const OPERATOR_SCOPE = 'operator'

export interface AuditEntry {
  /** A workspace's id, or `OPERATOR_SCOPE` for an entry that belongs to no workspace. */
  readonly scope: string
  readonly actor: string
  readonly action: AuditAction
  /** The account that the entry is about, if there is one. */
  readonly accountId: string | null
  readonly detail?: Readonly<Record<string, string | number | boolean | null>>
}

/** The client and the time of a request. */
export interface Asking {
  readonly db: D1Database
  readonly client: Client
  readonly now: number
}

/** A SELECT of `scope`, `actor`, `action`, `account_id` and `detail` that returns at most one row for each scope. */
export interface EntrySource extends Pick<Condition, 'sql' | 'after'> {
  readonly values: readonly (string | number | null)[]
  /** True if the SELECT also returns `hides_client`: 1 for an entry whose readers must not learn the client. */
  readonly hidesClient?: boolean
}

/** Records the entries that the SELECT finds. Records nothing if it finds no row. */
export const auditedFrom = (asking: Asking, source: EntrySource): Step =>
  under(source, insertEntry(asking, source))

/**
 * Records an entry if `when` holds. Must be in the batch of the change that it records. Otherwise a change
 * could happen without its entry.
 */
export const audited = (asking: Asking, entry: AuditEntry, when: Condition = ALWAYS): Step =>
  auditedFrom(asking, sourceOf(entry, when))

/** Records the entry in each workspace that its account is a member of, if `when` holds. */
export const auditedInWorkspacesOf = (
  asking: Asking,
  { actor, action, accountId, detail = {} }: Omit<AuditEntry, 'scope'> & { readonly accountId: string },
  when: Condition,
): Step =>
  auditedFrom(asking, {
    ...when,
    sql: `SELECT w.id AS scope, ? AS actor, ? AS action, m.account_id, ? AS detail
      FROM members m JOIN live_workspaces w ON w.id = m.workspace_id WHERE m.account_id = ? AND ${when.sql}`,
    values: [actor, action, JSON.stringify(detail), accountId, ...when.values],
  })

function insertEntry(
  { db, client, now }: Asking,
  { sql, values, hidesClient = false }: EntrySource,
): D1PreparedStatement {
  const shown = hidesClient ? "iif(e.hides_client, '', ?)" : '?'
  return db
    .prepare(
      `INSERT INTO audit (scope, id, at, actor, action, account_id, ip, user_agent, detail)
       SELECT e.scope, coalesce((SELECT max(id) FROM audit WHERE scope = e.scope), 0) + 1, ?, e.actor, e.action,
         e.account_id, ${shown}, ${shown}, e.detail FROM (${sql}) e`,
    )
    .bind(now, client.ip, client.userAgent, ...values)
}

const sourceOf = (entry: AuditEntry, when: Condition): EntrySource => ({
  ...when,
  sql: `SELECT ? AS scope, ? AS actor, ? AS action, ? AS account_id, ? AS detail WHERE ${when.sql}`,
  values: [
    entry.scope,
    entry.actor,
    entry.action,
    entry.accountId,
    JSON.stringify(entry.detail ?? {}),
    ...when.values,
  ],
})

export interface PolicyChange {
  readonly at: number
  readonly actor: string
  readonly policy: PolicyKind
  readonly appliesTo: AppliesTo
  /** Unix seconds. Null if enforcement was turned off. */
  readonly effectiveAt: number | null
}

/** Selects the latest policy changes, newest first. Uses their own index, so other entries cost nothing. */
export const selectPolicyChanges = (db: D1Database, scope: string, limit: number): Query<PolicyChange> =>
  query(
    db
      .prepare(
        // flows/administration/change-policy.ts writes `detail`.
        `SELECT at, actor, detail ->> 'effective_at' AS effectiveAt,
           coalesce(detail ->> 'policy', 'second-factor') AS policy,
           coalesce(detail ->> 'applies_to', 'everybody') AS appliesTo
         FROM audit INDEXED BY audit_policy_changes
         WHERE scope = ?1 AND action = 'policy.changed' ORDER BY id DESC LIMIT ?2`,
      )
      .bind(scope, limit),
  )

/** An entry as it is listed, with the address of its account and its hash. */
export interface ListedEntry {
  readonly id: number
  readonly at: number
  readonly actor: string
  readonly action: AuditAction
  /**
   * The address of the account that the entry is about. Null without such an account, or if it was deleted.
   */
  readonly email: string | null
  readonly ip: string
  readonly userAgent: string
  readonly detail: NonNullable<AuditEntry['detail']>
  /** The entry's hash from `audit_links`. Null until it is computed. */
  readonly hash: string | null
}

type ListedRow = Omit<ListedEntry, 'detail'> & { readonly detail: string }

/** Selects entries, newest first, below the entry `before`. */
export const selectAudit = (
  db: D1Database,
  scope: string,
  { before, limit }: { before: number | null; limit: number },
): Query<ListedEntry> =>
  query<ListedRow, ListedEntry>(
    db
      .prepare(
        `SELECT u.id, u.at, u.actor, u.action, u.ip, u.user_agent AS userAgent, u.detail, a.email, l.hash
         FROM audit u LEFT JOIN accounts a ON a.id = u.account_id
           LEFT JOIN audit_links l ON l.scope = u.scope AND l.id = u.id
         WHERE u.scope = ?1 AND u.id < ?2 ORDER BY u.id DESC LIMIT ?3`,
      )
      .bind(scope, before ?? Number.MAX_SAFE_INTEGER, limit),
    (row) => ({ ...row, detail: JSON.parse(row.detail) as ListedEntry['detail'] }),
  )
