// The operator ends everything that keeps the owner of an account from signing in.

import { requireEmail } from '../../core/email.ts'
import { PASSWORD_BUDGET, SECOND_FACTOR_BUDGET } from '../../core/lockout.ts'
import { unlockAccount } from '../../store/account-locks.ts'
import type { Account } from '../../store/accounts.ts'
import { forgetAttempts, forgetAttemptsBelow } from '../../store/attempts.ts'
import { audited } from '../../store/audit.ts'
import { batch } from '../../store/batch.ts'
import { ALWAYS } from '../../store/condition.ts'
import { ofPlatform } from '../edge/audit-entries.ts'
import type { Edge } from '../edge/edge.ts'
import { passwordBudgetOf } from '../sign-in/password.ts'

/**
 * Ends the waits after wrong passwords and codes, makes an authenticator work again that wrong codes have disabled, and
 * ends the lock. The operator must verify the person's identity first.
 *
 * Factors, password and tokens stay as they are. The wait of a network is not about one account, so it stays too.
 */
export async function unlockAccountOf(
  edge: Edge,
  { id, email }: Account,
  { reason, by }: { readonly reason: string; readonly by: string },
): Promise<void> {
  const { db } = edge
  const passwords = await passwordBudgetOf(edge, requireEmail(email))
  await batch(db, {
    unlocked: unlockAccount(db, id, ALWAYS),
    codes: forgetAttempts(db, SECOND_FACTOR_BUDGET, id),
    passwords: forgetAttempts(db, PASSWORD_BUDGET, passwords),
    ofKnownBrowsers: forgetAttemptsBelow(db, PASSWORD_BUDGET, passwords),
    recorded: audited(edge, ofPlatform({ by, about: id }, 'account.unlocked', { reason })),
  })
}
