// docs/scale.md says for each table, and each action of the audit, what keeps it from growing for ever.

import { expect, it } from 'vitest'
import scale from '../../docs/scale.md?raw'
import { AUDIT_ACTIONS } from '../../src/store/audit.ts'
import { rows } from '../support/rows.ts'

const [, section = ''] = /\n## What a request may write, and its bound\n(.*?)\n## /s.exec(scale) ?? []
const [ofTables = '', ofEntries = ''] = section.split('Entries of the audit')

/** What is named in the first cell of each row, sorted. */
const namedIn = (table: string): string[] =>
  [...table.matchAll(/^\| (`[^|]*) \|/gm)]
    .flatMap(([, cell = '']) => [...cell.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name))
    .sort()

it('every table of the schema has a bound that is published, once', async () => {
  const tables = await rows<{ name: string }>(
    `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'
       AND name NOT LIKE '\\_%' ESCAPE '\\' AND name <> 'd1_migrations' ORDER BY name`,
  )
  expect(namedIn(ofTables)).toEqual(tables.map(({ name }) => name).sort())
})

it('every action of the audit has a rate that is published, once', () => {
  expect(namedIn(ofEntries)).toEqual([...AUDIT_ACTIONS].sort())
})
