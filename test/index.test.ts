import { env } from 'cloudflare:workers'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Env } from '../src/config.ts'
import { forgetSite } from '../src/flows/edge/edge-facts.ts'
import { forgetRing } from '../src/flows/edge/ring.ts'
import { createEdge } from '../src/index.ts'
import { en } from '../src/words/en/index.ts'
import { makeContext } from './support/deferred.ts'
import { addWorkspace } from './support/rows.ts'

const edge = createEdge(() => 1_800_000_000)
const ask = (url: string, init: RequestInit = {}, bindings: Env = env) =>
  edge.fetch(new Request(url, { redirect: 'manual', ...init }), bindings, makeContext())

const SECURE: Env = { ...env, PORTAL_ORIGIN: 'https://auth.example.com' }

describe('a portal on https', () => {
  it('redirects plain http to itself, with path and query', async () => {
    const response = await ask('http://auth.example.com/sign-in?x=1', {}, SECURE)
    expect(response.status).toBe(308)
    expect(response.headers.get('location')).toBe('https://auth.example.com/sign-in?x=1')
  })

  it('refuses a form posted over plain http, on a workspace’s host too', async () => {
    for (const host of ['auth.example.com', 'acme.example.com']) {
      const response = await ask(`http://${host}/sign-in`, { method: 'POST', body: 'password=x' }, SECURE)
      expect(response.status).toBe(400)
      expect(await response.json()).toMatchObject({ code: 'https_required' })
    }
  })

  it('tells browsers to use https only', async () => {
    const response = await ask('https://auth.example.com/sign-in', {}, SECURE)
    expect(response.status).toBe(200)
    expect(response.headers.get('strict-transport-security')).toMatch(/^max-age=\d{8}/)
  })
})

describe('every answer of the edge by https', () => {
  const HSTS = 'max-age=63072000'
  const headersOf = async (url: string, init: RequestInit = {}, bindings: Env = SECURE) => {
    const { status, headers } = await ask(url, init, bindings)
    return [
      status,
      headers.get('strict-transport-security'),
      headers.get('cross-origin-opener-policy'),
      headers.get('x-content-type-options'),
    ]
  }
  const page = { headers: { 'sec-fetch-mode': 'navigate' } }

  it.each<[string, RequestInit, number]>([
    ['/', {}, 401],
    ['/', page, 302],
    ['/', { method: 'POST', ...page }, 303],
    ['/.sallyport/nothing', {}, 404],
    ['/.sallyport/nothing', page, 404],
    ['/.sallyport/enter', page, 400],
    ['/.sallyport/start', page, 302],
    ['/.sallyport/sign-out', page, 303],
    ['/', { headers: { upgrade: 'websocket', origin: 'https://evil.example' } }, 403],
  ])('has its headers at a workspace: %s, %j', async (path, init, status) => {
    await addWorkspace('acme')
    forgetSite('acme.example.com')
    const found = await headersOf(`https://acme.example.com${path}`, init)
    expect(found).toEqual([status, HSTS, 'same-origin', 'nosniff'])
  })

  it.each<[string, RequestInit, number]>([
    ['https://nobody.example.com/', {}, 421],
    ['https://nobody.example.com/', page, 421],
    ['https://auth.example.com/assets/sallyport.js', {}, 200],
    ['https://auth.example.com/.well-known/jwks.json', {}, 200],
    ['https://auth.example.com/api/v1/workspaces', {}, 401],
    ['https://auth.example.com/openapi.json', {}, 200],
    ['https://auth.example.com/docs', {}, 200],
    ['https://auth.example.com/workspaces', page, 303],
    ['https://auth.example.com/nowhere', page, 404],
  ])('has its headers elsewhere: %s, %j', async (url, init, status) => {
    expect(await headersOf(url, init)).toEqual([status, HSTS, 'same-origin', 'nosniff'])
  })

  it('has the security headers also in an error, and without a configuration', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => {})
    const broken = { ...SECURE, DB: {} as D1Database }
    const unset = { ...SECURE, OPERATOR_TOKEN: '' }
    forgetRing()
    await env.KV.delete('ring')
    for (const init of [{}, page]) {
      const url = `https://trouble-${crypto.randomUUID()}.example.com/`
      expect(await headersOf(url, init, broken)).toEqual([500, HSTS, 'same-origin', 'nosniff'])
      expect(await headersOf(url, init, unset)).toEqual([503, HSTS, 'same-origin', 'nosniff'])
    }
    vi.restoreAllMocks()
  })

  it('has no HSTS by http', async () => {
    const found = await headersOf('http://auth.example.com/sign-in')
    expect(found).toEqual([308, null, 'same-origin', 'nosniff'])
    expect((await headersOf('http://auth.localhost:8787/sign-in', {}, env))[1]).toBeNull()
  })
})

describe('a page of the portal', () => {
  it.each(['/sign-in', '/sign-out', '/nowhere', '/enter?host=nobody.localhost', '/docs'])(
    'cannot be framed, sniffed, cached or extended: %s',
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

  it('loads its stylesheet, script and mark without a database', async () => {
    const { DB: _, ...rest } = env
    const broken = { ...rest, DB: { prepare: () => Promise.reject(new Error('D1_ERROR')) } } as unknown as Env
    for (const file of ['sallyport.css', 'sallyport.js', 'mark.svg']) {
      expect((await ask(`http://auth.localhost:8787/assets/${file}`, {}, broken)).status).toBe(200)
    }
  })
})

describe('a host that no workspace has', () => {
  it('is 421, and is looked up only once', async () => {
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

describe('an invalid variable PROVIDERS', () => {
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
    ['broken JSON', withProviders('[{"id":'), 'must be a JSON array'],
    ['no secret for a provider', withProviders([entry]), 'CLIENT_SECRET_OKTA'],
    [
      'an unknown field',
      withProviders([{ ...entry, trust_mail: true }], { CLIENT_SECRET_OKTA: secret }),
      'okta.trust_mail',
    ],
  ]

  afterEach(() => {
    vi.restoreAllMocks()
  })

  it.each(UNUSABLE)(
    'with %s serves nothing to anyone, and is named in the log',
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

  it('shows a person a page without a next step', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => {})
    const headers = { 'sec-fetch-mode': 'navigate', accept: 'text/html' }
    const response = await ask('https://auth.example.com/sign-in', { headers }, withProviders([entry]))
    expect(response.status).toBe(503)
    const text = await response.text()
    expect(text).toContain(en.trouble.out_of_service.title)
    expect(text).not.toMatch(/okta|<form|Continue with/i)
  })
})

describe('a failing database', () => {
  /** Fails each call as D1 does after it accepted the statement. */
  const failing = (error: unknown): Env => {
    const fail = () => Promise.reject(error)
    const statement = { bind: () => statement, first: fail, run: fail, all: fail }
    return { ...env, DB: { prepare: () => statement, batch: fail } as unknown as D1Database }
  }
  const ask = (url: string, init: RequestInit, bindings: Env) =>
    createEdge(() => 1_800_000_000).fetch(new Request(url, init), bindings, makeContext())

  beforeEach(async () => {
    forgetRing()
    await env.KV.delete('ring')
    vi.spyOn(console, 'error').mockImplementation(() => {})
  })
  afterEach(() => {
    vi.restoreAllMocks()
  })

  it.each<[string, unknown]>([
    ['a lost connection', new Error('D1_ERROR: Network connection lost.')],
    ['an internal error', new Error('internal error; reference = 3b1fd0c0c6b8')],
    ['a full disk', new Error('database or disk is full: SQLITE_FULL')],
    ['an overload', new Error('D1 DB is overloaded. Too many requests queued.')],
    ['an unknown type of error', new TypeError('fetch failed')],
    ['no error at all', 'x'],
  ])('with %s is reported as the store’s failure, with a time to retry', async (_, error) => {
    const authorization = `Bearer ${env.OPERATOR_TOKEN}`
    for (const [url, headers] of [
      ['http://auth.localhost:8787/sign-in', {}],
      ['http://auth.localhost:8787/api/v1/workspaces', { authorization }],
      [`http://down-${crypto.randomUUID()}.localhost:8787/`, {}],
    ] as const) {
      const refused = await ask(url, { headers }, failing(error))
      expect([url, refused.status, refused.headers.get('retry-after')]).toEqual([url, 503, '30'])
      expect(await refused.json()).toMatchObject({ code: 'store_unavailable' })
      const page = await ask(url, { headers: { ...headers, 'sec-fetch-mode': 'navigate' } }, failing(error))
      expect([page.status, page.headers.get('retry-after')]).toEqual([503, '30'])
    }
  })

  it('without a table is reported as not migrated', async () => {
    const error = new Error('D1_ERROR: no such table: ring_keys: SQLITE_ERROR')
    const answer = await ask('http://auth.localhost:8787/sign-in', {}, failing(error))
    expect(answer.status).toBe(503)
    expect(await answer.json()).toMatchObject({ code: 'not_migrated' })
  })

  it('is not blamed for the edge’s own exception', async () => {
    const answered = { results: 7, meta: {} }
    const statement = { statement: '', bind: () => statement, all: async () => answered }
    const batch = async (asked: unknown[]) => asked.map(() => answered)
    const broken = { ...env, DB: { prepare: () => statement, batch } as unknown as D1Database }
    const answer = await ask('http://auth.localhost:8787/sign-in', {}, broken)
    expect(answer.status).toBe(500)
    expect(await answer.json()).toMatchObject({ code: 'internal_error' })
  })
})

describe('the log of a request that fails', () => {
  it('has no link of a mail, because the link still works', async () => {
    const said = vi.spyOn(console, 'error').mockImplementation(() => undefined)
    const token = `spl_${'a'.repeat(65)}1800000000`
    const broken = { ...env, DB: {} as D1Database }
    for (const page of ['forgotten-password', 'not-me', 'invitations']) {
      forgetRing()
      const answer = await ask(`http://auth.localhost:8787/${page}/${token}`, {}, broken)
      expect(answer.status).toBeGreaterThanOrEqual(500)
      expect(JSON.parse(String(said.mock.lastCall?.[0]))).toMatchObject({
        event: 'request.failed',
        path: `/${page}/…`,
      })
    }
    said.mockRestore()
  })
})

describe('a key ring without one of its keys', () => {
  it.each(['pass-signing', 'totp-sealing', 'digest-pepper'])(
    '(%s) admits nobody, creates no replacement, and logs which',
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
    const ctx = makeContext()
    return edge.scheduled({ cron, scheduledTime: 0, noRetry: () => {} }, bindings, ctx)
  }
  /** Adds a policy in effect that nobody was notified about. */
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

  it('send notices each minute, and nothing else', async () => {
    await addDuePolicy()
    await run('* * * * *')
    expect(await counts()).toEqual({ notices: 1, keys: 0 })
  })

  it('do both at the other trigger, for a configuration with only that one', async () => {
    await addDuePolicy()
    await run('*/15 * * * *')
    expect(await counts()).toEqual({ notices: 1, keys: expect.toSatisfy((keys) => keys > 0) })
  })

  it('continue after one fails, and report the failure', async () => {
    await run('*/15 * * * *')
    await addDuePolicy()
    const MASTER_KEY = 'q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQAAECAwQFBgc='
    await expect(run('*/15 * * * *', { ...env, MASTER_KEY })).rejects.toThrow()
    expect(await counts()).toMatchObject({ notices: 1 })
  })
})
