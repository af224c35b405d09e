// Converts times. The code uses Unix seconds. Answers use RFC 3339 in UTC.

export const DAY_SECONDS = 86_400

/** Returns the day of a time, counted from 1970 in UTC. */
export const dayOf = (at: number): number => Math.floor(at / DAY_SECONDS)

/** Returns a time in RFC 3339. Throws a RangeError if the time is outside the range of ECMAScript. */
export const toRfc3339 = (seconds: number): string =>
  new Date(seconds * 1000).toISOString().replace('.000Z', 'Z')

const MOST_SECONDS = 8_640_000_000_000 // the range of ECMAScript's Date, before and after 1970

/**
 * Returns whether a number is a valid time. A person with access to the database may have written another
 * one.
 */
export const isTime = (seconds: number): boolean => Math.abs(seconds) <= MOST_SECONDS

/**
 * Returns a time in RFC 3339. Returns a number outside the valid range as text, so that one bad row does not
 * break an export.
 */
export const toRfc3339IfTime = (seconds: number): string =>
  isTime(seconds) ? toRfc3339(seconds) : String(seconds)
