// Lists in pages by a cursor: the key of the last row that a page shows, after which the next page begins. So no page
// skips or repeats a row when others come or go, and a deep page costs no more than the first.

export interface Page<Row> {
  readonly rows: readonly Row[]
  /** Null on the last page. */
  readonly next: string | null
}

/** How many rows to ask for: one more than the page shows. Whether it comes says whether there is a next page. */
export const rowsFor = (size: number): number => size + 1

export function pageOf<Row>(found: readonly Row[], size: number, cursorOf: (row: Row) => string): Page<Row> {
  const rows = found.slice(0, size)
  const last = found.length > size ? rows.at(-1) : undefined
  return { rows, next: last === undefined ? null : cursorOf(last) }
}
