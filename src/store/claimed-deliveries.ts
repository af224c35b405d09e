// Reads claimed deliveries, with the current facts that decide whether and how to send them.

import { type DeliveryKey, TO_ADDRESS } from '../core/delivery.ts'
import { concerns, countCovered, countLacking, type MemberGroup } from '../core/member-groups.ts'
import type { Notice } from '../core/notice.ts'
import type { Policy, PolicyKind } from '../core/policy.ts'
import type { Provider } from '../core/provider.ts'
import type { Role } from '../core/roles.ts'
import { ASKED_ADDRESS, type AskedAddress, joinAskedAddress } from './address-changes.ts'
import { type Query, query } from './batch.ts'
import { type CountedGroupsRow, countedGroupColumns, groupsFrom } from './counted-groups.ts'
import { type PolicyAlias, policyJson } from './joined-policies.ts'
import { ADDRESS_IN_DETAIL } from './notice-deliveries.ts'
import { NOTICE_COLUMNS, NOTICE_JOINS, type NoticeRow, noticeFrom } from './read-notices.ts'

export interface Claimed extends DeliveryKey {
  /** Counts from 1. */
  readonly attempt: number
  /** Null if the notice's workspace has ended. */
  readonly notice: Notice | null
  /** The version of the policy that an enforcement notice is about. */
  readonly policyVersion: number | null
  /** The current policy of the notice's workspace, if the notice is about one. */
  readonly policy: ClaimedPolicy | null
  /** The current numbers of that policy's workspace. */
  readonly figures: Figures | null
  /** For the mail that confirms a new address. Null for every other delivery, and if the mail is no longer needed. */
  readonly askedAddress: AskedAddress
  /** The person who gets the delivery. Null for the webhook, and if the account was deleted. */
  readonly reader: Reader | null
}

export interface ClaimedPolicy extends Policy {
  readonly savedAt: number
}

/** How many members the policy covers, and how many of them lack its factor. */
export interface Figures {
  readonly members: number
  readonly lacking: number
}

export interface Reader {
  readonly email: string
  readonly language: string | null
  readonly hasPassword: boolean
  /** The account's membership in the notice's workspace. */
  readonly membership: {
    readonly role: Role
    readonly isEnrolled: boolean
    /** True if the notice's policy covers the member, who lacks its factor. */
    readonly isConcerned: boolean
    /** When the member's extension ends, in Unix seconds. Null if none is in force. */
    readonly extendedUntil: number | null
  } | null
}

interface Row extends DeliveryKey, NoticeRow, CountedGroupsRow {
  readonly attempt: number
  readonly policyVersion: number | null
  /** The current policy as JSON. Null if the notice is not about one. */
  readonly current: string | null
  readonly email: string | null
  readonly language: string | null
  readonly askedAddress: AskedAddress
  readonly hasPassword: 0 | 1
  readonly role: Role | null
  readonly isEnrolled: 0 | 1 | null
  readonly groupKey: string | null
  readonly extendedUntil: number | null
}

const asJson = (alias: PolicyAlias) => policyJson(alias, { savedAt: 'updated_at' })

/** Selects the deliveries with these keys. */
export const selectClaimed = (
  db: D1Database,
  keys: readonly DeliveryKey[],
  providers: readonly Provider[],
  now: number,
): Query<Claimed> =>
  query<Row, Claimed>(
    db
      .prepare(
        `SELECT ${NOTICE_COLUMNS}, d.carrier, d.recipient, d.attempts AS attempt, n.policy_version AS policyVersion,
           CASE WHEN p.version IS NOT NULL THEN ${asJson('p')} WHEN q.version IS NOT NULL THEN ${asJson('q')} END AS current,
           ${countedGroupColumns('?2')},
           iif(d.recipient = '${TO_ADDRESS}', ${ADDRESS_IN_DETAIL}, r.email) AS email,
           iif(d.recipient = '${TO_ADDRESS}', coalesce(n.detail ->> 'language', a.language), r.language) AS language,
           ${ASKED_ADDRESS}, r.password_hash IS NOT NULL AS hasPassword,
           m.role, m.is_enrolled AS isEnrolled, m.group_key AS groupKey,
           iif(m.extended_until > ?2, m.extended_until, NULL) AS extendedUntil
         FROM json_each(?1) k
           JOIN notice_deliveries d ON d.notice_id = k.value ->> 'noticeId' AND d.carrier = k.value ->> 'carrier'
             AND d.recipient = k.value ->> 'recipient'
           JOIN notices n ON n.id = d.notice_id ${NOTICE_JOINS} ${joinAskedAddress('?2')}
           LEFT JOIN policies p ON p.workspace_id = n.workspace_id AND n.policy = 'second-factor'
           LEFT JOIN phishing_resistant_policies q ON q.workspace_id = n.workspace_id AND n.policy = 'phishing-resistant'
           LEFT JOIN enrollment_counts c ON c.workspace_id = n.workspace_id
           LEFT JOIN accounts r ON r.id = d.recipient
           LEFT JOIN members m ON m.workspace_id = n.workspace_id AND m.account_id = d.recipient`,
      )
      .bind(JSON.stringify(keys), now),
    (row) => claimedFrom(row, providers),
  )

function claimedFrom(row: Row, providers: readonly Provider[]): Claimed {
  const { noticeId, carrier, recipient, attempt, policyVersion, askedAddress, policy: kind } = row
  const policy = row.current === null ? null : (JSON.parse(row.current) as ClaimedPolicy)
  const groups = groupsFrom(row, providers)
  const about = policy && kind && { policy, kind }
  const concerned = groups
    .filter((group) => about && concerns(about.policy, about.kind, group))
    .map(({ key }) => key)
  return {
    noticeId,
    carrier,
    recipient,
    attempt,
    notice: noticeFrom(row),
    policyVersion,
    policy,
    figures: about && figuresOf(groups, about),
    askedAddress,
    reader: readerFrom(row, concerned),
  }
}

const figuresOf = (groups: readonly MemberGroup[], { policy, kind }: AboutPolicy): Figures => ({
  members: countCovered(groups, policy),
  lacking: countLacking(groups, policy, kind),
})

interface AboutPolicy {
  readonly policy: Policy
  readonly kind: PolicyKind
}

function readerFrom(row: Row, concerned: readonly string[]): Reader | null {
  const { email, language, hasPassword, role, isEnrolled, groupKey, extendedUntil } = row
  if (email === null) return null
  const isConcerned = groupKey !== null && concerned.includes(groupKey)
  const membership = role === null ? null : { role, isEnrolled: isEnrolled === 1, isConcerned, extendedUntil }
  return { email, language, hasPassword: hasPassword === 1, membership }
}
