// Limits how often a person may change their own factors, password and sign-in methods.
//
// Each change is an entry in the audit log, which nobody can empty, and most send a mail. Otherwise a loop
// could fill the log and the person's mailbox.

import type { Condition } from '../../store/condition.ts'
import { countLately, hasRoom } from '../../store/recent-counts.ts'
import type { Edge } from '../edge/edge.ts'
import type { Session } from '../session/session.ts'

const CHANGES_SECONDS = 3600
/** The most changes in an hour, including wrong codes. No person makes that many by hand. */
export const MOST_CHANGES = 60

/** The refusal of a change over the limit. */
export const TOO_MANY = { reason: 'too-many-changes', retryAfterSeconds: CHANGES_SECONDS } as const
export type TooMany = typeof TOO_MANY

export interface LimitedChange {
  /**
   * The condition for the change. Its step runs before `counted`, so it asks whether one more change fits.
   */
  readonly mayChange: Condition
  /** Counts the change. Must be in the same batch. Changes no row once the limit is reached. */
  readonly counted: D1PreparedStatement
}

/**
 * Limits a change that needs a fresh proof. Must not be asked before that is checked. Otherwise a thief with a
 * copied cookie could use up the changes, and the owner could not change the password.
 */
export const limitChanges = (edge: Edge, { accountId }: Session): LimitedChange =>
  limited(edge, `${accountId} changes`)

/** Limits renames, which need no fresh proof, and so are counted apart. */
export const limitRenames = (edge: Edge, { accountId }: Session): LimitedChange =>
  limited(edge, `${accountId} renames`)

function limited({ db, now }: Edge, what: string): LimitedChange {
  const limit = { what, most: MOST_CHANGES, seconds: CHANGES_SECONDS }
  return { mayChange: hasRoom(limit, now), counted: countLately(db, limit, now) }
}
