// An edge for tests: the Worker as built for deployment, in workerd with Miniflare's D1 and KV. `wrangler
// dev` in front of it would use more of the machine than the Worker does.

import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { readD1Migrations } from '@cloudflare/vitest-plugin'
import { convertV4MiniflareOptions, Log, LogLevel, Miniflare } from 'miniflare'
import { portalOriginAt } from '../../../demo/edge-process.ts'
import { PROJECT } from '../../../demo/wrangler.ts'

export interface EdgePlace {
  /** The path of the built Worker (scripts/build-worker.ts). */
  readonly script: string
  readonly port: number
  /** The folder that keeps D1 and KV. */
  readonly persistTo: string
  readonly vars: Readonly<Record<string, string>>
  /** Gives the edge a mail binding, which delivers to these addresses. */
  readonly mailTo?: readonly string[]
  /** Called with each line of the Worker's log and of Miniflare's, which names the files of sent mails. */
  readonly onLog: (text: string) => void
}

export interface BuiltEdge {
  migrate(): Promise<void>
  stop(): Promise<void>
}

export async function startBuiltEdge({ onLog, ...place }: EdgePlace): Promise<BuiltEdge> {
  const options = convertV4MiniflareOptions({
    workers: [workerAt(place)],
    resourcePersistencePath: join(place.persistTo, 'v3'),
    log: new LogTo(onLog),
    handleStructuredLogs: ({ message }) => onLog(`${message}\n`),
  })
  const miniflare = new Miniflare(options)
  await miniflare.ready
  return {
    async migrate() {
      const db = await miniflare.getD1Database('DB')
      for (const { queries } of await readD1Migrations(join(PROJECT, 'migrations'))) {
        await db.batch(queries.map((query) => db.prepare(query)))
      }
    },
    stop: () => miniflare.dispose(),
  }
}

const workerAt = ({ script, port, vars, mailTo }: Omit<EdgePlace, 'onLog'>) => ({
  name: 'edge',
  modules: true,
  script,
  compatibilityDate: '2026-11-01',
  compatibilityFlags: ['nodejs_compat'],
  bindings: { PORTAL_ORIGIN: portalOriginAt(port), ...vars },
  d1Databases: { DB: 'sallyport' },
  kvNamespaces: { KV: 'sallyport' },
  ...(mailTo && { email: { send_email: [{ name: 'EMAIL', allowed_destination_addresses: [...mailTo] }] } }),
  // The edge itself decides what an origin learns about a client's address, as in production.
  stripCfConnectingIp: false,
  unsafeDirectSockets: [{ host: '127.0.0.1', port }],
})

class LogTo extends Log {
  readonly #onLog: (text: string) => void

  constructor(onLog: (text: string) => void) {
    super(LogLevel.INFO)
    this.#onLog = onLog
  }

  override log(message: string): void {
    this.#onLog(`${stripVTControlCharacters(message)}\n`)
  }
}
