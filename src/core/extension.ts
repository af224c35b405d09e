// The extension of one member: until its end, the policies of the workspace treat the member as before their
// date.

import { parseName } from './name.ts'
import { DAY_SECONDS } from './time.ts'

export const EXTENSION_MOST_DAYS = 30

/** Returns whether an extension that is granted at `now` may end at `until`. Both are Unix seconds. */
export const isExtensionEnd = (until: number, now: number): boolean =>
  until > now && until <= now + EXTENSION_MOST_DAYS * DAY_SECONDS

export const EXTENSION_REASON_MAX_LENGTH = 500

/** Parses the reason for an extension: 1 to 500 characters in one line. Returns null if it is not usable. */
export const parseExtensionReason = (text: string): string | null =>
  parseName(text, EXTENSION_REASON_MAX_LENGTH)
