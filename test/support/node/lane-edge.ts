// The edge of a lane: the Worker as it is built for deployment, in workerd with Miniflare's D1 and KV, and nothing before
// it. What `wrangler dev` puts before it takes more of the machine than the Worker does.

import { appendFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { readD1Migrations } from '@cloudflare/vitest-plugin'
import { convertV4MiniflareOptions, Miniflare } from 'miniflare'
import { portalOriginAt } from '../../../demo/edge-process.ts'
import { PROJECT } from '../../../demo/wrangler.ts'
import { EDGE_LOG } from './left-behind.ts'

export interface LaneEdge {
  readonly script: string
  readonly port: number
  readonly persistTo: string
  readonly vars: Readonly<Record<string, string>>
}

/** The answer ends it. */
export async function startLaneEdge({
  script,
  port,
  persistTo,
  vars,
}: LaneEdge): Promise<() => Promise<void>> {
  const log = join(persistTo, EDGE_LOG)
  writeFileSync(log, '')
  const worker = {
    name: 'edge',
    modules: true,
    script,
    compatibilityDate: '2026-11-01',
    compatibilityFlags: ['nodejs_compat'],
    bindings: { PORTAL_ORIGIN: portalOriginAt(port), ...vars },
    d1Databases: { DB: 'sallyport' },
    kvNamespaces: { KV: 'sallyport' },
    // What an origin gets of a client's address is the edge's own doing, as in production.
    stripCfConnectingIp: false,
    unsafeDirectSockets: [{ host: '127.0.0.1', port }],
  }
  const options = convertV4MiniflareOptions({
    workers: [worker],
    resourcePersistencePath: join(persistTo, 'v3'),
    handleStructuredLogs({ message }) {
      appendFileSync(log, `${message}\n`)
      if (process.env.EDGE_LOG) process.stderr.write(`${message}\n`)
    },
  })
  const miniflare = new Miniflare(options)
  await miniflare.ready
  const db = await miniflare.getD1Database('DB')
  for (const { queries } of await readD1Migrations(join(PROJECT, 'migrations'))) {
    await db.batch(queries.map((query) => db.prepare(query)))
  }
  return () => miniflare.dispose()
}
