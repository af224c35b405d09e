import { describe, expect, it } from 'vitest'
import { facts, table } from '../../cli/text.ts'

describe('a table', () => {
  it('is aligned by what a terminal shows, and leaves out empty columns', () => {
    const rows = [
      ['日本', null, 'x'],
      ['é', undefined, 'yy'],
      ['abcdef', '', 'z'],
    ]
    expect(table(['NAME', 'NONE', 'LAST'], rows)).toBe('NAME    LAST\n日本    x\né       yy\nabcdef  z\n')
  })

  it('without rows says so', () => {
    expect(table(['NAME'], [])).toBe('None.\n')
  })

  it('of facts has the names in one column', () => {
    expect(
      facts([
        ['name', 'Ada'],
        ['enforced', false],
        ['since', null],
      ]),
    ).toBe('name      Ada\nenforced  no\nsince     -\n')
  })
})
