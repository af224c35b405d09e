// Seconds since 1970 inside; RFC 3339 in UTC outside.

export const toRfc3339 = (seconds: number): string =>
  new Date(seconds * 1000).toISOString().replace('.000Z', 'Z')

const MOST_SECONDS = 8_640_000_000_000 // of ECMAScript's time, from 1970 on

/** False of what somebody may have put into a row past us. */
export const isTime = (seconds: number): boolean => Math.abs(seconds) <= MOST_SECONDS

/** What is no time is none that we wrote: it stands there as it is, and holds up nothing that comes after it. */
export const toRfc3339IfTime = (seconds: number): string =>
  isTime(seconds) ? toRfc3339(seconds) : String(seconds)

/** For people: `14 Nov 2026, 10:00 UTC`. */
export function writeTime(at: number): string {
  const options = { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' } as const
  return `${new Intl.DateTimeFormat('en-GB', options).format(at * 1000)} UTC`
}
