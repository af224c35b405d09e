import { describe, expect, it } from 'vitest'
import { writingIn } from '../../src/words/writing.ts'

const write = writingIn('en-GB')

describe('English', () => {
  it.each([
    [0, '1 second'],
    [1, '1 second'],
    [119, '119 seconds'],
    [120, '2 minutes'],
    [7199, '120 minutes'],
    [7200, '2 hours'],
    [172_799, '48 hours'],
    [172_800, '2 days'],
    [30 * 86_400, '30 days'],
    [365 * 86_400, '365 days'],
  ])('writes %d seconds as %j', (seconds, text) => {
    expect(write.span(seconds)).toBe(text)
  })

  it('writes lists around their parts', () => {
    const parts = [['Acme'], ['Globex'], ['Initech']]
    expect(write.and([])).toEqual([])
    expect(write.and(parts.slice(0, 1))).toEqual([['Acme']])
    expect(write.or(parts.slice(0, 2))).toEqual([['Acme'], ' or ', ['Globex']])
    expect(write.and(parts)).toEqual([['Acme'], ', ', ['Globex'], ' and ', ['Initech']])
  })
})

describe('each language', () => {
  it.each([
    ['en-GB', '14 Nov 2026, 10:00 UTC', '3 days'],
    ['de', '14.11.2026, 10:00 UTC', '3 Tage'],
    ['es', '14 nov 2026, 10:00 UTC', '3 días'],
    ['fr', '14 nov. 2026, 10:00 UTC', '3\u00a0jours'],
    ['ja', '2026/11/14 10:00 UTC', '3 日'],
    ['ar-u-nu-latn', '14‏/11‏/2026، 10:00 ص UTC', '3 أيام'],
  ])('has its own times and durations: %s', (tag, time, span) => {
    const other = writingIn(tag)
    expect(other.time(1_794_650_400)).toBe(time)
    expect(other.span(3 * 86_400)).toBe(span)
  })

  it('has its own plurals: Arabic has six', () => {
    const forms = { zero: '0', one: '1', two: '2', few: 'few', many: 'many', other: 'other' }
    const said = [0, 1, 2, 3, 11, 100].map((count) => writingIn('ar').plural(count, forms))
    expect(said).toEqual(['0', '1', '2', 'few', 'many', 'other'])
  })
})
