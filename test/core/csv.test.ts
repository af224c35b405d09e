import { describe, expect, it } from 'vitest'
import { csvLine } from '../../src/core/csv.ts'

describe('a line of CSV', () => {
  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '\rx', '\nx', '  =1', '＝1', '＠x'])(
    'writes %j as text that no spreadsheet reads as a formula',
    (text) => expect(csvLine([text])).toBe(`"'${text}"\r\n`),
  )

  it.each([
    ['x;=1+1', "x;'=1+1"],
    ['x; =1+1', "x;' =1+1"],
    ['x,@SUM(A1)', "x,'@SUM(A1)"],
    ['x\t-1', "x\t'-1"],
    ['x\r\n+1', "x\r\n'+1"],
    ['x";=1', `x"";'=1`],
    ['x;;＝1', "x;;'＝1"],
    ['x;"=1', `x;'""=1`],
    ['\t=1', "'\t'=1"],
    ['\r=1', "'\r'=1"],
    ['\n=1', "'\n'=1"],
  ])('writes %j so that no cell is a formula where another character divides cells', (text, written) => {
    expect(csvLine([text])).toBe(`"${written}"\r\n`)
  })

  it.each([
    'a;b',
    'a; b, c',
    'Mozilla/5.0 (X11; Linux x86_64)',
    '',
    'a',
    '1',
    'ada@acme.example',
    '[1]',
    '2026-11-30T12:00:00Z',
    'a=1',
  ])('writes %j unchanged', (text) => expect(csvLine([text])).toBe(`"${text}"\r\n`))

  it('keeps commas, quotes and line breaks inside their cell', () => {
    expect(csvLine(['a,b', 'say "x"', 'two\r\nlines', '"=1'])).toBe(
      '"a,b","say ""x""","two\r\nlines","""=1"\r\n',
    )
  })
})
