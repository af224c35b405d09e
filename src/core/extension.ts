// The extension of one member: until its end, the policies of the workspace treat the member as before their
// date.

import { DAY_SECONDS } from './time.ts'

export const EXTENSION_MOST_DAYS = 30

/** Returns whether an extension that is granted at `now` may end at `until`. Both are Unix seconds. */
export const isExtensionEnd = (until: number, now: number): boolean =>
  until > now && until <= now + EXTENSION_MOST_DAYS * DAY_SECONDS
