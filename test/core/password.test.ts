import { describe, expect, it } from 'vitest'
import { COMMON_PASSWORDS } from '../../src/core/common-passwords.ts'
import { findPasswordProblem, PASSWORD_PROBLEMS } from '../../src/core/password.ts'
import { normalisePassword } from '../../src/core/typed-password.ts'

const ADA = { email: 'Ada.Okafor@Acme.example', name: 'Ada Okafor', platform: 'Sallyport' }
const problemOf = (password: string) => findPasswordProblem(password, ADA, COMMON_PASSWORDS)
const characters = (count: number) =>
  Array.from({ length: count }, (_, i) => String.fromCodePoint(0x4e00 + i * 37)).join('')

describe('a new password', () => {
  it.each([
    'correct horse battery staple',
    'zwölf Boxkämpfer jagen Viktor',
    'тихая гавань и медный фонарь',
    '静かな港と銅のランタンの夜に歩く人',
    'x7#kQ9!mZv2$Lp4',
    '😀🐴🔋📎🌲🚲🎻🧊🪁🦊🍋🌙⛵🎲🔔',
  ])('of fifteen or more characters, in any script, is accepted: %j', (password) => {
    expect(problemOf(password)).toBeNull()
  })

  it('has exactly 15 to 256 characters', () => {
    expect(problemOf(characters(14))).toBe('too-short')
    expect(problemOf(characters(15))).toBeNull()
    expect(problemOf(characters(256))).toBeNull()
    expect(problemOf(characters(257))).toBe('too-long')
    expect(problemOf('')).toBe('too-short')
  })

  it('is counted in composed characters, not in UTF-16 units', () => {
    const emoji = '😀🐴🔋📎🌲🚲🎻🧊🪁🦊🍋🌙🪗🎲'
    expect(emoji).toHaveLength(28)
    expect(problemOf(emoji)).toBe('too-short')
    const letters = 'äxöqüzëkïvâtôw'
    expect(letters.normalize('NFD').length).toBeGreaterThan(15)
    expect(problemOf(letters.normalize('NFD'))).toBe('too-short')
    expect(problemOf(`${letters}ĵ`.normalize('NFD'))).toBeNull()
  })

  it.each([
    'manchesterunited',
    'Manchester United',
    'MANCHESTER-UNITED',
    'ｍａｎｃｈｅｓｔｅｒｕｎｉｔｅｄ',
    'stairway to heaven!',
    'passwordpassword',
    '123456789012345',
    'qwertyuiopasdfghjkl',
    '1qaz-2wsx-3edc-4rfv',
    'aaaaaaaaaaaaaaa',
  ])('is not one of the most common, in any case, width or spacing: %j', (password) => {
    expect(problemOf(password)).toBe('common')
  })

  it.each([
    'ada.okafor@acme.example',
    'ADA.OKAFOR@ACME.EXAMPLE1',
    'ada.okafor.ada.okafor',
    'adaokafor adaokafor',
    'Ada Okafor 12.05.1987',
    'OkaforAda2026!!',
    'acme.example.2026',
    'Sallyport-2026!',
    'sallyport sallyport',
    'Ada @ Sallyport 123',
  ])('is not an obvious guess for this account: %j', (password) => {
    expect(problemOf(password)).toBe('about-owner')
  })

  it('is not made from the platform’s name or from Sallyport’s', () => {
    const owner = { ...ADA, platform: 'Northwind Cloud' }
    for (const password of ['northwind cloud', 'Northwind-2026!!', 'Ada at Northwind', 'sallyport sallyport'])
      expect(findPasswordProblem(password, owner, COMMON_PASSWORDS), password).toBe('about-owner')
    expect(findPasswordProblem('Northwind-2026!!', ADA, COMMON_PASSWORDS)).toBeNull()
  })

  it('may contain a name with more than a date beside it', () => {
    expect(problemOf('ada keeps nine blue herons')).toBeNull()
    expect(problemOf('Ada Okafor 12345678')).toBe('about-owner')
    expect(problemOf('Ada Okafor 123456789')).toBeNull()
    expect(findPasswordProblem('ada.okafor@acme.example', null, COMMON_PASSWORDS)).toBeNull()
  })

  it('of an owner with a name of one letter is judged like any other', () => {
    expect(
      findPasswordProblem(
        'correct horse battery staple',
        {
          email: 'o@o.example',
          name: 'O',
          platform: 'Sallyport',
        },
        COMMON_PASSWORDS,
      ),
    ).toBeNull()
  })
})

describe('the reasons for a refusal', () => {
  it('are one sentence each, and none repeats the password', () => {
    for (const words of Object.values(PASSWORD_PROBLEMS)) expect(words).toMatch(/^Must .*[^.]$/)
  })
})

describe('the list of common passwords', () => {
  it('has a thousand, each refused, and in the form that is compared', () => {
    expect(COMMON_PASSWORDS.size).toBe(1000)
    expect([...COMMON_PASSWORDS].filter((word) => problemOf(word) !== 'common')).toEqual([])
    expect([...COMMON_PASSWORDS].filter((word) => /[\sA-Z\p{P}]/u.test(word))).toEqual([])
  })
})

describe('a normalised password', () => {
  it('is the same from every keyboard: composed or not, full or half width', () => {
    expect(normalisePassword('zoe\u0308 ｌｏｎｇ ｶﾞ')).toBe(normalisePassword('zo\u00eb long ガ'))
  })

  it('keeps case, outer spaces and every character of the longest one', () => {
    expect(normalisePassword(' Secret ')).toBe(' Secret ')
    // Five UTF-16 units for one character. No character takes more.
    const longest = '\u{1d6c2}\u0313\u0301\u0345'.repeat(256)
    expect([...normalisePassword(longest)]).toHaveLength(256)
    expect(findPasswordProblem(`${longest}x`, null, COMMON_PASSWORDS)).toBe('too-long')
  })

  it('of a megabyte is cut to one character more than the longest', () => {
    expect([...normalisePassword('x'.repeat(1_000_000))]).toHaveLength(257)
    expect([...normalisePassword('\ufdfa'.repeat(1_000_000))]).toHaveLength(257)
  })

  it('is the same when normalised again: what is compared is what is hashed', () => {
    for (const text of [
      '\ufdfa'.repeat(300),
      'e\u0301'.repeat(200),
      'plain',
      '\u{1d6c2}\u0313'.repeat(300),
    ]) {
      expect(normalisePassword(normalisePassword(text))).toBe(normalisePassword(text))
    }
  })
})
