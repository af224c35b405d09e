// Seconds since 1970 inside; RFC 3339 in UTC outside.

export const DAY_SECONDS = 86_400

/** Counted from 1970 on, in UTC. */
export const dayOf = (at: number): number => Math.floor(at / DAY_SECONDS)

export const toRfc3339 = (seconds: number): string =>
  new Date(seconds * 1000).toISOString().replace('.000Z', 'Z')

const MOST_SECONDS = 8_640_000_000_000 // of ECMAScript's time, from 1970 on

/** False of what somebody may have put into a row past us. */
export const isTime = (seconds: number): boolean => Math.abs(seconds) <= MOST_SECONDS

/** What is no time is none that we wrote: it stands there as it is, and holds up nothing that comes after it. */
export const toRfc3339IfTime = (seconds: number): string =>
  isTime(seconds) ? toRfc3339(seconds) : String(seconds)
