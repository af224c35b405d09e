// docs/scale.md says for each table and each audit action what limits its growth.

import { expect, it } from 'vitest'
import scale from '../../docs/scale.md?raw'
import { AUDIT_ACTIONS } from '../../src/core/audit-action.ts'
import { rows } from '../support/rows.ts'

const [, section = ''] = /\n## What a request may write, and its bound\n(.*?)\n## /s.exec(scale) ?? []
const [ofTables = '', ofEntries = ''] = section.split('Entries of the audit')

/** Returns the names in the first cell of each row, sorted. */
const namedIn = (table: string): string[] =>
  [...table.matchAll(/^\| (`[^|]*) \|/gm)]
    .flatMap(([, cell = '']) => [...cell.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name))
    .sort()

it('every table of the schema has one published bound', async () => {
  const tables = await rows<{ name: string }>(
    `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'
       AND name NOT LIKE '\\_%' ESCAPE '\\' AND name <> 'd1_migrations' ORDER BY name`,
  )
  expect(namedIn(ofTables)).toEqual(tables.map(({ name }) => name).sort())
})

it('every audit action has one published rate', () => {
  expect(namedIn(ofEntries)).toEqual([...AUDIT_ACTIONS].sort())
})
