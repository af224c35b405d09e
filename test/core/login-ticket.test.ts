import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readTicket, ticketName } from '../../src/core/login-ticket.ts'

const NOW = 1_800_000_000
const PORTAL = 'https://auth.example.com'
const RIGHT = {
  iss: 'login',
  aud: PORTAL,
  sub: 'ada',
  nonce: 'n'.repeat(22),
  jti: 'one',
  iat: NOW,
  exp: NOW + 60,
  email: 'ada@acme.example',
  email_verified: true,
  name: 'Ada',
  amr: ['pwd', 'otp'],
  auth_time: NOW - 5,
}
const read = (claims: object) => readTicket({ ...RIGHT, ...claims }, PORTAL, NOW)

describe('a login ticket', () => {
  it('says who the person is and how they proved it', () => {
    expect(read({})).toEqual({
      nonce: RIGHT.nonce,
      subject: 'ada',
      email: 'ada@acme.example',
      isEmailVerified: true,
      name: 'Ada',
      amr: ['pwd', 'otp'],
      acr: null,
      authTime: NOW - 5,
    })
  })

  it('may have any ASCII subject, and its name is cleaned', () => {
    const claims = { sub: 'CN=Ada Okafor\n', name: undefined, given_name: '\u202eAda', family_name: 'Okafor' }
    expect(read(claims)).toMatchObject({ subject: 'CN=Ada Okafor\n', name: 'Ada Okafor' })
  })

  it('with only its required claims says nothing more', () => {
    const bare = { email: undefined, email_verified: undefined, name: undefined, amr: undefined }
    expect(read({ ...bare, auth_time: undefined })).toMatchObject({
      email: null,
      isEmailVerified: false,
      name: null,
      amr: [],
      authTime: null,
    })
  })

  it.each<[string, object, string]>([
    ['for another portal', { aud: 'https://auth.example.org' }, 'aud'],
    ['for this portal and another', { aud: [PORTAL, 'https://auth.example.org'] }, 'aud'],
    ['without an audience', { aud: undefined }, 'aud'],
    ['for the portal with a slash', { aud: `${PORTAL}/` }, 'aud'],
    ['issued in the future', { iat: NOW + 6, exp: NOW + 30 }, 'iat'],
    ['without an issue time', { iat: undefined }, 'iat'],
    ['with text as its issue time', { iat: String(NOW) }, 'iat'],
    ['issued at NaN', { iat: Number.NaN }, 'iat'],
    ['that lives for 61 seconds', { exp: NOW + 61 }, 'lifetime'],
    ['that expires before it was issued', { exp: NOW - 1 }, 'lifetime'],
    ['that never expires', { exp: undefined }, 'lifetime'],
    ['that expires at infinity', { exp: Number.POSITIVE_INFINITY }, 'lifetime'],
    ['without a subject', { sub: undefined }, 'sub'],
    ['with an empty subject', { sub: '' }, 'sub'],
    ['with a number as its subject', { sub: 7 }, 'sub'],
    ['with a subject of 256 letters', { sub: 'a'.repeat(256) }, 'sub'],
    ['with a subject outside ASCII', { sub: 'zoë' }, 'sub'],
    ['without a nonce', { nonce: undefined }, 'nonce'],
    ['with a malformed nonce', { nonce: 'n'.repeat(23) }, 'nonce'],
    ['with a sign-in in the future', { auth_time: NOW + 6 }, 'auth_time'],
    ['with text as its sign-in time', { auth_time: 'now' }, 'auth_time'],
  ])('%s is refused', (_, claims, problem) => {
    expect(read(claims)).toBe(problem)
  })

  it.each([
    ['text', 'true'],
    ['a number', 1],
    ['nothing', undefined],
  ])('has no verified address where email_verified is %s', (_, value) => {
    expect(read({ email_verified: value })).toMatchObject({ isEmailVerified: false })
  })

  it.each([
    ['text', 'mfa'],
    ['an object', { mfa: true }],
    ['a list with something else in it', ['mfa', 7]],
  ])('names no methods where amr is %s', (_, amr) => {
    expect(read({ amr })).toMatchObject({ amr: [] })
  })

  it('expires a minute after it was issued at the latest, whatever its times are', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer(), (iat, exp) => {
        const ticket = readTicket({ ...RIGHT, iat, exp }, PORTAL, NOW)
        if (typeof ticket !== 'string') expect(exp - iat).toBeLessThanOrEqual(60)
      }),
    )
  })
})

describe('the id that a ticket is spent by', () => {
  it('is its jti, kept past its end', () => {
    expect(ticketName(RIGHT)).toEqual({ jti: 'one', expiresAt: NOW + 65 })
  })

  it.each([
    ['no jti', { jti: undefined }],
    ['an empty jti', { jti: '' }],
    ['a jti that is a number', { jti: 1 }],
    ['a jti of 256 letters', { jti: 'x'.repeat(256) }],
    ['no expiry', { exp: undefined }],
    ['an infinite expiry', { exp: Number.POSITIVE_INFINITY }],
  ])('does not exist where it has %s', (_, claims) => {
    expect(ticketName({ ...RIGHT, ...claims })).toBeNull()
  })
})
