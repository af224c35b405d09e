// Decides when admins are told that a service token expires: seven days before, or one day before if it lives
// for seven days or less.

import { DAY_SECONDS } from './time.ts'

const SHORT_LIFE_SECONDS = 7 * DAY_SECONDS

/** Returns the time of the notice in Unix seconds, for a value that is made at `now`. Never before `now`. */
export function expiryNoticeAt(expiresAt: number, now: number): number {
  const isShort = expiresAt - now <= SHORT_LIFE_SECONDS
  return Math.max(now, expiresAt - (isShort ? DAY_SECONDS : 7 * DAY_SECONDS))
}
