import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseSecondFactorInput } from '../../src/core/second-factor-input.ts'

const RECOVERY_CODE = 'ABCD-EFGH-IJKL-MNOP-QRST-UV23'

describe('the field for a second factor', () => {
  it.each([
    '123456',
    '123 456',
    '\u0661\u0662\u0663\u0664\u0665\u0666',
    '\u200b123456',
    '123\u200b456',
    '\u2066123456\u2069',
    '123-456',
    ' 1 2 3 4 5 6 ',
    '123\u00a0456',
    '123\u2009456',
    '123\u2011456',
    '123\u2013456',
    '123\u2212456',
    '123.456',
    '123_456',
    '123456\n',
    '\uff11\uff12\uff13\uff14\uff15\uff16',
  ])('reads %j as the code 123456', (text) => {
    expect(parseSecondFactorInput(text)).toEqual({ method: 'totp', code: '123456' })
  })

  it.each([
    RECOVERY_CODE,
    RECOVERY_CODE.toLowerCase(),
    RECOVERY_CODE.replaceAll('-', ''),
    RECOVERY_CODE.replaceAll('-', ' '),
    `  ${RECOVERY_CODE}\r\n`,
    RECOVERY_CODE.replaceAll('-', '\u2014'),
  ])('reads %j as a recovery code', (text) => {
    expect(parseSecondFactorInput(text)).toEqual({ method: 'recovery_code', code: RECOVERY_CODE })
  })

  it.each([
    ['Arabic-Indic', '٠١٢٣٤٥'],
    ['Persian', '۰۱۲۳۴۵'],
    ['Devanagari', '०१२३४५'],
    ['Bengali', '০১২৩৪৫'],
    ['Thai', '๐๑๒๓๔๕'],
    ['full-width', '０１２３４５'],
    ['mixed', '0١۲३৪๕'],
  ])('reads %s digits as the same code as ASCII: one guess, spent once', (_, text) => {
    expect(parseSecondFactorInput(text)).toEqual({ method: 'totp', code: '012345' })
  })

  it.each([
    ['Tibetan', '༠༡༢༣༤༥'],
    ['Roman numerals', 'ⅠⅡⅢⅣⅤⅥ'],
    ['circled beyond ten', '⑪⑫⑬⑭⑮⑯'],
  ])('reads no other characters as digits: %s', (_, text) => {
    expect(parseSecondFactorInput(text)).toBeNull()
  })

  it('ignores spaces, dashes and case everywhere', () => {
    const bare = fc.oneof(fc.stringMatching(/^[0-9]{6}$/), fc.stringMatching(/^[A-Za-z2-7]{24}$/))
    const gaps = fc.array(fc.constantFrom('', ' ', '-', '\u2010', '\t'), { minLength: 25, maxLength: 25 })
    const cases = fc.array(fc.boolean(), { minLength: 25, maxLength: 25 })
    fc.assert(
      fc.property(bare, gaps, cases, (code, between, isUpper) => {
        const cased = [...code].map((char, i) => (isUpper[i] ? char.toUpperCase() : char.toLowerCase()))
        const typed = cased.map((char, i) => char + between[i]).join('')
        expect(parseSecondFactorInput(typed)).not.toBeNull()
        expect(parseSecondFactorInput(typed)).toEqual(parseSecondFactorInput(code))
      }),
      { seed: 8 },
    )
  })

  it.each([
    ['00XJ-1BIB-ABCD-EFGH-JKLM-NPQR', 'OOXJ-IBIB-ABCD-EFGH-JKLM-NPQR'],
    ['0oxj 8bi1 abcd efgh jklm npqr', 'OOXJ-BBII-ABCD-EFGH-JKLM-NPQR'],
    ['\u0660\u0661\u0668Z-ABCD-EFGH-IJKL-MNOP-QRST', 'OIBZ-ABCD-EFGH-IJKL-MNOP-QRST'],
    ['018018018018018018018018', 'OIBO-IBOI-BOIB-OIBO-IBOI-BOIB'],
  ])('reads %s, typed from paper, as %s', (text, code) => {
    expect(parseSecondFactorInput(text)).toEqual({ method: 'recovery_code', code })
  })

  it('reads the digits of an app’s code as digits', () => {
    expect(parseSecondFactorInput('018 018')).toEqual({ method: 'totp', code: '018018' })
  })

  it('keeps leading zeros', () => {
    expect(parseSecondFactorInput('000 042')?.code).toBe('000042')
  })

  it.each([
    '',
    '   ',
    '12345',
    '1234567',
    '12345a',
    '+12345',
    '1e5',
    RECOVERY_CODE.slice(1),
    `${RECOVERY_CODE}A`,
    RECOVERY_CODE.replace('A', '9'),
    '18018',
    '0180180',
    "123456' OR 1=1",
    '123456\u0000',
    '1'.repeat(201),
    `${' '.repeat(200)}123456`,
  ])('reads %j as a typing mistake', (text) => {
    expect(parseSecondFactorInput(text)).toBeNull()
  })
})
