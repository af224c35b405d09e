// Checks whether a policy keeps an account from removing its last factor.

import { POLICY_KINDS } from '../core/policy.ts'
import type { Condition } from './condition.ts'
import { coversMember } from './joined-policies.ts'
import { TABLE_OF } from './policies.ts'
import { BINDS } from './ways-taken.ts'

// Holds if a policy in this table covers the account in a workspace that binds it, now or from a date on.
const requires = (table: string): string => `EXISTS (
  SELECT 1 FROM members m JOIN ${table} p ON p.workspace_id = m.workspace_id
  WHERE m.account_id = ? AND ${BINDS} AND p.effective_at IS NOT NULL AND ${coversMember('p')})`

const REQUIRED_BY_A_POLICY = `(${POLICY_KINDS.map((kind) => requires(TABLE_OF[kind])).join(' OR ')})`

/**
 * Holds if a workspace that binds the account requires a factor of it, now or from a date on. The statement
 * that removes a factor must ask. Otherwise a policy that is saved at the same time would not be seen.
 */
export const isRequiredByAPolicy = (accountId: string): Condition => ({
  sql: REQUIRED_BY_A_POLICY,
  values: POLICY_KINDS.map(() => accountId),
})
