import { env } from 'cloudflare:workers'
import { describe, expect, it } from 'vitest'
import { type Env, parseConfig } from '../src/config.ts'

const KEY = 'q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQAAECAwQFBgc='
const TOKEN = 'spo_abcdefghijklmnopqrstuvwxyz0123456789'
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
