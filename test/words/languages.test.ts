import { describe, expect, it } from 'vitest'
import { isLanguage, LANGUAGE_CODES } from '../../src/core/language.ts'
import { loadWords } from '../../src/words/languages.ts'
import { negotiateLanguage } from '../../src/words/negotiation.ts'

describe('Accept-Language', () => {
  it.each([
    [null, 'en'],
    ['', 'en'],
    ['de', 'de'],
    ['DE', 'de'],
    ['de-AT', 'de'],
    ['de-Latn-DE-1996', 'de'],
    ['de-AT,de;q=0.9,en;q=0.8', 'de'],
    ['en-GB,en;q=0.9,de;q=0.8', 'en'],
    ['en;q=0.5, de;q=0.6', 'de'],
    ['en; q=0.5 ,\tde ; q=0.501', 'de'],
    ['en;q=0.5,de;q=0.5', 'en'],
    ['de;q=0.5,en;q=0.5', 'de'],
    ['nl-NL,nl;q=0.9,de;q=0.2', 'de'],
    ['nl', 'en'],
    ['*', 'en'],
    ['*,de;q=0.1', 'de'],
    ['de;q=0', 'en'],
    ['de;q=0.000,en;q=0.1', 'en'],
    ['den', 'en'],
    ['d', 'en'],
    ['de-', 'en'],
    ['de;q=2', 'en'],
    ['de;q=1.001', 'en'],
    ['de;q=-1', 'en'],
    ['de;q=0.1234', 'en'],
    ['de;q=', 'en'],
    ['de;q=NaN', 'en'],
    ['de;q=1e3', 'en'],
    ['de;level=1', 'en'],
    ['de\u00a0', 'en'],
    ['__proto__,constructor,toString', 'en'],
    [',,,;,;q=1,de', 'de'],
    [`${'xx,'.repeat(165)}fr,de;q=0.1`, 'en'],
  ])('%j gives %s', (header, language) => {
    expect(negotiateLanguage(header)).toBe(language)
  })

  it.each([
    ['letters', 'd'.repeat(10_000)],
    ['subtags', `de${'-a'.repeat(5000)}`],
    ['spaces', `nl${' '.repeat(10_000)};q=1`],
    ['commas', ','.repeat(10_000)],
    ['unknown tags', 'xx-yy;q=0.9,'.repeat(5000)],
    ['digits of a weight', `de;q=0.${'0'.repeat(10_000)}`],
  ])('with endless %s costs almost nothing and gives English', (_, header) => {
    for (let round = 0; round < 1000; round++) expect(negotiateLanguage(`${header},de`)).toBe('en')
  })
})

describe('languages', () => {
  it('are exactly those with a name', () => {
    for (const language of LANGUAGE_CODES) expect(isLanguage(language)).toBe(true)
    for (const text of ['', 'EN', 'xx', 'toString', '__proto__']) expect(isLanguage(text)).toBe(false)
  })

  it.each(LANGUAGE_CODES)('%s has words that name their own language', async (language) => {
    expect((await loadWords(language)).code).toBe(language)
  })
})
