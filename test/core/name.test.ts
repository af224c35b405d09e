import { describe, expect, it } from 'vitest'
import { parseName } from '../../src/core/name.ts'

describe('a name', () => {
  it.each([
    ['Ada Okafor', 'Ada Okafor'],
    ['  Ada  ', 'Ada'],
    ["O'Brien & <Sons>", "O'Brien & <Sons>"],
    ['Zoe\u0308', 'Zo\u00eb'],
    ['\u5f20\u4f1f', '\u5f20\u4f1f'],
    ['\ud83d\udc69\u200d\ud83d\ude80', '\ud83d\udc69\u200d\ud83d\ude80'],
    ['a'.repeat(100), 'a'.repeat(100)],
    // Four to one: no letter is made of more.
    ['\u03b1\u0313\u0300\u0345'.repeat(100), '\u1f82'.repeat(100)],
  ])('%j is kept as %j', (text, name) => {
    expect(parseName(text)).toBe(name)
  })

  it.each([
    '',
    '   ',
    'a\nb',
    'a\tb',
    'a\u0000b',
    'a\u2028b',
    'a\u2029b',
    'a\u202eb',
    'a\u2066b',
    'a\u0085b',
    'a\ud800b',
    'a'.repeat(101),
  ])('is not %j', (text) => {
    expect(parseName(text)).toBeNull()
  })

  it('may be as long as is said, and no longer', () => {
    expect(parseName('abc', 3)).toBe('abc')
    expect(parseName('abcd', 3)).toBeNull()
  })
})
