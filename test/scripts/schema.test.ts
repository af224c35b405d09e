// docs/schema.md is generated from the migrations. For each table it answers an auditor's first questions.

import { readFileSync } from 'node:fs'
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
