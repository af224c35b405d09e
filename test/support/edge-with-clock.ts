// The Worker as it is, with a clock that tests can move, and a hand in its database. Nothing under src knows
// of it: a production build starts at src/index.ts and can't contain this.

import type { Env } from '../../src/config.ts'
import { createEdge } from '../../src/index.ts'

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

export default {
  ...edge,
  /**
   * `http://clock.localhost:…/?offset=seconds` moves the clock; without `offset` it tells the time. `/cron` is the cron
   * trigger, `/rows` counts the rows of each table. `/sql` does what whoever holds the database can: a list of statements,
   * in one transaction; answered by the rows of each.
   */
  async fetch(request: Request, env: Env, ctx: ExecutionContext): Promise<Response> {
    const url = new URL(request.url)
    if (url.hostname !== 'clock.localhost') return edge.fetch(request, env, ctx)
    if (url.pathname === '/rows') return Response.json(await countRows(env.DB))
    if (url.pathname === '/sql') return Response.json(await runSql(env.DB, await request.json()))
    if (url.pathname === '/cron') await edge.scheduled({} as ScheduledController, env, ctx)
    const asked = url.searchParams.get('offset')
    if (asked !== null) offset = Number(asked)
    return Response.json({ now: now(), offset })
  },
}

const countRows = (db: D1Database) =>
  db.prepare(`SELECT ${COUNTED.map((table) => `(SELECT count(*) FROM ${table}) AS ${table}`)}`).first()

async function runSql(db: D1Database, statements: string[]): Promise<unknown[][]> {
  const results = await db.batch(statements.map((sql) => db.prepare(sql)))
  return results.map(({ results }) => results)
}
