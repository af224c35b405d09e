import { describe, expect, it } from 'vitest'
import { isDropped, isMethodOverride } from '../../src/http/dropped-headers.ts'

describe('a header from a client', () => {
  it.each([
    ...['x-webauth-user', 'cf-access-authenticated-user-email', 'cf-access-jwt-assertion', 'x-vouch-user'],
    ...[
      'x-authentik-username',
      'x-ms-client-principal',
      'x-ms-client-principal-id',
      'x-ms-token-aad-id-token',
    ],
    ...['x-token-subject', 'x-user', 'x-email', 'proxy', 'x-goog-iap-jwt-assertion', 'x-amzn-oidc-data'],
    ...['x-goog-authenticated-user-email', 'x-pomerium-jwt-assertion', 'tailscale-user-login', 'remote-user'],
    ...['remote_user', 'x.remote.user', 'x-forwarded-preferred-username', 'ssl-client-s-dn', 'x-client-cert'],
    ...['x-original-url', 'x-original-uri', 'x-original-forwarded-for', 'x_sallyport_x', 'my-sallyport'],
    ...['connection', 'te', 'proxy-authorization', 'forwarded', 'cf-connecting-ip', 'oidc_claim_email'],
  ])('that only a proxy should set is dropped: %s', (name) => {
    expect(isDropped(name)).toBe(true)
    expect(isDropped(name)).toBe(true) // from memory
  })

  it.each([
    ...['x-original-filename', 'x-user-agent', 'x-auth-token', 'x-email-id', 'proxy-status', 'authorization'],
    ...['cookie', 'accept', 'cf-ray', 'cf-ipcountry', 'x-request-id', 'x-rewrite', 'x-hostname', 'te-x'],
    ...[
      'x-real',
      'x-users',
      'x-roles-in',
      'remote',
      'origin',
      'sec-fetch-mode',
      'x-csrf-token',
      'x-username-x',
    ],
  ])('that is its own is kept: %s', (name) => {
    expect(isDropped(name)).toBe(false)
    expect(isDropped(name)).toBe(false)
  })

  it('gets the same answer when there are more names than the memory holds', () => {
    for (let i = 0; i < 2000; i++)
      expect([isDropped(`x-own-${i}`), isDropped(`x-vouch-${i}`)]).toEqual([false, true])
    expect(isDropped(`x-${'long-'.repeat(5000)}`)).toBe(false)
  })
})

describe('a header', () => {
  it.each([
    ...['x-http-method-override', 'x_http_method_override', 'x.http.methodoverride', 'x-http-method'],
    ...[
      'x-method-override',
      'http-method-override',
      'method-override',
      'x-http-verb',
      'x-http-verb-override',
    ],
  ])('that asks for another method is known: %s', (name) => {
    expect(isMethodOverride(name)).toBe(true)
  })

  it.each(['access-control-request-method', 'x-payment-method', 'method', 'x-override', 'x-http-header'])(
    'that does not ask for another method is left alone: %s',
    (name) => {
      expect(isMethodOverride(name)).toBe(false)
    },
  )
})
