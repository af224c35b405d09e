import { describe, expect, it } from 'vitest'
import type { FederatedProvider } from '../../src/core/provider.ts'
import {
  allowsProvider,
  classify,
  labelOf,
  methodOf,
  PASSWORD,
  secondFactorAt,
} from '../../src/core/provider.ts'
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
    expect(secondFactorAt(trusted, { amr, acr: null })).toEqual(proved)
  })

  it('is ignored if the provider is not marked, whatever it says', () => {
    expect(secondFactorAt(provider({}), { amr: ['mfa', 'otp', 'hwk'], acr: 'aal2' })).toBeNull()
    expect(secondFactorAt(provider({ trust_amr: false }), { amr: ['mfa'], acr: null })).toBeNull()
  })

  it('is accepted by the listed methods and no others', () => {
    const listed = provider({ trust_amr: ['sms'] })
    expect(secondFactorAt(listed, { amr: ['sms'], acr: null })).toEqual(['sms'])
    expect(secondFactorAt(listed, { amr: ['mfa'], acr: null })).toBeNull()
  })

  describe('a second factor by its class', () => {
    const classes = (more: object = {}) => {
      const at = { issuer: 'https://idp.example.com', client_id: 'x', client_auth: 'none' }
      const entry = { id: 'idp', kind: 'oidc', ...at, trust_acr: ['gold'], ...more }
      const parsed = parseProviders([entry], {
        allowsLoopback: false,
        portalHost: '',
        secret: () => undefined,
      })
      if (!parsed.ok) throw new Error(parsed.error.join())
      return parsed.value[0] as FederatedProvider
    }

    it.each<[string | null, readonly string[], readonly string[] | null]>([
      ['gold', ['pwd'], ['acr:gold']],
      ['gold', ['otp'], ['acr:gold']],
      ['silver', ['otp'], null],
      ['GOLD', [], null],
      [null, ['gold', 'acr:gold'], null],
    ])('%j with methods %j is accepted as %j', (acr, amr, words) => {
      expect(secondFactorAt(classes(), { amr, acr })).toEqual(words)
    })

    it('is accepted beside its methods, and makes the provider trusted', () => {
      const both = classes({ trust_amr: ['otp'] })
      expect(secondFactorAt(both, { amr: ['otp'], acr: 'gold' })).toEqual(['otp', 'acr:gold'])
      expect(classify(classes())).toBe('trusted')
    })

    it('is reported to origins as `mfa`, because its name means nothing to them', () => {
      expect(['otp', 'acr:gold', 'acr:otp'].map(methodOf)).toEqual(['otp', 'mfa', 'mfa'])
    })
  })

  it('makes the provider trusted; every other is challenged, including passwords', () => {
    expect(classify(trusted)).toBe('trusted')
    expect(classify(provider({}))).toBe('challenged')
    expect(classify(PASSWORD)).toBe('challenged')
  })
})

it('a restriction allows exactly the listed providers, and an empty list allows none', () => {
  expect(allowsProvider(null, 'okta')).toBe(true)
  expect(allowsProvider(['okta'], 'okta')).toBe(true)
  expect(allowsProvider(['okta'], 'password')).toBe(false)
  expect(allowsProvider([], 'password')).toBe(false)
})

it('a provider that is no longer configured is shown by its id', () => {
  expect(labelOf([PASSWORD], 'password')).toBe('Password')
  expect(labelOf([PASSWORD], 'okta')).toBe('okta')
})
