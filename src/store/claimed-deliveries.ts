// Reads claimed deliveries, with the current facts that decide whether and how to send them.

import type { DeliveryKey } from '../core/delivery.ts'
import type { Notice } from '../core/notice.ts'
import type { Provider } from '../core/provider.ts'
import type { Role } from '../core/roles.ts'
import type { MemberCounts } from '../core/standing.ts'
import { type Query, query } from './batch.ts'
import { NOTICE_COLUMNS, NOTICE_JOINS, type NoticeRow, noticeFrom } from './notices.ts'
import { VOUCHER_COLUMNS, type VoucherRow, vouchersFrom } from './vouchers.ts'

export interface Claimed extends DeliveryKey {
  /** Counts from 1. */
  readonly attempt: number
  /** Null if the notice's workspace has ended. */
  readonly notice: Notice | null
  /** The version of the policy that an enforcement notice is about. */
  readonly policyVersion: number | null
  /** The current policy of the notice's workspace, if the notice is about one. */
  readonly policy: ClaimedPolicy | null
  readonly counts: MemberCounts | null
  /** The account that gets the delivery. Null for the webhook, and if the account was deleted. */
  readonly reader: Reader | null
}

export interface ClaimedPolicy {
  readonly version: number
  readonly effectiveAt: number | null
  readonly savedAt: number
}

export interface Reader {
  readonly email: string
  readonly language: string | null
  readonly hasPassword: boolean
  /** The account's membership in the notice's workspace. */
  readonly membership: {
    readonly role: Role
    readonly isEnrolled: boolean
    readonly isVouchedFor: boolean
  } | null
}

interface Row extends DeliveryKey, NoticeRow, VoucherRow {
  readonly attempt: number
  readonly policyVersion: number | null
  readonly currentVersion: number | null
  readonly effectiveAt: number | null
  readonly savedAt: number | null
  readonly members: number | null
  readonly enrolled: number | null
  readonly email: string | null
  readonly language: string | null
  readonly hasPassword: 0 | 1
  readonly role: Role | null
  readonly isEnrolled: 0 | 1 | null
  readonly voucher: string | null
}

/** Selects the deliveries with these keys. */
export const selectClaimed = (
  db: D1Database,
  keys: readonly DeliveryKey[],
  providers: readonly Provider[],
): Query<Claimed> =>
  query<Row, Claimed>(
    db
      .prepare(
        `SELECT ${NOTICE_COLUMNS}, d.carrier, d.recipient, d.attempts AS attempt, n.policy_version AS policyVersion,
           p.version AS currentVersion, p.effective_at AS effectiveAt, p.updated_at AS savedAt,
           c.members, c.enrolled, ${VOUCHER_COLUMNS},
           r.email, r.language, r.password_hash IS NOT NULL AS hasPassword,
           m.role, m.is_enrolled AS isEnrolled, m.voucher
         FROM json_each(?1) k
           JOIN notice_deliveries d ON d.notice_id = k.value ->> 'noticeId' AND d.carrier = k.value ->> 'carrier'
             AND d.recipient = k.value ->> 'recipient'
           JOIN notices n ON n.id = d.notice_id ${NOTICE_JOINS}
           LEFT JOIN policies p ON p.workspace_id = n.workspace_id
           LEFT JOIN enrollment_counts c ON c.workspace_id = n.workspace_id
           LEFT JOIN accounts r ON r.id = d.recipient
           LEFT JOIN members m ON m.workspace_id = n.workspace_id AND m.account_id = d.recipient`,
      )
      .bind(JSON.stringify(keys)),
    (row) => claimedFrom(row, providers),
  )

function claimedFrom(row: Row, providers: readonly Provider[]): Claimed {
  const { noticeId, carrier, recipient, attempt, policyVersion, members, enrolled } = row
  const { vouched, inForce } = vouchersFrom(row, providers)
  return {
    noticeId,
    carrier,
    recipient,
    attempt,
    notice: noticeFrom(row),
    policyVersion,
    policy: policyFrom(row),
    counts: members === null || enrolled === null ? null : { members, enrolled, vouched },
    reader: readerFrom(row, inForce),
  }
}

const policyFrom = ({ currentVersion: version, effectiveAt, savedAt }: Row): ClaimedPolicy | null =>
  version === null || savedAt === null ? null : { version, effectiveAt, savedAt }

function readerFrom(row: Row, vouchersInForce: readonly string[]): Reader | null {
  const { email, language, hasPassword, role, voucher } = row
  if (email === null) return null
  const isVouchedFor = voucher !== null && vouchersInForce.includes(voucher)
  const membership = role === null ? null : { role, isEnrolled: row.isEnrolled === 1, isVouchedFor }
  return { email, language, hasPassword: hasPassword === 1, membership }
}
