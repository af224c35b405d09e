import { describe, expect, it } from 'vitest'
import { encodeBase32, inGroupsOfFour } from '../../src/core/base32.ts'

const bytes = (text: string) => new TextEncoder().encode(text)

describe('base32', () => {
  // RFC 4648, section 10, without padding.
  it.each([
    ['', ''],
    ['f', 'MY'],
    ['fo', 'MZXQ'],
    ['foo', 'MZXW6'],
    ['foob', 'MZXW6YQ'],
    ['fooba', 'MZXW6YTB'],
    ['foobar', 'MZXW6YTBOI'],
  ])('writes %j as RFC 4648 does: %j', (text, encoded) => {
    expect(encodeBase32(bytes(text))).toBe(encoded)
  })

  it('writes the largest bytes without losing their high bits', () => {
    expect(encodeBase32(new Uint8Array(5).fill(0xff))).toBe('77777777')
  })
})

describe('groups of four', () => {
  it('keep every letter, including a short last group', () => {
    expect(inGroupsOfFour('ABCDEFGHIJ', ' ')).toBe('ABCD EFGH IJ')
    expect(inGroupsOfFour('', ' ')).toBe('')
  })
})
