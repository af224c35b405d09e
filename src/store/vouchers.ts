// Reads the columns `enrollment_counts.vouchers` and `members.voucher`. They are about members whose second
// factor a trusted provider confirmed.
//
// Triggers count the members by voucher. This file decides which vouchers are still valid, according to the
// configuration and the workspace's sign-in methods.

import type { Provider } from '../core/provider.ts'
import { vouches } from '../core/voucher.ts'

export interface VoucherRow {
  /** A JSON object with the number of members for each voucher. Null if the workspace has no numbers. */
  readonly vouchers: string | null
  /** The ids of the allowed providers as a JSON array. Null allows every provider. */
  readonly allowedProviders: string | null
}

/** The columns for the alias `c`, a row of `enrollment_counts`. */
export const VOUCHER_COLUMNS = `c.vouchers,
  (SELECT allowed_providers FROM live_workspaces WHERE id = c.workspace_id) AS allowedProviders`

export interface Vouchers {
  /** The number of members with a valid voucher. */
  readonly vouched: number
  readonly inForce: readonly string[]
  /**
   * Vouchers that are no longer valid: the provider is not trusted for them, or the workspace does not allow
   * it.
   */
  readonly lapsed: readonly string[]
}

/** Divides the vouchers of a workspace into valid and lapsed ones. */
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

/** Returns the vouchers of the members who must enrol. The empty voucher is for members without any proof. */
export const vouchersWithout = ({ lapsed }: Vouchers): readonly string[] => ['', ...lapsed]
