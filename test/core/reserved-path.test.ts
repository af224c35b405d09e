import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isReservedPath } from '../../src/core/reserved-path.ts'

/** Returns the path as the gate sees it: the client's spelling after the URL parser. */
const pathOf = (spelling: string) => new URL(spelling, 'https://acme.example.com').pathname

describe('the reserved path', () => {
  it.each([
    '/.sallyport',
    '/..sallyport',
    '/%c0%aesallyport/',
    '/%ef%bc%8esallyport/',
    '/%u002esallyport/',
    '/.sally%09port/',
    '/.sally%c2%adport/',
    '/.sallyport/',
    '/.sallyport/enter?code=x',
    '/.SallyPort/enter',
    '//.sallyport/enter',
    '//host/.sallyport/enter',
    '/%5c%5chost%5c.sallyport/enter',
    '/./.sallyport/enter',
    '/x/../.sallyport/enter',
    '/\\.sallyport\\enter',
    '/%2esallyport/enter',
    '/%2Esallyport/enter',
    '/.s%61llyport/enter',
    '/%252esallyport/enter',
    '/%25252esallyport/enter',
    '/%2f.sallyport/enter',
    '/%5c.sallyport/enter',
    '/x%2f..%2f.sallyport/enter',
    '/x/..%5c.sallyport/enter',
    '/x/%252e%252e/.sallyport/enter',
    '/.sallyport;v=1/enter',
    '/.sallyport%3bv=1/enter',
    '/..;/.sallyport/enter',
    '/.sallyport%00/enter',
    '/.sallyport%20/enter',
    '/x/..%20/.sallyport/enter',
    '/x/.%20./.sallyport',
    '/x/.%09./%2esallyport',
    '/x/%c0%ae%c0%ae/.sallyport',
    '/x/%ef%bc%8e%ef%bc%8e/.sallyport',
    '/%20/.sallyport',
    '/.sallyport.html',
    '/.sallyport%2fenter',
  ])('is recognised as %s', (spelling) => {
    const url = new URL(`https://acme.example.com${spelling}`)
    expect(isReservedPath(url.pathname)).toBe(true)
  })

  it('is recognised in any encoding and case, after any slashes and dot segments', () => {
    const spellings = fc
      .tuple(
        fc.array(segmentThatVanishes, { maxLength: 3 }),
        separator,
        fc.array(spelledChar, manySpellings),
        separator,
      )
      .map(([before, slash, chars, end]) => {
        const name = [...'.sallyport'].map((char, i) => spell(char, chars[i])).join('')
        return `/${before.join('')}${slash}${name}${end}enter`
      })
    fc.assert(
      fc.property(spellings, (path) => {
        expect(isReservedPath(path)).toBe(true)
        expect(isReservedPath(pathOf(`https://acme.example.com${path}`))).toBe(true)
      }),
      { numRuns: 3000, seed: 6 },
    )
  })

  it('is not decoded for ever: nine layers of encoding count as reserved', () => {
    expect(isReservedPath(`/${encodedTimes('x', 9)}`)).toBe(true)
  })
})

describe('the paths of the origin', () => {
  it.each([
    '/',
    '/sallyport/enter',
    '/reports/.sallyport/enter',
    '/reports/%2esallyport',
    '/x.sallyport/',
    '/.sally/port',
    '/.well-known/openid-configuration',
    '/files/100%25',
    '/files/%zz/%',
    '/caf%C3%A9/%F0%9F%98%80',
    '/reports%20/.sallyport',
    '/reports/%20/%c0%ae',
    '/search/a%2fb%252fc',
    '/.sallyport/../reports',
    '/%2e%2e/%2e%2e/reports',
  ])('are left alone: %s', (spelling) => {
    expect(isReservedPath(pathOf(`https://acme.example.com${spelling}`))).toBe(false)
  })

  it('are left alone if they cannot contain the reserved name, and nothing throws', () => {
    const path = fc.string({ unit: fc.constantFrom(...'abc/%2541.;\\~') }).map((text) => `/${text}`)
    fc.assert(
      fc.property(path, (text) => {
        expect(isReservedPath(text)).toBe(false)
      }),
      { numRuns: 2000, seed: 7 },
    )
  })
})

interface Spelling {
  readonly isUpper: boolean
  readonly encodings: number
}

const manySpellings = { minLength: 10, maxLength: 10 }
const spelledChar: fc.Arbitrary<Spelling> = fc.record({
  isUpper: fc.boolean(),
  encodings: fc.integer({ min: 0, max: 12 }),
})
const separator = fc.constantFrom('/', '//', '\\', '/./', '%2f', '%5C', '%252f', '/%2e/', ';x=1/', '%3b/')
const segmentThatVanishes = fc.constantFrom(
  '',
  '/',
  './',
  '%2e/',
  'x/../',
  'x/%2e%2e/',
  'x%2f..%2f',
  'x/..;p/',
  '\\',
)

function spell(char: string, spelling: Spelling | undefined): string {
  const cased = spelling?.isUpper ? char.toUpperCase() : char
  return encodedTimes(cased, spelling?.encodings ?? 0)
}

function encodedTimes(char: string, times: number): string {
  if (times === 0) return char
  const hex = char.charCodeAt(0).toString(16)
  return `%${'25'.repeat(times - 1)}${hex}`
}
