import { env } from 'cloudflare:workers'
import { describe, expect, it } from 'vitest'
import { type Env, parseConfig } from '../src/config.ts'
import { PORTAL_PARSERS } from '../src/core/portal-parsers.ts'

const KEY = 'q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQAAECAwQFBgc='
const TOKEN = 'spo_abcdefghijklmnopqrstuvwxyz0123456789'
const SECRET = `whsec_${KEY}`
const HOOK = { NOTICE_WEBHOOK_URL: 'https://hooks.example.com/sallyport', NOTICE_WEBHOOK_SECRET: SECRET }
const good: Env = {
  DB: env.DB,
  KV: env.KV,
  PORTAL_ORIGIN: 'https://auth.example.com',
  MASTER_KEY: KEY,
  OPERATOR_TOKEN: TOKEN,
}

const OKTA = { id: 'okta', kind: 'oidc', issuer: 'https://acme.okta.example', client_id: 'sallyport' }
const WITH_SECRET = { CLIENT_SECRET_OKTA: 'client-secret-of-okta' }
const withProviders = (PROVIDERS: unknown, secrets: object = {}) =>
  parseConfig({ ...good, ...secrets, PROVIDERS } as Env, PORTAL_PARSERS)

function problemsOf(changes: Partial<Record<keyof Env, string | undefined>>): string[] {
  const config = parseConfig({ ...good, ...changes } as Env, PORTAL_PARSERS)
  return config.ok ? [] : config.error.map(({ variable }) => variable)
}

describe('the configuration', () => {
  it('is valid as documented, with the documented defaults', () => {
    const config = parseConfig({ ...good }, PORTAL_PARSERS)
    expect(config).toMatchObject({
      ok: true,
      value: {
        portalHost: 'auth.example.com',
        scheme: 'https:',
        isLocal: false,
        passSeconds: 120,
        sessionSeconds: 86_400,
        sessionIdleSeconds: 28_800,
        originTimeoutSeconds: 60,
        publicPathsBy: 'admins',
        notices: { webhook: null, mailFrom: null },
        brand: { name: 'Sallyport', isOwn: false, support: null, hasFooter: false },
      },
    })
  })

  it.each<[keyof Env, string | undefined]>([
    ['PORTAL_ORIGIN', undefined],
    ['PORTAL_ORIGIN', 'auth.example.com'],
    ['PORTAL_ORIGIN', 'https://auth.example.com/'],
    ['PORTAL_ORIGIN', 'http://auth.example.com'],
    ['PORTAL_ORIGIN', 'http://localhost.example.com'],
    ['MASTER_KEY', undefined],
    ['MASTER_KEY', ''],
    ['MASTER_KEY', 'too short'],
    ['MASTER_KEY', 'A'.repeat(43)],
    ['MASTER_KEY', `${KEY.slice(0, -5)}=`],
    ['MASTER_KEY_PREVIOUS', 'not a key'],
    ['OPERATOR_TOKEN', undefined],
    ['OPERATOR_TOKEN', 'changeme'],
    ['OPERATOR_TOKEN', 'a'.repeat(64)],
    ['PASS_SECONDS', '59'],
    ['PASS_SECONDS', '901'],
    ['PASS_SECONDS', '120s'],
    ['PASS_SECONDS', '90.5'],
    ['SESSION_HOURS', '0'],
    ['SESSION_IDLE_HOURS', '-1'],
    ['ORIGIN_TIMEOUT_SECONDS', 'NaN'],
    ['PUBLIC_PATHS', 'nobody'],
    ['NOTICE_CONTACT', 'somebody'],
    ['BRAND_NAME', 'Northwind: Cloud'],
    ['BRAND_LOGO', 'logo.svg'],
    ['BRAND_ACCENT', 'pink'],
    ['BRAND_SUPPORT', 'http://help.example.com'],
    ['BRAND_FOOTER', 'no'],
  ])('with %s=%j is refused by that name', (variable, value) => {
    expect(problemsOf({ [variable]: value })).toEqual([variable])
  })

  it('names all problems at once, and no value', () => {
    const config = parseConfig(
      { ...good, MASTER_KEY: 'weak-one', OPERATOR_TOKEN: 'weak-two' } as Env,
      PORTAL_PARSERS,
    )
    expect(config.ok).toBe(false)
    expect(JSON.stringify(config)).not.toMatch(/weak-one|weak-two/)
    expect(problemsOf({ MASTER_KEY: 'weak-one', OPERATOR_TOKEN: 'weak-two' })).toEqual([
      'MASTER_KEY',
      'OPERATOR_TOKEN',
    ])
  })
})

describe('the configuration of notices', () => {
  const noticesOf = (changes: Partial<Env>) => {
    const config = parseConfig({ ...good, ...changes }, PORTAL_PARSERS)
    return config.ok ? config.value.notices : config.error.map(({ variable }) => variable)
  }
  const EMAIL = { send: async () => ({ messageId: '' }) } as SendEmail

  it('has a webhook with its secret, and the previous secret beside it', () => {
    const bytes = Uint8Array.from(atob(KEY), (char) => char.charCodeAt(0))
    expect(noticesOf(HOOK)).toMatchObject({ webhook: { url: HOOK.NOTICE_WEBHOOK_URL, secrets: [bytes] } })
    const both = {
      ...HOOK,
      NOTICE_WEBHOOK_SECRET_PREVIOUS: `whsec_${btoa('the one before it, also 32 bytes')}`,
    }
    expect(noticesOf(both)).toMatchObject({ webhook: { secrets: [bytes, expect.any(Uint8Array)] } })
  })

  it.each<[Partial<Env>, keyof Env]>([
    [{ NOTICE_WEBHOOK_URL: 'http://hooks.example.com/' }, 'NOTICE_WEBHOOK_URL'],
    [{ NOTICE_WEBHOOK_URL: 'http://127.0.0.1:8080/' }, 'NOTICE_WEBHOOK_URL'],
    [{ NOTICE_WEBHOOK_URL: 'https://me:secret@hooks.example.com/' }, 'NOTICE_WEBHOOK_URL'],
    [{ NOTICE_WEBHOOK_URL: 'hooks' }, 'NOTICE_WEBHOOK_URL'],
    [{ NOTICE_WEBHOOK_URL: '' }, 'NOTICE_WEBHOOK_URL'],
    [{ NOTICE_WEBHOOK_SECRET: '' }, 'NOTICE_WEBHOOK_SECRET'],
    [{ NOTICE_WEBHOOK_SECRET: KEY }, 'NOTICE_WEBHOOK_SECRET'],
    [{ NOTICE_WEBHOOK_SECRET: `whsec_${KEY.slice(0, 30)}` }, 'NOTICE_WEBHOOK_SECRET'],
    [{ NOTICE_WEBHOOK_SECRET: `whsec_${'A'.repeat(40)}` }, 'NOTICE_WEBHOOK_SECRET'],
    [{ NOTICE_WEBHOOK_SECRET: `whsec_${KEY.slice(0, 40).repeat(3)}` }, 'NOTICE_WEBHOOK_SECRET'],
    [{ NOTICE_WEBHOOK_SECRET_PREVIOUS: 'whsec_' }, 'NOTICE_WEBHOOK_SECRET_PREVIOUS'],
  ])('with %j is refused by that name and without its value', (changes, variable) => {
    expect(noticesOf({ ...HOOK, ...changes })).toEqual([variable])
  })

  it('allows plain http only to this machine, and only for a local portal', () => {
    const local = { PORTAL_ORIGIN: 'http://auth.localhost:8787', ...HOOK }
    expect(noticesOf({ ...local, NOTICE_WEBHOOK_URL: 'http://127.0.0.1:8080/' })).toMatchObject({
      webhook: { url: 'http://127.0.0.1:8080/' },
    })
    expect(noticesOf({ ...local, NOTICE_WEBHOOK_URL: 'http://hooks.example.com/' })).toEqual([
      'NOTICE_WEBHOOK_URL',
    ])
  })

  it('has a mail sender, with or without a name, and needs the binding for it', () => {
    const from = (text: string) => noticesOf({ EMAIL, NOTICE_EMAIL_FROM: text })
    expect(from('security@acme.example')).toMatchObject({
      mailFrom: { email: 'security@acme.example', name: 'Sallyport' },
    })
    expect(from('Acme Sécurité <security@acme.example>')).toMatchObject({
      mailFrom: { email: 'security@acme.example', name: 'Acme Sécurité' },
    })
    const brand = { EMAIL, NOTICE_EMAIL_FROM: 'security@acme.example', BRAND_NAME: 'Northwind' }
    expect(noticesOf(brand)).toMatchObject({ mailFrom: { name: 'Northwind' } })
    for (const text of ['Acme', 'Acme <>', 'a@b.example\r\nBcc: c@d.example', 'A\nB <a@b.example>']) {
      expect(from(text), text).toEqual(['NOTICE_EMAIL_FROM'])
    }
    expect(noticesOf({ NOTICE_EMAIL_FROM: 'security@acme.example' })).toEqual(['EMAIL'])
  })
})

describe('the configured providers', () => {
  it('are passwords only by default', () => {
    for (const nothing of [undefined, '']) {
      expect(withProviders(nothing)).toMatchObject({
        ok: true,
        value: { providers: [{ id: 'password', kind: 'password' }] },
      })
    }
  })

  it('are exactly those listed, each with the secret named after it', () => {
    const entry = { ...OKTA, id: 'my-okta' }
    const secrets = { ...WITH_SECRET, CLIENT_SECRET_MY_OKTA: 'client-secret-of-my-okta' }
    const config = withProviders([entry], secrets)
    if (!config.ok) throw new Error(JSON.stringify(config.error))
    expect(config.value.providers).toMatchObject([
      { id: 'my-okta', clientSecret: 'client-secret-of-my-okta' },
    ])
    expect(config.value.providers).toHaveLength(1)
    expect(withProviders(JSON.stringify([entry]), secrets)).toEqual(config)
  })

  it.each<[string, unknown, object, string]>([
    ['broken JSON', '[{', WITH_SECRET, 'must be a JSON array with at least one provider'],
    ['none', '[]', WITH_SECRET, 'must be a JSON array with at least one provider'],
    ['a provider of an unknown kind', [{ ...OKTA, kind: 'saml' }], WITH_SECRET, 'okta.kind must be one of'],
    ['an unknown field', [{ ...OKTA, trust_mail: true }], WITH_SECRET, 'okta.trust_mail is not a field'],
    [
      'an issuer without https',
      [{ ...OKTA, issuer: 'http://idp.example' }],
      WITH_SECRET,
      'okta.issuer must be https',
    ],
    [
      'a provider on the portal itself',
      [{ ...OKTA, issuer: good.PORTAL_ORIGIN }],
      WITH_SECRET,
      'okta.issuer must not be',
    ],
    ['no secret', [OKTA], {}, 'okta.client_auth needs the secret CLIENT_SECRET_OKTA'],
    [
      'an empty secret',
      [OKTA],
      { CLIENT_SECRET_OKTA: '' },
      'okta.client_auth needs the secret CLIENT_SECRET_OKTA',
    ],
    ['a secret that is not text', [OKTA], { CLIENT_SECRET_OKTA: {} }, 'needs the secret CLIENT_SECRET_OKTA'],
  ])('with %s are refused by the variable and the field', (_, providers, secrets, problem) => {
    const config = withProviders(providers, secrets)
    expect(config).toEqual({
      ok: false,
      error: [{ variable: 'PROVIDERS', problem: expect.stringContaining(problem) }],
    })
  })

  it('may be on this machine only if the portal is', () => {
    const local = [{ ...OKTA, issuer: 'http://127.0.0.1:9' }]
    const onLocalhost = { ...WITH_SECRET, PORTAL_ORIGIN: 'http://auth.localhost:8787' }
    expect(withProviders(local, onLocalhost).ok).toBe(true)
    expect(withProviders(local, WITH_SECRET).ok).toBe(false)
  })

  it('are refused without any secret, or text in place of a secret, in the message', () => {
    const entries = [
      { ...OKTA, scope: 'email' },
      { ...OKTA, id: 'other', client_secret: 'written-in-the-wrong-place', client_id: '' },
    ]
    const config = withProviders(entries, { ...WITH_SECRET, CLIENT_SECRET_OTHER: 'another-client-secret' })
    const said = JSON.stringify(config)
    expect(said).toContain('okta.scope')
    expect(said).toContain('other.client_secret is not a field')
    expect(said).not.toMatch(/client-secret-of-okta|written-in-the-wrong-place|another-client-secret/)
  })
})
