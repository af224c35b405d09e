import { createExecutionContext } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Env } from '../src/config.ts'
import { forgetRing } from '../src/flows/edge-facts.ts'
import { createEdge } from '../src/index.ts'

const edge = createEdge(() => 1_800_000_000)
const ask = (url: string, init: RequestInit = {}, bindings: Env = env) =>
  edge.fetch(new Request(url, { redirect: 'manual', ...init }), bindings, createExecutionContext())

const SECURE: Env = { ...env, PORTAL_ORIGIN: 'https://auth.example.com' }

describe('a portal on https', () => {
  it('sends plain http on to itself, path and all', async () => {
    const response = await ask('http://auth.example.com/sign-in?x=1', {}, SECURE)
    expect(response.status).toBe(308)
    expect(response.headers.get('location')).toBe('https://auth.example.com/sign-in?x=1')
  })

  it('takes nothing that was posted in clear, on a workspace’s host either', async () => {
    for (const host of ['auth.example.com', 'acme.example.com']) {
      const response = await ask(`http://${host}/sign-in`, { method: 'POST', body: 'password=x' }, SECURE)
      expect(response.status).toBe(400)
      expect(await response.json()).toMatchObject({ code: 'https_required' })
    }
  })

  it('tells browsers to come by https only', async () => {
    const response = await ask('https://auth.example.com/sign-in', {}, SECURE)
    expect(response.status).toBe(200)
    expect(response.headers.get('strict-transport-security')).toMatch(/^max-age=\d{8}/)
  })
})

describe('a page of the portal', () => {
  it.each(['/sign-in', '/sign-out', '/nowhere', '/enter?host=nobody.localhost', '/docs'])(
    'can’t be framed, sniffed, cached or extended: %s',
    async (path) => {
      const { headers } = await ask(`http://auth.localhost:8787${path}`, {
        headers: { 'sec-fetch-mode': 'navigate' },
      })
      expect(headers.get('x-frame-options')).toBe('DENY')
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('cache-control')).toBe('no-store')
      const policy = headers.get('content-security-policy')
      expect(policy).toContain("default-src 'none'")
      expect(policy).toContain("frame-ancestors 'none'")
      expect(policy).toContain("base-uri 'none'")
      expect(policy).not.toMatch(/unsafe|\*/)
    },
  )

  it('finds its stylesheet, script and mark without a database', async () => {
    const { DB: _, ...rest } = env
    const broken = { ...rest, DB: { prepare: () => Promise.reject(new Error('D1_ERROR')) } } as unknown as Env
    for (const file of ['sallyport.css', 'sallyport.js', 'mark.svg']) {
      expect((await ask(`http://auth.localhost:8787/assets/${file}`, {}, broken)).status).toBe(200)
    }
  })
})

describe('a host that no workspace has', () => {
  it('is 421, and asked about once only', async () => {
    let statements = 0
    const DB = new Proxy(env.DB, {
      get: (target, name) => {
        if (name === 'prepare') statements++
        const member = Reflect.get(target, name)
        return typeof member === 'function' ? member.bind(target) : member
      },
    })
    const bindings: Env = { ...env, DB }
    const first = await ask('http://scanned.localhost:8787/', {}, bindings)
    expect(first.status).toBe(421)
    expect(await first.json()).toMatchObject({ code: 'unknown_host', status: 421 })
    const asked = statements
    expect(asked).toBeGreaterThan(0)
    await ask('http://scanned.localhost:8787/wp-login.php', {}, bindings)
    expect(statements).toBe(asked)
  })
})

describe('a variable PROVIDERS that is unusable', () => {
  const entry = { id: 'okta', kind: 'oidc', issuer: 'https://acme.okta.example', client_id: 'sallyport' }
  const secret = 'client-secret-of-okta'
  let touched = 0
  const untouchable = () =>
    new Proxy({} as never, {
      get() {
        touched++
        throw new Error('the store was asked')
      },
    })
  const withProviders = (providers: unknown, more: object = {}): Env => ({
    ...SECURE,
    DB: untouchable(),
    KV: untouchable(),
    PROVIDERS: providers,
    ...more,
  })
  const UNUSABLE: readonly (readonly [string, Env, problem: string])[] = [
    ['that is no JSON', withProviders('[{"id":'), 'must be a JSON array'],
    ['without the secret of a provider', withProviders([entry]), 'CLIENT_SECRET_OKTA'],
    [
      'with a field that isn’t known',
      withProviders([{ ...entry, trust_mail: true }], { CLIENT_SECRET_OKTA: secret }),
      'okta.trust_mail',
    ],
  ]

  afterEach(() => {
    vi.restoreAllMocks()
  })

  it.each(UNUSABLE)(
    '%s serves nothing, to anybody, and is named in the log',
    async (_, bindings, problem) => {
      const written = vi.spyOn(console, 'error').mockImplementation(() => {})
      touched = 0
      for (const url of [
        'https://auth.example.com/sign-in',
        'https://auth.example.com/assets/sallyport.css',
        'https://auth.example.com/.well-known/jwks.json',
        'https://auth.example.com/api/v1/providers',
        'https://acme.example.com/reports',
      ]) {
        written.mockClear()
        const response = await ask(url, {}, bindings)
        expect(response.status).toBe(503)
        expect(response.headers.get('set-cookie')).toBeNull()
        const text = await response.text()
        expect(JSON.parse(text)).toMatchObject({ code: 'not_configured' })
        expect(text).not.toMatch(/okta|CLIENT_SECRET/i)
        expect(written).toHaveBeenCalledTimes(1)
        const line = String(written.mock.calls[0]?.[0])
        expect(JSON.parse(line)).toMatchObject({ event: 'config.unusable', variable: 'PROVIDERS' })
        expect(line).toContain(problem)
        expect(line).not.toContain(secret)
      }
      expect(touched).toBe(0)
    },
  )

  it('is a page without a way on for whoever comes with a browser', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => {})
    const headers = { 'sec-fetch-mode': 'navigate', accept: 'text/html' }
    const response = await ask('https://auth.example.com/sign-in', { headers }, withProviders([entry]))
    expect(response.status).toBe(503)
    const text = await response.text()
    expect(text).toContain('Sallyport is not set up')
    expect(text).not.toMatch(/okta|<form|Continue with/i)
  })
})

describe('a ring that lost a key', () => {
  it.each(['pass-signing', 'totp-sealing', 'digest-pepper'])(
    '(%s) lets nobody in, makes no other in its place, and says which',
    async (purpose) => {
      expect((await ask('http://auth.localhost:8787/sign-in')).status).toBe(200)
      await env.DB.prepare('DELETE FROM ring_keys WHERE purpose = ?').bind(purpose).run()
      await env.KV.delete('ring')
      forgetRing()
      const said = vi.spyOn(console, 'error').mockImplementation(() => undefined)
      const answer = await ask('http://auth.localhost:8787/sign-in')
      expect(answer.status).toBe(503)
      expect(await answer.json()).toMatchObject({ code: 'missing_key' })
      expect(JSON.parse(String(said.mock.calls[0]?.[0]))).toMatchObject({
        event: 'request.failed',
        reason: 'missing_key',
        error: `the key ring lacks ${purpose}`,
      })
      said.mockRestore()
      expect(await env.DB.prepare('SELECT count(*) AS n FROM ring_keys').first('n')).toBe(2)
    },
  )
})

describe('the cron triggers', () => {
  const DUE = 1_800_000_000
  const run = (cron: string, bindings: Env = env) => {
    const ctx = createExecutionContext()
    return edge.scheduled({ cron, scheduledTime: 0, noRetry: () => {} }, bindings, ctx)
  }
  /** A policy of which nobody has been told that it is in effect. */
  const addDuePolicy = () =>
    env.DB.batch(
      [
        "INSERT INTO workspaces (id, slug, name, origin, created_at) VALUES ('acme', 'acme', 'Acme', 'x', 0)",
        `INSERT INTO policies (workspace_id, grace_days, effective_at, version, updated_at, updated_by, next_notice_at)
           VALUES ('acme', 14, ${DUE}, 1, 0, 'x', ${DUE})`,
      ].map((sql) => env.DB.prepare(sql)),
    )
  const counts = () =>
    env.DB.prepare(
      'SELECT (SELECT count(*) FROM notices) AS notices, (SELECT count(*) FROM ring_keys) AS keys',
    ).first()

  it('tell of notices each minute, and of nothing else', async () => {
    await addDuePolicy()
    await run('* * * * *')
    expect(await counts()).toEqual({ notices: 1, keys: 0 })
  })

  it('do both at the other one, for a configuration that has only that', async () => {
    await addDuePolicy()
    await run('*/15 * * * *')
    expect(await counts()).toEqual({ notices: 1, keys: expect.toSatisfy((keys) => keys > 0) })
  })

  it('don’t let one stop the other, and don’t hide that it failed', async () => {
    await run('*/15 * * * *')
    await addDuePolicy()
    const MASTER_KEY = 'q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQAAECAwQFBgc='
    await expect(run('*/15 * * * *', { ...env, MASTER_KEY })).rejects.toThrow()
    expect(await counts()).toMatchObject({ notices: 1 })
  })
})
