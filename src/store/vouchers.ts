// Columns `enrollment_counts.vouchers` and `members.voucher`: members who need no factor of ours, by whose word that is.
// Triggers count them; which of the words still count is decided here, by the configuration and the workspace's ways in.

import type { Provider } from '../core/provider.ts'
import { vouches } from '../core/voucher.ts'

export interface VoucherRow {
  /** A JSON object: how many members by voucher. Null where the workspace has no counts. */
  readonly vouchers: string | null
  /** A JSON array; null: any. */
  readonly allowedProviders: string | null
}

/** For `c`, a row of `enrollment_counts`. */
export const VOUCHER_COLUMNS = `c.vouchers,
  (SELECT allowed_providers FROM live_workspaces WHERE id = c.workspace_id) AS allowedProviders`

export interface Vouchers {
  /** How many members they have together. */
  readonly vouched: number
  readonly inForce: readonly string[]
  /** Of providers that are no longer trusted so far, or that the workspace doesn't take. */
  readonly lapsed: readonly string[]
}

export function vouchersFrom(row: VoucherRow, providers: readonly Provider[]): Vouchers {
  const counts = Object.entries(JSON.parse(row.vouchers ?? '{}') as Record<string, number>)
  const allowedProviders =
    row.allowedProviders === null ? null : (JSON.parse(row.allowedProviders) as string[])
  const rules = { providers, allowedProviders }
  const inForce = counts.filter(([voucher]) => vouches(voucher, rules))
  return {
    vouched: inForce.reduce((sum, [, members]) => sum + members, 0),
    inForce: inForce.map(([voucher]) => voucher),
    lapsed: counts.map(([voucher]) => voucher).filter((voucher) => !vouches(voucher, rules)),
  }
}

/** Of members who have to enrol. */
export const vouchersWithout = ({ lapsed }: Vouchers): readonly string[] => ['', ...lapsed]
