// A workspace with a guarded origin, and a member with a valid pass. That is the valid visit, of which a test
// changes one thing. The gate is called as a function, and `fetch` leads to the origin.

import { env } from 'cloudflare:workers'
import { expect, vi } from 'vitest'
import { sha256Base64url } from '../../src/crypto/digest.ts'
import { mintPass, type PassClaims } from '../../src/crypto/pass.ts'
import type { Edge, KeylessEdge } from '../../src/flows/edge/edge.ts'
import { forgetSite } from '../../src/flows/edge/edge-facts.ts'
import { forgetRing } from '../../src/flows/edge/ring.ts'
import { gate } from '../../src/gate/gate.ts'
import { admitQuickly } from '../../src/gate/quick.ts'
import { withAround, withDeadline } from '../../src/store/d1.ts'
import { settleDeferred } from './deferred.ts'
import { edgeAt } from './edge-at.ts'
import { metered, meteredKv } from './metered.ts'
import { addAccount, addMember, addSession, addWorkspace, NOW } from './rows.ts'

export const PORTAL = 'http://auth.localhost:8787'
export const SCRIPT = { 'sec-fetch-mode': 'cors', 'sec-fetch-dest': 'empty' }
export const PAGE = { 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document', accept: 'text/html' }
export const FRAME = { 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'iframe', accept: 'text/html' }

export interface Ask extends Omit<RequestInit, 'headers'> {
  readonly headers?: Record<string, string>
  readonly cookie?: string
  readonly now?: number
}

export type Bed = Awaited<ReturnType<typeof makeBed>>

let beds = 0

/** Makes the bed. `acme` is new each time, because an isolate remembers things by host. */
export async function makeBed({ outageSeconds = 0 } = {}) {
  const id = `acme-${++beds}`
  const host = `${id}.example.com`
  await addWorkspace(id)
  await addAccount('ada')
  await addMember(id, 'ada', 'member')
  await addSession('session-of-ada', 'ada')
  forgetRing()
  forgetSite(host)
  const given = await edgeAt(NOW)
  const edge: Edge = given
  let outlasted = outageSeconds
  /** Sets `OUTAGE_SECONDS`. */
  const outlast = (seconds: number) => {
    outlasted = seconds
  }
  const origin = vi.spyOn(globalThis, 'fetch').mockImplementation(async () => new Response('the origin'))
  const infos = vi.spyOn(console, 'info').mockImplementation(() => {})
  const errors = vi.spyOn(console, 'error').mockImplementation(() => {})
  const logged = () =>
    [...infos.mock.calls, ...errors.mock.calls].map(
      ([line]) => JSON.parse(String(line)) as { reason: string; rule?: string; service?: string },
    )

  /** Returns the calls to D1 and KV and the rows written since its last call. */
  const db = metered(env.DB)
  const kv = meteredKv(env.KV)
  const spent = () => {
    const { roundTrips, rowsWritten } = db.meter
    const { kvReads, kvWrites } = kv.meter
    Object.assign(db.meter, { roundTrips: 0, rowsWritten: 0 })
    Object.assign(kv.meter, { kvReads: 0, kvWrites: 0 })
    return { roundTrips, rowsWritten, kvReads, kvWrites }
  }

  function requestTo(path: string, { headers = SCRIPT, cookie, now: _, ...init }: Ask): Request {
    return new Request(new URL(path, `http://${host}`), {
      redirect: 'manual',
      ...init,
      headers: { ...headers, ...(cookie === undefined ? {} : { cookie: `__Host-sallyport-pass=${cookie}` }) },
    })
  }

  const keylessAt = (now: number): KeylessEdge => {
    const clock = () => time.now
    const config = { ...edge.config, outageSeconds: outlasted }
    return { ...edge, config, db: withDeadline(delayed), kv: watchedKv, now, clock }
  }

  /** Asks through the whole gate, without the quick way. */
  async function askWhole(path: string, asked: Ask): Promise<Response> {
    const request = requestTo(path, asked)
    return gate(request, new URL(request.url), keylessAt(asked.now ?? time.now))
  }

  /** Asks the quick way alone. Returns null if it leaves the request to the whole gate. */
  const askQuickly = (path: string, asked: Ask): Promise<Response> | null =>
    admitQuickly(requestTo(path, asked), keylessAt(asked.now ?? time.now))

  /** Asks as the Worker does. */
  const ask = async (path = '/report', asked: Ask = {}): Promise<Response> =>
    askQuickly(path, asked) ?? askWhole(path, asked)

  /** The time of requests, and of the clock that an open WebSocket reads. */
  const time = { now: NOW }
  let isDown = false
  let down = async (): Promise<never> => {
    throw new Error('D1 is down')
  }
  const fail = () => down()
  const statement = {
    statement: 'SELECT',
    bind: () => statement,
    all: fail,
    run: fail,
    first: fail,
  } as unknown as D1PreparedStatement
  const brokenDb = { prepare: () => statement, batch: fail } as unknown as D1Database
  const present = () => (isDown ? brokenDb : db.db)
  const switched = {
    prepare: (sql: string) => present().prepare(sql),
    batch: (statements: D1PreparedStatement[]) => counted(present().batch(statements)),
  } as unknown as D1Database
  let delay = 0
  const delayed = withAround(switched, async (ask) => {
    if (delay > 0) await scheduler.wait(delay)
    return ask()
  })
  const watchedKv = new Proxy(kv.kv, {
    get: (target, name: keyof KVNamespace) => {
      const call = target[name] as (...args: unknown[]) => Promise<unknown>
      return (...args: unknown[]) => counted(call.apply(target, args))
    },
  })
  let underWay = 0
  async function counted<T>(call: Promise<T>): Promise<T> {
    underWay++
    try {
      return await call
    } finally {
      underWay--
    }
  }
  const breakD1 = () => {
    isDown = true
  }
  const mendD1 = () => {
    isDown = false
  }
  /** From now on D1 never answers. */
  const stallD1 = () => {
    isDown = true
    down = () => new Promise(() => {})
  }

  /** From now on D1 takes this long. */
  const slowD1 = (milliseconds: number) => {
    delay = milliseconds
  }

  /** Returns the headers of the last request that reached the origin. */
  const arrived = () => new Headers(origin.mock.calls.at(-1)?.[1]?.headers)

  return {
    id,
    host,
    edge,
    origin,
    arrived,
    logged,
    spent,
    ask,
    askWhole,
    askQuickly,
    outlast,
    time,
    /** Tells whether no call to D1 or KV is under way. */
    isIdle: () => underWay === 0,
    breakD1,
    mendD1,
    stallD1,
    slowD1,
    settled: settleDeferred,
    pass: await passFor(edge, host, id),
  }
}

/** Returns a pass of `ada` with these changes. Each entry through the portal has a secret of its own. */
export async function passFor(
  edge: Edge,
  host: string,
  workspaceId: string,
  changes: Partial<PassClaims> = {},
  secret = 's'.repeat(43),
): Promise<string> {
  const claims: PassClaims = {
    iss: edge.config.portalOrigin,
    aud: `http://${host}`,
    sub: 'ada',
    sid: 'session-of-ada',
    iat: NOW,
    exp: NOW + 120,
    auth_time: NOW,
    amr: ['pwd'],
    acr: 'aal1',
    provider: 'password',
    email: 'ada@acme.example',
    name: 'Ada',
    workspace: { id: workspaceId, slug: workspaceId, role: 'member' },
    enforcement: { state: 'off' },
    cnf: { 'secret#S256': await sha256Base64url(secret) },
    ...changes,
  }
  return `${await mintPass(edge.ring, claims)}~${secret}`
}

/** Expects a problem with this status and code, no request at the origin, and no write to D1. */
export async function expectProblem(
  bed: Bed,
  response: Response,
  [status, code]: readonly [status: number, code: string],
): Promise<Readonly<Record<string, unknown>>> {
  const problem = (await response.json()) as Record<string, unknown>
  expect([response.status, problem.code]).toEqual([status, code])
  expectKeptOut(bed, response)
  return problem
}

export function expectKeptOut(bed: Bed, response: Response): void {
  expect(bed.origin).not.toHaveBeenCalled()
  expect(bed.spent().rowsWritten).toBe(0)
  expect(response.headers.get('set-cookie') ?? '').not.toContain('sallyport-pass=e')
  expect(response.headers.get('x-content-type-options'), 'an answer of our own').toBe('nosniff')
}
