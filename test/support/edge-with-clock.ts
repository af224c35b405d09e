// The Worker as it is, with a clock that tests can move, and a look at how much its tables hold. Nothing under src knows
// of it: a production build starts at src/index.ts and can't contain this.

import type { Env } from '../../src/config.ts'
import { createEdge } from '../../src/index.ts'
import type { Fault } from './fault.ts'
import { countCalls, faultyDatabase, faultyNamespace, setFaults } from './faults.ts'

const COUNTED = ['accounts', 'identities', 'sessions', 'logins', 'hand_offs', 'members', 'authenticators']

let offset = 0

// Libraries ask the time themselves: theirs moves, too.
const RealDate = Date
const movedNow = () => RealDate.now() + offset * 1000
globalThis.Date = new Proxy(RealDate, {
  construct: (target, given, newTarget) =>
    Reflect.construct(target, given.length === 0 ? [movedNow()] : given, newTarget),
  get: (target, name) => (name === 'now' ? movedNow : Reflect.get(target, name)),
})

const now = () => Math.floor(Date.now() / 1000)
const edge = createEdge(now)

const withFaults = new WeakMap<Env, Env>()

/** The same object each time: the edge remembers by it what it has read of its configuration. */
function faulty(env: Env): Env {
  const known = withFaults.get(env)
  if (known) return known
  const made = {
    ...env,
    ...(env.DB && { DB: faultyDatabase(env.DB) }),
    ...(env.KV && { KV: faultyNamespace(env.KV) }),
  }
  withFaults.set(env, made)
  return made
}

export default {
  scheduled: (controller: ScheduledController, env: Env, ctx: ExecutionContext) =>
    edge.scheduled(controller, faulty(env), ctx),
  /**
   * `http://clock.localhost:…/?offset=seconds` moves the clock; without `offset` it tells the time. `/cron` is the cron
   * trigger, `/rows` counts the rows of each table.
   * `/faults` takes the faults of D1 and KV from now on, and tells how often each was asked since the last ones.
   */
  async fetch(request: Request, env: Env, ctx: ExecutionContext): Promise<Response> {
    const url = new URL(request.url)
    if (url.hostname !== 'clock.localhost') return edge.fetch(request, faulty(env), ctx)
    if (url.pathname === '/rows') return Response.json(await countRows(env.DB))
    if (url.pathname === '/cron') await edge.scheduled({} as ScheduledController, faulty(env), ctx)
    if (url.pathname === '/faults') {
      const seen = countCalls()
      if (request.method === 'POST') setFaults((await request.json()) as Fault[])
      return Response.json(seen)
    }
    const asked = url.searchParams.get('offset')
    if (asked !== null) offset = Number(asked)
    return Response.json({ now: now(), offset })
  },
}

const countRows = (db: D1Database) =>
  db.prepare(`SELECT ${COUNTED.map((table) => `(SELECT count(*) FROM ${table}) AS ${table}`)}`).first()
