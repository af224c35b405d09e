import { describe, expect, it } from 'vitest'
import type { FederatedProvider } from '../../src/core/provider.ts'
import { allowsProvider, classify, labelOf, PASSWORD, secondFactorAt } from '../../src/core/provider.ts'
import { parseProviders } from '../../src/core/provider-config.ts'

function provider(more: object): FederatedProvider {
  const at = 'https://login.example.com'
  const entry = { id: 'login', kind: 'ticket', issuer: 'login', login_url: at, jwks_uri: at, ...more }
  const parsed = parseProviders([entry], { allowsLoopback: false, portalHost: '', secret: () => undefined })
  if (!parsed.ok) throw new Error(parsed.error.join())
  return parsed.value[0] as FederatedProvider
}

describe('a second factor at a provider', () => {
  const trusted = provider({ trust_amr: true })

  it.each<[string, readonly string[], readonly string[] | null]>([
    ['nothing', [], null],
    ['a password only', ['pwd'], null],
    ['a text message, which isn’t among what "true" trusts', ['pwd', 'sms'], null],
    ['"mfa"', ['pwd', 'mfa'], ['mfa']],
    ['a code and "mfa"', ['pwd', 'otp', 'mfa'], ['otp', 'mfa']],
    ['a key, twice', ['hwk', 'hwk'], ['hwk']],
    ['another case of a method', ['MFA'], null],
  ])('of which it says %s', (_, amr, proved) => {
    expect(secondFactorAt(trusted, amr)).toEqual(proved)
  })

  it('counts for nothing where the provider isn’t marked, whatever it says', () => {
    expect(secondFactorAt(provider({}), ['mfa', 'otp', 'hwk'])).toBeNull()
    expect(secondFactorAt(provider({ trust_amr: false }), ['mfa'])).toBeNull()
  })

  it('counts by the methods that are listed, and no others', () => {
    const listed = provider({ trust_amr: ['sms'] })
    expect(secondFactorAt(listed, ['sms'])).toEqual(['sms'])
    expect(secondFactorAt(listed, ['mfa'])).toBeNull()
  })

  it('makes the provider trusted; every other is challenged, passwords included', () => {
    expect(classify(trusted)).toBe('trusted')
    expect(classify(provider({}))).toBe('challenged')
    expect(classify(PASSWORD)).toBe('challenged')
  })
})

it('a restriction lets through exactly whom it names, and nobody where it names none', () => {
  expect(allowsProvider(null, 'okta')).toBe(true)
  expect(allowsProvider(['okta'], 'okta')).toBe(true)
  expect(allowsProvider(['okta'], 'password')).toBe(false)
  expect(allowsProvider([], 'password')).toBe(false)
})

it('a provider that is configured no longer goes by its id', () => {
  expect(labelOf([PASSWORD], 'password')).toBe('Password')
  expect(labelOf([PASSWORD], 'okta')).toBe('okta')
})
