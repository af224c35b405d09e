// Counted, not timed: what a sign-in asks of D1.

import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { type TOTP, URI } from 'otpauth'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Env } from '../../src/config.ts'
import { forgetRing } from '../../src/flows/edge-facts.ts'
import { createEdge } from '../../src/index.ts'

const PORTAL = 'http://auth.localhost:8787'
const ACME = 'http://acme.localhost:8787'
const PASSWORD = 'correct-horse-battery'

let now = 1_800_000_000
const edge = createEdge(() => now)

interface Count {
  roundTrips: number
  rowsWritten: number
  rowsRead: number
  kvReads: number
}
const NOTHING: Count = { roundTrips: 0, rowsWritten: 0, rowsRead: 0, kvReads: 0 }

/** D1 as it is, with every round trip and every row counted. */
function counting(db: D1Database, count: Count): D1Database {
  const add = (results: D1Result[]) => {
    count.roundTrips++
    for (const { meta } of results) {
      count.rowsWritten += meta.rows_written
      count.rowsRead += meta.rows_read
    }
  }
  const wrap = (statement: D1PreparedStatement): D1PreparedStatement =>
    new Proxy(statement, {
      get(target, name) {
        if (name === 'raw-statement') return target
        if (name === 'bind') return (...values: unknown[]) => wrap(target.bind(...values))
        if (name === 'first') return async () => (await each(target)).results[0] ?? null
        if (name === 'all' || name === 'run') return () => each(target)
        throw new Error(`not counted: ${String(name)}`)
      },
    })
  const each = async (statement: D1PreparedStatement) => {
    const result = await statement.all()
    add([result])
    return result
  }
  return {
    prepare: (sql: string) => wrap(db.prepare(sql)),
    batch: async (statements: (D1PreparedStatement & { 'raw-statement': D1PreparedStatement })[]) => {
      const results = await db.batch(statements.map((statement) => statement['raw-statement']))
      add(results)
      return results
    },
  } as unknown as D1Database
}

function countingReads(kv: KVNamespace, count: Count): KVNamespace {
  return new Proxy(kv, {
    get(target, name) {
      if (name === 'get') count.kvReads++
      const member = Reflect.get(target, name)
      return typeof member === 'function' ? member.bind(target) : member
    },
  })
}

class Browser {
  readonly jars = new Map<string, Map<string, string>>()
  readonly count: Count = { ...NOTHING }
  // One object for all requests, as in an isolate: the configuration is parsed once for each.
  private readonly bindings: Env = {
    ...env,
    DB: counting(env.DB, this.count),
    KV: countingReads(env.KV, this.count),
  }

  /** Follows redirects up to the origin, which nothing answers at: the gate's 502 is as far as this goes. */
  async ask(
    url: string,
    form?: Record<string, string>,
  ): Promise<{ url: string; status: number; text: string }> {
    const { host } = new URL(url)
    const jar = this.jars.get(host) ?? new Map<string, string>()
    this.jars.set(host, jar)
    const headers = new Headers({ 'sec-fetch-mode': 'navigate' })
    headers.set('cookie', [...jar].map(([name, value]) => `${name}=${value}`).join('; '))
    const init = form ? { method: 'POST', body: new URLSearchParams(form) } : {}
    const ctx = createExecutionContext()
    const response = await edge.fetch(new Request(url, { ...init, headers }), this.bindings, ctx)
    await waitOnExecutionContext(ctx)
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      if (value) jar.set(name, value)
      else jar.delete(name)
    }
    const location = response.headers.get('location')
    if (location) return this.ask(new URL(location, url).href)
    return { url, status: response.status, text: await response.text() }
  }

  async submit(page: { url: string; text: string }, action: string, fields: Record<string, string>) {
    const [, form = ''] =
      new RegExp(`<form[^>]*action="${action}"[^>]*>(.*?)</form>`, 's').exec(page.text) ?? []
    const hidden = [...form.matchAll(/type="hidden" name="([^"]*)" value="([^"]*)"/g)].map(
      ([, name = '', value = '']) => [name, value.replaceAll('&amp;', '&')] as const,
    )
    return this.ask(new URL(action, page.url).href, { ...Object.fromEntries(hidden), ...fields })
  }
}

async function operator(method: string, path: string, body: unknown): Promise<void> {
  const headers = { authorization: `Bearer ${env.OPERATOR_TOKEN}`, 'content-type': 'application/json' }
  const request = new Request(`${PORTAL}/api/v1${path}`, { method, headers, body: JSON.stringify(body) })
  const response = await edge.fetch(request, env, createExecutionContext())
  expect(response.status).toBeLessThan(300)
}

async function enrolledBo(): Promise<TOTP> {
  await operator('PUT', '/accounts/bo@acme.example', { name: 'Bo', password: PASSWORD })
  await operator('PUT', '/workspaces/acme', {
    name: 'Acme',
    hosts: ['acme.localhost:8787'],
    origin: 'http://127.0.0.1:9',
  })
  await operator('PUT', '/workspaces/acme/members/bo@acme.example', { role: 'member' })
  const browser = new Browser()
  const signIn = { email: 'bo@acme.example', password: PASSWORD }
  await browser.submit(await browser.ask(`${PORTAL}/sign-in`), '/sign-in', signIn)
  const page = await browser.ask(`${PORTAL}/account/security/authenticator`)
  const [, link = ''] = /href="(otpauth:[^"]+)"/.exec(page.text) ?? []
  const totp = URI.parse(link.replaceAll('&amp;', '&')) as TOTP
  const code = totp.generate({ timestamp: now * 1000 })
  const shown = await browser.submit(page, '/account/security/authenticator', { code })
  await browser.submit(shown, '/account/security/recovery-codes/confirm', {})
  now += 60
  return totp
}

beforeEach(forgetRing)

describe('a sign-in with a code', () => {
  it('takes 4 round trips to D1 and 14 rows written at most, from the code to the pass; a request after it none', async () => {
    const totp = await enrolledBo()
    const browser = new Browser()
    const signIn = await browser.ask(`${ACME}/reports`)
    const verify = await browser.submit(signIn, '/sign-in', { email: 'bo@acme.example', password: PASSWORD })
    // The dearest time: no entry waits for its hash, so that the next one of the workspace is noted as waiting.
    await edge.scheduled({ cron: '* * * * *' } as ScheduledController, env, createExecutionContext())
    Object.assign(browser.count, NOTHING)
    const end = await browser.submit(verify, '/sign-in/verify', {
      code: totp.generate({ timestamp: now * 1000 }),
    })
    expect(end).toMatchObject({ url: `${ACME}/reports`, status: 502 })
    expect(browser.count.roundTrips).toBeLessThanOrEqual(4)
    expect(browser.count.rowsWritten).toBeLessThanOrEqual(14)

    Object.assign(browser.count, NOTHING)
    await browser.ask(`${ACME}/reports`)
    expect(browser.count, 'the next request, in a warm isolate').toEqual(NOTHING)

    now += 121
    await browser.ask(`${ACME}/.sallyport/`)
    expect(browser.count.roundTrips, 'the policy, where nobody has asked for it in this minute').toBe(1)

    Object.assign(browser.count, NOTHING)
    await browser.ask(`${ACME}/reports`)
    expect(browser.count, 'a renewal').toMatchObject({ roundTrips: 1, kvReads: 0 })
  })
})
