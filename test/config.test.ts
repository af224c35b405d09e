import { env } from 'cloudflare:workers'
import { describe, expect, it } from 'vitest'
import { type Env, parseConfig } from '../src/config.ts'

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

function problemsOf(changes: Partial<Record<keyof Env, string | undefined>>): string[] {
  const config = parseConfig({ ...good, ...changes } as Env)
  return config.ok ? [] : config.error.map(({ variable }) => variable)
}

describe('the configuration', () => {
  it('is usable as the documentation tells it, with the documented defaults', () => {
    const config = parseConfig({ ...good })
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
        notices: { webhook: null, mailFrom: null, contact: null },
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
    ['NOTICE_CONTACT', 'somebody'],
  ])('is refused with %s=%j, by that name', (variable, value) => {
    expect(problemsOf({ [variable]: value })).toEqual([variable])
  })

  it('names everything that is wrong at once, and no value', () => {
    const config = parseConfig({ ...good, MASTER_KEY: 'weak-one', OPERATOR_TOKEN: 'weak-two' } as Env)
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
    const config = parseConfig({ ...good, ...changes })
    return config.ok ? config.value.notices : config.error.map(({ variable }) => variable)
  }
  const EMAIL = { send: async () => ({ messageId: '' }) } as SendEmail

  it('takes a webhook with its secret, and the one before it beside it', () => {
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
  ])('refuses %j, by that name and without its value', (changes, variable) => {
    expect(noticesOf({ ...HOOK, ...changes })).toEqual([variable])
  })

  it('takes plain http on this machine alone, and only where the portal is there, too', () => {
    const local = { PORTAL_ORIGIN: 'http://auth.localhost:8787', ...HOOK }
    expect(noticesOf({ ...local, NOTICE_WEBHOOK_URL: 'http://127.0.0.1:8080/' })).toMatchObject({
      webhook: { url: 'http://127.0.0.1:8080/' },
    })
    expect(noticesOf({ ...local, NOTICE_WEBHOOK_URL: 'http://hooks.example.com/' })).toEqual([
      'NOTICE_WEBHOOK_URL',
    ])
  })

  it('takes whom mail comes from, with or without a name, and wants the binding for it', () => {
    const from = (text: string) => noticesOf({ EMAIL, NOTICE_EMAIL_FROM: text })
    expect(from('security@acme.example')).toMatchObject({
      mailFrom: { email: 'security@acme.example', name: 'Sallyport' },
    })
    expect(from('Acme Sécurité <security@acme.example>')).toMatchObject({
      mailFrom: { email: 'security@acme.example', name: 'Acme Sécurité' },
    })
    for (const text of ['Acme', 'Acme <>', 'a@b.example\r\nBcc: c@d.example', 'A\nB <a@b.example>']) {
      expect(from(text), text).toEqual(['NOTICE_EMAIL_FROM'])
    }
    expect(noticesOf({ NOTICE_EMAIL_FROM: 'security@acme.example' })).toEqual(['EMAIL'])
  })
})
