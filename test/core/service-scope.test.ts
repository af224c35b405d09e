import { describe, expect, it } from 'vitest'
import type { Asked } from '../../src/core/rules.ts'
import { type ServiceScope, whyOutOfScope } from '../../src/core/service-scope.ts'

const SCOPE: ServiceScope = {
  paths: ['/api', '/hooks/build'],
  methods: ['GET', 'POST'],
  networks: ['192.0.2.1'],
}
const ASKED: Asked = { method: 'GET', pathname: '/api/users', ip: '192.0.2.1' }

const why = (asked: Partial<Asked>, scope: Partial<ServiceScope> = {}) =>
  whyOutOfScope({ ...SCOPE, ...scope }, { ...ASKED, ...asked })

describe('the scope of a service token', () => {
  it.each(['/api', '/api/', '/api/users', '/hooks/build', '/hooks/build/7'])(
    'has the path %s',
    (pathname) => {
      expect(why({ pathname })).toBeNull()
    },
  )

  it.each(['/api/..%20/x', '/api/%20.%20./x', '/api/.%20/x', '/api/a%2f..%20%2fx'])(
    'has not a path with dot segments that only Windows sees: %s',
    (pathname) => {
      expect(why({ pathname })).toBe('path')
    },
  )

  it.each(['/', '/apix', '/API/users', '/hooks', '/hooks/builds', '/x/api'])(
    'has not the path %s',
    (pathname) => {
      expect(why({ pathname })).toBe('path')
    },
  )

  it('of the path / has every path', () => {
    expect(why({ pathname: '/anything' }, { paths: ['/'] })).toBeNull()
  })

  it('has HEAD where it has GET, and no other method that it does not list', () => {
    expect(why({ method: 'HEAD' })).toBeNull()
    expect(why({ method: 'HEAD' }, { methods: ['POST'] })).toBe('method')
    for (const method of ['PUT', 'get', 'OPTIONS', 'PURGE']) expect(why({ method })).toBe('method')
  })

  it.each([
    ['/api/%61dmin', 'an encoded letter'],
    ['/api//users', 'an empty segment'],
    ['/api/..%2fadmin', 'an encoded slash behind dots'],
    ['/api;v=1/users', 'a parameter'],
    ['/x%2fapi', 'an encoded slash before the path'],
    ['/api%2fusers', 'an encoded slash in place of the one that ends the path'],
  ])('has not %s, which has %s', (pathname) => {
    expect(why({ pathname })).toBe('path')
  })

  it('has a path with an encoded slash, as npm asks for a package with a scope', () => {
    expect(why({ pathname: '/api/@acme%2fui' })).toBeNull()
  })

  it('has only addresses of its networks, and every address if it names none', () => {
    expect(why({ ip: '192.0.2.2' })).toBe('network')
    expect(why({ ip: '' })).toBe('network')
    expect(why({ ip: '192.0.2.2' }, { networks: null })).toBeNull()
    expect(why({ ip: '192.0.2.2' }, { networks: ['2001:db8::/32', '192.0.2.0/24'] })).toBeNull()
    expect(why({ ip: '::ffff:192.0.2.2' }, { networks: ['192.0.2.0/24'] })).toBeNull()
    expect(why({ ip: '192.0.2.1' }, { networks: ['::/0'] })).toBe('network')
    expect(why({}, { networks: ['damaged'] })).toBe('network')
  })

  it('names the path first, then the method, then the network', () => {
    expect(why({ pathname: '/x', method: 'PUT', ip: '::1' })).toBe('path')
    expect(why({ method: 'PUT', ip: '::1' })).toBe('method')
  })
})
