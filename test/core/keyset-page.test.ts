import { describe, expect, it } from 'vitest'
import { pageOf, rowsFor } from '../../src/core/keyset-page.ts'

const ROWS = ['a', 'b', 'c', 'd', 'e', 'f', 'g']

/** Reads as a store does: in order, after the cursor, as many rows as requested. */
function readAll(rows: readonly string[], size: number): string[][] {
  const pages: string[][] = []
  for (let after: string | null = ''; after !== null; ) {
    const from = after
    const found = rows.filter((row) => row > from).slice(0, rowsFor(size))
    const page: ReturnType<typeof pageOf<string>> = pageOf(found, size, (row) => row)
    pages.push([...page.rows])
    after = page.next
  }
  return pages
}

describe('a list in pages', () => {
  it.each([1, 2, 3, 6, 7, 8])('shows each row once, in order, in pages of %i', (size) => {
    const pages = readAll(ROWS, size)
    expect(pages.flat()).toEqual(ROWS)
    expect(pages).toHaveLength(Math.ceil(ROWS.length / size))
  })

  it('without rows is one empty page', () => {
    expect(pageOf([], 3, String)).toEqual({ rows: [], next: null })
  })

  it('continues after the last row shown, not after the extra row that was read', () => {
    expect(pageOf(['a', 'b', 'c'], 2, (row) => row)).toEqual({ rows: ['a', 'b'], next: 'b' })
    expect(pageOf(['a', 'b'], 2, (row) => row).next).toBeNull()
  })
})
