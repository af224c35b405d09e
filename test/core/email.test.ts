import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { keyPrefixOf, parseEmail } from '../../src/core/email.ts'

const keyOf = (text: string) => parseEmail(text)?.key

describe('two spellings of an address', () => {
  it.each([
    ['case', 'Ada@Acme.Example', 'ada@acme.example'],
    ['outer spaces', '  ada@acme.example\t\n', 'ada@acme.example'],
    ['Unicode form', 'zoe\u0308@acme.example', 'zo\u00eb@acme.example'],
    ['Unicode form and case', 'ZOE\u0308@acme.example', 'zo\u00eb@acme.example'],
    ['a letter with a canonical twin', '\u212aurt@acme.example', 'kurt@acme.example'],
    ['the ASCII form of the domain', 'ada@b\u00fccher.example', 'ada@xn--bcher-kva.example'],
    ['case beyond ASCII in the domain', 'ada@B\u00dcCHER.example', 'ada@b\u00fccher.example'],
    ['a final sigma', 'οδος@acme.example', 'οδοσ@acme.example'],
    ['a final sigma and case', 'ΟΔΟΣ@acme.example', 'οδοσ@acme.example'],
    ['a sigma that case makes final', 'ΟΔΟΣ.Σ@acme.example', 'οδοσ.σ@acme.example'],
    ['the capital sharp s', 'STRAẞE@acme.example', 'straße@acme.example'],
  ])('that differ by %s are one account', (_, a, b) => {
    expect(keyOf(a)).toBeDefined()
    expect(keyOf(a)).toBe(keyOf(b))
  })

  it('are one account in any mixture of cases and outer spaces', () => {
    const local = fc.stringMatching(/^[a-z0-9]([a-z0-9+_-]{0,20}[a-z0-9])?$/)
    fc.assert(
      fc.property(local, fc.array(fc.boolean(), { minLength: 64, maxLength: 64 }), (name, upper) => {
        const plain = `${name}@acme.example`
        const mixed = [...plain].map((char, i) => (upper[i] ? char.toUpperCase() : char)).join('')
        expect(keyOf(` ${mixed} `)).toBe(plain)
      }),
      { seed: 4 },
    )
  })

  it.each([
    ['a ligature that only looks alike', '\ufb01ona@acme.example', 'fiona@acme.example'],
    ['full-width letters', '\uff41da@acme.example', 'ada@acme.example'],
    ['a Cyrillic letter', '\u0430da@acme.example', 'ada@acme.example'],
    ['a tag', 'ada+x@acme.example', 'ada@acme.example'],
    ['dots, which only some providers ignore', 'a.da@acme.example', 'ada@acme.example'],
    ['a sharp s', 'straße@acme.example', 'strasse@acme.example'],
    ['a dotless i', 'ılgaz@acme.example', 'ilgaz@acme.example'],
    ['a dotted capital I', 'İlgaz@acme.example', 'ilgaz@acme.example'],
    ['a long s', 'ſam@acme.example', 'sam@acme.example'],
    ['a micro sign and a Greek mu', '\u00b5@acme.example', '\u03bc@acme.example'],
    ['a final sigma in the domain, which DNS tells apart', 'ada@οδος.example', 'ada@οδοσ.example'],
    ['an accent', 'zo\u00eb@acme.example', 'zoe@acme.example'],
  ])('that differ by %s are two', (_, a, b) => {
    expect(keyOf(a)).toBeDefined()
    expect(keyOf(a)).not.toBe(keyOf(b))
  })

  it('have a key that is its own key', () => {
    for (const text of [
      'Zoe\u0308@B\u00fccher.Example',
      'ADA@acme.example',
      'ΟΔΟΣ@acme.example',
      'İ@acme.example',
    ]) {
      const key = keyOf(text)
      expect(key && keyOf(key)).toBe(key)
    }
  })
})

describe('an address', () => {
  it('is shown as it was written, without outer spaces', () => {
    expect(parseEmail(' Ada.Okafor@Acme.Example ')?.address).toBe('Ada.Okafor@Acme.Example')
  })

  it.each([
    '',
    'ada',
    '@acme.example',
    'ada@',
    'ada@acme',
    'ada@@acme.example',
    'ada@acme.example@evil.example',
    'a da@acme.example',
    'ada@acme .example',
    'ada@acme.example, eve@evil.example',
    'Ada <ada@acme.example>',
    '"ada"@acme.example',
    'ada\u0000@acme.example',
    'ada\r\nBcc:eve@evil.example',
    '.ada@acme.example',
    'ada.@acme.example',
    'a..da@acme.example',
    'ada@acme.example/x',
    'ada@acme.example?x',
    'ada@acme.example#x',
    'ada@%61cme.example',
    'ada@acme..example',
    'ada@[127.0.0.1]',
    'ad\u202ea@acme.example',
    'ad\u200ba@acme.example',
    `${'a'.repeat(65)}@acme.example`,
    `ada@${'a.'.repeat(124)}example`,
  ])('is not %j', (text) => {
    expect(parseEmail(text)).toBeNull()
  })
})

describe('the beginning of an address', () => {
  it.each([
    [' Ada', 'ada'],
    ['Ada@Acme.Example', 'ada@acme.example'],
    ['ΟΔΟΣ', 'οδοσ'],
    ['e\u0301', '\u00e9'],
    ['', ''],
    ['100%_', '100%_'],
    ['x'.repeat(255), null],
  ])('%j finds the keys that begin with %j', (text, prefix) => {
    expect(keyPrefixOf(text)).toBe(prefix)
  })
})
