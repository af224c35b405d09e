// docs/schema.md is generated from the migrations. For each table it answers an auditor's first questions.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { describeSchema } from '../../scripts/describe-schema.ts'

const page = describeSchema('migrations')
const tables = page
  .split(/^### /m)
  .slice(1)
  .map((text) => ({ name: /^`(\w+)`/.exec(text)?.[1] ?? '', text }))
  .filter(({ text }) => !/^.*, a view$/m.test(text))

it('docs/schema.md is what `npm run schema` generates', () => {
  expect(readFileSync('docs/schema.md', 'utf8')).toBe(page)
})

it.each([
  ['on one line', 'ON t (a, b)', 'on `(a, b)`'],
  ['of an expression', 'ON t (substr(a, 1, 2), b)', 'on `(substr(a, 1, 2), b)`'],
  ['of some rows', "ON t (a) WHERE b IN ('x', 'y')", "on `(a)` where `b IN ('x', 'y')`"],
  ['of some rows, on two lines', 'ON t (a)\nWHERE b IS NOT NULL', 'on `(a)` where `b IS NOT NULL`'],
  ['on many lines', '\n  ON t (\n    a,\n    b)\n  WHERE a > 1\n    AND b > 1', 'where `a > 1 AND b > 1`'],
])('an index %s is described by its columns and its rows', (_, rest, described) => {
  const folder = mkdtempSync(join(tmpdir(), 'schema-'))
  writeFileSync(
    join(folder, '0001.sql'),
    `-- A row is a test.\nCREATE TABLE t (\n  a TEXT,\n  b TEXT\n);\nCREATE INDEX i ${rest};\n`,
  )
  expect(describeSchema(folder)).toContain(described)
  rmSync(folder, { recursive: true })
})

describe.each(tables)('the table $name', ({ text }) => {
  it('says what a row is, how long it lives, who writes it and who deletes it', () => {
    expect(text).toMatch(/^`\w+`\n\n[A-Z]/)
    for (const label of ['Lifetime', 'Written by', 'Deleted by']) expect(text).toContain(`- **${label}**: `)
  })

  it('says what each column means', () => {
    const rows = [...text.matchAll(/^\| `(\w+)` \| .* \| (.*) \|$/gm)]
    expect(rows.length).toBeGreaterThan(0)
    expect(rows.filter(([, , meaning]) => !meaning).map(([, name]) => name)).toEqual([])
  })

  it('says what each sealed column and each digest of a secret holds', () => {
    const secrets = /\*\*Secrets\*\*: (.*(?:\n {2}.*)*)/.exec(text)?.[1] ?? ''
    const columns = [...text.matchAll(/^\| `(\w*(?:sealed|_digest|password_hash)\w*)` /gm)].map(
      ([, name]) => name,
    )
    for (const column of columns.filter((name) => name !== 'logo_digest'))
      expect(secrets).toContain(`\`${column}\``)
  })

  it('has a sentence for every trigger', () => {
    expect(text.replaceAll('\n  ', ' ')).not.toMatch(/^- Trigger [^.]*$/m)
  })
})
