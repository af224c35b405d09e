import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isOddSpelling, loosened, readingsOf, withPlainSlashes } from '../../src/core/path-spelling.ts'

/** Returns the path as the gate sees it: the client's spelling after the URL parser. */
const pathOf = (spelling: string) => new URL(`https://acme.example${spelling}`).pathname

describe('a spelling', () => {
  it.each([
    ...['/', '/a', '/a/', '/a/b.c-d_e~f', '/.well-known/x', '/...', '/a..b', '/A'],
    ...[
      '/a%20b',
      '/a:b',
      '/a@b',
      '/@scope/name',
      '/a+b',
      '/a[0]',
      "/!$&'()*,=",
      '/a%40b%3A%2B%5B%5d',
      '/a|b^c',
    ],
    ...['/a/./b', '/a/../b', '/a/%2e%2e/b', '/a/%2E/b', '/a\\b', '/a b'],
  ])('that servers read in one way is ordinary: %s', (spelling) => {
    expect(isOddSpelling(pathOf(spelling))).toBe(false)
  })

  it.each([
    ...['/%61', '/a%2Db', '/a%2eb', '/a%7e', '/%5f', '/%30'],
    ...['/a%2fb', '/a%2Fb', '/a%5cb', '/a;b', '/a%3bb', '/a;', '//a', '/a//b', '/a//'],
    ...['/a%00', '/a%0a', '/a%1f', '/a%7f', '/caf%C3%A9', '/café', '/a%80', '/a%ff'],
    ...['/a%252fb', '/a%25', '/a%', '/a%2', '/a%zz', '/a%u002f', '/a%3fb', '/a%23b', '/a/..;/b', '/a/.%2e'],
    ...['/a/..%20/b', '/a/%20../b', '/a/.%20./b', '/a/.%20', '/%20.%20/b'],
  ])('that servers may read in two ways is odd: %s', (spelling) => {
    const pathname = pathOf(spelling)
    // The URL parser resolves `.%2e` itself.
    expect(isOddSpelling(pathname)).toBe(spelling !== '/a/.%2e')
  })

  it.each([
    ['/@scope%2fname', '/@scope/name'],
    ['/a%2Fb%2fc', '/a/b/c'],
    ['/a%2f', '/a/'],
  ])('that is odd only by its encoded slashes is plain without them: %s', (spelling, plain) => {
    expect(withPlainSlashes(spelling)).toBe(plain)
  })

  it.each(['/a/b', '/a%2f%2fb', '/%2fa', '/a%2f..%2fb', '/a%2f%61', '/a%252fb', '/a%2f;b', '/a%2f%C3%A9'])(
    'that is odd by more than that, or by nothing, has no plain form: %s',
    (spelling) => {
      expect(withPlainSlashes(spelling)).toBeNull()
    },
  )
})

describe('a path made loose', () => {
  it.each([
    ['/Admin/', '/admin'],
    ['/admin///', '/admin'],
    ['/admin%20', '/admin'],
    ['/admin.%20.', '/admin'],
    ['/admin./x%20/', '/admin/x'],
    ['/a.b%20c', '/a.b%20c'],
    ['/%20admin/%20/x', '/admin/x'],
    ['/admin::$DATA', '/admin'],
    ['/Admin%3A%24I30:$INDEX_ALLOCATION/x', '/admin/x'],
    ['/v1/things:batch', '/v1/things:batch'],
    ['/(S(lit3py55))/Admin', '/admin'],
    ['/admin/%28A(x)F(y)%29/x', '/admin/x'],
    ['/wiki/Go_(game)/(x)', '/wiki/go_(game)/(x)'],
    ['/...', '/'],
    ['/', '/'],
    ['//', '/'],
  ])('%s is %s', (path, loose) => {
    expect(loosened(path)).toBe(loose)
  })
})

describe('the readings of a spelling', () => {
  it.each([
    ['/%61dmin', '/admin'],
    ['/%2561dmin', '/admin'],
    ['/ADMIN%2f', '/admin'],
    ['/a%2f..%2fadmin', '/admin'],
    ['/a/..;/admin', '/admin'],
    ['/a/..%3bx/admin', '/admin'],
    ['/a;x=1/b', '/a/b'],
    ['/admin;a%2fb', '/admin'],
    ['/admin%00.png', '/admin'],
    ['/admin%3fx', '/admin'],
    ['/admin%23x', '/admin'],
    ['/admin%0ax', '/admin'],
    ['/ad%00min', '/admin'],
    ['//admin', '/admin'],
    ['//host/admin', '/admin'],
    ['/a%u002fb%2f..%2fadmin', '/admin'],
    ['/x%2fy/%252e%252e/admin', '/admin'],
    ['/a%c0%afb%2f..%2fadmin', '/admin'],
    ['/%5c/host%5cadmin', '/admin'],
    ['/a//../admin', '/admin'],
    ['/a//../admin', '/a/admin'],
    ['/a%5cadmin', '/a/admin'],
    ['/a%255c..%255cadmin', '/admin'],
    ['/%c0%aeadmin', '/.admin'],
    ['/a%c0%afadmin', '/a/admin'],
    ['/a%e0%80%afadmin', '/a/admin'],
    ['/a%ef%bc%8fadmin', '/a/admin'],
    ['/a%u002fadmin', '/a/admin'],
    ['/a%uff0fadmin', '/a/admin'],
    ['/%c5%bfecret', '/secret'],
    ['/%e2%84%aaey', '/key'],
    ['/a/..%20/admin', '/admin'],
    ['/a/%20.%20./admin', '/admin'],
    ['/%61dmin::$DATA', '/admin'],
  ])('%s has %s', (spelling, reading) => {
    expect(readingsOf(spelling)).toContain(reading)
  })

  const part = fc.constantFrom(
    ...['/', '//', '%2f', '%5c', ';', '..', '%2e', '%252e', 'a', 'B', '%41', '%00', '%c0%af', '%c5%bf'],
    ...['%3b', '%3f', '%u002f', '%25', '%uff0f', '%ef%bc%8f', 'x=1', '%0a'],
  )

  it('always have the spelling itself, in lower case', () => {
    fc.assert(
      fc.property(fc.array(part, { maxLength: 6 }), (parts) => {
        const pathname = pathOf(`/${parts.join('')}`)
        expect(readingsOf(pathname) ?? [loosened(pathname)]).toContain(loosened(pathname))
      }),
    )
  })

  it('are bounded for any path: beyond that it may be every path', () => {
    fc.assert(
      fc.property(fc.array(part, { maxLength: 60 }), fc.integer({ min: 1, max: 200 }), (parts, times) => {
        const readings = readingsOf(pathOf(`/${parts.join('')}`.repeat(times)))
        if (readings) expect(readings.length).toBeLessThanOrEqual(100)
        if (readings) expect(readings.join('').length).toBeLessThanOrEqual(32_768)
      }),
    )
  })

  it.each([
    ['nested encoding', `/${'%25'.repeat(5000)}2f`],
    ['parameters', '/..;/a'.repeat(2500)],
    ['escapes of everything', '/%5c%3b%00%2e%2f%25'.repeat(800)],
    ['slashes', '/'.repeat(16_000)],
  ])('of a long path with %s are few', (_, path) => {
    expect((readingsOf(path) ?? []).length).toBeLessThan(20)
  })
})
