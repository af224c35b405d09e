import { describe, expect, it } from 'vitest'
import { preflightHeaders, refusalHeaders } from '../../src/core/cors.ts'
import { CORS } from '../support/rules.ts'

const APP = 'https://app.example'
const ANY = { ...CORS, origins: ['*'] }

describe('the answer to a preflight', () => {
  it('allows a listed origin what is listed', () => {
    expect(preflightHeaders(CORS, APP)).toEqual({
      'access-control-allow-origin': APP,
      'access-control-allow-methods': 'GET, PUT',
      'access-control-allow-headers': 'Content-Type',
      'access-control-max-age': '600',
      vary: 'Origin',
    })
  })

  it.each(['https://app.example.evil', 'http://app.example', 'https://APP.example', 'null', ''])(
    'allows another origin nothing: %j',
    (origin) => {
      expect(preflightHeaders(CORS, origin)).toEqual({ vary: 'Origin' })
    },
  )

  it('does not name what was not listed', () => {
    const bare = { ...CORS, methods: [], headers: [], maxAge: null }
    expect(preflightHeaders(bare, APP)).toEqual({ 'access-control-allow-origin': APP, vary: 'Origin' })
  })

  it('allows credentials only if the rule does', () => {
    const headers = preflightHeaders({ ...CORS, credentials: true }, APP)
    expect(headers['access-control-allow-credentials']).toBe('true')
  })

  it('allows every origin where the rule says so, and then never with credentials', () => {
    expect(preflightHeaders(ANY, 'https://any.example')['access-control-allow-origin']).toBe('*')
    const broken = { ...ANY, credentials: true }
    expect(preflightHeaders(broken, APP)).not.toHaveProperty('access-control-allow-credentials')
  })
})

describe('a refusal', () => {
  it('can be read by a listed origin, with the proof that it asks for', () => {
    expect(refusalHeaders({ ...CORS, credentials: true }, APP)).toEqual({
      'access-control-allow-origin': APP,
      'access-control-allow-credentials': 'true',
      'access-control-expose-headers': 'WWW-Authenticate',
      vary: 'Origin',
    })
  })

  it.each(['https://evil.example', 'null', null])('can’t be read by %j', (origin) => {
    expect(refusalHeaders(CORS, origin)).toEqual({})
  })
})
