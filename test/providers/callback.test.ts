// Checks the answer that a provider sends back with the browser, and its answer to the token request.

import { describe, expect, it } from 'vitest'
import type { ProviderRefusal } from '../../src/providers/refusal.ts'
import type { Wrong } from '../support/hostile-provider.ts'
import * as replies from '../support/node/replies.ts'
import { challenging, changed, json, MARKUP } from '../support/node/replies.ts'
import {
  expectRefusal,
  expectRefused,
  hurry,
  IDP,
  ISSUER,
  provideIdp,
  signIn,
} from '../support/relying-party.ts'

const idp = provideIdp()

type Spoil = NonNullable<Wrong['back']>
const OTHER = 'https://other-idp.example'
const set =
  (name: string, ...values: string[]): Spoil =>
  (back) => {
    back.delete(name)
    for (const value of values) back.append(name, value)
  }
const twice =
  (name: string, wrong: string, isFirst: boolean): Spoil =>
  (back) => {
    const right = back.get(name) ?? ''
    set(name, ...(isFirst ? [wrong, right] : [right, wrong]))(back, back)
  }
const error =
  (code: string, more: Record<string, string> = {}): Spoil =>
  (back) => {
    back.delete('code')
    for (const [name, value] of Object.entries({ error: code, ...more })) back.set(name, value)
  }

const WRONG: readonly (readonly [string, Spoil])[] = [
  ['no state', set('state')],
  ['an empty state', set('state', '')],
  ['a state that was never issued', set('state', 'A'.repeat(22))],
  ['another state before the right one', twice('state', 'A'.repeat(22), true)],
  ['another state after the right one', twice('state', 'A'.repeat(22), false)],
  ['no issuer, though it says that it sends one', set('iss')],
  ['an empty issuer', set('iss', '')],
  ['the issuer of another provider', set('iss', OTHER)],
  ['its issuer with a slash', set('iss', `${ISSUER}/`)],
  ['another issuer before its own', twice('iss', OTHER, true)],
  ['another issuer after its own', twice('iss', OTHER, false)],
  ['no code', set('code')],
  ['an empty code', set('code', '')],
  ['another code before the right one', twice('code', 'stolen', true)],
  ['another code after the right one', twice('code', 'stolen', false)],
  ['an ID token beside the code', (back) => back.set('id_token', 'a.b.c')],
  ['an answer in a JWT', (back) => back.set('response', 'a.b.c')],
  ['an error beside the code', (back) => back.set('error', 'server_error')],
]

const ERRORS: readonly (readonly [string, ProviderRefusal['code'], Spoil])[] = [
  ['that the person cancelled', 'cancelled', error('access_denied')],
  ['that nobody is signed in there', 'not-completed', error('login_required')],
  ['that it is temporarily unavailable', 'not-completed', error('temporarily_unavailable')],
  ['markup', 'not-completed', error(MARKUP)],
  ['markup about what went wrong', 'not-completed', error('server_error', { error_description: MARKUP })],
  ['a script’s address', 'cancelled', error('access_denied', { error_uri: 'javascript:alert(1)' })],
  ['an error of 8,000 letters', 'not-completed', error('x'.repeat(8000))],
  ['an empty error', 'not-completed', error('')],
]

describe('an answer that the browser brings back', () => {
  const expectBackRefused = async (back: Spoil, code: ProviderRefusal['code']) => {
    await expectRefused({ back }, code)
    expect(idp.receivedAt('/token'), 'the code went nowhere').toEqual([])
  }
  it.each(WRONG)('is refused with %s', (_, back) => expectBackRefused(back, 'not-completed'))
  it.each(ERRORS)('has a code of Sallyport’s own for an error %s', (_, code, back) =>
    expectBackRefused(back, code),
  )
})

const tokenError = (code: string, status: number) => () =>
  json({ error: code, error_description: MARKUP }, status)

const TOKENS: readonly (readonly [string, replies.Tamper, ProviderRefusal['code']])[] = [
  ['nothing: it is down', replies.down, 'unavailable'],
  ['a page with a failure', replies.failing, 'unavailable'],
  ['a page that it is busy', replies.unavailable, 'unavailable'],
  ['a page that was not found', replies.missing, 'unavailable'],
  ['a page', replies.aPage, 'unavailable'],
  ['nothing at all', replies.empty, 'not-completed'],
  ['garbage', replies.garbage, 'not-completed'],
  ['a list', replies.notAnObject, 'not-completed'],
  ['null', replies.nothing, 'not-completed'],
  ['four megabytes', replies.huge, 'unavailable'],
  ['a redirect that keeps the form', replies.redirecting(`${ISSUER}/elsewhere/token`), 'unavailable'],
  ['a permanent redirect', replies.redirecting(`${ISSUER}/elsewhere/token`, 308), 'unavailable'],
  ['a redirect to another page', replies.redirecting(`${ISSUER}/elsewhere/token`, 302), 'unavailable'],
  ['an invalid code', tokenError('invalid_grant', 400), 'not-completed'],
  ['an unknown client', tokenError('invalid_client', 401), 'not-completed'],
  [
    'an unknown client and a challenge',
    () => challenging(json({ error: 'invalid_client', error_description: MARKUP }, 401)),
    'not-completed',
  ],
  ['an error with markup', tokenError(MARKUP, 400), 'not-completed'],
  ['an error with status 200', tokenError('invalid_grant', 200), 'not-completed'],
  ['no access token', changed({ access_token: undefined }), 'not-completed'],
  ['an access token that is a number', changed({ access_token: 7 }), 'not-completed'],
  ['a token without a type', changed({ token_type: undefined }), 'not-completed'],
  ['a token of an unknown type', changed({ token_type: 'mac' }), 'not-completed'],
  ['status 201', (right) => ({ ...right, status: 201 }), 'unavailable'],
]

describe('a token request', () => {
  it.each(TOKENS)('answered with %s signs nobody in', async (_, token, code) => {
    await expectRefused({ token }, code)
    expect(idp.receivedAt('/token')).toHaveLength(1)
  })

  it('answered slowly signs nobody in, and waits five seconds at most', async () => {
    const deadline = hurry()
    await expectRefused({ token: replies.dripping }, 'unavailable')
    expect(deadline).toHaveBeenLastCalledWith(5000)
  })

  it('to a provider that wants the secret in the form has it there, and only there', async () => {
    expect((await signIn({ ...IDP, clientAuth: 'post' })).ok).toBe(true)
    const [asked] = idp.receivedAt('/token')
    expect(asked?.authorization).toBeUndefined()
    expect(asked?.form.get('client_secret')).toBe(IDP.clientSecret)
  })

  it('to a provider without a client secret has none', async () => {
    expectRefusal(await signIn({ ...IDP, clientAuth: 'none', clientSecret: null }), 'not-completed')
    const [asked] = idp.receivedAt('/token')
    expect([asked?.authorization, asked?.form.has('client_secret')]).toEqual([undefined, false])
  })
})
