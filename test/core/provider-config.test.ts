import { describe, expect, it } from 'vitest'
import type { OidcProvider, TicketProvider } from '../../src/core/provider.ts'
import { clientSecretName, parseProviders } from '../../src/core/provider-config.ts'

const SECRETS: Record<string, string> = { CLIENT_SECRET_OKTA: 'a secret' }
const RULES = {
  allowsLoopback: false,
  portalHost: 'auth.example.com',
  secret: (name: string) => SECRETS[name],
}
const OKTA = { id: 'okta', kind: 'oidc', issuer: 'https://acme.okta.example', client_id: 'sallyport' }
const LOGIN = {
  id: 'login',
  kind: 'ticket',
  issuer: 'acme-login',
  login_url: 'https://login.example.com/sign-in',
  jwks_uri: 'https://login.example.com/keys',
}
const PASSWORDS = { id: 'password', kind: 'password' }

function parsed(...entries: unknown[]) {
  const result = parseProviders(entries, RULES)
  if (!result.ok) throw new Error(result.error.join('\n'))
  return result.value
}
function problems(...entries: unknown[]): readonly string[] {
  const result = parseProviders(entries, RULES)
  return result.ok ? [] : result.error
}

describe('a list of providers', () => {
  it('may have any number of each kind, as text or as wrangler parsed it', () => {
    const list = [PASSWORDS, OKTA, { ...LOGIN, id: 'login-2' }, LOGIN]
    expect(parsed(...list).map(({ id, kind }) => [id, kind])).toEqual([
      ['password', 'password'],
      ['okta', 'oidc'],
      ['login-2', 'ticket'],
      ['login', 'ticket'],
    ])
    expect(parseProviders(JSON.stringify(list), RULES)).toEqual(parseProviders(list, RULES))
  })

  it('trusts only what is marked: no address, no second factor, no new account', () => {
    const [okta] = parsed(OKTA) as [OidcProvider]
    expect(okta).toMatchObject({
      label: 'okta',
      trustsEmail: false,
      assumesEmailVerified: false,
      provisions: false,
      trustedAmr: [],
      reportsAuthTime: true,
      emailDomains: null,
      contact: null,
      clientAuth: 'basic',
      clientSecret: 'a secret',
      scope: 'openid email profile',
      freshPrompt: 'login',
      acrValues: [],
      trustedAcr: [],
    })
  })

  it('accepts every field', () => {
    const more = {
      label: 'Acme’s login',
      trust_email: true,
      assume_email_verified: true,
      provision: true,
      email_domains: ['acme.example'],
      trust_amr: ['hwk', 'urn:acme:key'],
      reports_auth_time: true,
      contact: 'it@acme.example',
    }
    const [login] = parsed({ ...LOGIN, ...more }) as [TicketProvider]
    expect(login).toEqual({
      kind: 'ticket',
      id: 'login',
      label: 'Acme’s login',
      trustsEmail: true,
      assumesEmailVerified: true,
      provisions: true,
      emailDomains: ['acme.example'],
      trustedAmr: ['hwk', 'urn:acme:key'],
      trustedAcr: [],
      reportsAuthTime: true,
      contact: 'it@acme.example',
      issuer: 'acme-login',
      loginUrl: LOGIN.login_url,
      jwksUri: LOGIN.jwks_uri,
    })
  })

  it('accepts one that never states its sign-in time, if its second factor is not trusted', () => {
    for (const trust_amr of [undefined, false]) {
      const [okta] = parsed({
        ...OKTA,
        reports_auth_time: false,
        ...(trust_amr === undefined ? {} : { trust_amr }),
      })
      expect(okta).toMatchObject({ reportsAuthTime: false })
    }
  })

  it('asks for a second factor by the listed values, and trusts its own classes', () => {
    const acr = { acr_values: ['urn:okta:loa:2fa:any'], trust_acr: ['urn:okta:loa:2fa:any', '2'] }
    const [okta] = parsed({ ...OKTA, ...acr }) as [OidcProvider]
    expect(okta).toMatchObject({ acrValues: acr.acr_values, trustedAcr: acr.trust_acr, trustedAmr: [] })
    const [plain] = parsed(OKTA) as [OidcProvider]
    expect(plain).toMatchObject({ acrValues: [], trustedAcr: [] })
  })

  it('with just "true" trusts no method that a password manager or text message could bring', () => {
    const [okta] = parsed({ ...OKTA, trust_amr: true }) as [OidcProvider]
    expect(okta.trustedAmr).toEqual(['mfa', 'otp', 'hwk', 'swk', 'sc'])
  })

  it.each([
    ['text', 'text', 'must be a JSON array'],
    ['an empty list', [], 'must be a JSON array'],
    ['broken JSON', '[{', 'must be a JSON array'],
    ['null', null, 'must be a JSON array'],
  ])('is not %s', (_, value, problem) => {
    const result = parseProviders(value, RULES)
    expect(result.ok ? '' : result.error.join()).toContain(problem)
  })

  it.each<[string, unknown, string]>([
    ['a value that is not an object', 7, '0 must be an object'],
    ['an id that is not URL-safe', { ...OKTA, id: 'Okta!' }, '0.id must be'],
    ['no kind', { id: 'okta' }, 'okta.kind must be one of password, oidc, ticket'],
    ['an unknown kind', { ...OKTA, kind: 'saml' }, 'okta.kind must be one of'],
    [
      'an unknown field',
      { ...OKTA, trust_mail: true },
      'okta.trust_mail is not a field of a provider of kind oidc',
    ],
    ['a field of another kind', { ...OKTA, jwks_uri: 'https://x.example' }, 'okta.jwks_uri is not a field'],
    ['a flag that is text', { ...OKTA, trust_email: 'true' }, 'okta.trust_email must be true or false'],
    ['an issuer that is not a URL', { ...OKTA, issuer: 'okta' }, 'okta.issuer must be a URL'],
    ['an issuer without https', { ...OKTA, issuer: 'http://okta.example' }, 'okta.issuer must be https'],
    ['an issuer on this machine', { ...OKTA, issuer: 'http://127.0.0.1:9' }, 'okta.issuer must be https'],
    [
      'an issuer at an IP address',
      { ...OKTA, issuer: 'https://169.254.169.254' },
      'okta.issuer must have a DNS name',
    ],
    ['the portal on another port', { ...OKTA, issuer: 'https://auth.example.com:8443' }, 'portal’s own host'],
    ['the portal as its own provider', { ...OKTA, issuer: 'https://auth.example.com' }, 'portal’s own host'],
    ['no client_id', { ...OKTA, client_id: undefined }, 'okta.client_id must be'],
    ['an unknown client_auth', { ...OKTA, client_auth: 'jwt' }, 'okta.client_auth must be one of'],
    ['no secret', { ...OKTA, id: 'my-idp' }, 'my-idp.client_auth needs the secret CLIENT_SECRET_MY_IDP'],
    ['a prompt that asks nothing', { ...OKTA, fresh_prompt: 'none' }, 'okta.fresh_prompt must be one of'],
    ['a scope without openid', { ...OKTA, scope: 'email' }, 'okta.scope must have openid'],
    [
      'a second factor without its time',
      { ...OKTA, trust_amr: true, reports_auth_time: false },
      'okta.reports_auth_time must not be false when trust_amr is set',
    ],
    [
      'a class without its time',
      { ...OKTA, trust_acr: ['2'], reports_auth_time: false },
      'okta.reports_auth_time must not be false when trust_acr is set',
    ],
    [
      'a class that is asked for and not trusted',
      { ...OKTA, acr_values: ['2'] },
      'okta.acr_values needs trust_acr or trust_amr',
    ],
    ['classes that are not a list', { ...OKTA, trust_acr: '2' }, 'okta.trust_acr must be a list'],
    ['an empty list of classes', { ...OKTA, trust_acr: [] }, 'okta.trust_acr must be a list'],
    ['a class that is not text', { ...OKTA, trust_acr: [2] }, 'okta.trust_acr must be a list'],
    [
      'two classes in one',
      { ...OKTA, trust_amr: true, acr_values: ['1 2'] },
      'okta.acr_values must be a list',
    ],
    ['amr that looks like a class', { ...OKTA, trust_amr: ['acr:2'] }, 'okta.trust_amr must be'],
    [
      'classes of tickets',
      { ...LOGIN, trust_acr: ['2'] },
      'login.trust_acr is not a field of a provider of kind ticket',
    ],
    [
      'values for tickets',
      { ...LOGIN, acr_values: ['2'] },
      'login.acr_values is not a field of a provider of kind ticket',
    ],
    ['amr that is not a list', { ...OKTA, trust_amr: 'mfa' }, 'okta.trust_amr must be'],
    ['an empty list of amr', { ...OKTA, trust_amr: [] }, 'okta.trust_amr must be'],
    ['amr that is not text', { ...OKTA, trust_amr: [7] }, 'okta.trust_amr must be'],
    [
      'a list in place of a domain',
      { ...OKTA, email_domains: [['acme.example']] },
      'okta.email_domains must be',
    ],
    ['invalid domains', { ...OKTA, email_domains: ['*'] }, 'okta.email_domains must be'],
    [
      'a login page without https',
      { ...LOGIN, login_url: 'http://x.example' },
      'login.login_url must be https',
    ],
    ['no keys for tickets', { ...LOGIN, jwks_uri: undefined }, 'login.jwks_uri must be'],
    ['passwords under another id', { id: 'pw', kind: 'password' }, 'pw.id must be "password"'],
    ['another kind under passwords’ id', { ...LOGIN, id: 'password' }, 'password.id must be "password"'],
  ])('refuses %s, in words that name the field', (_, entry, problem) => {
    expect(problems(entry).join('\n')).toContain(problem)
  })

  it('names all problems at once, and an id that occurs twice', () => {
    const found = problems(OKTA, { ...OKTA, scope: '', issuer: 'x' }, OKTA)
    expect(found.join('\n')).toContain('okta.scope')
    expect(found.join('\n')).toContain('okta.issuer')
    expect(problems(OKTA, OKTA)).toEqual(['okta.id is used by more than one provider'])
  })

  it('needs no secret for a public client, and holds none', () => {
    const [okta] = parsed({ ...OKTA, client_auth: 'none' }) as [OidcProvider]
    expect(okta.clientSecret).toBeNull()
  })

  it('may name this machine if the portal is on it', () => {
    const local = { ...RULES, allowsLoopback: true }
    for (const host of ['127.0.0.1:9', 'localhost:9', 'idp.localhost']) {
      expect(parseProviders([{ ...OKTA, issuer: `http://${host}` }], local).ok).toBe(true)
    }
    expect(parseProviders([{ ...OKTA, issuer: 'http://okta.example' }], local).ok).toBe(false)
  })
})

it('a client secret has its own name for each provider', () => {
  expect(clientSecretName('my-idp')).toBe('CLIENT_SECRET_MY_IDP')
})
