// The Worker as it is deployed, with a meter on its stores and a clock that can be moved. Nothing under src
// imports this.

import type { Env } from '../../../src/config.ts'
import { createEdge } from '../../../src/index.ts'
import { metered, meteredKv } from '../../../test/support/metered.ts'
import { START } from '../fill.ts'
import { makePeople } from './people.ts'
import { remoteD1 } from './remote-d1.ts'

let now = START
const edge = createEdge(() => now)

let counting: { readonly bindings: Env; readonly meters: readonly object[] } | undefined

/** Returns the same object each time, because the edge caches its parsed configuration by that object. */
function count(env: Env & { readonly D1_URL: string }) {
  if (counting) return counting
  const longest = { longestMilliseconds: 0 }
  const { db, meter } = metered(remoteD1(env.D1_URL), ({ duration }) => {
    longest.longestMilliseconds = Math.max(longest.longestMilliseconds, duration)
  })
  const { kv, meter: kvMeter } = meteredKv(env.KV)
  counting = { bindings: { ...env, DB: db, KV: kv }, meters: [meter, kvMeter, longest] }
  return counting
}

/** Finishes deferred work before the answer, so that it is counted with the request that caused it. */
async function atOnce<T>(act: (ctx: ExecutionContext) => Promise<T>): Promise<T> {
  const deferred: Promise<unknown>[] = []
  const value = await act({
    waitUntil: (work: Promise<unknown>) => void deferred.push(work),
    passThroughOnException: () => undefined,
    props: {},
  } as unknown as ExecutionContext)
  await Promise.allSettled(deferred)
  return value
}

export default {
  /**
   * `http://count.localhost/` returns the counts since the last time. `/clock?seconds=` moves the clock.
   * `/cron?cron=` runs the cron trigger. `/people` gives the posted accounts a password and a known
   * authenticator.
   */
  async fetch(request: Request, env: Env & { readonly D1_URL: string }): Promise<Response> {
    const { bindings, meters } = count(env)
    const url = new URL(request.url)
    if (url.hostname !== 'count.localhost') return atOnce((ctx) => edge.fetch(request, bindings, ctx))
    if (url.pathname === '/clock') now += Number(url.searchParams.get('seconds'))
    if (url.pathname === '/cron') {
      const cron = url.searchParams.get('cron')
      await atOnce((ctx) => edge.scheduled({ cron } as ScheduledController, bindings, ctx))
    }
    if (url.pathname === '/people') await makePeople(bindings, now, await request.json())
    const seen = Object.assign({ now }, ...meters.map((meter) => ({ ...meter })))
    if (url.pathname === '/')
      for (const meter of meters) for (const name of Object.keys(meter)) Object.assign(meter, { [name]: 0 })
    return Response.json(seen)
  },
}
