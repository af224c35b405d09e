import { describe, expect, it } from 'vitest'
import { type AskedOfService, type ServiceScope, whyOutOfScope } from '../../src/core/service-scope.ts'

const SCOPE: ServiceScope = {
  paths: ['/api', '/hooks/build'],
  methods: ['GET', 'POST'],
  networks: ['192.0.2.1'],
}
const ASKED: AskedOfService = { method: 'GET', pathname: '/api/users', ip: '192.0.2.1' }

const why = (asked: Partial<AskedOfService>, scope: Partial<ServiceScope> = {}) =>
  whyOutOfScope({ ...SCOPE, ...scope }, { ...ASKED, ...asked })

describe('the scope of a service token', () => {
  it.each(['/api', '/api/', '/api/users', '/hooks/build', '/hooks/build/7'])(
    'has the path %s',
    (pathname) => {
      expect(why({ pathname })).toBeNull()
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

  it('has only addresses of its networks, and every address if it names none', () => {
    expect(why({ ip: '192.0.2.2' })).toBe('network')
    expect(why({ ip: '' })).toBe('network')
    expect(why({ ip: '192.0.2.2' }, { networks: null })).toBeNull()
  })

  it('names the path first, then the method, then the network', () => {
    expect(why({ pathname: '/x', method: 'PUT', ip: '::1' })).toBe('path')
    expect(why({ method: 'PUT', ip: '::1' })).toBe('method')
  })
})
