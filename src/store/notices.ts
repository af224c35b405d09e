// Writes the table `notices`; read-notices.ts reads it. A notice is written in the batch of the event and under the same
// condition. Otherwise an event could happen without its notice.

import type { Client } from '../core/client.ts'
import { TOLD_ONE_BY_ONE, TOLD_TOGETHER_SECONDS } from '../core/delivery.ts'
import type { EnforcementMoment } from '../core/enforcement-moments.ts'
import type { Language } from '../core/language.ts'
import {
  type AccountEvent,
  type EXTENSION_GRANTED,
  isLinkMailKind,
  type LinkMailKind,
  type NoticeDetail,
  type TOKEN_EXPIRES,
} from '../core/notice.ts'
import type { AppliesTo, PolicyKind } from '../core/policy.ts'
import type { Condition } from './condition.ts'

const KEPT_SECONDS = 365 * 86_400
const KEPT_WITH_A_LOCK_SECONDS = 10 * KEPT_SECONDS

export interface PolicyDetail {
  readonly effective_at: number
  readonly members: number
  readonly not_enrolled: number
  /** Absent in a notice of the time when every policy applied to everybody. */
  readonly applies_to?: AppliesTo
  readonly browser?: string
}

export interface TokenDetail {
  readonly token_id: string
  readonly token_name: string
  readonly expires_at: number
}

/** The rest of what is told is read from the extension, so that nothing is told once it has ended. */
export interface ExtensionDetail {
  readonly account_id: string
  readonly granter_id: string | null
}

/** `to` and `language` are those of a mail to an address that may have no account. */
export interface LinkMailDetail {
  readonly subject_id: string
  readonly to?: string
  readonly language?: Language
}

export type NewLinkMail = { readonly id: string; readonly kind: LinkMailKind } & (
  | { readonly accountId: string; readonly detail: LinkMailDetail }
  | { readonly workspaceId: string; readonly detail: LinkMailDetail }
)

export type NewNotice = { readonly id: string } & (
  | {
      readonly kind: AccountEvent
      readonly accountId: string
      /** What was changed (core/notice.ts), or null. */
      readonly about: string | null
      readonly detail: NoticeDetail
    }
  | {
      readonly kind: EnforcementMoment
      readonly workspaceId: string
      readonly policyKind: PolicyKind
      readonly policyVersion: number
      readonly detail: PolicyDetail
    }
  | { readonly kind: typeof TOKEN_EXPIRES; readonly workspaceId: string; readonly detail: TokenDetail }
  | {
      readonly kind: typeof EXTENSION_GRANTED
      readonly workspaceId: string
      readonly detail: ExtensionDetail
    }
  | {
      readonly kind: typeof EXTENSION_GRANTED
      readonly accountId: string
      readonly detail: { readonly workspace_id: string; readonly granter_id: string | null }
    }
)

/** How long a notice that nobody has to see any more is kept. */
export const KEPT_ONCE_SEEN_SECONDS = 90 * 86_400

/**
 * Adds a notice if `condition` holds. It is kept for a year. A mail that brings a link is added as seen, so that no page
 * shows it.
 */
export function addNotice(
  db: D1Database,
  notice: NewNotice | NewLinkMail,
  client: Client,
  now: number,
  condition: Condition,
): D1PreparedStatement {
  const about =
    'accountId' in notice
      ? { account: notice.accountId, workspace: null }
      : { account: null, workspace: notice.workspaceId }
  const policy = 'policyKind' in notice ? notice : { policyKind: null, policyVersion: null }
  const isSeen = isLinkMailKind(notice.kind)
  return db
    .prepare(
      `INSERT INTO notices (id, at, kind, account_id, workspace_id, policy, policy_version, detail, ip, user_agent, seen_at, expires_at, about)
       SELECT ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ? WHERE ${condition.sql}`,
    )
    .bind(
      notice.id,
      now,
      notice.kind,
      about.account,
      about.workspace,
      policy.policyKind,
      policy.policyVersion,
      JSON.stringify(notice.detail),
      client.ip,
      client.userAgent,
      isSeen ? now : null,
      now + (isSeen ? KEPT_ONCE_SEEN_SECONDS : KEPT_SECONDS),
      'about' in notice ? notice.about : null,
      ...condition.values,
    )
}

/** Holds if no notice of this kind was written about the account since then. */
export const notToldSince = (accountId: string, kind: AccountEvent, since: number): Condition => ({
  sql: 'NOT EXISTS (SELECT 1 FROM notices WHERE account_id = ? AND kind = ? AND at > ?)',
  values: [accountId, kind, since],
})

// SQL for recent notices `n` that say the same as the notice ?1. Parameter ?2 is now. An index finds them
// whether they were dismissed or not.
const LIKE_IT = `FROM notices it JOIN notices n ON n.account_id = it.account_id
    AND (n.seen_at IS NULL OR n.seen_at > ?2 - ${TOLD_TOGETHER_SECONDS}) AND n.at > ?2 - ${TOLD_TOGETHER_SECONDS}
    AND n.kind = it.kind AND n.detail = it.detail AND n.id <> it.id
  WHERE it.id = ?1`

// Sorts notices that were not sent yet last, so that they are dropped first.
const SENT_FIRST =
  'EXISTS (SELECT 1 FROM notice_deliveries d WHERE d.notice_id = n.id AND d.attempts = 0), n.at, n.id'

// Holds if the passkey or identity that the notice `n` is about is still there.
const IS_ABOUT_SOMETHING = `(EXISTS (SELECT 1 FROM passkeys WHERE id = n.about)
  OR EXISTS (SELECT 1 FROM identities WHERE provider = n.detail ->> 'provider' AND subject = n.about
    AND account_id = n.account_id))`

/**
 * Drops notices that the newest one replaces. Otherwise a loop could fill the table, the page and the outbox
 * with one kind of notice. Must follow the statement that added the notice `id` of an account.
 *
 * Keeps a notice while what it is about is there. Otherwise a thief who adds five passkeys of one name would keep the
 * fourth, because no mail had a link to report it.
 */
export function dropOvertaken(db: D1Database, id: string, now: number): D1PreparedStatement {
  return db
    .prepare(
      `DELETE FROM notices WHERE id IN
         (SELECT n.id ${LIKE_IT} AND NOT ${IS_ABOUT_SOMETHING} ORDER BY ${SENT_FIRST} LIMIT -1 OFFSET ${TOLD_ONE_BY_ONE})`,
    )
    .bind(id, now)
}

/**
 * SQL for when a notice may first be sent. This is now, or later for a notice that stands for several. Such a
 * notice waits until the first one is old enough. The parameters are ?1 the notice and ?2 now.
 */
export const FIRST_ATTEMPT_AT = `(SELECT iif(count(*) < ${TOLD_ONE_BY_ONE}, ?2, min(n.at) + ${TOLD_TOGETHER_SECONDS}) ${LIKE_IT})`

/**
 * Keeps the notices of changed addresses for ten years, also those that were dismissed. For an account that is locked:
 * they say that it may not recover by a delay (`DELAY_IS_OPEN`). Otherwise a thief who has its address could dismiss
 * them, and wait until they are swept.
 */
export const keepAddressChanges = (
  db: D1Database,
  accountId: string,
  now: number,
  condition: Condition,
): D1PreparedStatement =>
  db
    .prepare(
      `UPDATE notices SET expires_at = ? WHERE account_id = ? AND kind = 'address.changed' AND ${condition.sql}`,
    )
    .bind(now + KEPT_WITH_A_LOCK_SECONDS, accountId, ...condition.values)
