import { describe, expect, it } from 'vitest'
import {
  acrOf,
  amrOf,
  authTimeOf,
  isFirstFactorFresh,
  isFreshAtProvider,
  isPhishingResistant,
  isSecondFactorFresh,
  type Proof,
  passkeyWords,
} from '../../src/core/assurance.ts'

const AT = 1_800_000_000
const proof = (facts: Partial<Proof>): Proof => ({
  firstFactor: 'pwd',
  provider: 'password',
  authTime: AT,
  secondFactor: null,
  ...facts,
})
const proved = (method: 'totp' | 'recovery_code', at = AT) => proof({ secondFactor: { method, at } })

describe('isFreshAtProvider', () => {
  const startedAt = AT
  it.each<readonly [string, number, number, boolean]>([
    ['younger than the demanded age', AT - 59, 60, true],
    ['of the demanded age', AT - 60, 60, false],
    ['anew after the demand', AT, 0, true],
    ['anew, by a clock that is five seconds behind', AT - 5, 0, true],
    ['before the demand', AT - 6, 0, false],
    ['of a day ago, if a day will do', AT - 86_399, 86_400, true],
    ['at an unknown time', 0, 86_400, false],
  ])('judges a sign-in %s', (_, authTime, maxAge, isFresh) => {
    expect(isFreshAtProvider(authTime, { startedAt, maxAge }, AT)).toBe(isFresh)
  })

  it('takes a sign-in after the demand, however long it took within ten minutes', () => {
    expect(isFreshAtProvider(AT, { startedAt, maxAge: 0 }, AT + 599)).toBe(true)
    expect(isFreshAtProvider(AT, { startedAt, maxAge: 0 }, AT + 600)).toBe(false)
  })
})

describe('the claims of a proof', () => {
  it.each([
    ['a password alone', proof({}), 'aal1', ['pwd']],
    ['another provider alone', proof({ firstFactor: 'fed' }), 'aal1', ['fed']],
    ['a password and an authenticator app', proved('totp'), 'aal2', ['pwd', 'otp', 'mfa']],
    [
      'a provider that says it saw a security key',
      proof({ firstFactor: 'fed', secondFactor: { method: 'provider', at: AT, amr: ['hwk'] } }),
      'aal2',
      ['fed', 'hwk', 'mfa'],
    ],
    [
      'a provider that says no more than "mfa"',
      proof({ firstFactor: 'fed', secondFactor: { method: 'provider', at: AT, amr: ['mfa'] } }),
      'aal2',
      ['fed', 'mfa'],
    ],
    [
      'a password and a passkey',
      proof({ secondFactor: { method: 'passkey', at: AT, amr: ['swk', 'user'] } }),
      'aal2',
      ['pwd', 'swk', 'user', 'mfa'],
    ],
    ['a password and a recovery code, which is no "otp"', proved('recovery_code'), 'aal2', ['pwd', 'mfa']],
  ] as const)('%s', (_, facts, acr, amr) => {
    expect(acrOf(facts)).toBe(acr)
    expect(amrOf(facts)).toEqual(amr)
  })
})

describe('a passkey', () => {
  it.each([
    [true, true, ['swk', 'user']],
    [true, false, ['swk']],
    [false, true, ['hwk', 'user']],
    [false, false, ['hwk']],
  ])('that may be copied: %s, and saw its user verified: %s', (isBackupEligible, isUserVerified, words) => {
    expect(passkeyWords({ isBackupEligible, isUserVerified })).toEqual(words)
  })

  it.each<[boolean, string | null, string[]]>([
    [true, 'passkey', ['pwd', 'swk', 'mfa']],
    [true, 'provider', ['fed', 'hwk', 'mfa']],
    [true, 'provider', ['fed', 'swk', 'mfa']],
    [true, 'provider', ['fed', 'pop', 'mfa']],
    [false, 'provider', ['fed', 'otp', 'mfa']],
    [false, 'provider', ['fed', 'user', 'mfa']],
    // A first factor's words are no proof of a second one.
    [false, 'totp', ['hwk', 'otp', 'mfa']],
    [false, 'recovery_code', ['pwd', 'mfa']],
    [false, null, ['pwd']],
  ])('resists phishing: %s, by the method %s with %j', (isResistant, method, amr) => {
    expect(isPhishingResistant({ method, amr })).toBe(isResistant)
  })
})

describe('a fresh proof', () => {
  it('of the second factor lasts ten minutes less a second, and not ten minutes', () => {
    expect(isSecondFactorFresh(proved('totp'), AT + 599)).toBe(true)
    expect(isSecondFactorFresh(proved('totp'), AT + 600)).toBe(false)
  })

  it('of a second factor needs a second factor, however recent the first is', () => {
    expect(isSecondFactorFresh(proof({}), AT)).toBe(false)
  })

  it('of the first factor is not renewed by the second', () => {
    const steppedUp = proved('totp', AT + 600)
    expect(isFirstFactorFresh(steppedUp, AT + 599)).toBe(true)
    expect(isFirstFactorFresh(steppedUp, AT + 600)).toBe(false)
  })
})

describe('the time of a first factor at a provider', () => {
  it('is the provider’s value, but never later than now', () => {
    expect(authTimeOf(AT - 50, true, AT)).toBe(AT - 50)
    expect(authTimeOf(AT + 50, true, AT)).toBe(AT)
  })

  it('is too old for every request if the provider should state it and does not', () => {
    const authTime = authTimeOf(null, true, AT)
    expect(isFirstFactorFresh({ authTime }, AT)).toBe(false)
    expect(authTime).toBe(0)
  })

  it('is now if the provider is known never to state it', () => {
    expect(authTimeOf(null, false, AT)).toBe(AT)
  })
})
