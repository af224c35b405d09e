// Reads a session that asks to enter a workspace host, with everything that the decision needs.

import type { Proof } from '../core/assurance.ts'
import type { Role } from '../core/roles.ts'
import { type Query, query } from './batch.ts'
import type { Condition } from './condition.ts'
import { coversMember, type PolicyAlias, policyJoins } from './joined-policies.ts'
import { PROVED_COLUMNS, type ProvedRow, proofFrom, vouchedWordsFrom } from './read-sessions.ts'
import {
  isAlive,
  isNamed,
  isVouchedFor,
  isVouchedForPasskey,
  type Lifetime,
  type SessionName,
} from './sessions.ts'
import { SITE_COLUMNS, SITE_JOINS, type Site, type SiteRow, siteFrom } from './sites.ts'

export interface Entrant {
  readonly sessionId: string
  readonly accountId: string
  readonly email: string
  readonly name: string
  readonly isEnrolled: boolean
  /** How the session was authenticated, according to the current configuration. */
  readonly proof: Proof
  /**
   * The words of the provider that prove a second factor and are still trusted. Null if there are no such
   * words.
   */
  readonly vouchedWords: readonly string[] | null
  readonly site: Site
  /** Null if the account is not a member. */
  readonly role: Role | null
  readonly hasDeferredPrompt: boolean
  readonly hasPasskey: boolean
  /** When the member's extension ends, in Unix seconds. Null without an extension. */
  readonly extendedUntil: number | null
}

type EntrantRow = ProvedRow &
  SiteRow &
  Pick<Entrant, 'sessionId' | 'accountId' | 'email' | 'role' | 'extendedUntil'> & {
    accountName: string
    hasPasskey: 0 | 1 | null
    isEnrolled: 0 | 1
    hasDeferredPrompt: 0 | 1
  }

/**
 * Selects the session and the site of `host`. Selects nothing if the session is not alive or no workspace has
 * the host.
 */
export function selectEntrant(
  db: D1Database,
  name: SessionName,
  host: string,
  lifetime: Lifetime,
): Query<Entrant> {
  const named = isNamed(name)
  const alive = isAlive(lifetime)
  const statement = db
    .prepare(
      `SELECT s.id AS sessionId, s.account_id AS accountId, ${PROVED_COLUMNS}, ${SITE_COLUMNS},
         a.email, a.name AS accountName, a.enrolled_at IS NOT NULL AS isEnrolled, m.role,
         m.has_passkey AS hasPasskey, m.extended_until AS extendedUntil, EXISTS (
           SELECT 1 FROM prompt_deferrals d WHERE d.session_id = s.id AND d.workspace_id = h.workspace_id) AS hasDeferredPrompt
       FROM sessions s JOIN hosts h ON h.host = ? ${SITE_JOINS} JOIN accounts a ON a.id = s.account_id
         LEFT JOIN members m ON m.workspace_id = h.workspace_id AND m.account_id = s.account_id
       WHERE ${named.sql} AND ${alive.sql}`,
    )
    .bind(host, ...named.values, ...alive.values)
  return query(statement, (row: EntrantRow) => ({
    sessionId: row.sessionId,
    accountId: row.accountId,
    email: row.email,
    name: row.accountName,
    isEnrolled: row.isEnrolled === 1,
    proof: proofFrom(row, lifetime.providers),
    vouchedWords: vouchedWordsFrom(row, lifetime.providers),
    site: siteFrom(row),
    role: row.role,
    hasDeferredPrompt: row.hasDeferredPrompt === 1,
    hasPasskey: row.hasPasskey === 1,
    extendedUntil: row.extendedUntil,
  }))
}

/** The joins that `isAdmitted` needs, besides the aliases `s` and `h`. */
export const ADMISSION_JOINS = `JOIN live_workspaces w ON w.id = h.workspace_id JOIN accounts a ON a.id = s.account_id
  JOIN members m ON m.workspace_id = h.workspace_id AND m.account_id = s.account_id ${policyJoins('h.workspace_id')}`

/** Holds if `decideEntry` (core/access.ts) admits the session. A test compares the two in each case. */
export const isAdmitted = (lifetime: Lifetime): Condition => {
  const { now } = lifetime
  const alive = isAlive(lifetime)
  const vouched = isVouchedFor(lifetime)
  const vouchedForPasskey = isVouchedForPasskey(lifetime)
  return {
    sql: `${alive.sql} AND (w.allowed_providers IS NULL
    OR EXISTS (SELECT 1 FROM json_each(w.allowed_providers) allowed WHERE allowed.value = s.provider))
  AND CASE WHEN ${vouched.sql} THEN 1 WHEN a.enrolled_at IS NOT NULL THEN s.mfa_time IS NOT NULL ELSE ${mayWait('p', HAS_DEFERRED)} END
  AND (CASE WHEN s.mfa_method IS NOT NULL THEN s.mfa_method = 'passkey' ELSE ${vouchedForPasskey.sql} END
    OR ${mayWait('q', `(m.has_passkey = 1 OR ${HAS_DEFERRED})`)})`,
    values: [...alive.values, ...vouched.values, now, now, ...vouchedForPasskey.values, now, now],
  }
}

const HAS_DEFERRED =
  'EXISTS (SELECT 1 FROM prompt_deferrals d WHERE d.session_id = s.id AND d.workspace_id = h.workspace_id)'

/**
 * SQL that holds if the policy lets the member in without its factor: it does not cover the member, or its date
 * has not come and `ifScheduled` holds. Must match `enforcementFor` (core/policy.ts). Takes the time twice.
 */
const mayWait = (policy: PolicyAlias, ifScheduled: string): string =>
  `(${policy}.effective_at IS NULL OR NOT ${coversMember(policy)}
    OR ((${policy}.effective_at > ? OR coalesce(m.extended_until, 0) > ?) AND ${ifScheduled}))`

/**
 * Records that a member chose *Remind me later* in this session. Does nothing for an account that is not a
 * member.
 */
export function deferPrompt(db: D1Database, sessionId: string, workspaceId: string): D1PreparedStatement {
  return db
    .prepare(
      `INSERT INTO prompt_deferrals (session_id, workspace_id)
       SELECT ?1, workspace_id FROM members WHERE workspace_id = ?2 AND account_id = (SELECT account_id FROM sessions WHERE id = ?1)
       ON CONFLICT DO NOTHING`,
    )
    .bind(sessionId, workspaceId)
}
