// The edge as a flow sees it, at any time and for any client.

import { env } from 'cloudflare:workers'
import { parseConfig } from '../../src/config.ts'
import { PORTAL_PARSERS } from '../../src/core/portal-parsers.ts'
import type { Edge } from '../../src/flows/edge/edge.ts'
import { loadRing } from '../../src/flows/edge/ring.ts'
import { defer } from './deferred.ts'

export async function edgeAt(now: number, { ip = '192.0.2.1', db = env.DB } = {}): Promise<Edge> {
  const config = parseConfig(env, PORTAL_PARSERS)
  if (!config.ok) throw new Error(JSON.stringify(config.error))
  const client = { ip, userAgent: 'a test' }
  const keyless = {
    config: config.value,
    db,
    kv: env.KV,
    email: null,
    now,
    clock: () => now,
    client,
    defer,
  }
  return { ...keyless, ring: await loadRing(keyless) }
}
