// Reads and writes days as forms have them: `2026-11-30`, in UTC.

/** Returns when the day begins in UTC, in Unix seconds. Returns null if the text is not a day. */
export function parseDay(text: string): number | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return null
  const time = Date.parse(`${text}T00:00:00Z`)
  // Refuse days that do not exist. `Date.parse` reads 30 February as 2 March.
  if (Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== text) return null
  return time / 1000
}

/** Writes the UTC day of a time in Unix seconds. `at` is in Unix seconds. */
export const isoDay = (at: number): string => new Date(at * 1000).toISOString().slice(0, 10)
