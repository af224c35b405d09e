import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseChallenges } from '../../src/core/www-authenticate.ts'

const parsed = (header: string) =>
  parseChallenges(header).map(({ scheme, params }) => [scheme, Object.fromEntries(params)])

describe('parseChallenges', () => {
  it.each<readonly [string, string, readonly unknown[]]>([
    [
      'the example of RFC 9110, section 11.6.1',
      'Basic realm="simple", Newauth realm="apps", type=1, title="Login to \\"apps\\""',
      [
        ['basic', { realm: 'simple' }],
        ['newauth', { realm: 'apps', type: '1', title: 'Login to "apps"' }],
      ],
    ],
    ['a scheme alone', 'Negotiate', [['negotiate', {}]]],
    [
      'a token68',
      'Negotiate abc/+~._-==, Basic',
      [
        ['negotiate', {}],
        ['basic', {}],
      ],
    ],
    [
      'commas and schemes in a quoted string',
      'A x="a, Bearer b=c", y=z',
      [['a', { x: 'a, Bearer b=c', y: 'z' }]],
    ],
    ['an escaped backslash before the end', 'A x="\\\\", y="\\a"', [['a', { x: '\\', y: 'a' }]]],
    ['an empty string', 'A x=""', [['a', { x: '' }]]],
    ['white space around "="', 'A x \t= "1",y= 2', [['a', { x: '1', y: '2' }]]],
    [
      'empty elements',
      ',, A ,,x=1, ,\tB,',
      [
        ['a', { x: '1' }],
        ['b', {}],
      ],
    ],
    ['names and schemes in any case', 'BEARER Error=X', [['bearer', { error: 'X' }]]],
    ['a parameter named like a scheme', 'A Bearer=1, Basic = 2', [['a', { bearer: '1', basic: '2' }]]],
    ['nothing', '', []],
  ])('reads %s', (_, header, expected) => {
    expect(parsed(header)).toEqual(expected)
  })

  it.each([
    ['a repeated parameter', 'A x=1, X=2'],
    ['a value that is not quoted', 'A x=1 2'],
    ['a parameter without a value', 'A x=1, y='],
    ['two equals signs', 'A x==1'],
    ['an unescaped quote', 'A x="a"b"'],
    ['text after a quoted string', 'A x="1" y'],
    ['a string without an end', 'A x="1'],
    ['a string that ends with an escape', 'A x="1\\"'],
    ['a scheme that is not a token', 'A x=1, "b'],
  ])('leaves out a challenge with %s', (_, header) => {
    expect(parsed(header)).toEqual([])
  })

  it('keeps the challenges beside a malformed one', () => {
    expect(parsed('A x=1, Digest realm=not quoted, nonce="1", B y=2')).toEqual([
      ['a', { x: '1' }],
      ['b', { y: '2' }],
    ])
  })

  it('ignores parameters before the first scheme', () => {
    expect(parsed('x=1, "2", A y=1')).toEqual([['a', { y: '1' }]])
  })

  const tokens = fc.stringMatching(/^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,8}$/)
  const texts = fc.string({ unit: fc.constantFrom('"', '\\', ',', '=', ' ', '\t', 'a', 'é'), maxLength: 12 })
  const challenges = fc.array(
    fc.tuple(
      tokens,
      fc.uniqueArray(fc.tuple(tokens, texts), { selector: ([name]) => name.toLowerCase(), maxLength: 4 }),
    ),
    { maxLength: 4 },
  )
  const quote = (text: string) => `"${text.replaceAll(/["\\]/g, '\\$&')}"`

  it('reads whatever was written by the grammar', () => {
    fc.assert(
      fc.property(challenges, (written) => {
        const header = written
          .map(
            ([scheme, params]) =>
              `${scheme} ${params.map(([name, text]) => `${name}=${quote(text)}`).join(', ')}`,
          )
          .join(', ')
        expect(parsed(header)).toEqual(
          written.map(([scheme, params]) => [
            scheme.toLowerCase(),
            Object.fromEntries(params.map(([name, text]) => [name.toLowerCase(), text])),
          ]),
        )
      }),
    )
  })

  it('throws for no text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), texts, (any, likely) => {
        parseChallenges(any)
        parseChallenges(`Bearer ${likely}`)
      }),
    )
  })

  // A parser that reads a run again from each of its characters would take minutes.
  it.each([',', '"', '\\', '"\\', 'a ', ' ', 'a=', 'a=",', 'a', '=', 'a,', 'a b,', '"a" '])(
    'reads a megabyte of %j at once',
    (unit) => {
      const long = unit.repeat(1_000_000 / unit.length)
      for (const header of [long, `Bearer ${long}`, `Bearer x="${long}`, `Bearer x="${long}"`])
        parseChallenges(header)
    },
  )
})
