// The Worker as it is, with a clock that tests can move. Nothing under src knows of it: a production build starts at
// src/index.ts and can't contain this.

import type { Env } from '../../src/config.ts'
import { createEdge } from '../../src/index.ts'

let offset = 0
const now = () => Math.floor(Date.now() / 1000) + offset
const edge = createEdge(now)

export default {
  ...edge,
  /** `http://clock.localhost:…/?offset=seconds` moves the clock; without `offset` it tells the time. */
  async fetch(request: Request, env: Env, ctx: ExecutionContext): Promise<Response> {
    const url = new URL(request.url)
    if (url.hostname !== 'clock.localhost') return edge.fetch(request, env, ctx)
    if (url.pathname === '/cron') await edge.scheduled({} as ScheduledController, env, ctx)
    const asked = url.searchParams.get('offset')
    if (asked !== null) offset = Number(asked)
    return Response.json({ now: now(), offset })
  },
}
