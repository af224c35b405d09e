// ID tokens with a valid signature and one wrong claim each.

import { describe, expect, it } from 'vitest'
import type { Wrong } from '../support/hostile-provider.ts'
import type { Members } from '../support/node/jws.ts'
import {
  expectRefusal,
  expectRefused,
  expectSignedIn,
  IDP,
  ISSUER,
  now,
  provideIdp,
  signIn,
} from '../support/relying-party.ts'

const idp = provideIdp()

const ours = IDP.clientId
const theirs = 'another-client'
const PORTAL = 'https://auth.example.com'
const HOUR = 3600

type Case = readonly [title: string, claims: NonNullable<Wrong['claims']>]

/** Adds seconds to the valid times. */
const later = (changes: Record<string, number>) => (right: Members) => ({
  ...right,
  ...Object.fromEntries(Object.entries(changes).map(([name, by]) => [name, Number(right[name]) + by])),
})

const REQUIRED = ['iss', 'aud', 'sub', 'exp', 'iat', 'nonce']

const ISSUERS: readonly Case[] = [
  ['another provider', { iss: 'https://other-idp.example' }],
  ['its own with a slash', { iss: `${ISSUER}/` }],
  ['its own with another port', { iss: `${ISSUER}:8443` }],
  ['its own over http', { iss: ISSUER.replace('https:', 'http:') }],
  ['the portal', { iss: PORTAL }],
  ['a list', { iss: [ISSUER] }],
  ['a number', { iss: 7 }],
  ['empty', { iss: '' }],
]

const AUDIENCES: readonly Case[] = [
  ['another client', { aud: theirs }],
  ['the portal, as a ticket’s', { aud: PORTAL }],
  ['other clients', { aud: [theirs, 'a-third'] }],
  ['an empty list', { aud: [] }],
  ['an empty text', { aud: '' }],
  ['this client in another case', { aud: ours.toUpperCase() }],
  ['this client among others in one text', { aud: `${ours} ${theirs}` }],
  ['a number', { aud: 7 }],
  ['an object', { aud: { [ours]: true } }],
  ['a list in a list', { aud: [[ours]] }],
  ['this client and another, without `azp`', { aud: [ours, theirs] }],
  ['this client and another that is its `azp`', { aud: [ours, theirs], azp: theirs }],
  ['this client, with another `azp`', { azp: theirs }],
  ['this client in a list, with another `azp`', { aud: [ours], azp: theirs }],
  ['this client, with a number as `azp`', { azp: 7 }],
  ['this client, with an empty `azp`', { azp: '' }],
]

const SUBJECTS: readonly Case[] = [
  ['empty', { sub: '' }],
  ['a number', { sub: 7 }],
  ['true', { sub: true }],
  ['a list', { sub: ['resident-of-the-provider'] }],
  ['an object', { sub: { id: 1 } }],
  ['256 letters long', { sub: 'x'.repeat(256) }],
  ['20,000 letters long', { sub: 'x'.repeat(20_000) }],
  ['outside ASCII', { sub: 'résident' }],
]

const TIMES: readonly Case[] = [
  ['has expired', later({ iat: -400, auth_time: -400, exp: -400 })],
  ['expired before it was issued', later({ exp: -2 * HOUR })],
  ['has text as its expiry', (right) => ({ ...right, exp: String(right.exp) })],
  ['has a list as its expiry', (right) => ({ ...right, exp: [right.exp] })],
  ['has text as its issue time', (right) => ({ ...right, iat: String(right.iat) })],
  ['was issued two minutes in the future', later({ iat: 120 })],
  ['was issued an hour in the future', later({ iat: HOUR, exp: HOUR })],
  [
    'has times in milliseconds',
    (right) => ({ ...right, iat: Number(right.iat) * 1000, exp: Number(right.exp) * 1000 }),
  ],
  ['was issued eleven minutes ago', later({ iat: -660 })],
  ['was issued a day ago', later({ iat: -24 * HOUR })],
  ['is valid only after an hour', (right) => ({ ...right, nbf: Number(right.iat) + HOUR })],
  ['states a proof two minutes in the future', later({ auth_time: 125 })],
  ['states a proof an hour in the future', later({ auth_time: HOUR })],
  ['has text as its proof time', (right) => ({ ...right, auth_time: String(right.auth_time) })],
  ['states a proof before 1970', { auth_time: -1 }],
]

const NONCES: readonly Case[] = [
  ['another', { nonce: 'A'.repeat(22) }],
  ['empty', { nonce: '' }],
  ['a list', (right) => ({ ...right, nonce: [right.nonce] })],
  ['a number', { nonce: 7 }],
]

describe('an ID token', () => {
  it.each<Case>([
    ['that is correct', {}],
    ['with this client alone in a list as its audience', { aud: [ours] }],
    ['with this client as `azp`', { azp: ours }],
    ['with a fraction in its proof time', later({ auth_time: -0.5 })],
    ['with unknown claims', { hd: 'acme.example', groups: ['a'] }],
    ['from a clock that is a minute fast', later({ iat: 60, auth_time: 60 })],
  ])('%s signs in', async (_, claims) => {
    const { subject, authTime } = await expectSignedIn({ claims })
    expect(subject).toBe('resident-of-the-provider')
    expect(Number.isInteger(authTime)).toBe(true)
  })

  const expectClaimsRefused = async (claims: NonNullable<Wrong['claims']>) => {
    await expectRefused({ claims }, 'not-completed')
    expect(idp.receivedAt('/token'), 'it got as far as the token').toHaveLength(1)
  }
  it.each(REQUIRED)('is refused without %s', (name) => expectClaimsRefused({ [name]: undefined }))
  it.each(REQUIRED)('is refused if %s is null', (name) => expectClaimsRefused({ [name]: null }))
  it.each(ISSUERS)('is refused if its issuer is %s', (_, claims) => expectClaimsRefused(claims))
  it.each(AUDIENCES)('is refused if it is for %s', (_, claims) => expectClaimsRefused(claims))
  it.each(SUBJECTS)('is refused if its subject is %s', (_, claims) => expectClaimsRefused(claims))
  it.each(TIMES)('is refused if it %s', (_, claims) => expectClaimsRefused(claims))
  it.each(NONCES)('is refused if its nonce is %s', (_, claims) => expectClaimsRefused(claims))
})

describe('what an ID token says about a person', () => {
  it.each<readonly [string, Members, object]>([
    ['an address that is verified', {}, { email: 'resident@acme.example', isEmailVerified: true }],
    ['an address that is not', { email_verified: false }, { isEmailVerified: false }],
    ['“verified” as text', { email_verified: 'true' }, { isEmailVerified: false }],
    ['“verified” as a number', { email_verified: 1 }, { isEmailVerified: false }],
    ['“verified” in a list', { email_verified: [true] }, { isEmailVerified: false }],
    ['an address that is a number', { email: 7 }, { email: null }],
    ['an address in a list', { email: ['resident@acme.example'] }, { email: null }],
    ['methods', { amr: ['pwd', 'mfa'] }, { amr: ['pwd', 'mfa'] }],
    ['methods as text', { amr: 'mfa' }, { amr: [] }],
    ['methods with a number among them', { amr: ['mfa', 7] }, { amr: [] }],
    ['a class', { acr: 'gold' }, { acr: 'gold' }],
    ['a class in a list', { acr: ['gold'] }, { acr: null }],
    ['no proof time', { auth_time: undefined }, { authTime: null }],
  ])('%s', async (_, claims, arrival) => {
    // User info is asked if the token lacks a claim, and has nothing to add.
    const userinfo = () => ({ status: 404, headers: {}, body: '' })
    expect(await expectSignedIn({ claims, userinfo })).toMatchObject(arrival)
  })
})

describe('a fresh sign-in', () => {
  it('is requested by prompt and maximum age', async () => {
    expect((await signIn(IDP, 'fresh-sign-in')).ok).toBe(true)
    const [asked] = idp.receivedAt('/authorize')
    expect(asked?.query.get('prompt')).toBe('login')
    expect(Number(asked?.query.get('max_age'))).toBe(600)
  })

  it('says when it happened, so that the caller can judge it', async () => {
    idp.next({ claims: later({ auth_time: -2 * HOUR }) })
    const result = await signIn(IDP, 'fresh-sign-in')
    if (!result.ok) return expectRefusal(result, ['not-fresh', 'not-completed'])
    expect(result.value.authTime).toBe(now() - 5 - 2 * HOUR)
  })
})
