import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeBase64url, encodeBase64url } from '../../src/core/base64url.ts'

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

describe('base64url', () => {
  // RFC 4648, section 10, in the alphabet of section 5, without padding.
  it.each([
    ['', ''],
    ['f', 'Zg'],
    ['fo', 'Zm8'],
    ['foo', 'Zm9v'],
    ['foob', 'Zm9vYg'],
    ['fooba', 'Zm9vYmE'],
    ['foobar', 'Zm9vYmFy'],
  ])('writes %j as RFC 4648 does: %j', (text, encoded) => {
    expect(encodeBase64url(new TextEncoder().encode(text))).toBe(encoded)
  })

  it('uses - and _ where base64 has + and /', () => {
    expect(encodeBase64url(Uint8Array.of(0xfb, 0xff, 0xbf))).toBe('-_-_')
  })

  it('decodes to the same bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
        expect(decodeBase64url(encodeBase64url(bytes))).toEqual(bytes)
      }),
      { seed: 12 },
    )
  })

  it('has one spelling for each value: what decodes encodes to itself', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...ALPHABET, '=', '+', '/', ' ') }), (text) => {
        const bytes = decodeBase64url(text)
        if (bytes) expect(encodeBase64url(bytes)).toBe(text)
      }),
      { numRuns: 2000, seed: 13 },
    )
  })

  it.each([
    'Zg==',
    'Zh',
    'Zm9=',
    'Zm8 ',
    ' Zm8',
    'Zm\n9v',
    'Zm9v\n',
    '+_',
    '-/',
    'A',
    'Zm9vY',
    'Z\u00e9',
    '\uff21A',
  ])('refuses %j', (text) => {
    expect(decodeBase64url(text)).toBeNull()
  })
})
