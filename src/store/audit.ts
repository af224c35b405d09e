// Table `audit`: append-only (triggers refuse anything else), numbered from 1 in each scope. D1 runs one statement at a
// time, so the next number is the highest plus one, without a race.

import type { Client } from '../core/client.ts'
import { type Step, under } from './batch.ts'
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

/** Every entry is written by this. Its number is the next one of its scope: a trigger refuses any other. */
export const NEXT_ENTRY =
  'INSERT INTO audit (scope, id, at, actor, action, account_id, ip, user_agent, detail)'

export function appendAudit(
  db: D1Database,
  entry: AuditEntry,
  client: Client,
  now: number,
  condition: Condition = ALWAYS,
): D1PreparedStatement {
  return db
    .prepare(
      `${NEXT_ENTRY}
       SELECT ?, coalesce((SELECT max(id) FROM audit WHERE scope = ?), 0) + 1, ?, ?, ?, ?, ?, ?, ?
       WHERE ${condition.sql}`,
    )
    .bind(
      entry.scope,
      entry.scope,
      now,
      entry.actor,
      entry.action,
      entry.accountId,
      client.ip,
      client.userAgent,
      JSON.stringify(entry.detail ?? {}),
      ...condition.values,
    )
}

/** Who asks, and when: of one request. */
interface Asking {
  readonly db: D1Database
  readonly client: Client
  readonly now: number
}

/** The step of a batch that records what happened, where `when` holds. */
export const audited = ({ db, client, now }: Asking, entry: AuditEntry, when: Condition = ALWAYS): Step =>
  under(when, appendAudit(db, entry, client, now, when))

/** What is recorded of an entry, and never changes. */
export interface RecordedRow {
  readonly id: number
  readonly at: number
  readonly actor: string
  readonly action: AuditAction
  readonly account_id: string | null
  readonly ip: string
  readonly user_agent: string
  readonly detail: string
}

export type PolicyChange = Pick<RecordedRow, 'id' | 'at' | 'actor' | 'detail'>

export interface AuditRow extends RecordedRow {
  readonly email: string | null
  /** Of table `audit_links`; null until it is made. */
  readonly hash: string | null
}

/** The latest, newest first: by an index of their own, whatever else happened since. */
export function selectPolicyChanges(db: D1Database, scope: string, limit: number): D1PreparedStatement {
  return db
    .prepare(
      `SELECT id, at, actor, detail FROM audit INDEXED BY audit_policy_changes
       WHERE scope = ?1 AND action = 'policy.changed' ORDER BY id DESC LIMIT ?2`,
    )
    .bind(scope, limit)
}

/** Newest first, below the entry `before`. */
export async function listAudit(
  db: D1Database,
  scope: string,
  before: number | null,
  limit: number,
): Promise<AuditRow[]> {
  const { results } = await db
    .prepare(
      `SELECT u.id, u.at, u.actor, u.action, u.account_id, u.ip, u.user_agent, u.detail, a.email, l.hash
       FROM audit u LEFT JOIN accounts a ON a.id = u.account_id
         LEFT JOIN audit_links l ON l.scope = u.scope AND l.id = u.id
       WHERE u.scope = ?1 AND u.id < ?2 ORDER BY u.id DESC LIMIT ?3`,
    )
    .bind(scope, before ?? Number.MAX_SAFE_INTEGER, limit)
    .all<AuditRow>()
  return results
}
