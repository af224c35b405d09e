// The rules of a recovery: a person who has lost every second factor gets a link, and sets up a new factor with it.

import { parseName } from './name.ts'
import { DAY_SECONDS } from './time.ts'

export const RECOVERY_PATHS = ['operator', 'admins', 'delay'] as const
/**
 * Who must agree. `operator`: the operator alone. `admins`: two admins of each workspace that counts. `delay`: nobody,
 * but the person waits.
 */
export type RecoveryPath = (typeof RECOVERY_PATHS)[number]

/** How long a link works. */
export const RECOVERY_LINK_SECONDS = 3600
/** How long another link can be asked for, once all have agreed. A person may read the first mail too late. */
export const AGREED_SECONDS = 3 * DAY_SECONDS
/** How long admins have to agree, and a person to see it through. */
export const ASKED_SECONDS = 7 * DAY_SECONDS
/** For how long an admin is warned before a decision: of a new address, and of a password that was set by mail. */
export const WARNS_OF_ADDRESS_SECONDS = 30 * DAY_SECONDS
export const WARNS_OF_PASSWORD_SECONDS = 7 * DAY_SECONDS
/** How many admins of a workspace must agree. */
export const APPROVALS_NEEDED = 2
/**
 * How long somebody must have had the role, and a second factor, when a recovery is asked for. Otherwise one admin could
 * make a second one, or a thief could enrol with an admin's password, and agree.
 */
export const SETTLED_SECONDS = 7 * DAY_SECONDS
/** How many recoveries the admins of a workspace may ask for in a day, and how many they are mailed about. */
export const MOST_RECOVERIES_A_DAY = 10
/**
 * How many recoveries a person may ask for in a day. Each sends them a mail. Also how many of one person the admins of a
 * workspace are mailed about in a day.
 */
export const MOST_OWN_RECOVERIES_A_DAY = 3
/** How long the path `delay` takes. */
export const DELAY_SECONDS = 72 * 3600
/** How often the person is reminded meanwhile. */
export const REMIND_SECONDS = DAY_SECONDS
/** How many recoveries by delay an account may have in a year. */
export const MOST_DELAYS_A_YEAR = 3
/** For how long the path `delay` is closed after a veto, and after a change of the password. */
export const DELAY_CLOSED_SECONDS = 7 * DAY_SECONDS
/** How many links of one recovery are mailed. */
export const MOST_LINKS = 5

export const RECOVERY_REASON_MAX_LENGTH = 500
/** Parses the reason of an admin: 1 to 500 characters in one line. Returns null if it is not usable. */
export const parseRecoveryReason = (text: string): string | null =>
  parseName(text, RECOVERY_REASON_MAX_LENGTH)

/** How long rows are kept. The year of the limit by the delay path must be complete. */
export const RECOVERIES_KEPT_DAYS = 400

export interface Recovery {
  readonly id: string
  readonly path: RecoveryPath
  readonly askedAt: number
  /** When the last link was mailed. Null while somebody must still agree. */
  readonly linkedAt: number | null
  readonly expiresAt: number
  readonly endedAt: number | null
  /** How it ended. Null while it has not. */
  readonly outcome: 'recovered' | 'stopped' | 'expired' | null
}

/** `agreed`: everybody has agreed, and a link was mailed. */
export type RecoveryState = 'waiting' | 'agreed' | 'ended'

export function recoveryStateAt(
  { linkedAt, expiresAt, endedAt }: Pick<Recovery, 'linkedAt' | 'expiresAt' | 'endedAt'>,
  now: number,
): RecoveryState {
  if (endedAt !== null || expiresAt <= now) return 'ended'
  return linkedAt === null ? 'waiting' : 'agreed'
}

/**
 * Returns whether the link of a mail still works. Only the last one does. Otherwise an old mail would stay a key for as
 * long as new links are sent.
 */
export const isLinkGood = (recovery: Recovery, sentAt: number, now: number): boolean =>
  recoveryStateAt(recovery, now) === 'agreed' &&
  recovery.linkedAt === sentAt &&
  now < sentAt + RECOVERY_LINK_SECONDS

/** Where a concerned workspace stands. Both numbers are counted up to `APPROVALS_NEEDED`. */
export interface WorkspaceStand {
  /** Whether the person has entered the workspace. */
  readonly isEntered: boolean
  /**
   * Owners and admins who may agree: not locked, not the person, and enrolled and with their role since seven days before
   * the recovery was asked for.
   */
  readonly eligible: number
  /** How many of these have agreed. */
  readonly approved: number
}

export interface StillNeeded {
  readonly admins: number
  readonly operator: boolean
}

/**
 * Returns who of a workspace must still agree: two admins. Where there are not two, those that there are, and the
 * operator. Otherwise one admin alone could recover the account of another. Must match `IS_AGREED`
 * (store/recovery-stands.ts).
 */
export const stillNeeded = (
  { eligible, approved }: Pick<WorkspaceStand, 'eligible' | 'approved'>,
  operatorAgreed: boolean,
): StillNeeded => ({
  admins: Math.max(0, Math.min(APPROVALS_NEEDED, eligible) - approved),
  operator: eligible < APPROVALS_NEEDED && !operatorAgreed,
})

/**
 * Returns whether everybody has agreed. Where the person has entered no concerned workspace, only the operator can.
 * Otherwise a stranger could get the link, and so could an admin who added the person to a workspace without asking.
 */
export const isAgreed = (stands: readonly WorkspaceStand[], operatorAgreed: boolean): boolean =>
  (operatorAgreed || stands.some(({ isEntered }) => isEntered)) &&
  stands.every((stand) => {
    const { admins, operator } = stillNeeded(stand, operatorAgreed)
    return admins === 0 && !operator
  })
