// Reads and writes the table `notices`. A notice is written in the batch of the event and under the same
// condition. Otherwise an event could happen without its notice.

import type { Client } from '../core/client.ts'
import { TOLD_ONE_BY_ONE, TOLD_TOGETHER_SECONDS } from '../core/delivery.ts'
import type { EnforcementMoment } from '../core/enforcement-moments.ts'
import type { Language } from '../core/language.ts'
import {
  type AccountEvent,
  type EnforcementNotice,
  EXTENSION_GRANTED,
  type ExtensionNotice,
  isLinkMailKind,
  type LinkMailKind,
  type LinkMailNotice,
  type Notice,
  type NoticeDetail,
  type NoticeKind,
  TOKEN_EXPIRES,
  type TokenNotice,
  type ToldWorkspace,
} from '../core/notice.ts'
import type { AppliesTo, PolicyKind } from '../core/policy.ts'
import type { Condition } from './condition.ts'

const KEPT_SECONDS = 365 * 86_400

interface PolicyDetail {
  readonly effective_at: number
  readonly members: number
  readonly not_enrolled: number
  /** Absent in a notice of the time when every policy applied to everybody. */
  readonly applies_to?: AppliesTo
  readonly browser?: string
}

interface TokenDetail {
  readonly token_id: string
  readonly token_name: string
  readonly expires_at: number
}

/** The rest of what is told is read from the extension, so that nothing is told once it has ended. */
interface ExtensionDetail {
  readonly account_id: string
  readonly granter_id: string | null
}

/** `to` and `language` are those of a mail to an address that may have no account. */
interface LinkMailDetail {
  readonly subject_id: string
  readonly to?: string
  readonly language?: Language
}

export type NewLinkMail = { readonly id: string; readonly kind: LinkMailKind } & (
  | { readonly accountId: string; readonly detail: LinkMailDetail }
  | { readonly workspaceId: string; readonly detail: LinkMailDetail }
)

export type NewNotice = { readonly id: string } & (
  | { readonly kind: AccountEvent; readonly accountId: string; readonly detail: NoticeDetail }
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
      `INSERT INTO notices (id, at, kind, account_id, workspace_id, policy, policy_version, detail, ip, user_agent, seen_at, expires_at)
       SELECT ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ? WHERE ${condition.sql}`,
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

/**
 * Drops notices that the newest one replaces. Otherwise a loop could fill the table, the page and the outbox
 * with one kind of notice. Must follow the statement that added the notice `id` of an account.
 */
export function dropOvertaken(db: D1Database, id: string, now: number): D1PreparedStatement {
  return db
    .prepare(
      `DELETE FROM notices WHERE id IN
         (SELECT n.id ${LIKE_IT} ORDER BY ${SENT_FIRST} LIMIT -1 OFFSET ${TOLD_ONE_BY_ONE})`,
    )
    .bind(id, now)
}

/**
 * SQL for when a notice may first be sent. This is now, or later for a notice that stands for several. Such a
 * notice waits until the first one is old enough. The parameters are ?1 the notice and ?2 now.
 */
export const FIRST_ATTEMPT_AT = `(SELECT iif(count(*) < ${TOLD_ONE_BY_ONE}, ?2, min(n.at) + ${TOLD_TOGETHER_SECONDS}) ${LIKE_IT})`

export interface NoticeRow {
  readonly noticeId: string
  readonly at: number
  readonly kind: NoticeKind
  /** The policy that the notice is about. Null for every other notice. */
  readonly policy: PolicyKind | null
  readonly detail: string
  readonly ip: string
  readonly userAgent: string
  readonly accountId: string | null
  readonly accountEmail: string | null
  readonly workspaceId: string | null
  readonly workspaceSlug: string | null
  readonly workspaceName: string | null
  readonly workspaceHost: string | null
  readonly isForAccount: 0 | 1
  /** The extension in force that the notice is about. Null for every other notice, and once it has ended. */
  readonly until: number | null
  readonly reason: string | null
  readonly grantedBy: string | null
}

/**
 * The columns of a notice `n`, with the joins `NOTICE_JOINS`. Uses the name that the operator gave the
 * workspace. Otherwise admins could choose a name that makes a notice from the platform say something else.
 */
export const NOTICE_COLUMNS = `n.id AS noticeId, n.at, n.kind, n.policy, n.detail, n.ip, n.user_agent AS userAgent,
  a.id AS accountId, a.email AS accountEmail, w.id AS workspaceId, w.slug AS workspaceSlug, w.name AS workspaceName,
  (SELECT min(host) FROM hosts WHERE workspace_id = w.id) AS workspaceHost,
  n.account_id IS NOT NULL AS isForAccount, em.extended_until AS until, e.reason, e.granted_by AS grantedBy`
// A notice about an extension names the account or the workspace that it is not for in its details. It was
// written in the second in which the extension was granted. `em` is the member while it is in force.
export const NOTICE_JOINS = `LEFT JOIN accounts a ON a.id = coalesce(n.account_id, n.detail ->> 'account_id')
  LEFT JOIN live_workspaces w ON w.id = coalesce(n.workspace_id, n.detail ->> 'workspace_id')
  LEFT JOIN extensions e ON n.kind = '${EXTENSION_GRANTED}' AND e.workspace_id = w.id AND e.account_id = a.id
    AND e.granted_at = n.at
  LEFT JOIN members em ON em.workspace_id = e.workspace_id AND em.account_id = e.account_id
    AND em.extended_until = e.until`

/**
 * Returns the notice of a row. Returns null if its workspace or its extension has ended, because nobody is left
 * to tell.
 */
export function noticeFrom(row: NoticeRow): Notice | null {
  const { noticeId: id, at, ip, userAgent } = row
  if (isLinkMailKind(row.kind)) return linkMail(row, row.kind)
  if (row.kind === EXTENSION_GRANTED) return extensionNotice(row)
  if (row.accountId !== null && row.accountEmail !== null) {
    const account = { id: row.accountId, email: row.accountEmail }
    const detail = JSON.parse(row.detail) as NoticeDetail
    return { id, at, kind: row.kind as AccountEvent, account, ip, userAgent, ...detail }
  }
  const workspace = workspaceFrom(row)
  if (!workspace) return null
  return row.kind === TOKEN_EXPIRES ? tokenNotice(row, workspace) : enforcementNotice(row, workspace)
}

function workspaceFrom({
  workspaceId: id,
  workspaceSlug: slug,
  workspaceName: name,
  workspaceHost: host,
}: NoticeRow) {
  return id === null || slug === null || name === null ? null : { id, slug, name, host: host ?? slug }
}

function enforcementNotice(
  { noticeId: id, at, kind, policy, detail: text }: NoticeRow,
  workspace: ToldWorkspace,
): EnforcementNotice {
  const detail = JSON.parse(text) as PolicyDetail
  return {
    ...{ id, at, kind: kind as EnforcementMoment, workspace, policy: policy ?? 'second-factor' },
    appliesTo: detail.applies_to ?? 'everybody',
    effectiveAt: detail.effective_at,
    members: detail.members,
    notEnrolled: detail.not_enrolled,
    ...(detail.browser === undefined ? {} : { browser: detail.browser }),
  }
}

function tokenNotice({ noticeId: id, at, detail }: NoticeRow, workspace: ToldWorkspace): TokenNotice {
  const { token_id, token_name: name, expires_at: expiresAt } = JSON.parse(detail) as TokenDetail
  return { id, at, kind: TOKEN_EXPIRES, workspace, serviceToken: { id: token_id, name }, expiresAt }
}

function linkMail(row: NoticeRow, kind: LinkMailKind): LinkMailNotice | null {
  const { noticeId: id, at, ip, userAgent, accountId, accountEmail } = row
  const { subject_id: subjectId } = JSON.parse(row.detail) as LinkMailDetail
  const workspace = workspaceFrom(row)
  const isOfAccount = row.isForAccount === 1 && accountId !== null && accountEmail !== null
  if (!isOfAccount && !workspace) return null
  const mailedAccount = isOfAccount ? { id: accountId, email: accountEmail } : null
  return { id, at, kind, subjectId, mailedAccount, workspace, ip, userAgent }
}

function extensionNotice(row: NoticeRow): ExtensionNotice | null {
  const { noticeId: id, at, accountId, accountEmail, until, reason, grantedBy } = row
  const workspace = workspaceFrom(row)
  if (!workspace || accountId === null || accountEmail === null) return null
  if (until === null || reason === null || grantedBy === null) return null
  const { granter_id: granterId = null } = JSON.parse(row.detail) as Partial<ExtensionDetail>
  const member = { id: accountId, email: accountEmail }
  const isForMember = row.isForAccount === 1
  return {
    id,
    at,
    kind: EXTENSION_GRANTED,
    workspace,
    member,
    isForMember,
    until,
    reason,
    grantedBy,
    granterId,
  }
}
