// Checks whether a policy keeps an account from removing its last factor.

import type { Condition } from './condition.ts'
import { BINDS } from './ways-taken.ts'

// Holds if a workspace that binds the account ?1 requires a second factor, now or from a date on.
const REQUIRED_BY_A_POLICY = `EXISTS (
  SELECT 1 FROM members m JOIN policies p ON p.workspace_id = m.workspace_id
  WHERE m.account_id = ? AND ${BINDS} AND p.effective_at IS NOT NULL)`

/**
 * Holds if a workspace that binds the account requires a second factor, now or from a date on. The statement
 * that removes a factor must ask. Otherwise a policy that is saved at the same time would not be seen.
 */
export const isRequiredByAPolicy = (accountId: string): Condition => ({
  sql: REQUIRED_BY_A_POLICY,
  values: [accountId],
})
