// Reads notices: the columns of a row, and the notice that it stands for.

import type { EnforcementMoment } from '../core/enforcement-moments.ts'
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
import type { PolicyKind } from '../core/policy.ts'
import type { Role } from '../core/roles.ts'
import { INVITER_MAY_INVITE } from './invitations.ts'
import type { ExtensionDetail, LinkMailDetail, PolicyDetail, TokenDetail } from './notices.ts'

export interface NoticeRow {
  readonly noticeId: string
  readonly at: number
  readonly kind: NoticeKind
  /** The policy that the notice is about. Null for every other notice. */
  readonly policy: PolicyKind | null
  readonly detail: string
  readonly about: string | null
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
  /** The role of the invitation that the mail brings. Null for every other notice, and once the mail's link is dead. */
  readonly invitedRole: Role | null
  /** The address of the inviter. Null for the operator. */
  readonly inviterEmail: string | null
}

/**
 * The columns of a notice `n`, with the joins `NOTICE_JOINS`. Uses the name that the operator gave the
 * workspace. Otherwise admins could choose a name that makes a notice from the platform say something else.
 */
export const NOTICE_COLUMNS = `n.id AS noticeId, n.at, n.kind, n.policy, n.detail, n.about, n.ip, n.user_agent AS userAgent,
  a.id AS accountId, a.email AS accountEmail, w.id AS workspaceId, w.slug AS workspaceSlug, w.name AS workspaceName,
  (SELECT min(host) FROM hosts WHERE workspace_id = w.id) AS workspaceHost,
  n.account_id IS NOT NULL AS isForAccount, em.extended_until AS until, e.reason, e.granted_by AS grantedBy,
  v.role AS invitedRole, inviter.email AS inviterEmail`
// A notice about an extension names the account or the workspace that it is not for in its details. It was
// written in the second in which the extension was granted. `em` is the member while it is in force.
export const NOTICE_JOINS = `LEFT JOIN accounts a ON a.id = coalesce(n.account_id, n.detail ->> 'account_id')
  LEFT JOIN live_workspaces w ON w.id = coalesce(n.workspace_id, n.detail ->> 'workspace_id')
  LEFT JOIN extensions e ON n.kind = '${EXTENSION_GRANTED}' AND e.workspace_id = w.id AND e.account_id = a.id
    AND e.granted_at = n.at
  LEFT JOIN members em ON em.workspace_id = e.workspace_id AND em.account_id = e.account_id
    AND em.extended_until = e.until
  LEFT JOIN invitations v ON n.kind = 'invitation.sent' AND v.id = n.detail ->> 'subject_id'
    AND n.at IN (v.sent_at, v.previous_sent_at) AND v.accepted_at IS NULL AND ${INVITER_MAY_INVITE}
  LEFT JOIN accounts inviter ON inviter.id = v.inviter_id`

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
    const about = row.about === null ? {} : { about: row.about }
    return { id, at, kind: row.kind as AccountEvent, account, ip, userAgent, ...about, ...detail }
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
  const { subject_id: subjectId, to } = JSON.parse(row.detail) as LinkMailDetail
  const workspace = workspaceFrom(row)
  const person = accountId !== null && accountEmail !== null ? { id: accountId, email: accountEmail } : null
  const isOfAccount = row.isForAccount === 1 && person !== null
  if (!isOfAccount && !workspace) return null
  const { invitedRole: role, inviterEmail: inviter } = row
  // An invitation that was revoked, accepted or sent twice since is not mailed any more.
  if (kind === 'invitation.sent' && role === null) return null
  const invitation = role && { role, inviter }
  // The mail to admins about a recovery names the person whose account it is.
  const mailedAccount = isOfAccount || kind === 'recovery.decide' ? person : null
  const isToAddress = to !== undefined
  return { id, at, kind, subjectId, mailedAccount, workspace, invitation, isToAddress, ip, userAgent }
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
