// Seconds since 1970 inside; RFC 3339 in UTC outside.

export const DAY_SECONDS = 86_400

/** Counted from 1970 on, in UTC. */
export const dayOf = (at: number): number => Math.floor(at / DAY_SECONDS)

export const toRfc3339 = (seconds: number): string =>
  new Date(seconds * 1000).toISOString().replace('.000Z', 'Z')

/** For people: `14 Nov 2026, 10:00 UTC`. */
export function writeTime(at: number): string {
  const options = { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' } as const
  return `${new Intl.DateTimeFormat('en-GB', options).format(at * 1000)} UTC`
}
