import { describe, expect, it } from 'vitest'
import { readingsOf } from '../../src/core/path-spelling.ts'
import { type Asked, matchRules, prepareRules, type Rule } from '../../src/core/rules.ts'
import { asked, CORS, forServices, open, rule, strict } from '../support/rules.ts'

const match = (rules: readonly Rule[], pathname: string, change: Partial<Asked> = {}) => {
  const { rule: first, access, demands, cors } = matchRules(prepareRules(rules), asked(pathname, change))
  return { rule: first?.id ?? null, access, demands: demands.map(({ id }) => id), cors }
}
const access = (rules: readonly Rule[], pathname: string, change: Partial<Asked> = {}) =>
  match(rules, pathname, change).access
const demands = (rules: readonly Rule[], pathname: string, change: Partial<Asked> = {}) =>
  match(rules, pathname, change).demands

describe('the first rule that matches decides', () => {
  const RULES = [
    open('a', '/x', { methods: ['POST'] }),
    forServices('b', '/x'),
    rule('c', '/x/y'),
    open('d', '/'),
  ]

  it.each([
    ['POST', '/x', 'a', 'public'],
    ['GET', '/x', 'b', 'service'],
    ['GET', '/x/y', 'b', 'service'],
    ['GET', '/z', 'd', 'public'],
  ] as const)('for %s %s: %s', (method, path, id, given) => {
    expect(match(RULES, path, { method })).toMatchObject({ rule: id, access: given, demands: [] })
  })

  it.each([[[]], [[open('a', '/x')]]])('and where none matches, only members get in', (rules) => {
    expect(match(rules, '/')).toEqual({ rule: null, access: 'member', demands: [], cors: null })
  })

  it('with its demands and its CORS, and with no others', () => {
    const rules = [strict('a', '/x', { cors: CORS }), strict('b', '/')]
    expect(match(rules, '/x')).toEqual({ rule: 'a', access: 'member', demands: ['a'], cors: CORS })
    expect(match(rules, '/y')).toEqual({ rule: 'b', access: 'member', demands: ['b'], cors: null })
  })
})

describe('a path', () => {
  it.each([
    ['prefix', '/api', '/api', 'public'],
    ['prefix', '/api', '/api/', 'public'],
    ['prefix', '/api', '/api/x', 'public'],
    ['prefix', '/api', '/apix', 'member'],
    ['prefix', '/api', '/', 'member'],
    ['prefix', '/', '/', 'public'],
    ['prefix', '/', '/anything/else', 'public'],
    ['exact', '/api', '/api', 'public'],
    ['exact', '/api', '/api/', 'member'],
    ['exact', '/api', '/api/x', 'member'],
    ['exact', '/', '/', 'public'],
    ['exact', '/', '/x', 'member'],
  ] as const)('by %s %s opens %s to %s', (how, path, pathname, given) => {
    expect(access([open('a', path, { match: how })], pathname)).toBe(given)
    expect(access([forServices('a', path, { match: how })], pathname)).toBe(
      given === 'public' ? 'service' : 'member',
    )
  })

  it.each(['/API', '/Api/x'])('in another case is not opened: %s', (pathname) => {
    expect(access([open('a', '/api')], pathname)).toBe('member')
    expect(access([forServices('a', '/api')], pathname)).toBe('member')
  })

  it.each([
    ['exact', ['/admin', '/ADMIN', '/admin/', '/Admin/', '/admin%20', '/admin.']],
    ['prefix', ['/admin', '/ADMIN/x', '/admin/', '/aDMIN/X/']],
  ] as const)('by %s is guarded in any case, with and without a slash at the end', (how, paths) => {
    for (const pathname of paths)
      expect(demands([strict('a', '/admin', { match: how })], pathname)).toEqual(['a'])
  })

  it.each([
    '/admin.',
    '/admin%20',
    '/%20admin/x',
    '/ADMIN.%20./x',
    '/admin::$DATA',
    '/admin%3a$I30:x/y',
    '/(S(x))/admin',
  ])('is guarded as Windows and ASP.NET read it, too: %s', (pathname) => {
    const rules = [strict('a', '/admin'), open('b', '/')]
    expect(match(rules, pathname)).toMatchObject({ access: 'member', demands: ['a'] })
    expect(access(rules, '/admin.css')).toBe('public')
    expect(access(rules, '/admin:batch')).toBe('public')
  })

  it('with a dot at its end is guarded in another case', () => {
    expect(demands([strict('a', '/v1.'), open('b', '/')], '/V1./x')).toEqual(['a'])
  })

  it('with dot segments that only Windows sees is not opened', () => {
    expect(access([open('a', '/x')], '/x/..%20/admin')).toBe('member')
    expect(demands([open('a', '/x'), strict('b', '/admin')], '/x/..%20/admin')).toEqual(['b'])
  })

  it('with harmless escapes is ordinary', () => {
    for (const path of ['/api/%20', '/api/a:b@c+d[0]', '/api/%40x']) {
      expect(access([open('a', '/api')], path)).toBe('public')
    }
  })
})

describe('methods', () => {
  it.each([
    [['GET'], 'GET', 'public'],
    [['GET'], 'HEAD', 'public'],
    [['HEAD'], 'HEAD', 'public'],
    [['HEAD'], 'GET', 'member'],
    [['POST'], 'GET', 'member'],
    [['POST', 'PUT'], 'PUT', 'public'],
    [['PATCH'], 'patch', 'member'],
    [['GET'], 'OPTIONS', 'member'],
    [null, 'DELETE', 'public'],
  ] as const)('%j open %s to %s', (methods, method, given) => {
    expect(access([open('a', '/')], '/x', { method })).toBe('public')
    expect(access([open('a', '/', { methods })], '/x', { method })).toBe(given)
  })

  it('are guarded in any case, because some origins take patch for PATCH', () => {
    const rules = [strict('a', '/x', { methods: ['PATCH'] }), open('b', '/')]
    expect(match(rules, '/x', { method: 'patch' })).toMatchObject({ access: 'member', demands: ['a'] })
    const exempt = [rule('a', '/x', { methods: ['PATCH'] }), strict('b', '/')]
    expect(demands(exempt, '/x', { method: 'patch' })).toEqual(['b'])
  })
})

describe('networks', () => {
  const RULES = [open('a', '/x', { networks: ['192.0.2.0/24', '2001:db8::/32'] }), strict('b', '/')]

  it.each([
    ['192.0.2.9', 'public'],
    ['::ffff:192.0.2.9', 'public'],
    ['2001:db8::1', 'public'],
    ['198.51.100.1', 'member'],
    ['2001:db9::1', 'member'],
    ['', 'member'],
    ['unknown', 'member'],
  ])('from %j the path is open to %s', (ip, given) => {
    expect(access(RULES, '/x', { ip })).toBe(given)
  })

  it('of a rule that does not match leave the request to the next rule', () => {
    expect(match(RULES, '/x', { ip: '198.51.100.1' })).toMatchObject({ rule: 'b', demands: ['b'] })
  })

  it('that can’t be read stop all rules, instead of dropping one', () => {
    expect(() => prepareRules([open('a', '/x', { networks: ['10.1.2.3/8'] })])).toThrow()
  })
})

// The row of odd spellings.
describe('an odd spelling', () => {
  const ODD = [
    ...['/%61pi', '/api/%2e', '/api//x', '//api', '/api;v=1', '/api/%5cx', '/api/%00', '/api/caf%C3%A9'],
    ...['/api/%zz', '/api/%', '/api/%252f', '/api/%3bx', '/api/a%2fb'],
  ]

  it.each(ODD)('matches no public rule: %s', (pathname) => {
    expect(access([open('a', '/', { cors: CORS })], pathname)).toBe('member')
    expect(match([rule('a', '/', { cors: CORS })], pathname).cors).toBeNull()
  })

  it.each(ODD.slice(0, -1))('matches no service rule: %s', (pathname) => {
    expect(access([forServices('a', '/')], pathname)).toBe('member')
  })

  it.each([
    ...['/%61dmin', '/%2561dmin', '//admin', '/x%2f..%2fadmin', '/x/..;/admin', '/admin;x', '/admin%2fx'],
    ...['/admin%00', '/admin%5cx', '/%41DMIN', '/x/%252e%252e/admin', '/admin%3f', '/admin/%C3%A9'],
  ])('meets every demand that any reading of it meets: %s', (pathname) => {
    const guards = [
      strict('require', '/admin'),
      rule('roles', '/admin', { roles: ['owner'] }),
      rule('networks', '/admin', { networks: ['192.0.2.0/24'] }),
    ]
    for (const guard of guards) {
      const rules = [open('x', '/x'), guard, open('all', '/')]
      expect(match(rules, pathname)).toMatchObject({ rule: guard.id, access: 'member' })
    }
    expect(demands([strict('a', '/admin'), strict('b', '/'), rule('c', '/')], pathname)).toEqual(['a', 'b'])
  })

  it('ends no search: an exempted path exempts no spelling of it', () => {
    const rules = [rule('exempt', '/app/open'), strict('app', '/app')]
    expect(demands(rules, '/app/open')).toEqual([])
    for (const path of ['/app/%6fpen', '/app//open', '/app/OPEN', '/app/open;x', '/app/x%2f..%2fopen']) {
      expect(demands(rules, path)).toEqual(['app'])
    }
  })

  it('of a path that a plain member rule closes is not opened by a later rule', () => {
    const rules = [rule('closed', '/api/private'), open('api', '/api')]
    for (const path of ['/api/private', '/api/PRIVATE', '/api/%70rivate', '/api/x%2f..%2fprivate']) {
      expect(access(rules, path)).toBe('member')
    }
    const services = [rule('closed', '/api/private'), forServices('api', '/api')]
    for (const path of ['/api/PRIVATE/', '/api%2fprivate', '/api/private%2fx']) {
      expect(access(services, path)).toBe('member')
    }
  })

  it('that has too many readings may be any path', () => {
    const path = '/a%252f..;x%2fB//%c5%bf;y%00z/%5c%2e%2e;w/%253b//x%3fq'
    expect(readingsOf(path)).toBeNull()
    expect(demands([strict('a', '/somewhere', { match: 'exact' })], path)).toEqual(['a'])
  })
})

describe('an encoded slash alone', () => {
  const NPM = '/@scope%2fname'

  it('matches a service rule that both readings match, and never a public one', () => {
    expect(match([forServices('a', '/', { cors: CORS })], NPM)).toMatchObject({
      rule: 'a',
      access: 'service',
    })
    expect(access([open('a', '/')], NPM)).toBe('member')
    expect(access([forServices('a', '/npm')], '/npm/@scope%2Fname')).toBe('service')
  })

  it.each([
    '/npm%2fname',
    '/%2fnpm/name',
    '/npm/a%2f%2e',
    '/npm/a%2f%2fb',
    '/npm/a%252fb',
    '/npm/a%2f..%2f..%2fb',
  ])('matches no service rule if the readings differ or more is odd: %s', (pathname) => {
    expect(access([forServices('a', '/npm')], pathname)).toBe('member')
  })

  it('can’t pass a guard before the service rule', () => {
    const rules = [strict('guard', '/@scope/secret'), forServices('a', '/')]
    expect(match(rules, '/@scope%2fsecret')).toMatchObject({ access: 'member', demands: ['guard'] })
    expect(access(rules, '/@scope%2fname')).toBe('service')
  })
})
