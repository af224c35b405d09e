import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cleanName, nameFromClaims } from '../../src/core/clean-name.ts'
import { parseName } from '../../src/core/name.ts'

const FAMILY = '👨\u200d👩\u200d👧'

describe('a name from outside', () => {
  it.each([
    ['Ada Okafor', 'Ada Okafor'],
    ['  Ada \t\n Okafor ', 'Ada Okafor'],
    ['Ada\u0000Okafor', 'Ada Okafor'],
    ['Ada\u2028Okafor', 'Ada Okafor'],
    ['\u202eAda\u202c \u2066Okafor\u2069', 'Ada Okafor'],
    ['A\u200bda\ufeff', 'Ada'],
    ['a\ud800b', 'ab'],
    ['می\u200cنا', 'می\u200cنا'],
    [FAMILY, FAMILY],
    ['\u200dAda\u200d\u200d', 'Ada'],
    [`Z${'\u0351\u0489'.repeat(40)}algo`, `Z${'\u0351\u0489'.repeat(2)}algo`],
    ['x\u0316\u0317\u0318y', 'x\u0316\u0317y'],
    ['x'.repeat(5000), 'x'.repeat(100)],
    [`${'x'.repeat(99)}e\u0316\u0317`, 'x'.repeat(99)],
    [`${'x'.repeat(95)}${FAMILY}`, 'x'.repeat(95)],
    [`${'x'.repeat(90)}${FAMILY}${FAMILY}`, `${'x'.repeat(90)}${FAMILY}`],
    ['Ada \u202e'.repeat(200), 'Ada '.repeat(25).trim()],
    ['\u202e\u2066', null],
    ['...', null],
    ['', null],
  ])('%j becomes %j', (text, name) => {
    expect(cleanName(text)).toBe(name)
  })

  it('becomes a valid name or none', () => {
    const unit = fc.constantFrom(
      ...'a ก0:\u0301\u0316\u0e48\u094d\u200c\u200d\ufe0f\u2800\u3164\u202e\n\u0000',
      ...['\u{1f469}', '\u{1f3fd}', '葛', '\ud800'],
    )
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 300 }), (text) => {
        const name = cleanName(text)
        if (name !== null) expect(parseName(name)).toBe(name)
      }),
    )
  })

  it('that is already a valid name stays the same', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) => {
        const name = parseName(text)
        if (name !== null && !/\s\s|[^\S ]/.test(name)) expect(cleanName(text)).toBe(name)
      }),
    )
  })

  it('is cleaned quickly, however long it is', () => {
    const began = performance.now()
    for (const unit of ['\u0301', '\u200d', 'a\u0316\u0317', '\u{1f469}\u200d', ' ', '\u202e']) {
      cleanName(unit.repeat(200_000))
    }
    expect(performance.now() - began).toBeLessThan(1000)
  })
})

describe('a name in claims', () => {
  it.each([
    [{ name: 'Ada Okafor', given_name: 'A.' }, 'Ada Okafor'],
    [{ given_name: 'Ada', family_name: 'Okafor' }, 'Ada Okafor'],
    [{ name: '\u202e', given_name: 'Ada', family_name: 'Okafor' }, 'Ada Okafor'],
    [{ name: 7, family_name: 'Okafor' }, 'Okafor'],
    [{ given_name: ['Ada'], family_name: null }, null],
    [{}, null],
  ])('%j is %j', (claims, name) => {
    expect(nameFromClaims(claims)).toBe(name)
  })
})
