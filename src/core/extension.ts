// The extension of one member: until its end, the policies of the workspace treat the member as before their
// date.

import { parseName } from './name.ts'
import { DAY_SECONDS } from './time.ts'

export const EXTENSION_MOST_DAYS = 30

/** Returns whether an extension that is granted at `now` may end at `until`. Both are Unix seconds. */
export const isExtensionEnd = (until: number, now: number): boolean =>
  until > now && until <= now + EXTENSION_MOST_DAYS * DAY_SECONDS

/** Returns the first and the last day that a form offers, as when each begins in UTC, in Unix seconds. */
export function extensionDays(now: number): { readonly first: number; readonly last: number } {
  const today = now - (now % DAY_SECONDS)
  return { first: today + DAY_SECONDS, last: today + EXTENSION_MOST_DAYS * DAY_SECONDS }
}

/**
 * Returns when an extension to the chosen day ends: at the end of the day in UTC, but at most 30 days from now.
 * `day` is when the day begins. Returns null if the day is not offered. All are Unix seconds.
 */
export function extensionEndOn(day: number, now: number): number | null {
  const { first, last } = extensionDays(now)
  if (day < first || day > last) return null
  return Math.min(day + DAY_SECONDS, now + EXTENSION_MOST_DAYS * DAY_SECONDS)
}

export const EXTENSION_REASON_MAX_LENGTH = 500

/** Parses the reason for an extension: 1 to 500 characters in one line. Returns null if it is not usable. */
export const parseExtensionReason = (text: string): string | null =>
  parseName(text, EXTENSION_REASON_MAX_LENGTH)
