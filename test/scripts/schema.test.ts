// docs/schema.md is made from the migrations, and says of each table what somebody who audits it asks first.

import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { describeSchema } from '../../scripts/describe-schema.ts'

const page = describeSchema('migrations')
const tables = page
  .split(/^### /m)
  .slice(1)
  .map((text) => ({ name: /^`(\w+)`/.exec(text)?.[1] ?? '', text }))
  .filter(({ text }) => !/^.*, a view$/m.test(text))

it('docs/schema.md is what `npm run schema` makes', () => {
  expect(readFileSync('docs/schema.md', 'utf8')).toBe(page)
})

describe.each(tables)('the table $name', ({ text }) => {
  it('says what a row is, how long it lives, who writes it and who deletes it', () => {
    expect(text).toMatch(/^`\w+`\n\n[A-Z]/)
    for (const label of ['Lifetime', 'Written by', 'Deleted by']) expect(text).toContain(`- **${label}**: `)
  })

  it('says of each column that is sealed or a digest of a secret what it holds', () => {
    const secrets = /\*\*Secrets\*\*: (.*)/.exec(text)?.[1] ?? ''
    const columns = [...text.matchAll(/^\| `(\w*(?:sealed|_digest|password_hash)\w*)` /gm)].map(
      ([, name]) => name,
    )
    for (const column of columns.filter((name) => name !== 'logo_digest'))
      expect(secrets).toContain(`\`${column}\``)
  })

  it('gives every trigger a sentence', () => {
    expect(text).not.toMatch(/^- Trigger [^.]*$/m)
  })
})
