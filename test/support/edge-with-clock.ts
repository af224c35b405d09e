// The Worker with a clock that tests can move, and with access to its database. Nothing in src imports this
// file. A production build starts at src/index.ts and can't contain it.

import { type JWTPayload, SignJWT } from 'jose'
import { api } from '../../src/api/app.ts'
import type { Env } from '../../src/config.ts'
import { type LinkPurpose, mintLink } from '../../src/crypto/mailed-link.ts'
import { signingKeyAt } from '../../src/crypto/pass.ts'
import { createEdge } from '../../src/index.ts'
import { log } from '../../src/log.ts'
import { portal } from '../../src/portal/app.tsx'
import { edgeAt } from './edge-at.ts'
import { emptyTables, readSchema } from './empty-tables.ts'
import type { Fault } from './fault.ts'
import { countCalls, faultyDatabase, faultyNamespace, setFaults } from './faults.ts'
import { setHashWork } from './hash-work.ts'

const COUNTED = ['accounts', 'identities', 'sessions', 'logins', 'members', 'authenticators']

let offset = 0
let tables: string[] | undefined
let stoppedAt: number | null = null

// Libraries read the time themselves, so their clock is moved too.
const RealDate = Date
const movedNow = () => (stoppedAt ?? RealDate.now()) + offset * 1000
globalThis.Date = new Proxy(RealDate, {
  construct: (target, given, newTarget) =>
    Reflect.construct(target, given.length === 0 ? [movedNow()] : given, newTarget),
  get: (target, name) => (name === 'now' ? movedNow : Reflect.get(target, name)),
})

// Thousands of people sign in here. Other tests check the cost of a hash.
setHashWork('cheap')

const now = () => Math.floor(Date.now() / 1000)
const edge = createEdge(now)

const withFaults = new WeakMap<Env, Env>()
const withMail = new WeakMap<Env, Env>()
let sendsMail = false

/** Returns the same object each time, because the edge caches its parsed configuration by this object. */
function faulty(env: Env): Env {
  const kept = sendsMail ? withMail : withFaults
  const known = kept.get(env)
  if (known) return known
  const made = {
    ...env,
    ...(sendsMail && NOWHERE),
    ...(env.DB && { DB: faultyDatabase(env.DB) }),
    ...(env.KV && { KV: faultyNamespace(env.KV) }),
  }
  kept.set(env, made)
  return made
}

/** Mail that is sent, and reaches nobody. */
const NOWHERE = {
  NOTICE_EMAIL_FROM: 'security@acme.example',
  EMAIL: { send: async () => ({ messageId: 'nowhere' }) } as SendEmail,
}

export default {
  scheduled: (controller: ScheduledController, env: Env, ctx: ExecutionContext) =>
    edge.scheduled(controller, faulty(env), ctx),
  /**
   * `http://clock.localhost:…/?offset=seconds` moves the clock. Without `offset` it returns the time.
   *
   * The other paths:
   * - `/stop` stops the clock until `/go`. It can still be moved.
   * - `/cron` runs the cron trigger.
   * - `/mail?on=true` lets the edge send mail, which reaches nobody. `/empty` takes that back.
   * - `/rows` counts the rows of each table, and `/digests` shows whether any row changed.
   * - `/routes` lists the routes of the portal's host.
   * - `/link?purpose=…&id=…&sentAt=…` makes the token of a link, as a mail has it.
   * - `/sign` signs any claims as a pass is signed.
   * - `/spoil` makes an account's password and authenticator unreadable.
   * - `/sql` runs a list of statements in one transaction, as an attacker with the database could, and
   * returns the rows of each.
   * - `/mark?text=…` writes the text to the log as info and as an error.
   * - `/empty` deletes every row except the keys.
   * - `/faults` sets the faults of D1 and KV, and returns how often each was called since the last faults
   * were set.
   */
  async fetch(request: Request, env: Env, ctx: ExecutionContext): Promise<Response> {
    const url = new URL(request.url)
    if (url.hostname === 'production.localhost') return edge.fetch(...asInProduction(request, url, env), ctx)
    if (url.hostname !== 'clock.localhost') return edge.fetch(request, faulty(env), ctx)
    if (url.pathname === '/rows') return Response.json(await countRows(env.DB))
    if (url.pathname === '/digests') return Response.json(await digestTables(env.DB))
    if (url.pathname === '/routes') return Response.json(listRoutes())
    if (url.pathname === '/sign') return new Response(await signAsPass(await request.json()))
    if (url.pathname === '/link') return new Response(await mailedLink(url.searchParams))
    if (url.pathname === '/spoil') await spoil(env.DB, url.searchParams.get('email') ?? '')
    if (url.pathname === '/sql') return Response.json(await runSql(env.DB, await request.json()))
    if (url.pathname === '/cron') await edge.scheduled({} as ScheduledController, faulty(env), ctx)
    if (url.pathname === '/faults') {
      const seen = countCalls()
      if (request.method === 'POST') setFaults((await request.json()) as Fault[])
      return Response.json(seen)
    }
    if (url.pathname === '/mark') mark(url.searchParams.get('text') ?? '')
    if (url.pathname === '/mail') sendsMail = url.searchParams.get('on') === 'true'
    if (url.pathname === '/empty') sendsMail = false
    if (url.pathname === '/empty') await emptyTables(env.DB, await readSchema(env.DB), KEPT)
    if (url.pathname === '/stop') stoppedAt = RealDate.now()
    if (url.pathname === '/go') stoppedAt = null
    const asked = url.searchParams.get('offset')
    if (asked !== null) offset = Number(asked)
    return Response.json({ now: now(), offset })
  },
}

function mark(text: string): void {
  log('info', { event: text })
  log('error', { event: text })
}

const countRows = (db: D1Database) =>
  db.prepare(`SELECT ${COUNTED.map((table) => `(SELECT count(*) FROM ${table}) AS ${table}`)}`).first()

async function runSql(db: D1Database, statements: string[]): Promise<unknown[][]> {
  const results = await db.batch(statements.map((sql) => db.prepare(sql)))
  return results.map(({ results }) => results)
}

const KEPT = ['ring_keys', 'd1_migrations']

/**
 * `http://production.localhost:…` is the portal of an edge with the same tables, on https and not on this
 * machine. The header `Test-Settings` has more of its variables, as URL-encoded JSON.
 */
function asInProduction(request: Request, url: URL, env: Env): [Request, Env] {
  const PORTAL_ORIGIN = 'https://auth.production.example'
  const settings: Partial<Env> = JSON.parse(
    decodeURIComponent(request.headers.get('test-settings') ?? '%7B%7D'),
  )
  const asked = new Request(PORTAL_ORIGIN + url.pathname + url.search, request)
  return [asked, { ...env, PORTAL_ORIGIN, PROVIDERS: '', ...settings }]
}

const spoil = (db: D1Database, email: string) =>
  db.batch([
    db
      .prepare(
        "UPDATE authenticators SET sealed_secret = 'spoilt' WHERE account_id = (SELECT id FROM accounts WHERE email = ?)",
      )
      .bind(email),
    db.prepare("UPDATE accounts SET password_hash = 'spoilt' WHERE email = ?").bind(email),
  ])

/** Signs what only a stolen key, or a fault of the edge, could sign. */
async function signAsPass({ claims, header }: { claims: JWTPayload; header: object }): Promise<string> {
  const { ring } = await edgeAt(now())
  const { kid, privateKey } = signingKeyAt(ring, now())
  return new SignJWT(claims).setProtectedHeader({ alg: 'ES256', typ: 'JWT', kid, ...header }).sign(privateKey)
}

async function mailedLink(query: URLSearchParams): Promise<string> {
  const { ring } = await edgeAt(now())
  const [id, sentAt] = [query.get('id') ?? '', Number(query.get('sentAt'))]
  return mintLink(ring, query.get('purpose') as LinkPurpose, { id, sentAt })
}

/** Returns the routes as `METHOD /path/:parameter`. Middleware is not a route. */
function listRoutes(): string[] {
  const handlers = [...portal.routes, ...api.routes].filter(
    ({ method, path }) => method !== 'ALL' && !path.includes('*'),
  )
  return [...new Set(handlers.map(({ method, path }) => `${method} ${path}`))].sort()
}

// The tables that a refusal may write to: the audit, recent counts and guesses.
const NOT_DIGESTED = ['audit', 'audit_links', 'audit_unlinked', 'attempts', 'recent_counts', 'd1_migrations']

/** Digests every table of the schema, so a new one is covered. Ignores when a session was last seen. */
async function digestTables(db: D1Database): Promise<Record<string, string>> {
  tables ??= await listTables(db)
  const names = tables
  const contents = await db.batch(names.map((name) => db.prepare(`SELECT * FROM ${name}`)))
  return Object.fromEntries(
    await Promise.all(names.map(async (name, i) => [name, await digestOf(contents[i])])),
  )
}

async function listTables(db: D1Database): Promise<string[]> {
  const { results } = await db
    .prepare(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '\\_%' ESCAPE '\\'",
    )
    .all<{ name: string }>()
  return results.map(({ name }) => name).filter((name) => !NOT_DIGESTED.includes(name))
}

async function digestOf(table: D1Result | undefined): Promise<string> {
  const text = JSON.stringify(table?.results, (key, value) => (key === 'last_seen_at' ? undefined : value))
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
  return [...new Uint8Array(digest).slice(0, 8)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
