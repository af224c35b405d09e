import { describe, expect, it } from 'vitest'
import { type Part, say, type Wrap } from '../../src/words/sentence.ts'
import { sentence } from '../support/sentence.ts'

const words = {
  plain: 'Is it right? (Yes.)',
  inOrder: (blocked: number, members: number) => `${blocked} of ${members} members are blocked.`,
  byName: ({ workspace, link }: { workspace: Part; link: Wrap }) => say`${workspace}: ${link('go on')}.`,
}

describe('a sentence of the words', () => {
  it.each([
    [sentence(words.plain), 'x Is it right? (Yes.) x', 'Is it right (Yes!)'],
    [sentence(words.inOrder), '1 of 23 members are blocked.', '1 of 23 members are not blocked.'],
    [sentence(words.inOrder, 1, 2), '1 of 2 members are blocked.', '1 of 3 members are blocked.'],
    [sentence(words.byName), 'Acme: <a href="/">go on</a>.', '<a href="/">go on</a>.'],
    [sentence(words.byName), 'Acme: go on.', ': go on.'],
    [sentence(words.byName, { workspace: 'Acme' }), '<b>Acme: <a>go on</a>.', 'Other: go on.'],
  ])('%s matches it with the given parts, and any others', (pattern, matching, other) => {
    expect(matching).toMatch(pattern)
    expect(other).not.toMatch(pattern)
  })
})
