import { describe, expect, it } from 'vitest'
import { rows } from '../support/rows.ts'

describe('a deletion', () => {
  it('finds dependent rows by an index, in every table that refers to one', async () => {
    const tables = await rows<{ name: string }>(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql LIKE '%REFERENCES%'",
    )
    expect(tables.length).toBeGreaterThan(12)
    for (const { name } of tables) {
      const references = await rows<{ from: string; table: string }>(`PRAGMA foreign_key_list(${name})`)
      expect(references, name).not.toEqual([])
      for (const { from, table } of references) {
        const [plan] = await rows<{ detail: string }>(
          `EXPLAIN QUERY PLAN SELECT 1 FROM ${name} WHERE ${from} = 'x'`,
        )
        expect(plan?.detail, `${name}.${from}, of ${table}`).toMatch(
          /^SEARCH .* USING (COVERING INDEX|INDEX|PRIMARY KEY)/,
        )
      }
    }
  })
})
