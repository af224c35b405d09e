// Seconds since 1970 inside; RFC 3339 in UTC outside.

export const toRfc3339 = (seconds: number): string =>
  new Date(seconds * 1000).toISOString().replace('.000Z', 'Z')
