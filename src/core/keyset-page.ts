// Splits a list into pages by a cursor: the key of the last row on a page. The next page starts after this
// key.
//
// A page skips and repeats no row when others are added or deleted. A late page costs no more than the first
// one.

export interface Page<Row> {
  readonly rows: readonly Row[]
  /** Null on the last page. */
  readonly next: string | null
}

/**
 * Returns how many rows to query: one more than the page shows. The extra row says whether there is a next
 * page.
 */
export const rowsFor = (size: number): number => size + 1

/** Returns a page of `size` rows and the cursor of the next page. */
export function pageOf<Row>(found: readonly Row[], size: number, cursorOf: (row: Row) => string): Page<Row> {
  const rows = found.slice(0, size)
  const last = found.length > size ? rows.at(-1) : undefined
  return { rows, next: last === undefined ? null : cursorOf(last) }
}
