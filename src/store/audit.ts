// Table `audit`: append-only (triggers refuse anything else), numbered from 1 in each scope. D1 runs one statement at a
// time, so the next number is the highest plus one, without a race.

import type { Client } from '../core/client.ts'
import { type Query, query, type Step, under } from './batch.ts'
import { ALWAYS, type Condition } from './condition.ts'

export const OPERATOR_SCOPE = 'operator'

export interface AuditEntry {
  /** A workspace's id, or the operator's scope for what belongs to no workspace. */
  readonly scope: string
  readonly actor: string
  readonly action: AuditAction
  /** Whom it concerns, where that is one account. */
  readonly accountId: string | null
  readonly detail?: Readonly<Record<string, string | number | boolean | null>>
}

export const AUDIT_ACTIONS = [
  'sign_in.succeeded',
  'sign_in.refused',
  'second_factor.refused',
  'second_factor.proved',
  'session.ended',
  'authenticator.enrolled',
  'authenticator.replaced',
  'second_factor.disabled',
  'second_factor.reset',
  'recovery_codes.generated',
  'recovery_codes.confirmed',
  'password.refused',
  'password.changed',
  'account.put',
  'account.provisioned',
  'identity.linked',
  'identity.unlinked',
  'account.deleted',
  'workspace.put',
  'workspace.deleted',
  'workspace.entered',
  'workspace.refused',
  'prompt.deferred',
  'policy.changed',
  'providers.changed',
  'appearance.changed',
  'logo.changed',
  'logo.removed',
  'member.put',
  'member.removed',
  'members.viewed',
  'token.created',
  'token.revoked',
  'key.rotated',
  'notice.retried',
] as const
export type AuditAction = (typeof AUDIT_ACTIONS)[number]

/** Who asks, and when: of one request. */
interface Asking {
  readonly db: D1Database
  readonly client: Client
  readonly now: number
}

/** A SELECT of `scope`, `actor`, `action`, `account_id` and `detail`, with one row at most. */
export interface EntrySource extends Pick<Condition, 'sql' | 'after'> {
  readonly values: readonly (string | number | null)[]
}

/** The step that records the entry that the database itself finds. No row, no entry. */
export const auditedFrom = (asking: Asking, source: EntrySource): Step =>
  under(source, insertEntry(asking, source))

/** The step that records what happened, where `when` holds. */
export const audited = (asking: Asking, entry: AuditEntry, when: Condition = ALWAYS): Step =>
  auditedFrom(asking, sourceOf(entry, when))

function insertEntry({ db, client, now }: Asking, { sql, values }: EntrySource): D1PreparedStatement {
  return db
    .prepare(
      `INSERT INTO audit (scope, id, at, actor, action, account_id, ip, user_agent, detail)
       SELECT e.scope, coalesce((SELECT max(id) FROM audit WHERE scope = e.scope), 0) + 1, ?, e.actor, e.action,
         e.account_id, ?, ?, e.detail FROM (${sql}) e`,
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
  /** Null: turned off. */
  readonly effectiveAt: number | null
}

/** The latest, newest first: by an index of their own, whatever else happened since. */
export const selectPolicyChanges = (db: D1Database, scope: string, limit: number): Query<PolicyChange> =>
  query(
    db
      .prepare(
        // `detail` is as flows/administration/change-policy.ts wrote it.
        `SELECT at, actor, detail ->> 'effective_at' AS effectiveAt FROM audit INDEXED BY audit_policy_changes
         WHERE scope = ?1 AND action = 'policy.changed' ORDER BY id DESC LIMIT ?2`,
      )
      .bind(scope, limit),
  )

/** An entry as it is listed: with the address of whom it concerns, and its hash. */
export interface ListedEntry {
  readonly id: number
  readonly at: number
  readonly actor: string
  readonly action: AuditAction
  /** Of whom it concerns; null where that is nobody, or an account that is gone. */
  readonly email: string | null
  readonly ip: string
  readonly userAgent: string
  readonly detail: NonNullable<AuditEntry['detail']>
  /** Of table `audit_links`; null until it is made. */
  readonly hash: string | null
}

type ListedRow = Omit<ListedEntry, 'detail'> & { readonly detail: string }

/** Newest first, below the entry `before`. */
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
