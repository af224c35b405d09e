// Opens a recovery that admins must agree with, or that a delay ends. Each condition is in the statement, because workspaces
// and limits may change at the same time.

import { DISOWN_SECONDS } from '../core/disown.ts'
import {
  ASKED_SECONDS,
  DELAY_CLOSED_SECONDS,
  DELAY_SECONDS,
  MOST_DELAYS_A_YEAR,
  MOST_OWN_RECOVERIES_A_DAY,
  MOST_RECOVERIES_A_DAY,
  REMIND_SECONDS,
  type RecoveryPath,
} from '../core/recovery.ts'
import { DAY_SECONDS } from '../core/time.ts'
import type { Digest } from '../crypto/digest.ts'
import type { Condition } from './condition.ts'
import { loginIsAlive } from './logins.ts'
import type { Limit } from './recent-counts.ts'
import { concernedBy, enteredBy } from './recovery-workspaces.ts'
import { mayEnrolBy } from './ways-taken.ts'

export interface AskedRecovery {
  readonly id: string
  readonly accountId: string
  readonly path: Exclude<RecoveryPath, 'operator'>
  readonly askedBy: string
  /** The workspace of the admin who asks. Null if the person asks. */
  readonly askedIn: string | null
  /** Null if the person asks. */
  readonly reason: string | null
}

/** Limits how often a person may ask. Each time, a mail is sent to them. */
export const ownRecoveries = (accountId: string): Limit => ({
  what: `${accountId} recoveries`,
  most: MOST_OWN_RECOVERIES_A_DAY,
  seconds: DAY_SECONDS,
})

/**
 * Limits how often the admins of a workspace may ask. Other workspaces of the person are not charged. Otherwise the admins
 * of one could keep those of another from asking.
 */
export const recoveriesIn = (workspaceId: string): Limit => ({
  what: `${workspaceId} recoveries`,
  most: MOST_RECOVERIES_A_DAY,
  seconds: DAY_SECONDS,
})

/**
 * SQL that holds if no concerned workspace forbids the path `delay` to the account: each has allowed it, and the account is
 * no owner or admin of one that requires a second factor or has scheduled it.
 */
export const ALL_ALLOW_DELAY = (account: string): string => `NOT EXISTS (SELECT 1 FROM ${concernedBy(account)}
  AND (w.self_recovery = 0 OR (m.role <> 'member' AND (p.effective_at IS NOT NULL OR q.effective_at IS NOT NULL))))`

/**
 * SQL that holds if the account may take the path `delay`. It is closed for a week after a veto, and after a change of the
 * password or the address. Otherwise a thief with the mailbox could choose a new password by mail, and only wait.
 *
 * It stays closed for an account that was locked after its owner's address was changed. Otherwise a thief who changed it
 * would end the lock: every mail goes to the thief, so nobody stops the recovery. The parameters are the time three times.
 */
export const DELAY_IS_OPEN = (account: string): string => `(${ALL_ALLOW_DELAY(account)}
  AND NOT EXISTS (SELECT 1 FROM recoveries o WHERE o.account_id = ${account} AND o.outcome = 'stopped'
    AND o.ended_at > ? - ${DELAY_CLOSED_SECONDS})
  AND NOT EXISTS (SELECT 1 FROM notices n WHERE n.account_id = ${account}
    AND n.kind IN ('password.changed', 'address.changed')
    AND n.at > ? - ${DELAY_CLOSED_SECONDS})
  AND NOT EXISTS (SELECT 1 FROM accounts la JOIN notices n ON n.account_id = la.id WHERE la.id = ${account}
    AND n.kind = 'address.changed' AND n.detail ->> 'by' = 'owner' AND n.at > la.locked_at - ${DISOWN_SECONDS})
  AND (SELECT count(*) FROM recoveries o WHERE o.account_id = ${account} AND o.path = 'delay'
    AND o.asked_at > ? - ${365 * DAY_SECONDS}) < ${MOST_DELAYS_A_YEAR})`

/** Holds if the account may take the path `delay`. */
export const delayIsOpen = (accountId: string, now: number): Condition => ({
  sql: `EXISTS (SELECT 1 FROM (SELECT ? AS id) d WHERE ${DELAY_IS_OPEN('d.id')})`,
  values: [accountId, now, now, now],
})

/**
 * Opens a recovery, if `condition` holds. Changes nothing if one is open, or if the account has no second factor and is
 * not locked.
 */
export const askRecovery = (
  db: D1Database,
  { id, accountId, path, askedBy, askedIn, reason }: AskedRecovery,
  now: number,
  condition: Condition,
): D1PreparedStatement =>
  db
    .prepare(
      `INSERT INTO recoveries (id, account_id, path, asked_by, asked_in, reason, asked_at, expires_at, ready_at,
         next_step_at)
       SELECT ?, a.id, ?, ?, ?, ?, ?, ?, ?, ? FROM accounts a
       WHERE a.id = ? AND (a.enrolled_at IS NOT NULL OR a.locked_at IS NOT NULL) AND ${condition.sql}
       ON CONFLICT DO NOTHING`,
    )
    .bind(
      ...[id, path, askedBy, askedIn, reason, now, now + ASKED_SECONDS],
      ...(path === 'delay' ? [now + DELAY_SECONDS, now + REMIND_SECONDS] : [null, null]),
      accountId,
      ...condition.values,
    )

const isOpened = (id: string): string => `EXISTS (SELECT 1 FROM recoveries WHERE id = ${id})`

/** Holds if the recovery exists. For steps that only run if the same batch has opened it. */
export const recoveryExists = (id: string): Condition => ({ sql: isOpened('?'), values: [id] })

/** Holds if the person has entered a concerned workspace. Otherwise nobody could agree with a recovery by admins. */
export const concernsAny = (accountId: string): Condition => ({
  sql: `EXISTS (SELECT 1 FROM ${enteredBy('?')})`,
  values: [accountId],
})

/** Holds if the workspace is concerned, and the person has entered it. */
export const concernsWorkspace = (accountId: string, workspaceId: string): Condition => ({
  sql: `EXISTS (SELECT 1 FROM ${enteredBy('?')} AND w.id = ?)`,
  values: [accountId, workspaceId],
})

/**
 * Holds while the login may ask for a recovery of its account: its first factor has opened this account before, by a way
 * that most workspaces of the account take (`spendRecovery` in recoveries.ts says why).
 */
export function loginMayAsk(login: Digest, configured: readonly string[], now: number): Condition {
  const alive = loginIsAlive(login, now)
  return {
    sql: `${alive.sql} AND EXISTS (SELECT 1 FROM logins s
      WHERE s.token_digest = ? AND s.link_subject IS NULL AND ${mayEnrolBy('?')})`,
    values: [...alive.values, login, JSON.stringify(configured)],
  }
}
